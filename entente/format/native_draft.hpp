#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/format/native_sheet.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// The scenario while it is being read, and which of its names can be relied on: where a list of
/// names could not be read, names that it would hold are not reported as unknown.
struct Draft {
  Scenario scenario;
  Problems problems;
  std::optional<StatedAgreement> agreement;  ///< of a file given beside the scenario
  bool parties_known = false;
  bool issues_known = false;
  std::vector<bool> options_known;  ///< [issue]

  std::unordered_map<std::string, std::size_t> party_index;
  std::unordered_map<std::string, std::size_t> issue_index;
  std::vector<std::unordered_map<std::string, std::size_t>> option_index;  ///< [issue]

  /// The party (issue, option) that the node names. An unknown name is reported with what was
  /// probably meant and what there is.
  [[nodiscard]] std::optional<PartyId> party(const Sheet& sheet, const YamlNode& node);
  [[nodiscard]] std::optional<IssueId> issue(const Sheet& sheet, const YamlNode& node);
  [[nodiscard]] std::optional<OptionId> option(const Sheet& sheet, IssueId issue,
                                               const YamlNode& node);

  /// As `issue`, for a map that holds issues and also the keys `others`.
  [[nodiscard]] std::optional<IssueId> issue_or(const Sheet& sheet, const YamlNode& node,
                                                const std::vector<std::string_view>& others);

  /// The party that was probably meant by an unknown name.
  [[nodiscard]] std::optional<PartyId> guess_party(std::string_view name);

  [[nodiscard]] std::vector<std::string_view> party_keys() const;
  [[nodiscard]] std::vector<std::string_view> issue_keys() const;
  [[nodiscard]] std::vector<std::string_view> option_names(IssueId issue) const;
};

/// One option or a list of options per issue, as rules and interaction terms state them. Nothing
/// when any part is wrong (reported). Sorted by issue.
[[nodiscard]] std::optional<std::vector<Condition>> read_conditions(Draft& draft,
                                                                    const Sheet& sheet,
                                                                    const YamlNode& node,
                                                                    std::string_view what);

}  // namespace entente::format
