#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "entente/bargain/gain_search.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/base/work.hpp"
#include "entente/model/scenario.hpp"

namespace entente::bargain {

/// Can enough parties gain? "Enough" is the scenario's acceptance rule: everybody, or some number,
/// those with a veto among them. Otherwise as GainSearch, of which this asks: once where all must
/// gain; a small tree of questions where not, in which a party that does not gain in the outcome
/// met is either wanted among those who do, or done without.
class AgreementSearch {
 public:
  /// The problem must outlive the search.
  AgreementSearch(const Problem& problem, const Acceptance& acceptance,
                  const GainSearch::Limits& limits);

  /// Some feasible outcome in which enough parties exceed the question's no_deal.
  [[nodiscard]] GainAnswer ask(const GainQuestion& question, const WorkControl& control);
  /// The same with `parties` in place of the acceptance rule: these must gain.
  [[nodiscard]] GainAnswer ask_for(const std::vector<PartyId>& parties,
                                   const GainQuestion& question, const WorkControl& control);
  /// Of these outcomes, with all of the `counted` (at least one) among those who exceed it, one
  /// with the greatest sum of what the counted get, in points. Status is never bound: a search that
  /// was stopped leaves it unknown.
  [[nodiscard]] GainAnswer best_for(const GainQuestion& question, const std::vector<bool>& counted,
                                    const WorkControl& control);

  /// Do enough parties exceed these reservations?
  [[nodiscard]] bool enough(const std::vector<std::int64_t>& utility,
                            const std::vector<std::int64_t>& no_deal) const;
  [[nodiscard]] bool all_needed() const { return needed_ >= problem_.parties; }
  [[nodiscard]] bool has_veto(std::size_t party) const { return veto_[party] != 0; }
  /// [party] less than any outcome is worth.
  [[nodiscard]] const std::vector<std::int64_t>& below_all() const { return below_all_; }
  [[nodiscard]] std::uint64_t questions() const { return search_.questions(); }

 private:
  enum class Part : std::uint8_t { open, wanted, without };
  using Parts = std::vector<Part>;
  struct Best;

  [[nodiscard]] GainQuestion wanted(const Parts& part, const GainQuestion& question) const;
  [[nodiscard]] Parts first_parts() const;
  [[nodiscard]] bool may_do_without(const Parts& part) const;
  [[nodiscard]] GainAnswer ask_rule(Parts& part, const GainQuestion& question,
                                    const WorkControl& control);
  void best_by_rule(Parts& part, const GainQuestion& question, const WorkControl& control,
                    Best& best);

  const Problem& problem_;
  std::vector<std::uint8_t> veto_;       ///< [party]
  std::size_t needed_ = 0;               ///< parties that must gain
  std::vector<std::int64_t> below_all_;  ///< [party]
  GainSearch search_;
};

/// Must everybody accept?
[[nodiscard]] bool all_must_accept(const Scenario& scenario);

/// Why not enough parties can gain, where not all need to, and who with a veto gains nothing
/// whatever is agreed.
struct NoAgreement {
  std::string reason;
  std::vector<PartyId> blocking;
};
[[nodiscard]] NoAgreement explain_no_agreement(AgreementSearch& search,
                                               const Acceptance& acceptance,
                                               const GainQuestion& question,
                                               const WorkControl& control);

}  // namespace entente::bargain
