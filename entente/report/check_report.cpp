#include "entente/report/check_report.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "entente/model/outcome.hpp"
#include "entente/report/diagnostics_json.hpp"
#include "entente/report/text_table.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using nlohmann::ordered_json;

/// Rules broken by one agreement that are listed; the rest are counted.
constexpr std::size_t k_most_broken_rules = 20;

Tone tone_of(Severity severity) {
  switch (severity) {
    case Severity::note:
      return Tone::faint;
    case Severity::warning:
      return Tone::warning;
    case Severity::error:
      return Tone::bad;
  }
  return Tone::bad;
}

std::string file_list(const std::vector<std::string>& files, const Style& style) {
  std::vector<std::string> names;
  names.reserve(files.size());
  for (const auto& file : files) names.push_back(printable(file, style.ascii));
  return join_and(names);
}

std::string contents(const Scenario& scenario) {
  const auto threats =
      static_cast<std::size_t>(std::count_if(scenario.issues.begin(), scenario.issues.end(),
                                             [](const Issue& issue) { return issue.is_threat(); }));
  std::vector<std::string> parts = {
      count_text(scenario.party_count(), "party", "parties"),
      count_text(scenario.issue_count() - threats, "issue", "issues")};
  if (threats > 0) parts.push_back(count_text(threats, "threat", "threats"));
  if (!scenario.rules.empty()) parts.push_back(count_text(scenario.rules.size(), "rule", "rules"));
  return join_and(parts);
}

ordered_json contents_json(const Scenario& scenario) {
  auto parties = ordered_json::array();
  for (const auto& party : scenario.parties) parties.push_back(party.key);
  auto issues = ordered_json::array();
  for (const auto& issue : scenario.issues) issues.push_back(issue.key);
  return {{"title", scenario.title},
          {"parties", parties},
          {"issues", issues},
          {"rules", scenario.rules.size()},
          {"status_quo", scenario.has_status_quo}};
}

/// An agreement may break rules, but hardly on purpose. Nothing is said where issues are left open.
void add_broken_rules(const Scenario& scenario, const StatedAgreement& agreement,
                      CheckReport& report) {
  if (!open_issues(scenario, agreement).empty()) return;
  const auto broken = broken_rules(scenario, outcome_of(scenario, agreement));
  for (std::size_t k = 0; k < std::min(broken.size(), k_most_broken_rules); ++k) {
    std::string hint = "entente improve finds the smallest change that keeps all rules";
    if (broken[k]->place.line > 0) {
      hint = fmt::format("the rule is stated at {}; {}", to_string(broken[k]->place), hint);
    }
    report.diagnostics.push_back(make_warning(
        agreement.place, fmt::format("the agreement breaks the rule `{}`", broken[k]->text), hint));
  }
  if (broken.size() > k_most_broken_rules) report.omitted += broken.size() - k_most_broken_rules;
}

/// "2 errors and 1 warning", "at least 5 errors".
std::string verdict_text(const CheckReport& report) {
  const bool more = report.omitted > 0 && report.errors + report.warnings > 0;
  return (more ? "at least " : "") + count_problems(report.errors, report.warnings);
}

Table problem_table(const CheckReport& report) {
  Table table("problems", "Every problem, with its place and how to mend it",
              {{Align::left}, {Align::left}, {Align::left, 2, 2}, {Align::left, 2, 2}});
  table.add_head({{"Place", Tone::strong},
                  {"What it is", Tone::strong},
                  {"What is wrong", Tone::strong},
                  {"How to mend it", Tone::strong}});
  for (const auto& d : report.diagnostics) {
    table.add_row({{printable(to_string(d.place))},
                   {to_string(d.severity), tone_of(d.severity)},
                   {printable(d.message)},
                   {printable(d.hint)}});
  }
  return table;
}

}  // namespace

std::string count_problems(std::size_t errors, std::size_t warnings) {
  std::vector<std::string> parts;
  if (errors > 0) parts.push_back(count_text(errors, "error", "errors"));
  if (warnings > 0) parts.push_back(count_text(warnings, "warning", "warnings"));
  return parts.empty() ? "no problems" : join_and(parts);
}

CheckReport make_check_report(const std::vector<std::string>& files, const ReadResult& result) {
  CheckReport report;
  report.files = files;
  report.diagnostics = result.diagnostics;
  report.omitted = result.omitted;
  if (result.scenario && result.agreement && !has_errors(result.diagnostics)) {
    add_broken_rules(*result.scenario, *result.agreement, report);
  }
  sort_diagnostics(report.diagnostics);
  const auto count = [&](Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(report.diagnostics.begin(), report.diagnostics.end(),
                      [&](const Diagnostic& d) { return d.severity == severity; }));
  };
  report.errors = count(Severity::error);
  report.warnings = count(Severity::warning);
  if (result.scenario && report.errors == 0) report.scenario = &*result.scenario;
  return report;
}

void write_check_json(const CheckReport& report, const JsonStyle& style, const Sink& sink) {
  const ordered_json value = {
      {"schema", "entente.check/1"},
      {"files", report.files},
      {"ok", report.errors == 0},
      {"errors", report.errors},
      {"warnings", report.warnings},
      {"omitted", report.omitted},
      {"scenario",
       report.scenario != nullptr ? contents_json(*report.scenario) : ordered_json(nullptr)},
      {"diagnostics", diagnostics_json(report.diagnostics)}};
  std::string text;
  append_json(value, style, 0, text);
  sink(text + '\n');
}

std::string diagnostics_text(const Diagnostics& diagnostics, const Style& style) {
  std::string out;
  for (const auto& d : diagnostics) {
    Diagnostic safe = d;
    safe.place.file = printable(d.place.file, style.ascii);
    const std::string place = to_string(safe.place);
    // The place and the first words stay on one line so that editors can jump there; a message is
    // never broken, for the same reason.
    if (!place.empty()) out += paint(place + ":", Tone::strong, style) + ' ';
    out += paint(std::string(to_string(d.severity)) + ":", tone_of(d.severity), style) + ' ';
    out += printable(d.message, style.ascii) + '\n';
    if (d.hint.empty()) continue;
    for (const auto& line :
         whole_lines("hint: " + printable(d.hint, style.ascii), style.width - 2, 6, style.ascii)) {
      out += "  " + line + '\n';
    }
  }
  return out;
}

Document check_document(const CheckReport& report) {
  const std::string files = file_list(report.files, {});
  const std::string title = report.scenario == nullptr ? "" : printable(report.scenario->title);
  Document page;
  page.title(isolated(title.empty() ? files : title), "");
  page.paragraph(fmt::format("{}: {}.", files, verdict_text(report)),
                 report.scenario == nullptr ? Tone::bad : Tone::good);
  if (report.scenario != nullptr) page.paragraph(contents(*report.scenario) + '.');
  if (report.diagnostics.empty()) return page;
  page.heading("Problems");
  page.add(problem_table(report));
  return page;
}

std::string check_page(const CheckReport& report, const Style& style) {
  std::string out = diagnostics_text(report.diagnostics, style);
  if (!out.empty()) out += '\n';
  const std::string verdict = verdict_text(report);
  const std::string files = file_list(report.files, style);
  if (report.scenario == nullptr) {
    return out + fmt::format("{}: {}\n", files, paint(verdict, Tone::bad, style));
  }
  return out + fmt::format("{}: {}. {}.\n", files, paint(verdict, Tone::good, style),
                           contents(*report.scenario));
}

}  // namespace entente::report
