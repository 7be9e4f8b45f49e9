// Reads many scenarios in one run, for the test that compares the reader with the JSON Schema.
//   read_scenarios_tool FILE...    one line of JSON per file: {"file", "diagnostics": [...]}
//   read_scenarios_tool --beside SCENARIO FILE...    the same, each file beside the scenario
//   read_scenarios_tool --limits   one line of JSON: {what: at_most}
// Each diagnostic has the members of `check --json`, and `text`, as it is printed.

#include <cstdio>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "entente/format/limits.hpp"
#include "entente/format/load.hpp"

namespace {

using nlohmann::ordered_json;

ordered_json describe(const entente::Diagnostic& d) {
  return {{"file", d.place.file},         {"line", d.place.line},
          {"column", d.place.column},     {"severity", entente::to_string(d.severity)},
          {"message", d.message},         {"hint", d.hint},
          {"text", entente::to_string(d)}};
}

void print(const ordered_json& json) { std::puts(json.dump().c_str()); }

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string(argv[1]) == "--limits") {
    ordered_json limits = ordered_json::object();
    for (const auto& limit : entente::format::k_limits) {
      limits[std::string(limit.what)] = limit.at_most;
    }
    print(limits);
    return 0;
  }
  const bool beside = argc > 2 && std::string(argv[1]) == "--beside";
  for (int i = beside ? 3 : 1; i < argc; ++i) {
    std::vector<std::string> files = {argv[i]};
    if (beside) files.insert(files.begin(), argv[2]);
    const auto result = entente::format::load_scenario(files);
    ordered_json list = ordered_json::array();
    for (const auto& d : result.diagnostics) list.push_back(describe(d));
    print({{"file", argv[i]}, {"diagnostics", list}});
  }
  return 0;
}
