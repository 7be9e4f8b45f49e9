#include "entente/format/table_words.hpp"

#include "entente/format/suggest.hpp"

namespace entente::format {

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

}  // namespace entente::format
