#include "entente/report/improve_page_parts.hpp"

#include <utility>

#include <fmt/format.h>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// More parties than this have their amounts below each other.
constexpr std::size_t k_most_columns = 4;

std::vector<Column> columns(const PrintableNames& names, std::size_t leads) {
  std::vector<Column> out(leads, {Align::left, 2, 1.4});
  const bool many = names.parties.size() > k_most_columns;
  const Column amount{many ? Align::left : Align::right, 0, 1};
  out.insert(out.end(), many ? 1 : names.parties.size(), amount);
  return out;
}

}  // namespace

std::string signed_text(double amount) {
  return fmt::format("{}{}", amount > 0 ? "+" : "", number_text(amount));
}

std::string signed_amounts(const std::vector<std::string>& names,
                           const std::vector<double>& amounts) {
  std::vector<std::string> parts;
  for (std::size_t j = 0; j < names.size(); ++j) {
    parts.push_back(names[j] + ' ' + signed_text(amounts[j]));
  }
  return join_and(parts);
}

AmountTable::AmountTable(const PrintableNames& names, std::vector<std::string> titles,
                         const char* name, const char* caption)
    : names_(names), leads_(titles.size()), table_(name, caption, columns(names, titles.size())) {
  std::vector<Cell> cells;
  for (auto& title : titles) cells.push_back({std::move(title), Tone::strong});
  if (by_column()) {
    for (const auto& party : names.parties) cells.push_back({party, Tone::strong});
  } else {
    cells.push_back({"", Tone::plain});
  }
  table_.add_head(std::move(cells));
}

bool AmountTable::by_column() const { return names_.parties.size() <= k_most_columns; }

void AmountTable::add(std::vector<Cell> cells, const std::vector<double>& amounts, bool all,
                      Tone tone, Audience audience) {
  cells.resize(leads_);
  if (by_column()) {
    for (const double a : amounts) cells.push_back({signed_text(a), tone, a});
  } else {
    std::string lines;
    for (std::size_t j = 0; j < amounts.size(); ++j) {
      if (amounts[j] == 0 && !all) continue;
      if (!lines.empty()) lines += '\n';
      lines += names_.parties[j] + ' ' + signed_text(amounts[j]);
    }
    cells.push_back({lines.empty() ? "0" : lines, tone});
  }
  table_.add_row(std::move(cells), audience);
}

}  // namespace entente::report
