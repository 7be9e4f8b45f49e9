#include "entente/format/table_words.hpp"

#include "entente/format/suggest.hpp"

namespace entente::format {
namespace {

/// Where apostrophes end, and one of these signs stands there.
bool is_sign_behind_apostrophes(std::string_view text) {
  const auto at = text.find_first_not_of('\'');
  return at != std::string_view::npos &&
         std::string_view("=+-@").find(text[at]) != std::string_view::npos;
}

}  // namespace

TableColumn table_column(std::string_view heading) {
  // At a distance of 0 only capitals, blanks, hyphens and underscores may differ.
  const auto is = [&](std::string_view word) { return edit_distance(heading, word, 0) == 0; };
  if (is("issue") || is("issues")) return TableColumn::issue;
  if (is("option") || is("options")) return TableColumn::option;
  if (is("status quo") || is("statusquo")) return TableColumn::status_quo;
  if (is("giver")) return TableColumn::giver;
  return TableColumn::party;
}

bool is_reservation_word(std::string_view text) {
  return edit_distance(text, k_reservation_word, 0) == 0;
}

std::string name_as_cell(std::string_view name) {
  return (is_sign_behind_apostrophes(name) ? "'" : "") + std::string(name);
}

std::string_view name_in_cell(std::string_view text) {
  if (text.starts_with('\'') && is_sign_behind_apostrophes(text)) text.remove_prefix(1);
  return text;
}

}  // namespace entente::format
