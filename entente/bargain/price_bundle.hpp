#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/dual_search.hpp"
#include "entente/bargain/elimination.hpp"
#include "entente/bargain/objective.hpp"
#include "entente/bargain/outcome_search.hpp"

namespace entente::bargain {

/// The least and greatest amount of every dimension over outcomes, as far as tables know.
class Reach {
 public:
  explicit Reach(const Elimination& elimination);
  /// Bounds that rounding cannot break.
  [[nodiscard]] double least(std::size_t dim) const { return least_[dim]; }
  [[nodiscard]] double most(std::size_t dim) const { return most_[dim]; }

 private:
  std::vector<double> least_;
  std::vector<double> most_;
};

/// The floors of one search: utilities of the parties, then minus the limits of the rules.
class Floors {
 public:
  Floors(const Reach& reach, std::vector<std::int64_t> parties,
         const std::vector<std::int64_t>& rules);

  [[nodiscard]] const std::vector<std::int64_t>& all() const { return all_; }
  /// k_no_floor where every outcome is above the floor anyway.
  [[nodiscard]] const std::vector<std::int64_t>& active() const { return active_; }
  [[nodiscard]] bool any_active() const;
  /// False when some floor is out of reach by itself.
  [[nodiscard]] bool reachable() const { return reachable_; }
  [[nodiscard]] bool met(const std::int64_t* amounts) const;
  /// The active floors that need a price of their own: not those a logarithm keeps anyway.
  [[nodiscard]] std::vector<std::int64_t> priced(const Objective& objective) const;

 private:
  std::vector<std::int64_t> all_;
  std::vector<std::int64_t> active_;
  bool reachable_ = true;
};

/// Chooses the lanes of a search from what a dual search has found: the best multipliers, others
/// around them (spread by the remaining `gap`), and the ones visited last.
class PriceBundle {
 public:
  PriceBundle(const Elimination& elimination, const DualModel& model, const DualSearchResult& duals,
              double gap, std::size_t most);

  /// Lanes that keep amounts able to reach their floors ([dim], k_no_floor where none).
  void add_reach_lanes(const std::vector<std::int64_t>& floors);
  /// Lanes that keep the parties' amounts able to stay at or below a ceiling.
  void add_ceiling_lanes(const std::vector<std::int64_t>& ceiling);

  [[nodiscard]] const std::vector<Lane>& lanes() const { return lanes_; }
  /// The largest rounding margin of the lanes that bound F.
  [[nodiscard]] double margin() const { return margin_; }
  /// Drops everything whose F is below `target`.
  void cut_below(double target, PartialOutcome& partial) const;
  /// Raises the cuts of reach lanes to these utilities of the parties.
  void raise_floors(const std::vector<std::int64_t>& floors, PartialOutcome& partial) const;

 private:
  void add(const DualModel& model, const std::vector<double>& y);
  void add_around(const DualModel& model, const std::vector<double>& y, double gap,
                  std::size_t most);

  const Elimination& elimination_;
  std::vector<Lane> lanes_;
  std::vector<std::vector<double>> chosen_;
  double margin_ = 0;
  std::size_t bounding_ = 0;            ///< lanes that bound F come first
  std::vector<std::size_t> reach_dim_;  ///< [lane - bounding_] dimension of reach lanes
};

}  // namespace entente::bargain
