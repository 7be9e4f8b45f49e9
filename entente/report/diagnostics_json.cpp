#include "entente/report/diagnostics_json.hpp"

#include <nlohmann/json.hpp>

namespace entente::report {

using nlohmann::ordered_json;

ordered_json diagnostics_json(const Diagnostics& diagnostics) {
  const auto known = [](int number) { return number > 0 ? ordered_json(number) : ordered_json(); };
  const auto text = [](const std::string& t) {
    return t.empty() ? ordered_json() : ordered_json(t);
  };
  auto list = ordered_json::array();
  for (const auto& d : diagnostics) {
    list.push_back({{"file", text(d.place.file)},
                    {"line", known(d.place.line)},
                    {"column", known(d.place.column)},
                    {"severity", to_string(d.severity)},
                    {"message", d.message},
                    {"hint", text(d.hint)}});
  }
  return list;
}

}  // namespace entente::report
