#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/native_sections.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_example = "write `issue: {giver: us, options: [as today, ended]}`";

/// Fills the options of the issue; false when some could not be read.
bool read_option_names(const Sheet& sheet, const YamlNode& node, Issue& issue,
                       std::unordered_map<std::string, std::size_t>& index) {
  if (!sheet.is_sequence(node, "`options`", "write `options: [as today, ended]`")) return false;
  if (node.children.empty()) {
    sheet.error(node, fmt::format("the issue {} has no options", in_quotes(issue.key)),
                "name the ways to settle it, the one in force today first");
    return false;
  }
  if (node.children.size() > k_max_options) {
    sheet.error(node, fmt::format("the issue {} has {} options; at most {} are possible",
                                  in_quotes(issue.key), node.children.size(), k_max_options));
    return false;
  }
  bool all = true;
  for (const auto& item : node.children) {
    auto name = sheet.name(item, "an option");
    if (!name) {
      all = false;
      continue;
    }
    if (!index.emplace(*name, issue.options.size()).second) {
      sheet.error(item, fmt::format("the option {} is listed twice", in_quotes(*name)),
                  "remove one of the two");
      all = false;
      continue;
    }
    issue.options.push_back(std::move(*name));
    issue.option_places.push_back(sheet.place(item));
  }
  return all;
}

void read_watching(const Sheet& sheet, const Fields& fields, Issue& issue) {
  if (const auto* value = fields.get("acknowledged")) {
    issue.acknowledged = sheet.flag(*value, "`acknowledged`");
  }
  if (const auto* value = fields.get("detection")) {
    issue.detection = sheet.probability(*value, "`detection`");
  }
  if (const auto* value = fields.get("false_alarm")) {
    issue.false_alarm = sheet.probability(*value, "`false_alarm`");
  }
  if (const auto* value = fields.get("lag")) {
    issue.lag = sheet.whole(*value, "`lag` (a number of periods)", 0, k_max_lag).value_or(1);
  }
  if (const auto* value = fields.get("reversible")) {
    issue.reversible = sheet.flag(*value, "`reversible`").value_or(true);
  }
}

void read_sides(Draft& draft, const Sheet& sheet, const Fields& fields, Issue& issue) {
  const auto* giver = fields.get("giver");
  const auto* threat = fields.get("threat_by");
  if (giver != nullptr) issue.giver = draft.party(sheet, *giver);
  if (threat != nullptr) issue.threat_by = draft.party(sheet, *threat);
  if (giver != nullptr && threat != nullptr) {
    sheet.error(*threat, fmt::format("{} has both a giver and `threat_by`", in_quotes(issue.key)),
                "a threat is never part of a deal and so has no giver; keep one of the two");
  }
}

/// What an issue cannot state in a scenario without a status quo.
void refuse_status_quo(const Sheet& sheet, const Fields& fields, const Issue& issue) {
  const std::string name = in_quotes(issue.key);
  if (const auto* key = fields.key("status_quo")) {
    sheet.error(*key,
                fmt::format("{} has a status quo, but the scenario says that it has none", name),
                "leave one of the two out");
  }
  if (const auto* key = fields.key("acknowledged")) {
    sheet.error(*key, fmt::format("{} says what is admitted, but nothing is in force today", name),
                std::string(k_no_status_quo_hint));
  }
  if (const auto* key = fields.key("threat_by")) {
    sheet.error(*key, fmt::format("the threat {} needs a status quo, from which it departs", name),
                std::string(k_no_status_quo_hint));
  }
}

/// Reads one issue behind its key. The issue is known by its key from here on, whatever else is
/// wrong with it.
void read_issue(Draft& draft, const Sheet& sheet, const YamlNode& key, const YamlNode& node) {
  auto name = sheet.name(key, "the name of an issue");
  if (!name) {
    draft.issues_known = false;
    return;
  }
  refuse_reserved_word(sheet, key, "issue");
  draft.issue_index.emplace(*name, draft.scenario.issues.size());
  Issue& issue = draft.scenario.issues.emplace_back();
  auto& index = draft.option_index.emplace_back();
  draft.options_known.push_back(false);
  issue.title = *name;
  issue.key = std::move(*name);
  issue.place = sheet.place(key);
  const std::string what = fmt::format("the issue {}", in_quotes(issue.key));
  if (!sheet.is_mapping(node, what, k_example)) return;
  const Fields fields(sheet, node, what,
                      {"title", "giver", "options", "ordered", "status_quo", "acknowledged",
                       "detection", "false_alarm", "lag", "reversible", "threat_by"});
  if (const auto* value = fields.get("title")) {
    if (auto title = sheet.text(*value, "`title`")) issue.title = std::move(*title);
  }
  read_sides(draft, sheet, fields, issue);
  read_watching(sheet, fields, issue);
  if (const auto* value = fields.require("options", std::string(k_example))) {
    draft.options_known.back() = read_option_names(sheet, *value, issue, index);
  }
  if (const auto* value = fields.get("ordered")) {
    issue.ordered = sheet.flag(*value, "`ordered`").value_or(true);
  }
  if (!draft.scenario.has_status_quo) {
    refuse_status_quo(sheet, fields, issue);
  } else if (const auto* quo = fields.get("status_quo")) {
    const IssueId id(draft.scenario.issues.size() - 1);
    if (const auto option = draft.option(sheet, id, *quo)) issue.status_quo = *option;
  }
}

}  // namespace

void read_issues(Draft& draft, const Sheet& sheet, const YamlNode& node) {
  if (!sheet.is_mapping(node, "`issues`", k_example)) return;
  if (node.pair_count() > k_max_issues) {
    sheet.error(node, fmt::format("{} issues are listed; at most {} can be", node.pair_count(),
                                  k_max_issues));
    return;
  }
  if (node.pair_count() == 0) {
    sheet.error(node, "there is no issue to settle", std::string(k_example));
    return;
  }
  draft.issues_known = true;
  for (std::size_t i = 0; i < node.pair_count(); ++i) {
    read_issue(draft, sheet, node.key(i), node.value(i));
  }
}

}  // namespace entente::format
