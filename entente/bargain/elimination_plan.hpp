#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// How large the tables of an elimination may become. A table has one row per combination of an
/// issue and the issues it still depends on when it is eliminated.
struct EliminationLimits {
  std::size_t table_rows = std::size_t{1} << 18U;  ///< rows of one table
  std::size_t total_rows = std::size_t{1} << 21U;  ///< rows of all tables
  /// ... where that does not do and issues have several tables: these take part in a search, to
  /// which large tables add less than they cost.
  std::size_t split_rows = std::size_t{1} << 17U;
};

/// A box of a problem after looking at what is left of it: conditions that always hold are gone,
/// options are counted among the kept ones. A view into a ReducedProblem.
struct ReducedBox {
  std::span<const std::uint32_t> issues;      ///< sorted; may be empty (always holds)
  std::span<const std::uint32_t> first_mask;  ///< [k] where the condition's mask starts
  const std::uint8_t* masks = nullptr;
  const std::vector<std::int64_t>* add = nullptr;  ///< [party]; null: forbidden

  [[nodiscard]] bool forbidden() const { return add == nullptr; }
  /// [choice] of the k-th condition.
  [[nodiscard]] const std::uint8_t* mask(std::size_t k) const { return masks + first_mask[k]; }
};

/// A problem without options that are ruled out or repeat another option in everything (values,
/// costs, conditions), and without conditions that decide nothing. Boxes share flat arrays, since
/// there are thousands of them. Refers to the terms of the problem: keep it alive.
class ReducedProblem {
 public:
  std::vector<std::vector<std::uint16_t>> kept;  ///< [issue][choice] the option, rising

  /// Terms in file order, then forbidden boxes; without those that can never hold.
  [[nodiscard]] std::size_t boxes() const { return entries_.size(); }
  [[nodiscard]] ReducedBox box(std::size_t b) const {
    const Entry& e = entries_[b];
    const std::size_t count = (b + 1 < entries_.size() ? entries_[b + 1].begin : issues_.size());
    return {std::span(issues_).subspan(e.begin, count - e.begin),
            std::span(first_mask_).subspan(e.begin, count - e.begin), masks_.data(), e.add};
  }

  /// Adds the box seen through the kept options, unless it can never hold.
  void add_box(const Box& box, const std::vector<std::int64_t>* add);

 private:
  struct Entry {
    std::size_t begin = 0;  ///< into issues_ and first_mask_
    const std::vector<std::int64_t>* add = nullptr;
  };
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> issues_;
  std::vector<std::uint32_t> first_mask_;
  std::vector<std::uint8_t> masks_;
};

[[nodiscard]] ReducedProblem reduce(const Problem& problem);

/// In which order issues are eliminated, and the tables that this takes.
struct EliminationPlan {
  /// A table over an issue and the later ones it still depends on. Its maximum over the issue goes
  /// to the table `parent`, which covers what is left.
  struct Table {
    std::uint32_t position = 0;
    std::vector<std::uint32_t> separator;  ///< later positions, rising
    std::uint32_t parent = 0;              ///< index of a later table; k_none without a separator
  };
  static constexpr std::uint32_t k_none = UINT32_MAX;

  std::vector<std::uint32_t> order;  ///< [position] issue; position 0 is eliminated first
  std::vector<Table> tables;         ///< by position; at least one for each
  std::vector<std::uint32_t> home;   ///< [box] its table; k_none: no table may be so large

  /// One table for each issue, with every box in one of them.
  [[nodiscard]] bool whole() const;
};

/// [issue] how much it can move the parties' utilities, in shares of what all issues can; summed
/// over parties.
[[nodiscard]] std::vector<double> issue_weights(const Problem& problem);

/// The tables that a given order takes: [position] issue.
[[nodiscard]] EliminationPlan plan_in_order(const ReducedProblem& reduced,
                                            std::span<const std::uint32_t> order,
                                            const EliminationLimits& limits);

/// Chooses the order by min-fill (ties: fewer rows, then file order). Where one table per issue
/// would break a limit, what it should hold is divided between several (mini-buckets: Dechter &
/// Rish 2003): the maximum of each by itself bounds the maximum of their sum. `weight[issue]`:
/// among orders with the same tables, issues of large weight come late. Deterministic, but when
/// cancelled, which may make the order worse. O(issues * degree^2 * issues / 64) for each of at
/// most a few hundred trials.
[[nodiscard]] EliminationPlan plan_elimination(const ReducedProblem& reduced,
                                               const std::vector<double>& weight,
                                               const EliminationLimits& limits,
                                               const WorkControl& control = {});

}  // namespace entente::bargain
