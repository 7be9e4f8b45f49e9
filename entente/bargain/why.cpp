#include "entente/bargain/why.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/gain_search.hpp"
#include "entente/bargain/relaxations.hpp"
#include "entente/bargain/warnings.hpp"

namespace entente::bargain {
namespace {

/// What each party can have at most while all others gain.
void find_margins(const WhyOptions& options, const WorkControl& control, Why& why) {
  GainSearch search(why.problem, {.max_nodes = options.max_nodes});
  for (std::size_t j = 0; j < why.problem.parties; ++j) {
    control.report({"margins", "parties", j, why.problem.parties});
    std::vector<bool> free(why.problem.parties, false);
    free[j] = true;
    const auto best = search.best_for({}, free, control);
    Margin margin;
    if (best.status == Status::exact) {
      margin.most = amount_in_points(why.problem, j, best.utility[j] - why.problem.no_deal[j]);
    }
    const bool known = best.status == Status::exact || best.status == Status::none;
    margin.status = known ? best.status : Status::unknown;
    why.complete = why.complete && known;
    why.margins.push_back(margin);
  }
}

/// Issues that the deal found moves, one after the other left where they are.
void find_needed_issues(const WhyOptions& options, const WorkControl& control, Why& why) {
  if (!why.scenario.has_status_quo) return;
  const Problem& problem = why.problem;
  GainSearch search(problem, {.max_nodes = options.max_nodes});
  for (std::size_t i = 0; i < problem.issues; ++i) {
    const std::size_t quo = why.scenario.issues[i].status_quo.index();
    if (why.deal.outcome[i] == quo) continue;  // this deal does without it
    control.report({"issues that the deal needs", "issues", i, problem.issues});
    GainQuestion question;
    question.allowed.assign(problem.option_total(), 1);
    std::fill_n(question.allowed.begin() + problem.first[i], problem.options[i], std::uint8_t{0});
    question.allowed[problem.first[i] + quo] = 1;
    const auto answer = search.ask(question, control);
    if (answer.status == Status::none) why.needed_issues.emplace_back(i);
    why.needed_complete = why.needed_complete && answer.status != Status::unknown;
  }
}

/// Threats carried out, one after the other left out.
void find_needed_threats(const WhyOptions& options, const WorkControl& control, Why& why) {
  for (std::size_t k = 0; k < options.threats.size(); ++k) {
    auto threats = options.threats;
    threats.erase(threats.begin() + static_cast<long>(k));
    const auto problem = make_problem(why.scenario, threats);
    if (!problem) continue;  // fewer threats break no rule that more of them keep
    GainSearch search(*problem, {.max_nodes = options.max_nodes});
    const auto answer = search.ask({}, control);
    if (answer.status == Status::none) why.needed_threats.push_back(options.threats[k]);
    why.needed_complete = why.needed_complete && answer.status != Status::unknown;
  }
}

}  // namespace

const char* to_string(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::drop_goal:
      return "drop_goal";
    case Change::Kind::put_on_table:
      return "put_on_table";
    case Change::Kind::drop_rule:
      return "drop_rule";
    case Change::Kind::carry_out_threat:
      return "carry_out_threat";
    case Change::Kind::lower_reservation:
      return "lower_reservation";
  }
  return "drop_rule";
}

Result<Why> explain_deal(const Scenario& scenario, const WhyOptions& options,
                         const WorkControl& control) {
  if (!scenario.has_status_quo && !options.off.empty()) {
    return tl::unexpected(Diagnostics{make_error(
        {scenario.file}, "this file states no status quo, so no issue can be left where it is",
        "leave out --off")});
  }
  const ChangedScenario as_asked(scenario, options);
  Why why;
  why.scenario = as_asked.with({});
  auto problem = make_problem(why.scenario, options.threats);
  if (!problem) return tl::unexpected(std::move(problem.error()));
  why.problem = std::move(*problem);
  why.warnings = value_warnings(scenario, why.problem);
  why.deal = find_nash_deal(why.scenario, options.threats, options, control);
  find_margins(options, control, why);
  if (why.deal.found()) {
    find_needed_issues(options, control, why);
    find_needed_threats(options, control, why);
  } else if (why.deal.status == Status::none) {
    find_relaxations(as_asked, options, control, why);
  }
  why.complete = why.complete && why.needed_complete && why.relaxations_complete &&
                 why.deal.status != Status::unknown && why.deal.status != Status::bound &&
                 why.deal.blocking_complete;
  return why;
}

}  // namespace entente::bargain
