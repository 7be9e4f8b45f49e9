// Reads any bytes as a GENIUS domain and its profiles, separated by lines "%%%%", and checks what a
// reader promises: a scenario only without errors, and one that every later step can trust.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/format/genius.hpp"
#include "entente/model/outcome.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

std::vector<std::string_view> split(std::string_view text) {
  constexpr std::string_view k_separator = "\n%%%%\n";
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(k_separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + k_separator.size());
  }
}

void check_issues(const entente::Scenario& scenario) {
  std::vector<std::string> keys;
  for (const auto& issue : scenario.issues) {
    require(!issue.options.empty());
    require(issue.options.size() == issue.option_places.size());
    auto options = issue.options;
    std::sort(options.begin(), options.end());
    require(std::adjacent_find(options.begin(), options.end()) == options.end());
    keys.push_back(issue.key);
  }
  std::sort(keys.begin(), keys.end());
  require(!keys.empty() && std::adjacent_find(keys.begin(), keys.end()) == keys.end());
}

/// The first and the last outcome, by the definition and by the compiled problem.
void check_utilities(const entente::Scenario& scenario) {
  const auto problem = entente::bargain::make_problem(scenario);
  std::vector<std::int64_t> compiled(scenario.party_count());
  for (const bool last : {false, true}) {
    entente::Outcome outcome;
    for (const auto& issue : scenario.issues) {
      outcome.push_back(static_cast<std::uint16_t>(last ? issue.options.size() - 1 : 0));
    }
    if (problem) entente::bargain::utilities(*problem, outcome.data(), compiled.data());
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      const auto u = entente::utility(scenario, entente::PartyId(j), outcome);
      require(!scenario.preferences[j].cap || u <= 1);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto parts = split(text);
  std::vector<entente::format::GeniusFile> profiles;
  for (std::size_t j = 1; j < parts.size(); ++j) profiles.push_back({"p.xml", parts[j]});
  const auto result = entente::format::read_genius({"d.xml", parts.front()}, profiles);
  require(result.scenario.has_value() != entente::has_errors(result.diagnostics));
  for (const auto& d : result.diagnostics) require(!d.message.empty() && !to_string(d).empty());
  if (!result.scenario) return 0;
  require(result.scenario->party_count() == profiles.size());
  require(result.scenario->preferences.size() == profiles.size());
  check_issues(*result.scenario);
  check_utilities(*result.scenario);
  return 0;
}
