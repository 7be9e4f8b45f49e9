#include "app/scenario_input.hpp"

#include <utility>

#include <fmt/format.h>

#include "app/output.hpp"
#include "app/resolve.hpp"
#include "entente/format/load.hpp"
#include "entente/model/validate.hpp"

namespace entente::app {
namespace {

/// What is wrong with the scenario once --rule-out has been heeded.
Diagnostics contradictions(const Arguments& arguments, const Scenario& scenario) {
  Diagnostics errors;
  if (!arguments.has("--rule-out")) return errors;
  for (auto& found : validate(scenario)) {
    if (found.severity == Severity::error) errors.push_back(std::move(found));
  }
  return errors;
}

/// A threat whose option is that of the status quo is one that is not carried out.
void warn_of_idle_threats(const Arguments& arguments, const Scenario& scenario,
                          Diagnostics& warnings) {
  if (!arguments.has("--threat")) return;
  for (const auto& text : arguments.texts("--threat")) {
    const auto found = resolve_issue_option(scenario, "--threat", text);
    if (!found) continue;
    const Issue& issue = scenario.issues[found->issue.index()];
    if (!issue.is_threat() || found->option != issue.status_quo) continue;
    warnings.push_back(make_warning(
        issue.place,
        fmt::format("--threat {}={} changes nothing: without a deal that stays as it is today",
                    issue.key, issue.options[found->option.index()]),
        "name another option to have the threat carried out"));
  }
}

}  // namespace

std::optional<ScenarioInput> read_scenario(const Arguments& arguments, Agreements agreements) {
  ReadResult result = format::load_scenario(arguments.files);
  if (result.agreement && agreements == Agreements::useless) {
    result.diagnostics.push_back(make_error(result.agreement->place,
                                            "this question has no use for an agreement",
                                            "leave this file out; entente improve looks at it"));
  }
  sort_diagnostics(result.diagnostics);
  if (!result.scenario || has_errors(result.diagnostics)) {
    complain(result.diagnostics, arguments);
    return std::nullopt;
  }
  warn_of_idle_threats(arguments, *result.scenario, result.diagnostics);
  return ScenarioInput{std::move(*result.scenario), std::move(result.diagnostics),
                       std::move(result.agreement)};
}

bool fit_to_ask(const Arguments& arguments, const Scenario& scenario,
                const std::vector<UsageError>& errors) {
  for (const auto& error : errors) complain(error);
  if (!errors.empty()) return false;
  const auto contradicted = contradictions(arguments, scenario);
  if (!contradicted.empty()) complain(contradicted, arguments);
  return contradicted.empty();
}

}  // namespace entente::app
