#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/agreement_input.hpp"
#include "app/exit_code.hpp"
#include "app/hold_game.hpp"
#include "app/hold_ordinal.hpp"
#include "app/name_search.hpp"
#include "app/output.hpp"
#include "app/report_files.hpp"
#include "app/resolve.hpp"
#include "app/run_control.hpp"
#include "app/scenario_input.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "entente/bargain/solve.hpp"
#include "entente/report/hold_report.hpp"
#include "entente/report/solve_report.hpp"

namespace entente::app {
namespace {

/// Everything that was asked, with names resolved.
struct Question {
  Scenario scenario;
  std::optional<Outcome> draft;  ///< none: the deal of `concept_`
  bargain::Concept concept_ = bargain::Concept::nash;
  std::string agreement;  ///< in words
  enforce::HoldOptions options;
  Diagnostics warnings;
};

std::optional<UsageError> add_discount(const Scenario& scenario, const std::string& text,
                                       std::vector<std::optional<Rational>>& discounts) {
  const std::size_t split = text.rfind('=');
  const auto value = parse_decimal(
      trimmed(std::string_view(text).substr(split == std::string::npos ? 0 : split + 1)));
  if (!value || *value <= 0 || *value >= 1) {
    return UsageError{fmt::format("--discount takes a number above 0 and below 1, or PARTY=NUMBER, "
                                  "not {}",
                                  in_quotes(text)),
                      "0.9: a point of the next period is worth 0.9 today"};
  }
  discounts.resize(scenario.party_count());
  if (split == std::string::npos) {
    std::fill(discounts.begin(), discounts.end(), *value);
    return std::nullopt;
  }
  const auto party =
      party_named(scenario, "--discount", trimmed(std::string_view(text).substr(0, split)));
  if (!party) return party.error();
  discounts[party->index()] = *value;
  return std::nullopt;
}

/// Those for all first, so that one for a party holds whatever its place.
void set_discounts(const Arguments& arguments, Question& question,
                   std::vector<UsageError>& errors) {
  auto texts = arguments.texts("--discount");
  std::stable_partition(texts.begin(), texts.end(), [](const std::string& text) {
    return text.find('=') == std::string::npos;
  });
  for (const auto& text : texts) {
    if (auto error = add_discount(question.scenario, text, question.options.discounts)) {
      errors.push_back(std::move(*error));
    }
  }
}

bargain::Concept concept_named(const std::string& name) {
  for (const auto concept_ : bargain::k_concepts) {
    if (name == bargain::to_string(concept_)) return concept_;
  }
  return bargain::Concept::nash;
}

std::vector<UsageError> set_options(const Arguments& arguments,
                                    std::optional<StatedAgreement> given, Question& question) {
  std::vector<UsageError> errors;
  Scenario& scenario = question.scenario;
  if (given || arguments.has("--set")) {
    if (arguments.has("--deal")) {
      errors.push_back({"--deal is of no use beside an agreement", "leave one of them out"});
    }
    question.agreement = given && !given->title.empty() ? given->title : "the agreement given";
    question.draft = read_draft(scenario, std::move(given), arguments.texts("--set"), errors);
  } else {
    question.concept_ = concept_named(arguments.text("--deal").value_or("nash"));
    question.agreement = fmt::format("the {} deal", report::name_in_sentence(question.concept_));
  }
  question.options.threats = resolve_threats(scenario, arguments.texts("--threat"), errors);
  add_ruled_out(scenario, arguments.texts("--rule-out"), errors);
  set_discounts(arguments, question, errors);
  return errors;
}

/// A draft may be looked at whatever it breaks, but not without a word.
void warn_of_broken_rules(const Scenario& scenario, const Outcome& draft, Diagnostics& warnings) {
  for (const Rule* rule : broken_rules(scenario, draft)) {
    warnings.push_back(make_warning(rule->place, "the agreement breaks this rule: " + rule->text,
                                    "entente improve shows what would be better for all"));
  }
}

/// The deal to look at, or the exit code without one.
tl::expected<Outcome, int> find_deal(const Arguments& arguments, Question& question) {
  if (question.draft) {
    warn_of_broken_rules(question.scenario, *question.draft, question.warnings);
    return *question.draft;
  }
  bargain::SolveOptions options;
  options.frontier = false;
  options.recommended = question.concept_;
  options.threats = question.options.threats;
  if (const auto nodes = arguments.integer("--max-nodes")) {
    options.search.max_nodes = static_cast<std::uint64_t>(*nodes);
  }
  RunControl run(arguments.number("--time-limit"), can_show_progress());
  const auto solution = bargain::solve(question.scenario, options,
                                       run.work(thread_count(arguments.integer("--threads"))));
  run.clear_progress();
  if (!solution) {
    complain(solution.error(), arguments);
    return tl::unexpected(k_bad_use);
  }
  const bargain::Deal& deal = solution->deal(question.concept_);
  if (deal.found()) {
    if (deal.status != bargain::Status::exact) {
      question.warnings.push_back(make_warning(
          {}, "the deal looked at is the best found so far, not proven best", "raise the limits"));
    }
    return deal.outcome;
  }
  const bool none = deal.status == bargain::Status::none;
  complain({none ? "there is no deal that could hold: " + deal.reason
                 : "no deal was found within the limits",
            none ? "entente why tells what would open one" : "raise or leave out the limits"});
  return tl::unexpected(none ? k_answer_is_no : k_limit_reached);
}

int show(const Arguments& arguments, const report::HoldReport& report) {
  Output output;
  if (arguments.has("--json")) {
    report::write_hold_json(report, json_style(arguments),
                            [&](std::string_view text) { output.write(text); });
  } else {
    output.write(report::hold_page(report, page_style(arguments)));
  }
  return write_report_files(
      arguments, "hold", [&] { return report::hold_document(report); },
      output.finish(report.hold->holds == false ? k_answer_is_no : k_answer));
}

}  // namespace

int run_hold(const Arguments& arguments) {
  if (!fit_to_write(arguments)) return k_bad_use;
  if (arguments.has("--game")) return run_hold_game(arguments);
  if (arguments.has("--signals")) {
    return complain({"--signals goes with --game",
                     "for example: entente hold --game game.csv --signals signals.csv"});
  }
  if (arguments.files.empty()) {
    return complain(
        {"entente hold needs a file, or --game", "for example: entente hold us-china-2015.yaml"});
  }
  if (!fit_for_ordinal(arguments)) return k_bad_use;
  if (const auto code = run_conflict_file(arguments)) return *code;
  auto read = read_scenario(arguments, Agreements::welcome);
  if (!read) return k_bad_use;
  Question question{std::move(read->scenario), {}, {}, {}, {}, std::move(read->warnings)};
  const auto errors = set_options(arguments, std::move(read->agreement), question);
  if (!fit_to_ask(arguments, question.scenario, errors)) return k_bad_use;
  const auto outcome = find_deal(arguments, question);
  if (!outcome) return outcome.error();
  if (arguments.has("--ordinal")) {
    return show_kept_ordinal(arguments, question.scenario, *outcome, question.agreement,
                             question.warnings);
  }
  const auto hold = enforce::hold(question.scenario, *outcome, question.options);
  if (!hold) {
    complain(hold.error(), arguments);
    return k_bad_use;
  }
  return show(arguments, {&question.scenario, &*hold, question.agreement, question.options.threats,
                          question.warnings});
}

}  // namespace entente::app
