#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "entente/format/native.hpp"
#include "entente/format/native_draft.hpp"

namespace entente::format {

// Readers of the parts of a scenario, one per source file. Each adds what it could read to the
// draft and reports the rest; each relies on what the ones above it have read.

/// `parties`: a map of keys to {name, discount} or to a name, or a list of keys.
void read_parties(Draft& draft, const Sheet& sheet, const YamlNode& node);

/// `issues`: a map of keys to what is known of the issue.
void read_issues(Draft& draft, const Sheet& sheet, const YamlNode& node);

/// `beliefs`: {party: {issue: {option: probability}}}.
void read_beliefs(Draft& draft, const Sheet& sheet, const YamlNode& node);

/// `preferences` of all parties, from the scenario (`node`, may be null; `scenario_root` stands for
/// its place then) and from files of their own. A party without any is an error.
void read_preferences(Draft& draft, const Sheet& sheet, const YamlNode& scenario_root,
                      const YamlNode* node, const PreferenceFiles& files);

/// `rules`: a list of restrictions.
void read_rules(Draft& draft, const Sheet& sheet, const YamlNode& node);

/// `acceptance`: {at_least, veto}.
void read_acceptance(Draft& draft, const Sheet& sheet, const YamlNode& node);

/// `attribution`: {blame: {culprit: {suspect: share}}, others: {incidents, blame}}.
void read_attribution(Draft& draft, const Sheet& sheet, const YamlNode& node);

/// Does this file state an agreement? Its `agreement` may be misspelt.
[[nodiscard]] bool is_agreement_file(const Sheet& sheet, const YamlNode& root);

/// A file with an agreement, once the issues are known.
void read_agreement_file(Draft& draft, const Sheet& sheet, const YamlNode& root);

/// Reports a party or an issue named by a word that means something else in `preferences`.
void refuse_reserved_word(const Sheet& sheet, const YamlNode& node, std::string_view what);

/// False when the file says that it is written in another version of the format (reported): then
/// nothing else can be said about it.
[[nodiscard]] bool version_is_known(const Sheet& sheet, const YamlNode& root);

/// What to do about what needs a status quo where there is none.
inline constexpr std::string_view k_no_status_quo_hint =
    "the scenario says `status_quo: none`; leave out this or that";

/// What to do when `entente` is absent.
inline constexpr const char* k_version_hint = "start the file with `entente: 1`";

/// What to do with a file that is no scenario and stands where one is expected.
inline constexpr const char* k_scenario_first_hint =
    "name the scenario first and this file behind it";

}  // namespace entente::format
