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
#include "app/read_input.hpp"
#include "app/report_files.hpp"
#include "app/resolve.hpp"
#include "app/run_control.hpp"
#include "app/scenario_input.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "entente/bargain/solve.hpp"
#include "entente/enforce/evidence.hpp"
#include "entente/enforce/holding_deal.hpp"
#include "entente/enforce/least_verification.hpp"
#include "entente/format/standard_table.hpp"
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
  std::vector<EvidenceStandard> standards;  ///< to compare
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
    for (const char* option : {"--deal", "--must-hold"}) {
      if (!arguments.has(option)) continue;
      errors.push_back(
          {fmt::format("{} is of no use beside an agreement", option), "leave one of them out"});
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

/// Limits on the search for a deal.
bargain::SearchOptions search_options(const Arguments& arguments) {
  bargain::SearchOptions options = bargain::SolveOptions().search;
  if (const auto nodes = arguments.integer("--max-nodes")) {
    options.max_nodes = static_cast<std::uint64_t>(*nodes);
  }
  return options;
}

/// Says why there is no deal to look at, and returns the exit code.
int complain_of_no_deal(const Arguments& arguments, const Scenario& scenario,
                        const bargain::Deal& deal) {
  const bool none = deal.status == bargain::Status::none;
  if (arguments.has("--json")) {
    Output output;
    report::write_no_deal_to_hold_json(
        scenario, none ? deal.reason : "no deal was found within the limits", json_style(arguments),
        [&](std::string_view text) { output.write(text); });
    return output.finish(none ? k_answer_is_no : k_limit_reached);
  }
  complain({none ? "there is no deal that could hold: " + deal.reason
                 : "no deal was found within the limits",
            none ? "entente why tells what would open one" : "raise or leave out the limits"});
  return none ? k_answer_is_no : k_limit_reached;
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
  options.search = search_options(arguments);
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
  return tl::unexpected(complain_of_no_deal(arguments, question.scenario, deal));
}

/// The best deal that holds, or the exit code where there is nothing to look at at all.
tl::expected<enforce::HoldingDeal, int> find_holding_deal(const Arguments& arguments,
                                                          const Question& question) {
  RunControl run(arguments.number("--time-limit"), can_show_progress());
  auto found = enforce::find_holding_deal(question.scenario, question.concept_, question.options,
                                          search_options(arguments),
                                          run.work(thread_count(arguments.integer("--threads"))));
  run.clear_progress();
  if (!found) {
    complain(found.error(), arguments);
    return tl::unexpected(k_bad_use);
  }
  if (!found->free.found())
    return tl::unexpected(complain_of_no_deal(arguments, question.scenario, found->free));
  return std::move(*found);
}

/// What verification would have to be where the agreement does not hold.
std::optional<enforce::LeastVerification> verification(const Question& question,
                                                       const enforce::KeptAgreement& agreement,
                                                       std::optional<bool> holds) {
  if (holds != false) return std::nullopt;
  return enforce::find_least_verification(question.scenario, agreement, question.options);
}

/// Reads the standards of evidence to compare, if any; false after complaining.
bool read_standards(const Arguments& arguments, const Scenario& scenario,
                    std::vector<EvidenceStandard>& standards) {
  const auto path = arguments.text("--standards");
  if (!path) return true;
  auto read = read_input(arguments, *path, [&](const format::SourceText& source) {
    return format::read_standard_table(source.text, source.name, scenario);
  });
  if (!read) return false;
  standards = std::move(*read);
  if (const auto choices = enforce::too_many_judgements(standards)) {
    complain(
        {fmt::format("the standards of {} make {} or more choices together, and at most {} are "
                     "compared",
                     in_quotes(*path), choices, enforce::k_most_judgements),
         "leave standards out, or name fewer issues"});
    return false;
  }
  return true;
}

/// Standards for issues that are no commitments change nothing.
void drop_standards_of_nothing(const Scenario& scenario, const enforce::KeptAgreement& agreement,
                               report::HoldReport& report) {
  std::vector<bool> named(scenario.issue_count(), false);
  for (const auto& standard : report.standards) {
    if (standard.issue) named[standard.issue->index()] = true;
  }
  const auto& commitments = agreement.commitments;
  const bool rest = std::any_of(commitments.begin(), commitments.end(),
                                [&](const auto& c) { return !named[c.issue.index()]; });
  std::vector<std::optional<IssueId>> told;
  std::erase_if(report.standards, [&](const EvidenceStandard& standard) {
    const bool useful = standard.issue
                            ? std::any_of(commitments.begin(), commitments.end(),
                                          [&](const auto& c) { return c.issue == *standard.issue; })
                            : rest;
    if (!useful && std::find(told.begin(), told.end(), standard.issue) == told.end()) {
      told.push_back(standard.issue);
      report.warnings.push_back(make_warning(
          standard.place,
          standard.issue ? fmt::format("the agreement has no commitment on {}, so that standards "
                                       "of evidence for it change nothing",
                                       in_quotes(scenario.issues[standard.issue->index()].key))
                         : "no commitment is left for standards that name no issue",
          ""));
    }
    return !useful;
  });
}

int exit_code(const report::HoldReport& report) {
  if (report.must_hold && (report.must_hold->deal.status == bargain::Status::bound ||
                           report.must_hold->deal.status == bargain::Status::unknown)) {
    return k_limit_reached;
  }
  return report.hold->holds == false ? k_answer_is_no : k_answer;
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
      output.finish(exit_code(report)));
}

/// Looks at the agreement, and at the one that would be best if agreements were enforced.
int look_at(const Arguments& arguments, const Question& question, const Outcome& outcome,
            std::optional<enforce::HoldingDeal> must_hold) {
  const auto hold = enforce::hold(question.scenario, outcome, question.options);
  if (!hold) {
    complain(hold.error(), arguments);
    return k_bad_use;
  }
  report::HoldReport report{&question.scenario, &*hold, question.agreement,
                            question.options.threats, question.warnings};
  report.standards = question.standards;
  report.verification = verification(question, hold->agreement, hold->holds);
  if (must_hold && must_hold->free.outcome != outcome) {
    const auto enforced =
        enforce::keep_agreement(question.scenario, must_hold->free.outcome, report.threats);
    report.enforced_verification = verification(question, enforced, must_hold->free_holds);
  }
  report.must_hold = std::move(must_hold);
  report.curve = enforce::suspension_curve(question.scenario, *hold);
  report.blame = enforce::analyse_blame(question.scenario, *hold);
  drop_standards_of_nothing(question.scenario, hold->agreement, report);
  if (!report.standards.empty()) {
    auto answer =
        enforce::judge_evidence(question.scenario, outcome, question.options, report.standards);
    if (answer) report.evidence = std::move(*answer);  // its errors are those of hold()
  }
  return show(arguments, report);
}

int look_for_holding_deal(const Arguments& arguments, Question& question) {
  auto found = find_holding_deal(arguments, question);
  if (!found) return found.error();
  const bool some = found->deal.found();
  question.agreement = fmt::format("the {} deal{}", report::name_in_sentence(question.concept_),
                                   some ? " among those that hold" : "");
  const Outcome outcome = some ? found->deal.outcome : found->free.outcome;
  return look_at(arguments, question, outcome, std::move(*found));
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
  Question question{std::move(read->scenario), {}, {}, {}, {}, {}, std::move(read->warnings)};
  const auto errors = set_options(arguments, std::move(read->agreement), question);
  if (!fit_to_ask(arguments, question.scenario, errors)) return k_bad_use;
  if (!read_standards(arguments, question.scenario, question.standards)) return k_bad_use;
  if (arguments.has("--must-hold")) return look_for_holding_deal(arguments, question);
  const auto outcome = find_deal(arguments, question);
  if (!outcome) return outcome.error();
  if (arguments.has("--ordinal")) {
    return show_kept_ordinal(arguments, question.scenario, *outcome, question.agreement,
                             question.warnings);
  }
  if (arguments.has("--as-game")) {
    return show_kept_as_game(arguments, question.scenario, *outcome, question.agreement,
                             question.warnings);
  }
  return look_at(arguments, question, *outcome, std::nullopt);
}

}  // namespace entente::app
