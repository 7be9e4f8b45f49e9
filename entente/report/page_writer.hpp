#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/report/style.hpp"

namespace entente {
struct Scenario;
}

namespace entente::report {

/// Puts a page together from headings, paragraphs and ready-made blocks.
class PageWriter {
 public:
  explicit PageWriter(const Style& style) : style_(style) {}

  [[nodiscard]] const Style& style() const { return style_; }
  /// Columns for text between the margins.
  [[nodiscard]] int width() const { return style_.width; }

  /// A titled rule across the page, with an empty line before it.
  void heading(std::string_view title);
  /// Wrapped text; lines after the first are moved right by `hang`.
  void paragraph(std::string_view text, Tone tone = Tone::plain, int indent = 0, int hang = 0);
  /// Lines that are already laid out.
  void block(std::string_view lines) { text_ += lines; }
  /// An empty line, unless there is one already.
  void space();

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  const Style& style_;
  std::string text_;
};

/// The names of a scenario, safe to print.
struct PrintableNames {
  PrintableNames(const Scenario& scenario, bool ascii);

  std::vector<std::string> parties;
  std::vector<std::string> issues;
  std::vector<std::vector<std::string>> options;
};

/// "A gets 1, B 2 and C 3": each party with its number, `link` between the first name and number.
[[nodiscard]] std::string amounts_text(const std::vector<std::string>& names,
                                       const std::vector<double>& amounts,
                                       std::string_view link = " ");

/// The scenario's title, else its file, and its source.
void write_title(const Scenario& scenario, PageWriter& page);

/// "all parties"; under an acceptance rule "at least 2 of 3 parties, b among them". `verb`, with a
/// blank before it, follows the parties.
[[nodiscard]] std::string enough_parties_text(const Scenario& scenario, const PrintableNames& names,
                                              const char* verb = "");

/// "A deal here is one by which at least 2 of 3 parties gain, b among them."; empty where all must.
[[nodiscard]] std::string acceptance_text(const Scenario& scenario, const PrintableNames& names);

/// That the answers were checked again, where they were.
void write_verified(bool verified, PageWriter& page);

/// The section "Warnings", where there are some; the first 20.
void write_warnings(const Diagnostics& warnings, PageWriter& page);

}  // namespace entente::report
