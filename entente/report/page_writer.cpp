#include "entente/report/page_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/model/scenario.hpp"
#include "entente/report/text_table.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// A name longer than this is cut (and marked as cut) so that it cannot fill the page.
constexpr int k_longest_name = 200;
constexpr int k_paragraph_lines = 60;
constexpr std::size_t k_most_warnings = 20;

}  // namespace

void PageWriter::space() {
  if (!text_.ends_with("\n\n")) text_ += '\n';
}

void PageWriter::heading(std::string_view title) {
  space();
  const std::string_view dash = style_.ascii ? "-" : "─";
  std::string rule;
  for (int k = display_width(title) + 4; k < style_.width; ++k) rule += dash;
  text_ += paint(std::string(dash) + std::string(dash), Tone::faint, style_) + ' ' +
           paint(title, Tone::strong, style_) + ' ' + paint(rule, Tone::faint, style_) + '\n';
}

void PageWriter::paragraph(std::string_view text, Tone tone, int indent, int hang) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  for (const auto& line :
       cell_lines(text, style_.width - indent, hang, k_paragraph_lines, style_.ascii)) {
    const std::string_view kept = std::string_view(line).substr(0, line.find_last_not_of(' ') + 1);
    text_ += margin + paint(kept, tone, style_) + '\n';
  }
}

PrintableNames::PrintableNames(const Scenario& scenario, bool ascii) {
  const auto safe = [&](const std::string& text) {
    const std::string name = shorten(printable(text, ascii), k_longest_name, ascii);
    return name.empty() ? std::string("(no name)") : name;
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

void write_title(const Scenario& scenario, PageWriter& page) {
  const bool ascii = page.style().ascii;
  const std::string title = printable(scenario.title, ascii);
  page.paragraph(title.empty() ? printable(scenario.file, ascii) : title, Tone::strong);
  if (!scenario.source.empty()) {
    page.paragraph("Source: " + printable(scenario.source, ascii), Tone::faint);
  }
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

void write_verified(bool verified, PageWriter& page) {
  if (!verified) return;
  page.space();
  page.paragraph("Checked again by the slow definitions: no difference.", Tone::good);
}

void write_warnings(const Diagnostics& warnings, PageWriter& page) {
  if (warnings.empty()) return;
  page.heading("Warnings");
  const bool ascii = page.style().ascii;
  const std::size_t shown = std::min(warnings.size(), k_most_warnings);
  std::string last_hint;
  for (std::size_t k = 0; k < shown; ++k) {
    const auto& d = warnings[k];
    std::string text = printable(to_string(d.place), ascii);
    if (!text.empty()) text += ": ";
    page.paragraph(text + printable(d.message, ascii), Tone::warning, 0, 2);
    // The same advice need not be read again and again.
    if (d.hint.empty() || d.hint == last_hint) continue;
    last_hint = d.hint;
    page.paragraph("Hint: " + printable(d.hint, ascii), Tone::plain, 2, 2);
  }
  if (shown < warnings.size()) {
    page.paragraph(
        fmt::format("... and {} more (all of them with --json)", warnings.size() - shown),
        Tone::faint);
  }
}

}  // namespace entente::report
