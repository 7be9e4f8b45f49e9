#include "entente/bargain/warnings.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "entente/bargain/find_frontier.hpp"

namespace entente::bargain {
namespace {

std::size_t count_uncertain(const Preferences& p) {
  std::size_t count = p.reservation && p.reservation->uncertain() ? 1 : 0;
  for (const auto& row : p.values) {
    count += static_cast<std::size_t>(
        std::count_if(row.begin(), row.end(), [](const Value& v) { return v.uncertain(); }));
  }
  count += static_cast<std::size_t>(
      std::count_if(p.together.begin(), p.together.end(),
                    [](const Interaction& t) { return t.add.uncertain(); }));
  return count;
}

void warn_uncertain(const Scenario& scenario, Diagnostics& out) {
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    const auto count = count_uncertain(scenario.preferences[j]);
    if (count == 0) continue;
    out.push_back({Severity::note, scenario.preferences[j].place,
                   fmt::format("{} value{} of {} {} uncertain; this answer uses the mean{}", count,
                               count == 1 ? "" : "s", scenario.parties[j].name,
                               count == 1 ? "is" : "are", count == 1 ? "" : "s"),
                   ""});
  }
}

void warn_arithmetic(const Scenario& scenario, const Problem& problem, Diagnostics& out) {
  if (problem.arithmetic == Arithmetic::exact) return;
  const double most = *std::max_element(problem.tolerance.begin(), problem.tolerance.end());
  out.push_back(make_warning(
      {scenario.file, 0, 0},
      fmt::format("values are too fine for whole numbers and were rounded: each utility is right "
                  "to within {:.1g}",
                  most),
      "two deals closer than that cannot be told apart"));
}

void warn_denied(const Scenario& scenario, const Solution& solution, Diagnostics& out) {
  if (!solution.ledger) return;
  for (const auto& row : solution.ledger->rows) {
    const auto& issue = scenario.issues[row.issue.index()];
    if (!row.in_deal || !row.giver || issue.acknowledged.value_or(true)) continue;
    out.push_back(make_warning(
        issue.place,
        fmt::format("{} denies {}: the concession is worth what its verification makes it worth",
                    scenario.parties[row.giver->index()].name, issue.key),
        issue.detection
            ? fmt::format("the stated detection is {} per period", to_text(*issue.detection))
            : "state its detection"));
  }
}

void warn_acceptance(const Scenario& scenario, Diagnostics& out) {
  const auto needed = static_cast<std::size_t>(scenario.acceptance.at_least);
  if (needed == 0 || needed >= scenario.party_count()) return;
  out.push_back({Severity::note,
                 {scenario.file, 0, 0},
                 fmt::format("{} of {} parties suffice for acceptance; the deals shown are those "
                             "that all accept",
                             needed, scenario.party_count()),
                 "count the outcomes that enough parties accept with --count"});
}

void warn_many_parties(const Scenario& scenario, const Solution& solution, Diagnostics& out) {
  if (!solution.frontier || scenario.party_count() < k_many_parties ||
      solution.frontier->status() == FrontierStatus::exact) {
    return;
  }
  out.push_back({Severity::note,
                 {scenario.file, 0, 0},
                 fmt::format("with {} parties nearly every outcome leaves somebody better off than "
                             "any other does, so a frontier helps nobody choose and only part of "
                             "it is made; the deals do not depend on it",
                             scenario.party_count()),
                 "leave it out with --no-frontier"});
}

}  // namespace

Diagnostics value_warnings(const Scenario& scenario, const Problem& problem) {
  Diagnostics out;
  warn_arithmetic(scenario, problem, out);
  warn_uncertain(scenario, out);
  return out;
}

Diagnostic unfit_weights() {
  return make_error({}, "these weights cannot be used",
                    "each must be from 0.001 to 1000, and their proportion must be that of whole "
                    "numbers below 65,536: state them with fewer digits");
}

Diagnostics solution_warnings(const Scenario& scenario, const Solution& solution) {
  Diagnostics out = value_warnings(scenario, solution.problem);
  warn_denied(scenario, solution, out);
  warn_acceptance(scenario, out);
  warn_many_parties(scenario, solution, out);
  return out;
}

}  // namespace entente::bargain
