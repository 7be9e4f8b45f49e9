#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "app/exit_code.hpp"
#include "app/next_step.hpp"
#include "app/output.hpp"
#include "app/report_files.hpp"
#include "app/resolve.hpp"
#include "app/run_control.hpp"
#include "app/scenario_input.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "entente/report/why_report.hpp"

namespace entente::app {
namespace {

/// The issues that are not on the table.
std::vector<IssueId> issues_off(const Scenario& scenario,
                                const std::optional<std::vector<IssueId>>& table) {
  std::vector<IssueId> off;
  if (!table) return off;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const bool on = std::find(table->begin(), table->end(), IssueId(i)) != table->end();
    if (!on && !scenario.issues[i].is_threat()) off.emplace_back(i);
  }
  return off;
}

bargain::WhyOptions read_options(const Arguments& arguments, Scenario& scenario,
                                 std::vector<UsageError>& errors) {
  bargain::WhyOptions options;
  options.goals = resolve_goals(scenario, arguments.texts("--goal"), errors);
  options.off = issues_off(scenario, resolve_table(arguments, scenario, errors));
  options.threats = resolve_threats(scenario, arguments.texts("--threat"), errors);
  add_ruled_out(scenario, arguments.texts("--rule-out"), errors);
  if (const auto most = arguments.integer("--most-changes")) {
    options.most_changes = static_cast<std::size_t>(*most);
  }
  if (const auto questions = arguments.integer("--max-questions")) {
    options.max_questions = static_cast<std::uint64_t>(*questions);
  }
  if (const auto relaxations = arguments.integer("--max-relaxations")) {
    options.max_relaxations = static_cast<std::size_t>(*relaxations);
  }
  if (const auto nodes = arguments.integer("--max-nodes")) {
    options.max_nodes = options.deal_nodes = static_cast<std::uint64_t>(*nodes);
  }
  return options;
}

int exit_code(const bargain::Why& why) {
  if (why.deal.found()) return k_answer;
  return why.deal.status == bargain::Status::none ? k_answer_is_no : k_limit_reached;
}

int show(const Arguments& arguments, const report::WhyReport& report) {
  Output output;
  if (arguments.has("--json")) {
    report::write_why_json(report, json_style(arguments),
                           [&](std::string_view text) { output.write(text); });
  } else {
    const auto style = page_style(arguments);
    output.write(report::why_page(report, style));
    if (report.why->deal.found() && arguments.has("--goal")) {
      output.write(next_step("What else would do for this goal:", "table", arguments,
                             {"--goal", "--rule-out", "--threat"}, style.ascii));
    }
  }
  return write_report_files(
      arguments, "why", [&] { return report::why_document(report); },
      output.finish(exit_code(*report.why)));
}

}  // namespace

int run_why(const Arguments& arguments) {
  if (!fit_to_write(arguments)) return k_bad_use;
  auto read = read_scenario(arguments);
  if (!read) return k_bad_use;
  Scenario& scenario = read->scenario;
  std::vector<UsageError> errors;
  const auto options = read_options(arguments, scenario, errors);
  if (!fit_to_ask(arguments, scenario, errors)) return k_bad_use;
  RunControl run(arguments.number("--time-limit"), can_show_progress());
  const auto why = bargain::explain_deal(scenario, options,
                                         run.work(thread_count(arguments.integer("--threads"))));
  run.clear_progress();
  if (!why) {
    complain(why.error(), arguments);
    return k_bad_use;
  }
  auto& warnings = read->warnings;
  warnings.insert(warnings.end(), why->warnings.begin(), why->warnings.end());
  return show(arguments, {&scenario, &options, &*why, run.stop(), warnings});
}

}  // namespace entente::app
