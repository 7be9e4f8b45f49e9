#include "entente/format/agreement.hpp"

#include <utility>

#include <fmt/format.h>

#include "entente/format/native_sections.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr const char* k_example = "write `agreement: {issue: option, issue: option}`";

/// What is known of a scenario that was read already.
Draft draft_of(const Scenario& scenario) {
  Draft draft;
  draft.scenario = scenario;
  draft.parties_known = true;
  draft.issues_known = true;
  draft.options_known.assign(scenario.issue_count(), true);
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    draft.issue_index.emplace(scenario.issues[i].key, i);
    auto& index = draft.option_index.emplace_back();
    const auto& options = scenario.issues[i].options;
    for (std::size_t o = 0; o < options.size(); ++o) index.emplace(options[o], o);
  }
  return draft;
}

void read_settled_issues(Draft& draft, const Sheet& sheet, const YamlNode& node,
                         StatedAgreement& into) {
  if (!sheet.is_mapping(node, "`agreement`", k_example)) return;
  for (std::size_t i = 0; i < node.pair_count(); ++i) {
    const auto issue = draft.issue(sheet, node.key(i));
    if (!issue) continue;
    if (draft.scenario.issues[issue->index()].is_threat()) {
      sheet.error(node.key(i),
                  fmt::format("{} is a threat, and threats are never part of an agreement",
                              in_quotes(node.key(i).text)),
                  "leave it out: in an agreement it stays at its status quo");
      continue;
    }
    into.options[issue->index()] = draft.option(sheet, *issue, node.value(i));
  }
}

}  // namespace

bool is_agreement_file(const Sheet& sheet, const YamlNode& root) {
  bool found = false;
  for (std::size_t i = 0; i < root.pair_count(); ++i) {
    const std::string& key = root.key(i).text;
    for (const char* other : {"parties", "issues", "party", "preferences"}) {
      if (key == other) return false;
    }
    found = found || sheet.problems().guess(key, {"agreement"}).has_value();
  }
  return found;
}

void read_agreement_file(Draft& draft, const Sheet& sheet, const YamlNode& root) {
  if (!version_is_known(sheet, root)) return;
  const Fields fields(sheet, root, "an agreement file", {"entente", "title", "agreement"});
  (void)fields.require("entente", k_version_hint);
  const YamlNode* node = fields.require("agreement", k_example);
  if (node == nullptr) return;
  const Place place = sheet.place(*fields.key("agreement"));
  if (draft.agreement) {
    sheet.error(*fields.key("agreement"),
                fmt::format("an agreement is stated twice, here and in {}",
                            to_string(draft.agreement->place)),
                "give one of the two files");
    return;
  }
  StatedAgreement& agreement = draft.agreement.emplace();
  agreement.place = place;
  agreement.options.resize(draft.scenario.issue_count());
  if (const auto* title = fields.get("title")) {
    agreement.title = sheet.text(*title, "`title`").value_or("");
  }
  read_settled_issues(draft, sheet, *node, agreement);
}

bool holds_agreement(std::string_view text) {
  Problems unheard;
  const YamlDocument document = parse_yaml(text, "");
  return document.readable && document.root.is_mapping() &&
         is_agreement_file(Sheet("", unheard), document.root);
}

AgreementResult read_agreement(std::string_view text, const std::string& file_name,
                               const Scenario& scenario) {
  Draft draft = draft_of(scenario);
  const YamlDocument document = parse_yaml(text, file_name);
  draft.problems.add(document.diagnostics);
  const Sheet sheet(file_name, draft.problems);
  if (document.readable && sheet.is_mapping(document.root, "an agreement file", k_version_hint)) {
    read_agreement_file(draft, sheet, document.root);
  }
  AgreementResult result;
  if (!draft.problems.failed()) result.agreement = std::move(draft.agreement);
  result.diagnostics = draft.problems.take();
  return result;
}

}  // namespace entente::format
