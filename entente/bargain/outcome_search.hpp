#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "entente/bargain/dual_search.hpp"
#include "entente/bargain/elimination.hpp"
#include "entente/bargain/state_set.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// One linear bound that the search keeps exact for every partial outcome: price . amounts of the
/// best completion (as far as tables know, loose terms at their best), plus a constant. Partial
/// outcomes whose bound falls below `cut` are dropped; `cut` includes the margin for rounding.
struct Lane {
  std::vector<double> price;  ///< [dim], of either sign
  double constant = 0;
  double cut = 0;
  bool bounds_objective = false;  ///< the bound is one on F
};

/// The rounding error that the bound of a lane can have anywhere in the search.
[[nodiscard]] double rounding_margin(const Elimination& elimination,
                                     const std::vector<double>& price, double constant);

/// The lane "amount of `dim` reaches at least `need`" (sign = 1) or "at most" (sign = -1).
[[nodiscard]] Lane reach_lane(const Elimination& elimination, std::size_t dim, int sign,
                              std::int64_t need);

/// A partial outcome that grows from the last position of an elimination to position 0 and
/// shrinks back, with the bounds of all lanes (a bundle of multipliers; every lane uses its own
/// exact cost-to-go of the structured part). Flat arrays, no allocation while moving.
class PartialOutcome {
 public:
  using Choice = Elimination::Choice;

  PartialOutcome(const Elimination& elimination, std::vector<Lane> lanes);

  [[nodiscard]] const Elimination& elimination() const { return elimination_; }
  [[nodiscard]] std::size_t lanes() const { return lanes_.size(); }
  void set_cut(std::size_t lane, double cut) { cut_[lane] = cut; }
  /// False when the bounds already exclude every outcome.
  [[nodiscard]] bool possible() const;

  /// The choices at `position` (all later ones are made), most promising first by lane 0.
  [[nodiscard]] const std::uint16_t* order(std::size_t position) {
    const std::size_t t = elimination_.first_bucket(position);
    if (elimination_.first_bucket(position + 1) - t > 1) return order_jointly(position);
    const auto& b = elimination_.bucket(t);
    return order_.data() + b.first_row + elimination_.cell(t, choice_.data()) * b.choices;
  }
  /// Makes a choice; false (and no change) when it is forbidden or a lane falls below its cut.
  bool push(std::size_t position, std::size_t choice);
  void pop(std::size_t position);

  /// With positions >= `open` decided: the least bound on F over the lanes that bound it.
  [[nodiscard]] double bound(std::size_t open) const;
  [[nodiscard]] double lane_value(std::size_t open, std::size_t lane) const {
    return value_[open * lanes_.size() + lane];
  }
  [[nodiscard]] const std::int64_t* amounts(std::size_t open) const {
    return amount_.data() + open * elimination_.dims();
  }
  [[nodiscard]] const Choice* choices() const { return choice_.data(); }

  /// What the future of a partial outcome depends on: the choices that tables or loose boxes
  /// still look at, and the amounts.
  [[nodiscard]] std::size_t key_width() const { return key_width_; }
  void key(std::size_t open, std::int64_t* out) const;

 private:
  void fill_losses();
  void find_relevant();
  const std::uint16_t* order_jointly(std::size_t position);
  bool decide_loose(std::size_t position, std::size_t choice, double* value, std::int64_t* amount);

  const Elimination& elimination_;
  std::vector<Lane> lanes_;
  std::vector<double> cut_;
  std::vector<double> loss_;            ///< [row][lane]
  std::vector<std::uint16_t> order_;    ///< [row], per cell a permutation of the choices
  std::vector<double> joint_loss_;      ///< [choice] of lane 0, over the buckets of a position
  std::vector<double> loose_dead_;      ///< [box][lane] what the bound loses when it cannot hold
  std::vector<double> loose_hold_;      ///< [box][lane] ... when it holds
  std::vector<double> value_;           ///< [open][lane]
  std::vector<std::int64_t> amount_;    ///< [open][dim]
  std::vector<Choice> choice_;          ///< [position]
  std::vector<std::uint8_t> alive_;     ///< [box] no decided condition fails
  std::vector<std::uint32_t> died_;     ///< boxes in the order they died
  std::vector<std::size_t> died_mark_;  ///< [position] size of died_ before the choice
  std::vector<std::vector<std::uint32_t>> relevant_choices_;  ///< [open] positions
  std::vector<std::vector<std::uint32_t>> relevant_loose_;    ///< [open] boxes half decided
  std::size_t key_width_ = 0;
};

/// Depth-first search over a PartialOutcome.
class OutcomeSearch {
 public:
  struct Limits {
    std::uint64_t max_nodes = 0;  ///< 0: none
    /// States are remembered, so that none is explored twice, once this many nodes were used.
    std::uint64_t remember_after = 0;
    std::size_t memory = std::size_t{256} << 20U;  ///< bytes for remembered states
  };
  /// Sees a complete outcome; returns false to stop the search.
  using Leaf = std::function<bool(const std::int64_t* amounts, const Elimination::Choice*)>;

  OutcomeSearch(PartialOutcome& partial, const Limits& limits, const WorkControl& control)
      : partial_(partial), limits_(limits), control_(control), states_(partial.key_width()) {
    key_.resize(partial.key_width());
  }

  /// Sees every partial outcome (positions >= `open` are decided); returns false to drop it.
  using Filter = std::function<bool(std::size_t open)>;
  void set_filter(Filter filter) { filter_ = std::move(filter); }

  /// Ends a run early, as a limit would.
  void stop() { stopped_ = true; }

  /// True when every outcome was visited or provably cut.
  bool run(const Leaf& leaf);

  [[nodiscard]] std::uint64_t nodes() const { return nodes_; }
  /// A bound on F over what was left unexplored; -infinity after a complete run.
  [[nodiscard]] double open_bound() const { return open_bound_; }

 private:
  void descend(std::size_t open, const Leaf& leaf);
  [[nodiscard]] bool out_of_work();
  [[nodiscard]] bool seen(std::size_t open);

  PartialOutcome& partial_;
  Limits limits_;
  const WorkControl& control_;
  Filter filter_;
  StateSet states_;
  std::vector<std::int64_t> key_;
  std::uint64_t nodes_ = 0;
  double open_bound_ = 0;
  bool stopped_ = false;
};

}  // namespace entente::bargain
