#include "entente/report/page_writer.hpp"

#include "entente/model/scenario.hpp"
#include "entente/report/text_table.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// A name longer than this is cut (and marked as cut) so that it cannot fill the page.
constexpr int k_longest_name = 200;
constexpr int k_paragraph_lines = 60;

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

}  // namespace entente::report
