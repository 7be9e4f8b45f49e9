#include "entente/enforce/holding_deal.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/engine.hpp"
#include "entente/bargain/warnings.hpp"
#include "entente/model/backquoted.hpp"

namespace entente::enforce {
namespace {

using bargain::Concept;
using bargain::Deal;
using bargain::Problem;
using bargain::SearchOptions;
using bargain::Status;

Diagnostics errors_of(const Scenario& scenario, const HoldOptions& options,
                      const SearchOptions& search) {
  Diagnostics errors = hold_errors(scenario, options);
  for (std::size_t j = 0; j < scenario.party_count() && errors.empty(); ++j) {
    if (discount_of(scenario, options, j)) continue;
    errors.push_back(
        make_error(scenario.parties[j].place,
                   fmt::format("{} has no discount factor", backquoted(scenario.parties[j].key)),
                   "which deals hold depends on how patient the parties are: state `discount`, or "
                   "--discount"));
  }
  if (!search.weights.empty() && !bargain::exponents_fit(search.weights)) {
    errors.push_back(bargain::unfit_weights());
  }
  return errors;
}

Deal found_none() {
  Deal none;
  none.status = Status::none;
  none.reason = "no agreement by which every party gains would be kept by all of them";
  return none;
}

Deal stopped() {
  Deal open;
  open.witness_canonical = open.ties_complete = false;
  open.reason = "the search stopped before a deal that holds was found";
  return open;
}

/// One concept after the other question that it depends on.
class ConceptSearch {
 public:
  ConceptSearch(const Problem& problem, HoldingSearch& search, const SearchOptions& options)
      : problem_(problem), search_(search), options_(options) {}

  Deal find(Concept concept_) {
    Deal nash = search_.run(BestGoal(problem_, Concept::nash, nash_options()));
    if (nash.status == Status::none) return found_none();
    if (concept_ == Concept::nash && options_.weights.empty()) return nash;
    if (!nash.found()) return nash;  // whether everybody can gain is open
    switch (concept_) {
      case Concept::nash:
      case Concept::utilitarian:
        return search_.run(BestGoal(problem_, concept_, options_));
      case Concept::egalitarian:
        return search_.run(LeastGainGoal(problem_, weights(concept_, {})));
      case Concept::kalai_smorodinsky:
        return kalai_smorodinsky();
    }
    return nash;
  }

 private:
  /// Whether everybody can gain does not depend on weights.
  [[nodiscard]] SearchOptions nash_options() const {
    SearchOptions options = options_;
    options.weights.clear();
    return options;
  }

  [[nodiscard]] std::vector<Rational> weights(Concept concept_,
                                              const std::vector<std::int64_t>& ideal) const {
    return bargain::concept_weights(problem_, concept_, options_, ideal);
  }

  /// Shares of the most that each party gets by an agreement that holds and costs nobody.
  Deal kalai_smorodinsky() {
    std::vector<std::int64_t> ideal;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      const Deal most = search_.run(BestGoal(problem_, j));
      if (most.status != Status::exact) return stopped();
      ideal.push_back(most.utility[j]);
    }
    Deal deal = search_.run(LeastGainGoal(problem_, weights(Concept::kalai_smorodinsky, ideal)));
    deal.ideal = deal.ideal_ceiling = std::move(ideal);
    return deal;
  }

  const Problem& problem_;
  HoldingSearch& search_;
  const SearchOptions& options_;
};

/// Is a free deal that holds the best of those that hold as well? Not where it is measured by
/// an ideal point that may not hold, or where it leaves it open whether everybody can gain.
bool is_best_of_any(const Problem& problem, const Deal& free, Concept concept_) {
  if (free.status != Status::exact || concept_ == Concept::kalai_smorodinsky) return false;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (free.utility[j] <= problem.no_deal[j]) return false;
  }
  return true;
}

/// No deal that holds is better than the free one, however it is bounded; and where values were
/// rounded, a gain may be too small to show.
void allow_for_limits(const Problem& problem, HoldingDeal& out) {
  Deal& deal = out.deal;
  if (deal.status == Status::none && problem.arithmetic != bargain::Arithmetic::exact) {
    deal = stopped();
    deal.reason = "gains too small to be told from rounding may be possible";
  }
  if (deal.status != Status::bound || out.concept_ == Concept::kalai_smorodinsky) return;
  if (!out.free.found()) return;
  deal.gap = std::min(deal.gap, std::max(0.0, out.free.value + out.free.gap - deal.value));
}

void set_price(const Problem& problem, HoldingDeal& out) {
  if (!out.deal.found() || !out.free.found()) return;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const std::int64_t less = out.free.utility[j] - out.deal.utility[j];
    const std::int64_t gain = out.free.utility[j] - problem.no_deal[j];
    out.price.push_back(bargain::amount_in_points(problem, j, less));
    out.price_share.push_back(
        gain == 0 ? std::nullopt
                  : std::optional<double>(to_double(Rational(Integer(less), Integer(gain)))));
  }
}

}  // namespace

Result<HoldingDeal> find_holding_deal(const Scenario& scenario, Concept concept_,
                                      const HoldOptions& options, const SearchOptions& search,
                                      const WorkControl& control) {
  Diagnostics errors = errors_of(scenario, options, search);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  const auto problem = bargain::make_problem(scenario, options.threats);
  if (!problem) return tl::unexpected(problem.error());
  HoldingDeal out;
  out.concept_ = concept_;
  const auto engine = bargain::make_engine(*problem, control);
  out.free = bargain::find_deal(*problem, *engine, concept_, search, control);
  HoldingSearch among(scenario, *problem, options, search, control);
  out.free_holds = out.free.found() && among.holds(out.free.outcome);
  const bool settled = out.free.status == Status::none ||
                       (out.free_holds && is_best_of_any(*problem, out.free, concept_));
  out.deal = settled ? out.free : ConceptSearch(*problem, among, search).find(concept_);
  allow_for_limits(*problem, out);
  set_price(*problem, out);
  out.work = among.work();
  return out;
}

}  // namespace entente::enforce
