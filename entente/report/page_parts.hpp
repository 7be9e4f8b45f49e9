#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/report/document.hpp"

namespace entente {
struct Scenario;
}

namespace entente::report {

// What the documents of all verbs have in common.

/// The names of a scenario, safe to print, and isolated (see text_width.hpp) where they run from
/// right to left.
struct PrintableNames {
  explicit PrintableNames(const Scenario& scenario);

  std::vector<std::string> parties;
  std::vector<std::string> issues;
  std::vector<std::vector<std::string>> options;
};

inline constexpr std::string_view k_arrow = " → ";
inline constexpr std::string_view k_nothing = "–";

/// "A gets 1, B 2 and C 3": each party with its number, `link` between the first name and number.
[[nodiscard]] std::string amounts_text(const std::vector<std::string>& names,
                                       const std::vector<double>& amounts,
                                       std::string_view link = " ");

/// The scenario's title, else its file, and its source.
void write_title(const Scenario& scenario, Document& page);

/// "all parties"; under an acceptance rule "at least 2 of 3 parties, b among them". `verb`, with a
/// blank before it, follows the parties.
[[nodiscard]] std::string enough_parties_text(const Scenario& scenario, const PrintableNames& names,
                                              const char* verb = "");

/// "A deal here is one by which at least 2 of 3 parties gain, b among them."; empty where all must.
[[nodiscard]] std::string acceptance_text(const Scenario& scenario, const PrintableNames& names);

/// Who may see row `k` of a list of which a terminal shows `limit` rows.
[[nodiscard]] Audience audience_of_row(std::size_t k, std::size_t limit);

/// What a terminal alone is shown: mostly a rest_text.
[[nodiscard]] Paragraph rest_paragraph(std::string text);
/// That a list goes on where a terminal ends it; nothing where it shows all.
void write_rest(std::size_t all, std::size_t limit, Document& page);
/// The same below the rows of a table: "... and 3 issues more".
void add_rest(std::size_t all, std::size_t limit, std::string_view one, std::string_view many,
              Table& table);

/// A dash; `meaning` is what it says to programs.
[[nodiscard]] Cell nothing_cell(std::string meaning);

/// How an outcome settles an issue, beside what is in force today: a dash where that stays.
[[nodiscard]] Cell option_cell(const Scenario& scenario, const PrintableNames& names,
                               std::size_t issue, std::size_t option);

/// How many points the pictures leave out, where they do.
void write_thinning(const FrontierChart& chart, Document& page);

/// That the answers were checked again, where they were.
void write_verified(bool verified, Document& page);

/// The section "Warnings", where there are some; in a terminal the first 20.
void write_warnings(const Diagnostics& warnings, Document& page);

}  // namespace entente::report
