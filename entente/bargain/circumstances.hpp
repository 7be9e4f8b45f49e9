#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "entente/bargain/agreement_search.hpp"
#include "entente/bargain/changed_scenario.hpp"

namespace entente::bargain {

/// A scenario after changes (but to reservations), asked which deals are possible. Where values
/// were rounded, a gain counts only when rounding cannot have made it. In every question,
/// `may_stay` says whether an outcome counts that is better for nobody than leaving everything as
/// it is, where that may be agreed.
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
  [[nodiscard]] Status opens(bool may_stay, const WorkControl& control);

  /// The best sum, in points, of what the `counted` parties get, each at least its `floor` [party],
  /// while enough gain, the counted among them.
  [[nodiscard]] GainAnswer best_for(const std::vector<bool>& counted,
                                    const std::vector<std::int64_t>& floor, bool may_stay,
                                    const WorkControl& control);

 private:
  [[nodiscard]] GainAnswer ask(const std::vector<std::int64_t>& no_deal, bool may_stay,
                               const WorkControl& control);
  [[nodiscard]] GainQuestion better_for(std::size_t party, const GainQuestion& question) const;

  Problem problem_;
  std::vector<std::int64_t> staying_;   ///< [party] see value_of_staying
  std::vector<std::int64_t> rounding_;  ///< [party] units
  std::unique_ptr<AgreementSearch> search_;
};

}  // namespace entente::bargain
