#include "entente/format/conflict_file.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/format/conflict_draft.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/native_sections.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_parties_example =
    "write `parties: [us, china]` or `parties: {us: United States}`";
constexpr std::string_view k_options_example =
    "write `options: {stop: {by: us}, reply: {by: china}}`";

void read_heading(ConflictDraft& draft, const Sheet& sheet, const Fields& fields) {
  const auto take = [&](std::string_view key, std::string& into) {
    if (const auto* value = fields.get(key)) {
      if (auto text = sheet.text(*value, fmt::format("`{}`", key))) into = std::move(*text);
    }
  };
  take("title", draft.conflict.title);
  take("source", draft.conflict.source);
}

/// The index of a new name; nothing when it cannot be read or is there already.
std::optional<std::size_t> add_name(const Sheet& sheet, const YamlNode& key, std::string_view kind,
                                    std::unordered_map<std::string, std::size_t>& index) {
  auto name =
      sheet.name(key, fmt::format("the name of {} {}", kind == "option" ? "an" : "a", kind));
  if (!name) return std::nullopt;
  const auto [at, added] = index.emplace(*name, index.size());
  if (added) return at->second;
  sheet.error(key, fmt::format("the {} {} is listed twice", kind, in_quotes(*name)),
              "remove one of the two");
  return std::nullopt;
}

void read_party(ConflictDraft& draft, const Sheet& sheet, const YamlNode& key,
                const YamlNode* about) {
  if (!add_name(sheet, key, "party", draft.party_index)) return;
  OrdinalConflict::Party party{key.text, key.text};
  if (about != nullptr && !about->is_null()) {
    const YamlNode* name = about;
    if (about->is_mapping()) {
      name = Fields(sheet, *about, fmt::format("the party {}", in_quotes(key.text)), {"name"})
                 .get("name");
    }
    if (name != nullptr) {
      if (auto text = sheet.text(*name, "the name of a party")) party.name = std::move(*text);
    }
  }
  draft.conflict.parties.push_back(std::move(party));
}

void read_conflict_parties(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node) {
  if (node.is_sequence()) {
    for (const auto& item : node.children) read_party(draft, sheet, item, nullptr);
  } else if (sheet.is_mapping(node, "`parties`", k_parties_example)) {
    for (std::size_t i = 0; i < node.pair_count(); ++i) {
      read_party(draft, sheet, node.key(i), &node.value(i));
    }
  } else {
    return;
  }
  const std::size_t count = draft.conflict.party_count();
  draft.parties_known = !draft.problems.failed();
  if (count > k_most_conflict_parties) {
    sheet.error(node, fmt::format("there are {} parties, and at most {} can be read", count,
                                  k_most_conflict_parties));
  } else if (draft.parties_known && count < 2) {
    sheet.error(node, "a conflict has at least two parties", std::string(k_parties_example));
  }
}

void read_controllers(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node,
                      OrdinalConflict::Option& option) {
  const auto add = [&](const YamlNode& item) {
    if (const auto party = draft.party(sheet, item)) option.by.push_back(*party);
  };
  if (node.is_sequence()) {
    for (const auto& item : node.children) add(item);
    if (node.children.empty()) {
      sheet.error(node, "nobody controls this option", "name at least one party");
    }
  } else {
    add(node);
  }
  std::sort(option.by.begin(), option.by.end());
  if (std::adjacent_find(option.by.begin(), option.by.end()) != option.by.end()) {
    sheet.error(node, "a party is named twice", "name each party once");
  }
}

void read_change(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node,
                 std::size_t option) {
  const auto written = sheet.scalar(node, "`change`");
  if (!written || *written == "freely") return;
  if (*written == "only on") {
    draft.only_on |= Combination{1} << option;
  } else if (*written == "only off") {
    draft.only_off |= Combination{1} << option;
  } else {
    sheet.error(
        node,
        fmt::format("`change` must be freely, only on or only off, not {}", in_quotes(*written)),
        "`only on`: once it is done, it cannot be undone");
  }
}

void read_option(ConflictDraft& draft, const Sheet& sheet, const YamlNode& key,
                 const YamlNode& about) {
  const auto index = add_name(sheet, key, "option", draft.option_index);
  if (!index) return;
  if (key.text == "if" || key.text == "then" || key.text == "any") {
    sheet.error(key, fmt::format("{} is a word of the format", in_quotes(key.text)),
                "give the option another name");
  }
  OrdinalConflict::Option option{key.text, key.text, {}};
  if (!about.is_mapping()) {
    read_controllers(draft, sheet, about, option);
  } else {
    const Fields fields(sheet, about, fmt::format("the option {}", in_quotes(key.text)),
                        {"by", "title", "change"});
    if (const auto* by = fields.require("by", "name the party that controls it: `by: us`")) {
      read_controllers(draft, sheet, *by, option);
    }
    if (const auto* title = fields.get("title")) {
      if (auto text = sheet.text(*title, "`title`")) option.title = std::move(*text);
    }
    if (const auto* change = fields.get("change"); change != nullptr && *index < 32) {
      read_change(draft, sheet, *change, *index);
    }
  }
  draft.conflict.options.push_back(std::move(option));
}

void read_conflict_options(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node) {
  if (!sheet.is_mapping(node, "`options`", k_options_example)) return;
  for (std::size_t i = 0; i < node.pair_count(); ++i) {
    read_option(draft, sheet, node.key(i), node.value(i));
  }
  const std::size_t count = draft.conflict.options.size();
  if (count > k_most_conflict_options) {
    sheet.error(node,
                fmt::format("there are {} options, and at most {} can be read", count,
                            k_most_conflict_options),
                "list the states and moves themselves, under `states` and `moves`");
  } else if (node.pair_count() == 0) {
    sheet.error(node, "`options` is empty", std::string(k_options_example));
  }
  draft.options_known = !draft.problems.failed();
}

void read_body(ConflictDraft& draft, const Sheet& sheet, const YamlNode& root,
               const Fields& fields) {
  if (const auto* node = fields.require("parties", std::string(k_parties_example))) {
    read_conflict_parties(draft, sheet, *node);
  }
  const YamlNode* options = fields.get("options");
  draft.option_form = options != nullptr;
  if (options != nullptr) read_conflict_options(draft, sheet, *options);
  // What follows speaks of these all the time.
  const YamlNode* moves = fields.get("moves");
  const YamlNode* preferences = fields.require(
      "preferences", "rank the states for each party, best first: `preferences: {us: [s1, s2]}`");
  if (!draft.parties_known || (draft.option_form && !draft.options_known)) return;
  read_states(draft, sheet, root,
              {fields.get("states"), fields.get("infeasible"), fields.get("exactly_one"),
               fields.get("at_most_one")});
  if (!draft.states_known) return;
  const std::size_t n = draft.conflict.state_count();
  draft.conflict.moves.assign(draft.conflict.party_count(), BitRows(n, n));
  if (moves != nullptr) {
    read_moves(draft, sheet, *moves);
  } else if (draft.option_form) {
    derive_moves(draft, sheet, root);
  } else {
    sheet.error(root, "there are neither `options` nor `moves`",
                "say who can change what, or list the moves: `moves: {us: {s1: [s2]}}`");
  }
  draft.conflict.rank.resize(draft.conflict.party_count());
  if (preferences != nullptr) read_rankings(draft, sheet, *preferences);
}

void read_root(ConflictDraft& draft, const Sheet& sheet, const YamlNode& root) {
  if (!sheet.is_mapping(root, "a conflict", k_version_hint) || !version_is_known(sheet, root)) {
    return;
  }
  const Fields fields(sheet, root, "a conflict",
                      {"entente", "title", "source", "parties", "options", "infeasible",
                       "exactly_one", "at_most_one", "states", "moves", "preferences"});
  (void)fields.require("entente", k_version_hint);
  read_heading(draft, sheet, fields);
  read_body(draft, sheet, root, fields);
}

}  // namespace

bool holds_conflict(std::string_view text) {
  // What mentions none of these need not be taken apart.
  constexpr std::string_view keys[] = {"options", "states", "moves"};
  const auto mentions = [&](std::string_view key) { return text.find(key) != text.npos; };
  if (!std::any_of(std::begin(keys), std::end(keys), mentions)) return false;
  const YamlDocument document = parse_yaml(text, "");
  if (!document.readable || !document.root.is_mapping()) return false;
  bool found = false;
  for (std::size_t i = 0; i < document.root.pair_count(); ++i) {
    const std::string& key = document.root.key(i).text;
    if (key == "issues") return false;
    found = found || std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
  }
  return found;
}

ConflictResult read_conflict(std::string_view text, const std::string& file_name) {
  ConflictDraft draft;
  draft.conflict.file = file_name;
  {
    const YamlDocument document = parse_yaml(text, file_name);
    draft.problems.add(document.diagnostics);
    const Sheet sheet(file_name, draft.problems);
    if (document.readable) read_root(draft, sheet, document.root);
  }
  ConflictResult result;
  if (!draft.problems.failed()) result.conflict = std::move(draft.conflict);
  result.diagnostics = draft.problems.take();
  return result;
}

}  // namespace entente::format
