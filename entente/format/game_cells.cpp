#include "entente/format/game_cells.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {

bool is_blank(const Table::Row& row) { return filled_cells(row) == 0; }

std::size_t filled_cells(const Table::Row& row) {
  std::size_t count = row.cells.size();
  while (count > 0 && row.cells[count - 1].text.empty()) --count;
  return count;
}

bool good_name(const TableCell& cell, std::string_view what, Diagnostics& errors) {
  if (cell.text.empty()) {
    errors.push_back(make_error(cell.place, fmt::format("{} has no name", what)));
  } else if (character_count(cell.text) > k_max_name || has_control_character(cell.text)) {
    errors.push_back(make_error(
        cell.place, fmt::format("the name of {} has line breaks or more than {} characters", what,
                                k_max_name)));
  } else {
    return true;
  }
  return false;
}

std::optional<Rational> read_number(const TableCell& cell, std::string_view what,
                                    const NumberStyle& style, Diagnostics& errors) {
  const auto fail = [&](std::string message, std::string hint = {}) {
    errors.push_back(make_error(cell.place, std::move(message), std::move(hint)));
    return std::nullopt;
  };
  const auto part = [&](std::string_view text) -> std::optional<Rational> {
    const auto value = parse_table_value(text, style);
    if (!value) {
      return fail(fmt::format("the {} {}", what, value.error().message),
                  "write a decimal (0.35) or a fraction (1/3)");
    }
    if (value->kind != Value::Kind::exact) {
      return fail(fmt::format("the {} {} is uncertain", what, in_quotes(cell.text)),
                  "only decimals and fractions can be read here");
    }
    return value->a;
  };
  const auto slash = cell.text.find('/');
  if (slash == std::string::npos) return part(cell.text);
  const auto above = part(std::string_view(cell.text).substr(0, slash));
  if (!above) return std::nullopt;
  const auto below = part(std::string_view(cell.text).substr(slash + 1));
  if (!below) return std::nullopt;
  if (*below == 0) {
    return fail(fmt::format("the {} {} divides by zero", what, in_quotes(cell.text)));
  }
  return *above / *below;
}

std::optional<Rational> read_probability(const TableCell& cell, std::string_view what,
                                         const NumberStyle& style, Diagnostics& errors) {
  const auto value = read_number(cell, what, style, errors);
  if (!value || (*value >= 0 && *value <= 1)) return value;
  errors.push_back(make_error(
      cell.place, fmt::format("the probability {} is not between 0 and 1", in_quotes(cell.text)),
      ""));
  return std::nullopt;
}

Result<Table> whole_table(std::string_view text, const std::string& file) {
  Diagnostics errors;
  Table table = parse_table(text, file, errors);
  if (has_errors(errors)) return tl::unexpected(std::move(errors));
  return table;
}

}  // namespace entente::format
