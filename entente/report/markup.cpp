#include "entente/report/markup.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/base/markup.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {

std::string text_markup(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool begins = text.starts_with(k_isolate_begin);
    if (begins || text.starts_with(k_isolate_end)) {
      out += begins ? "<bdi>" : "</bdi>";
      text.remove_prefix(k_isolate_begin.size());
      continue;
    }
    const std::size_t end =
        std::min({text.find(k_isolate_begin), text.find(k_isolate_end), text.size()});
    out += escape_markup(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

std::string coordinate(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

}  // namespace entente::report
