#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/leximin.hpp"
#include "entente/bargain/objective.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::enforce {

/// What makes one deal better than another, as questions to an engine. Problems may have more rules
/// and auxiliary issues than the one a goal was made for; parties are the same.
class HoldingGoal {
 public:
  virtual ~HoldingGoal() = default;

  /// The best deal of a problem, with status, value, gap and some outcome. `at_least`, where not
  /// null: deals that are worse than that vector may be passed over.
  [[nodiscard]] virtual bargain::Deal best(const bargain::Problem& problem,
                                           const bargain::SearchOptions& limits,
                                           const std::vector<std::int64_t>* at_least,
                                           const WorkControl& control) const = 0;

  /// Of the deals as good as this one, which best() found, the one with the lexicographically
  /// largest utilities, and of its outcomes the smallest.
  virtual void settle(const bargain::Problem& problem, const bargain::SearchOptions& limits,
                      const WorkControl& control, bargain::Deal& deal) const = 0;

  /// -1, 0, +1 as a is worse than, as good as, better than b.
  [[nodiscard]] virtual int compare(const std::int64_t* a, const std::int64_t* b) const = 0;
};

/// One objective decides: the product or the sum of gains, or what one party gets.
class BestGoal final : public HoldingGoal {
 public:
  /// The Nash or the utilitarian deal.
  BestGoal(const bargain::Problem& problem, bargain::Concept which,
           const bargain::SearchOptions& options);
  /// The most for one party, nobody losing.
  BestGoal(const bargain::Problem& problem, std::size_t party);

  [[nodiscard]] bargain::Deal best(const bargain::Problem& problem,
                                   const bargain::SearchOptions& limits,
                                   const std::vector<std::int64_t>* at_least,
                                   const WorkControl& control) const override;
  void settle(const bargain::Problem& problem, const bargain::SearchOptions& limits,
              const WorkControl& control, bargain::Deal& deal) const override;
  [[nodiscard]] int compare(const std::int64_t* a, const std::int64_t* b) const override;

 private:
  BestGoal(const bargain::Problem& problem, bargain::Concept which, std::vector<Rational> weight);

  bargain::Concept concept_;  ///< nash: a product; utilitarian: a sum
  std::vector<Rational> weight_;
  bargain::Objective objective_;
};

/// The least weighted gain decides, then the second least, and so on.
class LeastGainGoal final : public HoldingGoal {
 public:
  /// `weight`: [party] > 0, per point of gain.
  LeastGainGoal(const bargain::Problem& problem, std::vector<Rational> weight);

  [[nodiscard]] bargain::Deal best(const bargain::Problem& problem,
                                   const bargain::SearchOptions& limits,
                                   const std::vector<std::int64_t>* at_least,
                                   const WorkControl& control) const override;
  void settle(const bargain::Problem& problem, const bargain::SearchOptions& limits,
              const WorkControl& control, bargain::Deal& deal) const override;
  [[nodiscard]] int compare(const std::int64_t* a, const std::int64_t* b) const override;

 private:
  std::vector<Rational> weight_;
  bargain::LeximinOrder order_;
};

}  // namespace entente::enforce
