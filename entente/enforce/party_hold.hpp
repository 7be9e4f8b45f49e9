#pragma once

#include <optional>

#include "entente/enforce/hold.hpp"
#include "entente/enforce/staged_breaches.hpp"

namespace entente::enforce {

/// One party's side of an agreement: what it takes to keep it from breaking its commitments, and
/// how that changes with what is assumed. Refers to its arguments. For one thread at a time.
class PartyQuestion {
 public:
  PartyQuestion(const Scenario& scenario, const KeptAgreement& agreement, PartyId party,
                std::uint64_t max_nodes);

  [[nodiscard]] const Breaches& breaches() const { return breaches_; }
  [[nodiscard]] std::vector<BreachOdds<double>> odds() const;
  /// What an end of the agreement takes from a period: c - n.
  [[nodiscard]] double whole() const { return whole_; }

  /// The least discount factor that keeps it from breaking anything, and the set that decides that.
  struct Critical {
    std::optional<double> discount;  ///< none: no discount factor does
    std::optional<Rational> exact;   ///< where it is known as a fraction
    std::vector<std::size_t> set;    ///< positions
    bool proven = true;
  };
  [[nodiscard]] Critical critical() const;
  /// Does that let it keep its commitments with this discount factor? Exact where it is a fraction.
  [[nodiscard]] static bool keeps(const Critical& critical, const Rational& discount);
  /// The same for this set alone.
  [[nodiscard]] std::optional<double> critical_of(const std::vector<std::size_t>& set) const;
  /// The same where whatever it may break is gained at once and traced by the least traceable of
  /// its commitments, after the longest lag: more than any order of breaches can gain.
  [[nodiscard]] std::optional<double> critical_at_most() const;
  /// Could it add breaches before the first one is known?
  [[nodiscard]] bool may_add_breaches() const;
  /// If so: are there few enough of them for all answers but critical_of() to heed that?
  [[nodiscard]] bool looks_at_added_breaches() const;

  [[nodiscard]] BreachSearch::Demand demand(double discount) const;
  /// Would it keep its commitments with these odds, [position], in place of the agreement's?
  [[nodiscard]] bool keeps(const std::vector<BreachOdds<double>>& odds, double quiet,
                           double discount) const;

  [[nodiscard]] std::optional<int> longest_lag(double discount) const;
  [[nodiscard]] std::optional<double> least_detection(std::size_t position, double discount) const;

  /// The set as commitments, with its gain and its odds.
  [[nodiscard]] Deviation deviation(const std::vector<std::size_t>& set) const;
  [[nodiscard]] double quiet() const { return quiet_; }

 private:
  [[nodiscard]] Critical critical_in_periods() const;
  [[nodiscard]] Critical critical_by_search() const;
  void add_breaches(Critical& worst) const;
  [[nodiscard]] const StagedBreaches& staged() const;
  [[nodiscard]] BreachSearch::Demand demand_of(const std::vector<BreachOdds<double>>& odds,
                                               double quiet, double discount) const;
  [[nodiscard]] std::optional<double> root(double gain,
                                           const std::vector<BreachOdds<double>>& odds) const;

  const KeptAgreement& agreement_;
  const Standing& standing_;
  Breaches breaches_;
  std::uint64_t max_nodes_;
  double whole_;
  double quiet_;
  mutable std::optional<StagedBreaches> staged_;  ///< built when it is first asked for
};

}  // namespace entente::enforce
