#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/format/import_draft.hpp"
#include "entente/format/write.hpp"
#include "entente/model/outcome.hpp"
#include "entente/model/scenario.hpp"

namespace entente::fuzz {

inline void require(bool promise) {
  if (!promise) std::abort();
}

/// What every reader promises: a scenario only without errors, and one that every later step can
/// trust; and every writer can write it or say why not.
inline void check_result(const ReadResult& result) {
  require(result.scenario.has_value() != has_errors(result.diagnostics));
  for (const auto& d : result.diagnostics) require(!d.message.empty() && d.place.line >= 0);
  if (!result.scenario) return;
  const Scenario& s = *result.scenario;
  require(!s.issues.empty() && s.preferences.size() == s.party_count());
  require(s.beliefs.size() == s.party_count());
  Outcome first;
  Outcome last;
  std::size_t options = 0;
  for (const auto& issue : s.issues) {
    require(!issue.options.empty() && issue.options.size() == issue.option_places.size());
    first.push_back(0);
    last.push_back(static_cast<std::uint16_t>(issue.options.size() - 1));
    options += issue.options.size();
  }
  for (std::size_t j = 0; j < s.party_count(); ++j) {
    require(s.preferences[j].values.size() == s.issue_count());
    for (std::size_t i = 0; i < s.issue_count(); ++i) {
      const auto& row = s.preferences[j].values[i];
      require(row.empty() || row.size() == s.issues[i].options.size());
    }
    static_cast<void>(utility(s, PartyId(j), first) + utility(s, PartyId(j), last));
  }
  if (options > 1000) return;  // writing takes its time
  for (const auto& target : format::k_targets) {
    const auto written = format::write_scenario(s, target.target, "domain");
    require(written.files.empty() == has_errors(written.losses));
  }
}

/// Reads the bytes as several files, separated by lines "%%%%".
template <class Read>
int check_import(const std::uint8_t* data, std::size_t size, const Read& read) {
  const std::string text(data, data + size);
  constexpr std::string_view separator = "\n%%%%\n";
  std::vector<format::ImportFile> files;
  std::string_view rest = text;
  while (true) {
    const auto end = rest.find(separator);
    files.push_back({"f" + std::to_string(files.size()), rest.substr(0, end)});
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + separator.size());
  }
  check_result(read(std::span<const format::ImportFile>(files)));
  return 0;
}

}  // namespace entente::fuzz
