#include "entente/format/native.hpp"

#include <utility>

#include <fmt/format.h>

#include "entente/format/native_sections.hpp"
#include "entente/format/text_check.hpp"
#include "entente/model/validate.hpp"

namespace entente::format {
namespace {

void read_heading(Draft& draft, const Sheet& sheet, const Fields& fields) {
  const auto take = [&](std::string_view key, std::string& into) {
    if (const auto* value = fields.get(key)) {
      if (auto text = sheet.text(*value, fmt::format("`{}`", key))) into = std::move(*text);
    }
  };
  take("title", draft.scenario.title);
  take("source", draft.scenario.source);
  take("period", draft.scenario.period);
}

/// The scenario's own `status_quo` says one thing only: that there is none.
void read_status_quo(Draft& draft, const Sheet& sheet, const YamlNode& node) {
  const auto written = sheet.scalar(node, "`status_quo` of a scenario");
  if (!written) return;
  if (*written == "none") {
    draft.scenario.has_status_quo = false;
    return;
  }
  sheet.error(
      node,
      fmt::format("`status_quo` of a scenario can only be `none`, not {}", in_quotes(*written)),
      "the option in force today is stated in each issue, where it is not the first one");
}

/// Somebody who gives one party's file alone should be told what is missing, not everything that
/// this file is not.
bool is_preferences_file(const Sheet& sheet, const YamlNode& root) {
  const YamlNode* party = nullptr;
  for (std::size_t i = 0; i < root.pair_count(); ++i) {
    const std::string& key = root.key(i).text;
    if (key == "party") party = &root.key(i);
    if (key == "parties" || key == "issues") return false;
  }
  if (party == nullptr) return false;
  sheet.error(*party, "this file holds one party's preferences, not a scenario",
              k_scenario_first_hint);
  return true;
}

/// Likewise for an agreement alone.
bool is_agreement_alone(const Sheet& sheet, const YamlNode& root) {
  if (!is_agreement_file(sheet, root)) return false;
  sheet.error(root, "this file holds an agreement, not a scenario", k_scenario_first_hint);
  return true;
}

void read_scenario(Draft& draft, const Sheet& sheet, const YamlNode& root,
                   const PreferenceFiles& files) {
  if (!sheet.is_mapping(root, "a scenario", k_version_hint)) return;
  if (!version_is_known(sheet, root) || is_preferences_file(sheet, root) ||
      is_agreement_alone(sheet, root)) {
    return;
  }
  const Fields fields(sheet, root, "a scenario",
                      {"entente", "title", "source", "period", "parties", "status_quo", "issues",
                       "beliefs", "preferences", "rules", "acceptance", "attribution"});
  (void)fields.require("entente", k_version_hint);
  read_heading(draft, sheet, fields);
  if (const auto* node = fields.require("parties", "write `parties: [us, china]`")) {
    read_parties(draft, sheet, *node);
  }
  if (const auto* node = fields.get("status_quo")) read_status_quo(draft, sheet, *node);
  draft.scenario.beliefs.resize(draft.scenario.party_count());
  draft.scenario.preferences.resize(draft.scenario.party_count());
  if (const auto* node =
          fields.require("issues", "write `issues: {dialogue: {options: [none, once a year]}}`")) {
    read_issues(draft, sheet, *node);
  }
  if (const auto* node = fields.get("beliefs")) read_beliefs(draft, sheet, *node);
  read_preferences(draft, sheet, root, fields.get("preferences"), files);
  if (const auto* node = fields.get("rules")) read_rules(draft, sheet, *node);
  if (const auto* node = fields.get("acceptance")) read_acceptance(draft, sheet, *node);
  if (const auto* node = fields.get("attribution")) read_attribution(draft, sheet, *node);
}

}  // namespace

bool version_is_known(const Sheet& sheet, const YamlNode& root) {
  for (std::size_t i = 0; i < root.pair_count(); ++i) {
    if (root.key(i).text != "entente") continue;
    const YamlNode& value = root.value(i);
    const auto version = sheet.scalar(value, "`entente` (the version of the format)");
    if (!version || *version == "1") return true;
    sheet.error(value, fmt::format("version {} of the format is not known", in_quotes(*version)),
                "this program reads version 1");
    return false;
  }
  return true;
}

ReadResult read_native(std::string_view text, const std::string& file_name,
                       const PreferenceFiles& files) {
  Draft draft;
  draft.scenario.file = file_name;
  {
    const YamlDocument document = parse_yaml(text, file_name);
    draft.problems.add(document.diagnostics);
    const Sheet sheet(file_name, draft.problems);
    if (document.readable) read_scenario(draft, sheet, document.root, files);
  }
  // What rules and values mean together can only be judged once everything could be read.
  if (!draft.problems.failed()) draft.problems.add(validate(draft.scenario));
  ReadResult result = draft.problems.finish(std::move(draft.scenario));
  if (result.scenario) result.agreement = std::move(draft.agreement);
  return result;
}

}  // namespace entente::format
