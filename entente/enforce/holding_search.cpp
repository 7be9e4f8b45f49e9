#include "entente/enforce/holding_search.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "entente/enforce/party_hold.hpp"

namespace entente::enforce {
namespace {

using bargain::Deal;
using bargain::SearchOptions;
using bargain::Status;

/// Alarm weights are natural logarithms in these units.
constexpr double k_alarm_unit = 0x1p40;
/// Stands for an issue whose false alarms are certain.
constexpr double k_certain = 64;
/// hold() tells discount factors and losses apart by more than this.
constexpr double k_rounding = 4e-12;
/// How finely the point to split at is looked for.
constexpr std::int64_t k_split_steps = 64;
/// Rounding of a power of e.
constexpr double k_power_rounding = 1e-15;
/// Deals taken out one by one, at most, in one part.
constexpr std::size_t k_most_excluded = 200;
/// Problems solved in one search at most.
constexpr std::uint64_t k_most_solves = 5'000;
/// Attempts to find a deal that holds before the search for the best.
constexpr int k_looks_ahead = 4;
/// ... each with so many search steps.
constexpr std::uint64_t k_look_nodes = 100'000;

}  // namespace

/// One call of run().
struct HoldingSearch::Run {
  const HoldingGoal& goal;
  std::vector<Part> parts;   ///< that may have a deal that holds
  std::optional<Deal> best;  ///< of those known to hold

  /// Which comes first: the better one; of equals the larger vector, then the smaller outcome.
  [[nodiscard]] bool before(const Deal& a, const Deal& b) const {
    const int by_value = goal.compare(a.utility.data(), b.utility.data());
    if (by_value != 0) return by_value > 0;
    if (a.utility != b.utility) return a.utility > b.utility;
    return a.outcome < b.outcome;
  }
  void offer(const Deal& holding) {
    if (!best || before(holding, *best)) best = holding;
  }
  /// The part with the most promising deal; one that is not solved comes before all, and of equals
  /// one that may have a tie that is before the other's.
  [[nodiscard]] std::vector<Part>::iterator first() {
    return std::min_element(parts.begin(), parts.end(), [&](const Part& a, const Part& b) {
      if (!a.deal.found() || !b.deal.found()) return !a.deal.found() && b.deal.found();
      const int by_value = goal.compare(a.deal.utility.data(), b.deal.utility.data());
      if (by_value != 0 || a.settled == b.settled) return before(a.deal, b.deal);
      return b.settled;
    });
  }
};

HoldingSearch::HoldingSearch(const Scenario& scenario, const bargain::Problem& problem,
                             const HoldOptions& options, const SearchOptions& limits,
                             const WorkControl& control)
    : scenario_(scenario),
      problem_(problem),
      options_(options),
      limits_(limits),
      control_(control.telling([](Progress& p) {
        p.task = "deal that holds";
        p.best = p.bound = std::nullopt;  // of one question among many
      })) {
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    discounts_.push_back(*discount_of(scenario, options, j));
  }
  for (const auto& issue : scenario.issues) {
    const double f = to_double(issue.false_alarm.value_or(Rational(0)));
    const double weight = issue.is_threat() ? 0 : std::min(k_certain, -std::log1p(-f));
    alarms_.push_back(static_cast<std::int64_t>(std::floor(weight * k_alarm_unit)));
    if (issue.options.size() > 1) all_alarms_ += alarms_.back();
  }
  find_all_issues();
}

/// The first rules: each party breaks all that is in its power. With certain detection and a lag of
/// 1 no more are needed.
void HoldingSearch::find_all_issues() {
  Outcome moved;
  for (const auto& issue : scenario_.issues) {
    const std::size_t today = issue.status_quo.index();
    const bool stays = issue.options.size() < 2 || issue.is_threat();
    moved.push_back(static_cast<std::uint16_t>(stays ? today : (today == 0 ? 1 : 0)));
  }
  const auto agreement = keep_agreement(scenario_, moved, options_.threats);
  no_incident_ = 1 - agreement.incident_alarm;
  for (std::size_t j = 0; j < scenario_.party_count(); ++j) {
    BreachableIssues all;
    all.party = PartyId(j);
    for (const std::size_t k : agreement.parties[j].own) {
      const Commitment& c = agreement.commitments[k];
      all.issues.push_back(static_cast<std::uint32_t>(c.issue.index()));
      all.odds.push_back(odds_of_breach(agreement, k, all.party));
    }
    const bool one_lag =
        std::all_of(all.odds.begin(), all.odds.end(), [](const auto& b) { return b.lag == 1; });
    in_fractions_.push_back(one_lag && scenario_.preferences[j].together.empty() ? 1 : 0);
    if (!all.issues.empty()) sets_.push_back(std::move(all));
  }
}

std::int64_t HoldingSearch::alarms_of(const Outcome& outcome) const {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < alarms_.size(); ++i) {
    if (outcome[i] != scenario_.issues[i].status_quo.index()) sum += alarms_[i];
  }
  return sum;
}

/// No agreement whose alarms weigh so much is quiet with a greater probability.
Rational HoldingSearch::quiet_from(std::int64_t alarms) const {
  if (alarms == 0) return no_incident_;
  const double quiet = std::exp(-static_cast<double>(alarms) / k_alarm_unit);
  return no_incident_ * Rational(std::min(1.0, quiet * (1 + k_power_rounding)));
}

/// What is left of the time until an alarm once the set is broken, at least: as a fraction where
/// hold() decides in fractions, else below what it can tell apart.
Rational HoldingSearch::left_of(const BreachableIssues& set, const Rational& quiet) const {
  const Rational& discount = discounts_[set.party.index()];
  if (in_fractions_[set.party.index()] != 0) return survival(set.odds, quiet, discount);
  std::vector<BreachOdds<double>> odds;
  odds.reserve(set.odds.size());
  for (const auto& b : set.odds) {
    odds.push_back({to_double(b.detection), to_double(b.false_alarm), b.lag});
  }
  const double d = to_double(discount);
  const double patient = std::min(d + k_rounding, d + (1 - d) / 2);
  const double left = survival(std::move(odds), to_double(quiet), patient);
  return Rational(std::max(0.0, left * (1 - k_rounding)));
}

BreachRules HoldingSearch::rules_without_range(const Part& part) const {
  BreachRules rules(scenario_, problem_);
  const Rational quiet = quiet_from(part.least);
  for (const auto& set : part.sets) rules.deter(set, left_of(set, quiet));
  return rules;
}

BreachRules HoldingSearch::rules_of(const Part& part) const {
  BreachRules rules = rules_without_range(part);
  if (part.least > 0 || part.most < all_alarms_) {
    rules.bound_moved(alarms_, part.least, part.most);
  }
  for (const auto& outcome : part.excluded) rules.exclude(outcome);
  return rules;
}

/// The sets that pay to break, one for each party that would.
std::vector<BreachableIssues> HoldingSearch::tempting(const Outcome& outcome) const {
  std::vector<BreachableIssues> sets;
  const auto agreement = keep_agreement(scenario_, outcome, options_.threats);
  for (std::size_t j = 0; j < scenario_.party_count(); ++j) {
    const PartyQuestion question(scenario_, agreement, PartyId(j), options_.max_nodes);
    const auto critical = question.critical();
    if (PartyQuestion::keeps(critical, discounts_[j])) continue;
    BreachableIssues set;
    set.party = PartyId(j);
    for (const std::size_t position : critical.set) {
      const std::size_t k = agreement.parties[j].own[position];
      set.issues.push_back(static_cast<std::uint32_t>(agreement.commitments[k].issue.index()));
      set.odds.push_back(odds_of_breach(agreement, k, set.party));
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

bool HoldingSearch::holds(const Outcome& outcome) const { return tempting(outcome).empty(); }

/// Does the rule against the set, for agreements whose alarms weigh that much, exclude the outcome?
bool HoldingSearch::excludes(const BreachableIssues& set, std::int64_t alarms,
                             const Outcome& outcome) const {
  if (set.issues.empty()) return false;
  BreachRules rules(scenario_, problem_);
  rules.deter(set, left_of(set, quiet_from(alarms)));
  return !rules.allow(outcome);
}

SearchOptions HoldingSearch::nodes_left() const {
  SearchOptions options = limits_;
  if (options.max_nodes > 0) {
    options.max_nodes -= std::min(options.max_nodes - 1, work_.nodes);
  }
  return options;
}

/// Adds the part, with its best deal, unless it has none as good as the best that holds.
void HoldingSearch::solve(Part& part, Run& run) {
  const BreachRules rules = rules_of(part);
  const auto* at_least = run.best ? &run.best->utility : nullptr;
  part.deal = run.goal.best(rules.problem(), nodes_left(), at_least, control_);
  part.settled = false;
  ++work_.solves;
  work_.nodes += part.deal.nodes;
  if (part.deal.status == Status::none) return;
  if (part.deal.found()) {
    part.deal.outcome = rules.without_auxiliaries(std::move(part.deal.outcome));
  }
  run.parts.push_back(std::move(part));
}

void HoldingSearch::settle(Part& part, Run& run) {
  const BreachRules rules = rules_of(part);
  Deal& deal = part.deal;
  deal.outcome = rules.with_auxiliaries(std::move(deal.outcome));
  run.goal.settle(rules.problem(), nodes_left(), control_, deal);
  deal.outcome = rules.without_auxiliaries(std::move(deal.outcome));
  part.settled = true;
}

/// With the rules as strict as the last deal's own alarms make them, the next one mostly holds:
/// something to measure the parts by.
void HoldingSearch::look_ahead(const Part& root, Run& run) {
  Part part = root;
  for (int k = 0; k < k_looks_ahead && part.deal.found(); ++k) {
    const auto sets = tempting(part.deal.outcome);
    if (sets.empty()) return run.offer(part.deal);
    part.least = std::max(part.least, alarms_of(part.deal.outcome));
    const bool known = std::any_of(part.sets.begin(), part.sets.end(), [&](const auto& set) {
      return excludes(set, part.least, part.deal.outcome);
    });
    if (!known) part.sets.insert(part.sets.end(), sets.begin(), sets.end());
    const BreachRules rules = rules_without_range(part);
    SearchOptions few = nodes_left();
    few.max_nodes = few.max_nodes == 0 ? k_look_nodes : std::min(few.max_nodes, k_look_nodes);
    part.deal = run.goal.best(rules.problem(), few, nullptr, control_);
    ++work_.solves;
    work_.nodes += part.deal.nodes;
    if (!part.deal.found()) return;
    part.deal.outcome = rules.without_auxiliaries(std::move(part.deal.outcome));
  }
}

/// Solves the part again without its deal, in which `sets` pay to break.
void HoldingSearch::refine(Part part, const std::vector<BreachableIssues>& sets, Run& run) {
  bool excluded = false;
  for (const auto& set : sets) {
    if (!excludes(set, part.least, part.deal.outcome)) continue;
    excluded = true;
    part.sets.push_back(set);
    if (std::find(sets_.begin(), sets_.end(), set) == sets_.end()) sets_.push_back(set);
    ++work_.rules;
  }
  if (excluded) {
    solve(part, run);
  } else {
    split(std::move(part), sets, run);
  }
}

/// The least weight of alarms from which on a rule excludes the deal is found by halving; the range
/// is split halfway from there to the deal's own.
void HoldingSearch::split(Part part, const std::vector<BreachableIssues>& sets, Run& run) {
  const Outcome outcome = part.deal.outcome;
  const std::int64_t own = alarms_of(outcome);
  const auto excluding = [&](const std::vector<BreachableIssues>& among) {
    return std::find_if(among.begin(), among.end(), [&](const auto& s) {
      return own > part.least && excludes(s, own, outcome);
    });
  };
  const auto known = excluding(part.sets);
  const auto set = known != part.sets.end() ? known : excluding(sets);
  if (known == part.sets.end() && set == sets.end()) {
    part.excluded.push_back(outcome);
    return solve(part, run);
  }
  std::int64_t low = part.least;
  std::int64_t high = own;
  while (high - low > (own - part.least) / k_split_steps + 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (excludes(*set, middle, outcome) ? high : low) = middle;
  }
  ++work_.splits;
  Part above = part;
  above.least = high + (own - high) / 2;
  if (known == part.sets.end()) above.sets.push_back(*set);
  part.most = above.least - 1;
  solve(above, run);
  solve(part, run);
}

/// What is known when the search ends before its time.
Deal HoldingSearch::cut_short(const Run& run) const {
  double upper = 0;
  for (const Part& part : run.parts) upper = std::max(upper, part.deal.value + part.deal.gap);
  Deal deal;
  if (run.best) deal = *run.best;
  deal.status = run.best ? Status::bound : Status::unknown;
  deal.witness_canonical = deal.ties_complete = false;
  deal.gap = std::max(0.0, upper - deal.value);
  if (!run.best) deal.reason = "the search stopped before a deal that holds was found";
  return deal;
}

Deal HoldingSearch::run(const HoldingGoal& goal) {
  Run run{goal, {}, {}};
  const std::uint64_t most_solves = work_.solves + k_most_solves;
  Part root;
  root.most = all_alarms_;
  root.sets = sets_;
  solve(root, run);
  if (!run.parts.empty()) look_ahead(Part(run.parts.front()), run);
  while (!run.parts.empty()) {
    const auto first = run.first();
    if (first->deal.status != Status::exact || control_.cancelled() ||
        first->excluded.size() >= k_most_excluded || work_.solves >= most_solves) {
      return cut_short(run);
    }
    const auto sets = tempting(first->deal.outcome);
    if (sets.empty()) {
      if (first->settled) return first->deal;
      run.offer(first->deal);
      settle(*first, run);
      continue;
    }
    Part part = std::move(*first);
    run.parts.erase(first);
    refine(std::move(part), sets, run);
  }
  Deal none;
  none.status = Status::none;
  return none;
}

}  // namespace entente::enforce
