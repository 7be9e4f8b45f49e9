#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "entente/bargain/agreement_search.hpp"
#include "entente/bargain/changed_scenario.hpp"

namespace entente::bargain {

/// A scenario after changes (but to reservations), asked which deals are possible. What happens
/// without a deal is no deal: where reservations are lowered, or threats carried out beyond those
/// that were asked for, outcomes that stay (ChangedScenario::stays) do not count.
/// Where values were rounded, a gain counts only when rounding cannot have made it.
class Circumstances {
 public:
  /// `as_asked` must outlive this.
  Circumstances(const ChangedScenario& as_asked, const std::vector<Change>& changes,
                std::uint64_t max_nodes);

  /// False where the scenario cannot be solved at all (a rule whose numbers do not fit); then
  /// nothing else may be called.
  [[nodiscard]] bool solvable() const { return search_ != nullptr; }
  [[nodiscard]] const Problem& problem() const { return problem_; }
  [[nodiscard]] AgreementSearch& search() { return *search_; }

  /// Can enough parties gain?
  [[nodiscard]] Status opens(const WorkControl& control);

  /// The best sum, in points, of what the `counted` parties get, each at least its `floor` [party],
  /// while enough gain, the counted among them. `may_stay`: outcomes that stay count.
  [[nodiscard]] GainAnswer best_for(const std::vector<bool>& counted,
                                    const std::vector<std::int64_t>& floor, bool may_stay,
                                    const WorkControl& control);

 private:
  [[nodiscard]] AgreementSearch* moving_search();
  [[nodiscard]] GainAnswer ask(const std::vector<std::int64_t>& no_deal, bool may_stay,
                               const WorkControl& control);

  const ChangedScenario& as_asked_;
  Scenario scenario_;
  std::vector<ThreatCarriedOut> threats_;
  std::uint64_t max_nodes_;
  bool more_threats_ = false;
  Problem problem_;
  Problem moving_problem_;                   ///< the same without outcomes that stay
  std::vector<std::int64_t> rounding_;       ///< [party] units
  std::unique_ptr<AgreementSearch> search_;  ///< on problem_
  std::unique_ptr<AgreementSearch> moving_;  ///< on moving_problem_, once it was needed
};

}  // namespace entente::bargain
