#include "entente/report/page_parts.hpp"

#include <utility>

#include <fmt/format.h>

#include "entente/model/scenario.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// A name longer than this is cut (and marked as cut) so that it cannot fill the page.
constexpr int k_longest_name = 200;
constexpr std::size_t k_most_warnings = 20;

}  // namespace

PrintableNames::PrintableNames(const Scenario& scenario) {
  const auto safe = [&](const std::string& text) {
    const std::string name = shorten(printable(text), k_longest_name, false);
    return name.empty() ? std::string("(no name)") : isolated(name);
  };
  for (const auto& party : scenario.parties) parties.push_back(safe(party.name));
  for (const auto& issue : scenario.issues) {
    issues.push_back(safe(issue.title));
    auto& row = options.emplace_back();
    for (const auto& option : issue.options) row.push_back(safe(option));
  }
}

std::string amounts_text(const std::vector<std::string>& names, const std::vector<double>& amounts,
                         std::string_view link) {
  std::vector<std::string> parts;
  for (std::size_t j = 0; j < names.size(); ++j) {
    parts.push_back(names[j] + std::string(j == 0 ? link : " ") + number_text(amounts[j]));
  }
  return join_and(parts);
}

void write_title(const Scenario& scenario, Document& page) {
  const std::string title = printable(scenario.title);
  page.title(isolated(title.empty() ? printable(scenario.file) : title),
             isolated(printable(scenario.source)));
}

std::string enough_parties_text(const Scenario& scenario, const PrintableNames& names,
                                const char* verb) {
  const auto& rule = scenario.acceptance;
  if (rule.at_least == 0) return fmt::format("all parties{}", verb);
  std::vector<std::string> veto;
  for (const PartyId party : rule.veto) veto.push_back(names.parties[party.index()]);
  return fmt::format("at least {} of {}{}{}", rule.at_least,
                     count_text(names.parties.size(), "party", "parties"), verb,
                     veto.empty() ? "" : ", " + join_and(veto) + " among them");
}

std::string acceptance_text(const Scenario& scenario, const PrintableNames& names) {
  if (scenario.acceptance.at_least == 0) return "";
  return fmt::format("A deal here is one by which {}.",
                     enough_parties_text(scenario, names, " gain"));
}

void write_verified(bool verified, Document& page) {
  if (!verified) return;
  page.space();
  page.paragraph("Checked again by the slow definitions: no difference.", Tone::good);
}

Audience audience_of_row(std::size_t k, std::size_t limit) {
  return k < limit ? Audience::everybody : Audience::file;
}

Paragraph rest_paragraph(std::string text) {
  return {std::move(text), Tone::faint, 0, 0, "", Audience::terminal};
}

void write_rest(std::size_t all, std::size_t limit, Document& page) {
  if (all > limit) page.add(rest_paragraph(rest_text(std::to_string(all - limit))));
}

void add_rest(std::size_t all, std::size_t limit, std::string_view one, std::string_view many,
              Table& table) {
  if (all <= limit) return;
  table.add_heading({rest_text(count_text(all - limit, one, many)), Tone::faint},
                    Audience::terminal);
}

Cell nothing_cell(std::string meaning) {
  return {std::string(k_nothing), Tone::faint, {}, std::move(meaning)};
}

Cell option_cell(const Scenario& scenario, const PrintableNames& names, std::size_t issue,
                 std::size_t option) {
  const std::string& text = names.options[issue][option];
  if (scenario.has_status_quo && option == scenario.issues[issue].status_quo.index()) {
    return nothing_cell(text);
  }
  return {text, Tone::accent};
}

void write_thinning(const FrontierChart& chart, Document& page) {
  if (chart.drawn.size() == chart.size) return;
  page.add(Paragraph{
      fmt::format("The pictures show {} of the {} points, thinned so that the shape stays; the "
                  "deals and the extremes are among them. All of them: --csv, --json.",
                  chart.drawn.size(), chart.size),
      Tone::warning, 0, 0, "", Audience::file});
}

void write_warnings(const Diagnostics& warnings, Document& page) {
  if (warnings.empty()) return;
  page.heading("Warnings");
  std::string last_hint;
  for (std::size_t k = 0; k < warnings.size(); ++k) {
    const auto& d = warnings[k];
    const Audience audience = audience_of_row(k, k_most_warnings);
    std::string text = printable(to_string(d.place));
    if (!text.empty()) text += ": ";
    page.add(Paragraph{text + printable(d.message), Tone::warning, 0, 2, "", audience});
    // The same advice need not be read again and again.
    if (d.hint.empty() || d.hint == last_hint) continue;
    last_hint = d.hint;
    page.add(Paragraph{"Hint: " + printable(d.hint), Tone::plain, 2, 2, "", audience});
  }
  write_rest(warnings.size(), k_most_warnings, page);
}

}  // namespace entente::report
