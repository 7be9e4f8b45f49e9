#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "entente/bargain/table_set.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// The map of a search for minimal sets (MARCO: Liffiton, Previti, Malik, Marques-Silva, Fast,
/// flexible MUS enumeration, Constraints 21, 2016): which subsets of the issues in `ground` are
/// unexplored, that is, neither above a set blocked from below nor below one blocked from above.
/// Each block is a clause, all of its literals of one sign; a small clause-learning search
/// (two watched literals, first unique implication point, variables that met conflicts first)
/// finds sets that satisfy all. Deterministic.
class TableMap {
 public:
  explicit TableMap(const IssueSet& ground, std::size_t issues);

  /// From now on, no set that contains all of `set`. Issues outside the ground are taken to be in
  /// every set.
  void block_above(const IssueSet& set);
  /// From now on, no set that is contained in `set`.
  void block_below(const IssueSet& set);

  enum class Result { found, nothing_left, cancelled };
  /// Finds an unexplored set to which no issue can be added without leaving the unexplored ones.
  [[nodiscard]] Result next(IssueSet& set, const WorkControl& control);

 private:
  using Variable = std::uint32_t;  ///< position in the ground
  using Literal = std::uint32_t;   ///< 2 * variable: the issue is in the set; + 1: it is not
  struct Clause {
    std::uint32_t begin = 0;  ///< into pool_; the first two literals are watched
    std::uint32_t size = 0;
    std::uint32_t levels = 0;  ///< learned: distinct levels when it was made, else 0
  };
  struct Watch {
    std::uint32_t clause;
    Literal other;  ///< some literal of the clause: true means nothing to do
  };
  enum class Truth : std::uint8_t { open, yes, no };

  [[nodiscard]] Truth truth(Literal literal) const;
  void add(std::vector<Literal> literals);
  std::uint32_t attach(const std::vector<Literal>& literals, std::uint32_t levels);
  void assign(Literal literal, std::uint32_t reason);
  [[nodiscard]] std::uint32_t propagate();
  [[nodiscard]] bool propagate_one(Literal falsified, std::uint32_t& conflict);
  void learn(std::uint32_t conflict);
  void analyse(std::uint32_t conflict, std::vector<Literal>& learned);
  [[nodiscard]] bool implied(Literal literal) const;
  void undo_to(std::size_t level);
  [[nodiscard]] std::optional<Variable> next_variable();
  void move_to_front(Variable variable);
  void forget_clauses();
  [[nodiscard]] std::size_t level() const { return level_begin_.size(); }

  std::size_t issues_;
  std::vector<std::size_t> ground_;
  std::vector<std::uint32_t> position_;  ///< [issue] variable, or k_none
  std::vector<Literal> pool_;
  std::vector<Clause> clauses_;
  std::vector<std::vector<Watch>> watches_;  ///< [literal] clauses that watch it
  std::vector<Truth> value_;                 ///< [variable] is the issue in the set?
  std::vector<std::uint32_t> level_of_;      ///< [variable]
  std::vector<std::uint32_t> reason_;        ///< [variable] clause, or k_none
  std::vector<Literal> trail_;
  std::vector<std::size_t> level_begin_;
  std::size_t propagated_ = 0;
  /// Variables in a list, those that met a conflict last at its front; stamps fall along it.
  std::vector<std::uint32_t> before_, after_;
  std::vector<std::uint64_t> stamp_;
  std::uint32_t front_ = 0;
  std::uint32_t from_ = 0;  ///< every variable before it in the list is assigned
  std::uint64_t clock_ = 0;
  std::vector<std::uint8_t> seen_;  ///< [variable] scratch of analyse
  std::size_t learned_ = 0;
  std::size_t keep_ = 2'000;  ///< learned clauses kept at most, growing
  bool contradiction_ = false;
};

}  // namespace entente::bargain
