#include "entente/report/solve_report.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::Concept;
using bargain::Deal;
using bargain::Problem;
using bargain::Solution;

bool gains_of(const Problem& problem, const std::int64_t* utility, double* gain) {
  bool acceptable = true;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const std::int64_t amount = utility[j] - problem.no_deal[j];
    acceptable = acceptable && amount >= 0;
    gain[j] = to_points(problem, j, amount);
  }
  return acceptable;
}

std::optional<double> finite(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

DealReport make_deal(const Problem& problem, Concept concept_, const Deal& deal) {
  DealReport report;
  report.concept_ = concept_;
  report.status = deal.status;
  report.ties = deal.ties;
  report.ties_complete = deal.ties_complete;
  report.canonical = deal.witness_canonical;
  report.reason = deal.reason;
  for (const PartyId party : deal.blocking) report.blocking.push_back(party.index());
  if (!deal.found()) return report;
  report.value = finite(deal.value);
  report.value_at_least =
      concept_ == Concept::kalai_smorodinsky && deal.ideal != deal.ideal_ceiling;
  report.gap = finite(deal.gap);
  report.point = make_point(problem, deal.utility.data(), deal.outcome);
  return report;
}

BestReport make_best(const Problem& problem, const bargain::BestList& list) {
  BestReport report;
  report.of = list.concept_;
  report.complete = list.complete;
  report.more_ties = list.more_ties;
  for (const auto& deal : list.deals) {
    report.rows.push_back(
        {deal.rank, finite(deal.value), make_point(problem, deal.utility.data(), deal.outcome)});
  }
  return report;
}

std::vector<DealColumn> merge_equal(const std::vector<DealReport>& deals) {
  std::vector<DealColumn> columns;
  for (std::size_t k = 0; k < deals.size(); ++k) {
    if (!deals[k].point) continue;
    const auto same = std::find_if(columns.begin(), columns.end(), [&](const DealColumn& column) {
      return deals[column.deals.front()].point->outcome == deals[k].point->outcome;
    });
    if (same != columns.end()) {
      same->deals.push_back(k);
    } else {
      columns.push_back({{k}});
    }
  }
  return columns;
}

/// `limit` of `size` indices, evenly spread, the first and the last among them.
std::vector<std::size_t> spread(std::size_t size, std::size_t limit) {
  std::vector<std::size_t> chosen;
  const std::size_t count = std::min(size, limit);
  chosen.reserve(count);
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t steps = count > 1 ? count - 1 : 1;
    // k * (size - 1) / steps without overflow: sizes stay far below 2^32.
    chosen.push_back(k * (size - 1) / steps);
  }
  return chosen;
}

void widen(const std::vector<double>& gain, std::vector<double>& low, std::vector<double>& high) {
  if (low.empty()) {
    low = high = gain;
    return;
  }
  for (std::size_t j = 0; j < gain.size(); ++j) {
    low[j] = std::min(low[j], gain[j]);
    high[j] = std::max(high[j], gain[j]);
  }
}

/// Without deals from a search of their own, whatever is missing is missing from the frontier.
bool only_frontier_cut(const SolveReport& report) {
  const Problem& problem = report.solution->problem;
  const bool from_frontier = !problem.cap.empty() || !problem.aggregate.empty();
  return report.frontier_cut() && !report.count_missing() && !report.fallback_bargaining_cut() &&
         (report.ties_counted() || from_frontier);
}

void settle_completeness(SolveReport& report) {
  const auto& fallback = report.nash_fallback;
  const bool fallback_settled = !fallback || fallback->status == bargain::Status::exact ||
                                fallback->status == bargain::Status::none;
  report.complete = report.solution->complete && report.ties_counted() && fallback_settled &&
                    !report.frontier_cut() && !report.count_missing() && !report.best_cut() &&
                    !report.fallback_bargaining_cut();
  if (report.complete) return;
  report.stop = report.context.stop;
  if (report.stop != Stop::none) return;
  report.stop = only_frontier_cut(report) && fallback_settled && !report.best_cut()
                    ? Stop::frontier_cap
                    : Stop::work_limit;
}

const char* frontier_hint(Stop stop) {
  switch (stop) {
    case Stop::time_limit:
      return "allow more time, or leave out the frontier; deals marked exact do not depend on it";
    case Stop::interrupted:
      return "let it run longer, or leave out the frontier; deals marked exact do not depend on it";
    case Stop::none:
    case Stop::frontier_cap:
    case Stop::work_limit:
      break;
  }
  return "raise the cap on points (where memory allows), or leave out the frontier; deals marked "
         "exact do not depend on it";
}

/// What can be done about it, with options that exist.
std::string epsilon_hint(const SolveReport& report) {
  const double wanted = report.context.epsilon_wanted;
  const std::string deals = "deals marked exact do not depend on it";
  if (!report.epsilon_missed()) {
    return fmt::format("for closer points ask for less, as with --epsilon {}; {}",
                       number_text(wanted * 50), deals);
  }
  const bool stopped = report.stop == Stop::time_limit || report.stop == Stop::interrupted;
  return fmt::format(
      "{} % was asked for; {}; {}", number_text(wanted * 100),
      stopped ? "more time would bring it closer"
              : "to go on for longer allow time with --time-limit, and no small --frontier-cap",
      deals);
}

Diagnostic frontier_warning(const SolveReport& report) {
  if (report.frontier->status == bargain::FrontierStatus::epsilon) {
    return {Severity::note,
            {report.scenario->file, 0, 0},
            fmt::format("the frontier is too large to list: {} for it; whatever is acceptable to "
                        "all, one of them gives every party at least as much, to within {} % of "
                        "the most that party can gain",
                        report.frontier->size == 1
                            ? std::string("1 point stands")
                            : fmt::format("{} points stand", report.frontier->size),
                        percent_up(*report.frontier->epsilon)),
            epsilon_hint(report)};
  }
  return make_warning({report.scenario->file, 0, 0},
                      fmt::format("the frontier is {}: it has {}, others are missing",
                                  bargain::to_string(report.frontier->status),
                                  count_text(report.frontier->size, "point", "points")),
                      frontier_hint(report.stop));
}

std::vector<double> to_doubles(const std::vector<Rational>& values) {
  std::vector<double> out;
  out.reserve(values.size());
  for (const auto& v : values) out.push_back(to_double(v));
  return out;
}

LedgerRowReport make_row(const Scenario& scenario, const bargain::LedgerRow& row) {
  LedgerRowReport report;
  report.issue = row.issue.index();
  if (row.giver) report.giver = row.giver->index();
  report.from = row.from.index();
  report.to = row.to.index();
  if (row.cost) report.cost = to_double(*row.cost);
  for (const auto& credit : row.credit) {
    report.credit.push_back(credit ? std::optional(to_double(*credit)) : std::nullopt);
  }
  const auto& detection = scenario.issues[report.issue].detection;
  if (detection) report.detection = to_double(*detection);
  report.empty = row.empty;
  report.in_deal = row.in_deal;
  report.marginal = row.marginal;
  return report;
}

LedgerReport make_ledger_report(const Scenario& scenario, const Solution& solution,
                                const SolveContext& context) {
  const bargain::Ledger& ledger = *solution.ledger;
  LedgerReport report;
  report.of = context.recommended;
  for (const auto& row : ledger.rows) report.rows.push_back(make_row(scenario, row));
  report.credits = to_doubles(ledger.credits);
  report.costs = to_doubles(ledger.costs);
  report.balance = to_doubles(ledger.balance);
  report.differs =
      find_balance_causes(scenario, ledger, solution.deal(report.of).outcome, context.threats);
  return report;
}

}  // namespace

const char* display_name(Concept concept_) {
  switch (concept_) {
    case Concept::nash:
      return "Nash";
    case Concept::kalai_smorodinsky:
      return "Kalai-Smorodinsky";
    case Concept::egalitarian:
      return "Egalitarian";
    case Concept::utilitarian:
      return "Utilitarian";
  }
  return "Nash";
}

char letter(Concept concept_) { return display_name(concept_)[0]; }

bool compares_parties(Concept concept_) {
  return concept_ == Concept::egalitarian || concept_ == Concept::utilitarian;
}

std::string name_in_sentence(Concept concept_) {
  std::string name = display_name(concept_);
  if (compares_parties(concept_)) name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

bool SolveReport::fallback_bargaining_cut() const {
  const auto& bargaining = solution->fallback_bargaining;
  return bargaining && bargaining->status == bargain::Status::unknown;
}

bool SolveReport::peer_points_cut() const {
  return solution->peer_points && !solution->peer_points->reason.empty() && frontier_cut();
}

bool SolveReport::no_deal_proven() const {
  return deal(Concept::nash).status == bargain::Status::none;
}

bool SolveReport::deals_settled() const {
  return std::all_of(deals.begin(), deals.end(), [](const DealReport& d) {
    return d.status == bargain::Status::exact || d.status == bargain::Status::none;
  });
}

bool SolveReport::ties_counted() const {
  return deals_settled() && std::all_of(deals.begin(), deals.end(),
                                        [](const DealReport& d) { return d.ties_complete; });
}

bool SolveReport::epsilon_missed() const {
  return frontier && frontier->status == bargain::FrontierStatus::epsilon &&
         *frontier->epsilon > context.epsilon_wanted;
}

bool SolveReport::frontier_cut() const {
  return frontier && frontier->status != bargain::FrontierStatus::exact;
}

bool SolveReport::weighted() const {
  return std::any_of(context.weights.begin(), context.weights.end(),
                     [](const Rational& w) { return w != 1; });
}

PointReport make_point(const Problem& problem, const std::int64_t* utility, Outcome outcome) {
  PointReport point;
  point.utility.resize(problem.parties);
  point.gain.resize(problem.parties);
  for (std::size_t j = 0; j < problem.parties; ++j) {
    point.utility[j] = to_points(problem, j, utility[j]);
  }
  point.acceptable = gains_of(problem, utility, point.gain.data());
  point.outcome = std::move(outcome);
  return point;
}

FrontierReport make_frontier_report(const Problem& problem, const bargain::Frontier& frontier,
                                    std::optional<std::size_t> max_points) {
  FrontierReport report;
  report.status = frontier.status();
  if (report.status != bargain::FrontierStatus::partial) report.epsilon = frontier.epsilon();
  report.size = frontier.size();
  report.shown = spread(report.size, max_points.value_or(report.size));
  report.points_omitted = report.size - report.shown.size();
  std::vector<double> gain(problem.parties);
  for (std::size_t k = 0; k < report.size; ++k) {
    const bool acceptable = gains_of(problem, frontier.utility(k), gain.data());
    widen(gain, report.low, report.high);
    if (!acceptable) continue;
    ++report.acceptable;
    widen(gain, report.accepted_low, report.accepted_high);
  }
  return report;
}

bool frontier_gain(const Solution& solution, std::size_t k, double* gain) {
  return gains_of(solution.problem, solution.frontier->utility(k), gain);
}

PointReport frontier_point(const SolveReport& report, std::size_t k) {
  const auto& frontier = *report.solution->frontier;
  return make_point(report.solution->problem, frontier.utility(k), frontier.outcome(k));
}

SolveReport make_solve_report(const Scenario& scenario, const Solution& solution,
                              const SolveContext& context) {
  const Problem& problem = solution.problem;
  SolveReport report;
  report.scenario = &scenario;
  report.solution = &solution;
  report.context = context;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    report.no_deal_utility.push_back(to_points(problem, j, problem.no_deal[j]));
  }
  if (solution.frontier) {
    report.frontier = make_frontier_report(problem, *solution.frontier, context.max_points);
  }
  for (const Concept concept_ : bargain::k_concepts) {
    report.deals.push_back(make_deal(problem, concept_, solution.deal(concept_)));
  }
  report.columns = merge_equal(report.deals);
  if (solution.nash_fallback) {
    report.nash_fallback = make_deal(problem, Concept::nash, *solution.nash_fallback);
  }
  if (solution.best) report.best = make_best(problem, *solution.best);
  if (solution.ledger) {
    report.ledger = make_ledger_report(scenario, solution, context);
  }
  settle_completeness(report);
  report.warnings = context.warnings;
  report.warnings.insert(report.warnings.end(), solution.warnings.begin(), solution.warnings.end());
  if (report.frontier_cut()) report.warnings.push_back(frontier_warning(report));
  return report;
}

}  // namespace entente::report
