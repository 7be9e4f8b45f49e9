#include "entente/bargain/improve.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/agreement_input.hpp"
#include "app/exit_code.hpp"
#include "app/name_search.hpp"
#include "app/next_step.hpp"
#include "app/output.hpp"
#include "app/report_files.hpp"
#include "app/resolve.hpp"
#include "app/run_control.hpp"
#include "app/scenario_input.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "entente/report/improve_json.hpp"
#include "entente/report/improve_page.hpp"

namespace entente::app {
namespace {

/// Everything that was asked, with names resolved.
struct Question {
  Scenario scenario;
  Outcome draft;
  bargain::ImproveOptions options;
  report::ImproveContext context;
};

/// Returns what is wrong with the names in the options; then the question is unfit to be asked.
std::vector<UsageError> set_options(const Arguments& arguments,
                                    std::optional<StatedAgreement> given, Question& question) {
  std::vector<UsageError> errors;
  if (given) question.context.draft_title = given->title;
  question.draft =
      read_draft(question.scenario, std::move(given), arguments.texts("--set"), errors);

  auto& options = question.options;
  auto& context = question.context;
  context.weights = resolve_weights(question.scenario, arguments.texts("--weights"), errors);
  context.threats = resolve_threats(question.scenario, arguments.texts("--threat"), errors);
  add_ruled_out(question.scenario, arguments.texts("--rule-out"), errors);
  if (const auto party = arguments.text("--least-cost")) {
    const auto found = party_named(question.scenario, "--least-cost", *party);
    if (found) {
      options.least_cost = context.least_cost = *found;
    } else {
      errors.push_back(found.error());
    }
  }
  options.search.weights = context.weights;
  options.threats = context.threats;
  options.frontier = !arguments.has("--no-frontier");
  options.verify = arguments.has("--verify");
  context.verified = options.verify;  // a difference is an error, not an answer
  if (const auto nodes = arguments.integer("--max-nodes")) {
    options.search.max_nodes = static_cast<std::uint64_t>(*nodes);
  }
  if (const auto cap = arguments.integer("--frontier-cap")) {
    options.frontier_options.max_points = static_cast<std::size_t>(*cap);
    options.frontier_options.many_party_points = options.frontier_options.max_points;
  }
  if (const auto points = arguments.integer("--max-points")) {
    context.max_points = static_cast<std::size_t>(*points);
  }
  return errors;
}

/// As for solve: "no" comes before "cut short", and a limit that nobody asked for leaves an answer.
int exit_code(const Arguments& arguments, const report::ImproveReport& report) {
  if (report.nothing_proven()) return k_answer_is_no;
  if (report.complete) return k_answer;
  const bool partial =
      report.frontier && report.frontier->status == bargain::FrontierStatus::partial;
  const bool limit_set =
      (partial && arguments.has("--frontier-cap")) || arguments.has("--max-nodes");
  const bool stopped = report.context.stop != report::Stop::none;
  return report.found() && report.settled() && !stopped && !limit_set ? k_answer : k_limit_reached;
}

/// `draft`: the file that states it, if one does.
int show(const Arguments& arguments, const report::ImproveReport& report,
         const std::string& draft) {
  Output output;
  if (arguments.has("--json")) {
    report::write_improve_json(report, json_style(arguments),
                               [&](std::string_view text) { output.write(text); });
  } else {
    const auto style = page_style(arguments);
    output.write(report::improve_page(report, style));
    if (report.smallest_change && report.smallest_change->status == bargain::Status::none) {
      output.write(next_step("What would open a deal:", "why", arguments,
                             {"--rule-out", "--threat"}, style.ascii, draft));
    }
  }
  return write_report_files(
      arguments, "improve", [&] { return report::improve_document(report); },
      output.finish(exit_code(arguments, report)));
}

int answer(const Arguments& arguments, Question& question, const std::string& draft) {
  RunControl run(arguments.number("--time-limit"), can_show_progress());
  const WorkControl work = run.work(thread_count(arguments.integer("--threads")));
  const auto improved = bargain::improve(question.scenario, question.draft, question.options, work);
  run.clear_progress();
  question.context.stop = run.stop();
  if (!improved) {
    complain(improved.error(), arguments);
    return k_bad_use;
  }
  return show(arguments,
              report::make_improve_report(question.scenario, *improved, question.context), draft);
}

}  // namespace

int run_improve(const Arguments& arguments) {
  if (!fit_to_write(arguments)) return k_bad_use;
  auto read = read_scenario(arguments, Agreements::welcome);
  if (!read) return k_bad_use;
  Question question{std::move(read->scenario), {}, {}, {}};
  question.context.warnings = std::move(read->warnings);
  const std::string draft = read->agreement ? read->agreement->place.file : "";
  const auto errors = set_options(arguments, std::move(read->agreement), question);
  if (!fit_to_ask(arguments, question.scenario, errors)) return k_bad_use;
  return answer(arguments, question, draft);
}

}  // namespace entente::app
