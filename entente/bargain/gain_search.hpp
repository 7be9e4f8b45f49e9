#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// Whether everybody can gain, and one way how.
struct GainAnswer {
  /// exact: there is such an outcome; none: provably not; unknown: stopped by a limit or cancelled.
  Status status = Status::unknown;
  Outcome outcome;
  std::vector<std::int64_t> utility;
  std::uint64_t nodes = 0;
};

/// What a question leaves open.
struct GainQuestion {
  /// [first[i] + option] options that may be chosen, beside the problem's own rules; empty: all.
  std::vector<std::uint8_t> allowed;
  /// [party] utilities that must be exceeded; empty: the problem's no_deal.
  std::vector<std::int64_t> no_deal;
  /// [party] utilities that must be exceeded as well, whoever has to gain; empty: none.
  std::vector<std::int64_t> above;
};

/// Is there a feasible outcome that gives every party a strict gain? Asked many times of one
/// problem, with options taken away and reservations moved. Decides exactly; `max_nodes` (0: no
/// limit) bounds the search of one question, and `max_outcomes` what is enumerated where
/// utilities are no sums. A question costs about as much as one relaxation of the Nash deal:
/// O(options * parties) a few dozen times, rarely a search.
class GainSearch {
 public:
  struct Limits {
    std::uint64_t max_nodes = 0;
    std::uint64_t max_outcomes = 50'000'000;
  };

  explicit GainSearch(const Problem& problem) : GainSearch(problem, Limits{}) {}
  /// The problem must outlive the search.
  GainSearch(const Problem& problem, const Limits& limits)
      : problem_(problem), asked_(problem), limits_(limits) {}
  GainSearch(const GainSearch&) = delete;
  GainSearch& operator=(const GainSearch&) = delete;

  [[nodiscard]] GainAnswer ask(const GainQuestion& question, const WorkControl& control);

  /// Of the outcomes that `ask` looks for, one with the greatest sum, in points, of what the
  /// parties get for which `counted` is true (at least one). Nothing is better for one of these and
  /// as good for the others. Status::bound: the best found when a limit was reached.
  [[nodiscard]] GainAnswer best_for(const GainQuestion& question, const std::vector<bool>& counted,
                                    const WorkControl& control);

  [[nodiscard]] std::uint64_t questions() const { return questions_; }

 private:
  void set_question(const GainQuestion& question);
  [[nodiscard]] bool only_enumeration() const;
  [[nodiscard]] Engine& engine(const WorkControl& control);
  [[nodiscard]] GainAnswer enumerate(const std::vector<bool>& counted, const WorkControl& control);

  const Problem& problem_;
  Problem asked_;  ///< the problem as the last question left it
  Limits limits_;
  // What serves until other options are allowed.
  std::unique_ptr<Engine> engine_;
  std::optional<Frontier> frontier_;
  std::uint64_t questions_ = 0;
};

}  // namespace entente::bargain
