#include <algorithm>
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
#include "entente/bargain/agreement_search.hpp"
#include "entente/model/discounting.hpp"
#include "entente/report/solve_json.hpp"
#include "entente/report/solve_page.hpp"

namespace entente::app {
namespace {

/// Everything that was asked, with names resolved.
struct Question {
  Scenario scenario;
  bargain::SolveOptions options;
  report::SolveContext context;
};

bargain::Concept concept_named(const std::string& name) {
  for (const auto concept_ : bargain::k_concepts) {
    if (name == bargain::to_string(concept_)) return concept_;
  }
  return bargain::Concept::nash;
}

/// Moves the scenario to the time asked for (--at-time).
void pass_time(const Arguments& arguments, Question& question) {
  auto& context = question.context;
  context.at_time = arguments.number("--at-time");
  if (!context.at_time) return;
  Scenario& scenario = question.scenario;
  for (const auto& preferences : scenario.preferences) {
    context.time_factor.push_back(to_double(time_factor(preferences, *context.at_time)));
  }
  if (std::none_of(scenario.preferences.begin(), scenario.preferences.end(),
                   [](const Preferences& p) { return p.time_discount.has_value(); })) {
    context.warnings.push_back(
        make_warning({},
                     "--at-time changes nothing: no party has a discount factor over the whole "
                     "negotiation",
                     "GENIUS profiles state one as discount_factor; `discount` of a native "
                     "scenario is one per period of the agreement"));
  }
  discount(scenario, *context.at_time);
}

/// Returns what is wrong with the names in the options; then the question is unfit to be asked.
std::vector<UsageError> set_options(const Arguments& arguments, Question& question) {
  std::vector<UsageError> errors;
  if (arguments.has("--peer-points") && arguments.has("--no-frontier")) {
    errors.push_back({"--peer-points needs the frontier, which --no-frontier leaves out",
                      "leave one of them out"});
  }
  auto weights = resolve_weights(question.scenario, arguments.texts("--weights"), errors);
  auto threats = resolve_threats(question.scenario, arguments.texts("--threat"), errors);
  add_ruled_out(question.scenario, arguments.texts("--rule-out"), errors);

  auto& options = question.options;
  options.frontier = !arguments.has("--no-frontier");
  options.recommended = concept_named(arguments.text("--deal").value_or("nash"));
  options.threats = threats;
  options.search.weights = weights;
  options.adjusted_winner = arguments.has("--adjusted-winner");
  options.fallback_bargaining = arguments.has("--fallback-bargaining");
  options.peer_points = arguments.has("--peer-points");
  options.verify = arguments.has("--verify");
  question.context.verified = options.verify;  // a difference is an error, not an answer
  if (const auto nodes = arguments.integer("--max-nodes")) {
    options.search.max_nodes = static_cast<std::uint64_t>(*nodes);
  }
  if (const auto cap = arguments.integer("--frontier-cap")) {
    options.frontier_options.max_points = static_cast<std::size_t>(*cap);
    options.frontier_options.many_party_points = options.frontier_options.max_points;
  }
  if (const auto percent = arguments.number("--epsilon")) {
    options.frontier_options.epsilon = *percent / 100;
    question.context.epsilon_wanted = options.frontier_options.epsilon;
  }
  if (const auto best = arguments.integer("--best")) {
    options.best = static_cast<std::size_t>(*best);
  }
  auto& context = question.context;
  if (const auto points = arguments.integer("--max-points")) {
    context.max_points = static_cast<std::size_t>(*points);
  }
  context.recommended = options.recommended;
  context.weights = std::move(weights);
  context.threats = std::move(threats);
  context.count_wanted = arguments.has("--count");
  return errors;
}

/// "No" comes before "cut short": it is proven. What only met a limit that nobody asked for (the
/// frontier's default cap, the ties counted) leaves an answer, with a status that says so. So do
/// points that stand for a frontier, whichever limit made them, if as close as was asked for.
int exit_code(const Arguments& arguments, const report::SolveReport& report) {
  if (!report.has_deal() && report.no_deal_proven()) return k_answer_is_no;
  if (report.complete) return k_answer;
  const bool partial =
      report.frontier && report.frontier->status == bargain::FrontierStatus::partial;
  const bool missed = report.epsilon_missed() && arguments.has("--epsilon");
  const bool limit_set = (partial && arguments.has("--frontier-cap")) || missed ||
                         (!report.ties_counted() && arguments.has("--max-nodes"));
  const bool stopped = report.context.stop != report::Stop::none;
  const bool answered = report.has_deal() && report.deals_settled() && !report.count_missing() &&
                        !report.best_cut() && !report.fallback_bargaining_cut() &&
                        !report.peer_points_cut();
  return answered && !stopped && !limit_set ? k_answer : k_limit_reached;
}

int show(const Arguments& arguments, const report::SolveReport& report) {
  Output output;
  if (arguments.has("--json")) {
    report::write_solve_json(report, json_style(arguments),
                             [&](std::string_view text) { output.write(text); });
  } else {
    const auto style = page_style(arguments);
    output.write(report::solve_page(report, style));
    if (!report.has_deal() && report.no_deal_proven()) {
      const bool all = bargain::all_must_accept(*report.scenario);
      output.write(next_step(
          all ? "What would open a deal:" : "A deal by the file's rule, or what would open one:",
          "why", arguments, {"--rule-out", "--threat"}, style.ascii));
    }
  }
  return write_report_files(
      arguments, "solve", [&] { return report::solve_document(report); },
      output.finish(exit_code(arguments, report)));
}

/// Solves and counts, under the limits asked for.
Result<bargain::Solution> work_out(const Arguments& arguments, Question& question) {
  RunControl run(arguments.number("--time-limit"), can_show_progress());
  const WorkControl work = run.work(thread_count(arguments.integer("--threads")));
  auto& frontier = question.options.frontier_options;
  frontier.exact_cancel = RunControl::half_time();
  if (arguments.has("--time-limit")) frontier.use_all_time();
  auto solution = bargain::solve(question.scenario, question.options, work);
  auto& context = question.context;
  if (solution && context.count_wanted) {
    context.count =
        bargain::count_acceptable(solution->problem, question.scenario.acceptance, {}, work);
  }
  run.clear_progress();
  context.stop = run.stop();
  return solution;
}

/// What is left after the work is writing: there, Ctrl-C ends the program as usual.
int answer(const Arguments& arguments, Question& question) {
  const auto solution = work_out(arguments, question);
  if (!solution) {
    complain(solution.error(), arguments);
    return k_bad_use;
  }
  return show(arguments, report::make_solve_report(question.scenario, *solution, question.context));
}

}  // namespace

int run_solve(const Arguments& arguments) {
  if (!fit_to_write(arguments)) return k_bad_use;
  auto read = read_scenario(arguments);
  if (!read) return k_bad_use;
  Question question{std::move(read->scenario), {}, {}};
  question.context.warnings = std::move(read->warnings);
  pass_time(arguments, question);
  const auto errors = set_options(arguments, question);
  if (!fit_to_ask(arguments, question.scenario, errors)) return k_bad_use;
  return answer(arguments, question);
}

}  // namespace entente::app
