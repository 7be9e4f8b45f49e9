#include <algorithm>
#include <optional>
#include <string>
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
#include "entente/report/table_json.hpp"
#include "entente/report/table_page.hpp"

namespace entente::app {
namespace {

/// Everything that was asked, with names resolved.
struct Question {
  Scenario scenario;
  bargain::TableQuestion tables;
  bargain::TableOptions options;
  report::TableContext context;
};

/// Returns what is wrong with the names in the options; then the question is unfit to be asked.
std::vector<UsageError> set_options(const Arguments& arguments, Question& question) {
  std::vector<UsageError> errors;
  const Scenario& scenario = question.scenario;
  question.tables.goals = resolve_goals(scenario, arguments.texts("--goal"), errors);
  question.tables.may_move = resolve_table(arguments, scenario, errors);
  question.tables.threats = resolve_threats(scenario, arguments.texts("--threat"), errors);
  add_ruled_out(question.scenario, arguments.texts("--rule-out"), errors);
  auto& options = question.options;
  options.deals = question.tables.may_move.has_value();
  if (const auto most = arguments.integer("--max-tables")) {
    options.max_tables = static_cast<std::size_t>(*most);
  }
  if (const auto most = arguments.integer("--max-questions")) {
    options.max_questions = static_cast<std::uint64_t>(*most);
  }
  if (const auto most = arguments.integer("--max-nodes")) {
    options.max_nodes = static_cast<std::uint64_t>(*most);
  }
  question.context.goals = question.tables.goals;
  question.context.restricted = question.tables.may_move.has_value();
  question.context.settle = arguments.has("--settle");
  question.context.list_all = arguments.has("--all");
  question.context.threats = question.tables.threats;
  return errors;
}

/// "No" comes before "cut short": it is proven. A list that only met the default cap is an answer.
int exit_code(const Arguments& arguments, const report::TableReport& report) {
  if (report.proven_impossible()) return k_answer_is_no;
  if (report.complete) return k_answer;
  const bool stopped = report.context.stop != report::Stop::none;
  const bool limit_set = arguments.has("--max-tables") || arguments.has("--max-questions") ||
                         arguments.has("--max-nodes");
  return report.possible() && !stopped && !limit_set ? k_answer : k_limit_reached;
}

void show(const Arguments& arguments, const report::TableReport& report, Output& output) {
  if (!arguments.has("--json")) {
    const auto page = page_style(arguments);
    output.write(report::table_page(report, page));
    if (report.proven_impossible()) {
      output.write(next_step("What would open a deal:", "why", arguments,
                             {"--goal", "--on", "--off", "--only-from", "--rule-out", "--threat"},
                             page.ascii));
    }
    return;
  }
  auto style = json_style(arguments);
  style.one_line = arguments.has("--stream");
  report::write_table_json(report, style, [&](std::string_view text) { output.write(text); });
}

/// Writes each table as soon as it is found.
void stream(const Arguments& arguments, Question& question, RunControl& run, Output& output) {
  question.options.found = [&, number = std::size_t{0}](const bargain::Problem& problem,
                                                        const bargain::Table& table) mutable {
    ++number;
    run.clear_progress();
    output.write(arguments.has("--json")
                     ? report::found_table_json(question.scenario, problem, table, number,
                                                json_style(arguments))
                     : report::found_table_line(question.scenario, table, number,
                                                page_style(arguments).ascii));
    return output.flush();
  };
}

}  // namespace

int run_table(const Arguments& arguments) {
  if (!fit_to_write(arguments)) return k_bad_use;
  auto read = read_scenario(arguments);
  if (!read) return k_bad_use;
  Question question{std::move(read->scenario), {}, {}, {}};
  question.context.warnings = std::move(read->warnings);
  const auto errors = set_options(arguments, question);
  if (!fit_to_ask(arguments, question.scenario, errors)) return k_bad_use;
  Output output;
  RunControl run(arguments.number("--time-limit"), can_show_progress());
  if (arguments.has("--stream")) stream(arguments, question, run, output);
  const auto answer = bargain::find_tables(question.scenario, question.tables, question.options,
                                           run.work(thread_count(arguments.integer("--threads"))));
  run.clear_progress();
  question.context.stop = run.stop();
  if (!answer) {
    complain(answer.error(), arguments);
    return k_bad_use;
  }
  const auto report = report::make_table_report(question.scenario, *answer, question.context);
  if (arguments.has("--stream") && !arguments.has("--json")) output.write("\n");
  show(arguments, report, output);
  return write_report_files(
      arguments, "table", [&] { return report::table_document(report); },
      output.finish(exit_code(arguments, report)));
}

}  // namespace entente::app
