#include <utility>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/native_sections.hpp"
#include "entente/format/native_values.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_example = "write `preferences: {us: {issue: [0, 5]}}`";
constexpr std::string_view k_file_example =
    "such a file says `entente: 1`, `party: us`, `preferences: {issue: [0, 5]}`";

std::optional<Interaction> read_interaction(Draft& draft, const Sheet& sheet,
                                            const YamlNode& node) {
  const std::string example = "write `- {if: {issue: option, issue: option}, add: 2}`";
  if (!sheet.is_mapping(node, "an interaction term", example)) return std::nullopt;
  const Fields fields(sheet, node, "an interaction term", {"if", "add"});
  const auto* when = fields.require("if", example);
  const auto* add = fields.require("add", example);
  auto conditions = when ? read_conditions(draft, sheet, *when, "`if`") : std::nullopt;
  auto value = add ? read_value(sheet, *add, "`add`") : std::nullopt;
  if (!conditions || !value) return std::nullopt;
  return Interaction{std::move(*conditions), std::move(*value), sheet.place(node)};
}

void read_together(Draft& draft, const Sheet& sheet, const YamlNode& node, Preferences& into) {
  if (node.is_null()) return;
  if (!sheet.is_sequence(node, "`together`", "start each interaction term with `- `")) return;
  if (node.children.size() > k_max_interactions) {
    sheet.error(node, fmt::format("{} interaction terms are listed; at most {} can be",
                                  node.children.size(), k_max_interactions));
    return;
  }
  for (const auto& item : node.children) {
    auto term = read_interaction(draft, sheet, item);
    if (term) into.together.push_back(std::move(*term));
  }
}

/// Reads what one party wants. `party` is absent where it is not known who that is: the contents
/// are checked all the same.
void read_wishes(Draft& draft, const Sheet& sheet, const YamlNode& node, const YamlNode& owner,
                 std::optional<PartyId> party) {
  const std::string what = fmt::format("the preferences of {}", in_quotes(owner.text));
  if (!sheet.is_mapping(node, what, k_example)) return;
  Preferences unused;
  Preferences& into = party ? draft.scenario.preferences[party->index()] : unused;
  into.values.assign(draft.scenario.issue_count(), {});
  into.issue_places.assign(draft.scenario.issue_count(), Place{});
  into.place = sheet.place(owner);
  for (std::size_t i = 0; i < node.pair_count(); ++i) {
    const YamlNode& key = node.key(i);
    const YamlNode& value = node.value(i);
    if (key.text == "reservation") {
      into.reservation = read_value(sheet, value, "`reservation`");
    } else if (key.text == "together") {
      read_together(draft, sheet, value, into);
    } else if (key.text == "file") {
      sheet.error(key, "a preferences file cannot point to another file",
                  "write the values here, or name the other file in the scenario");
    } else if (const auto issue = draft.issue_or(sheet, key, {"reservation", "together"})) {
      into.issue_places[issue->index()] = sheet.place(key);
      auto row = read_value_row(draft, sheet, *issue, value);
      if (row) into.values[issue->index()] = std::move(*row);
    }
  }
}

/// Why a path may not be read, or nothing.
std::optional<std::string> path_fault(std::string_view path) {
  if (has_control_character(path)) return "holds a control character";
  if (path.find('\\') != std::string_view::npos) return "holds a backslash";
  if (path.front() == '/' || (path.size() > 1 && path[1] == ':')) return "is absolute";
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    if (path.substr(start, end - start) == "..") return "leaves the scenario's folder";
    start = end + 1;
  }
  return std::nullopt;
}

/// Gathers the preferences of all parties from wherever they stand.
class PreferenceReader {
 public:
  PreferenceReader(Draft& draft, const PreferenceFiles& files)
      : draft_(draft), files_(files), sources_(draft.scenario.party_count()) {}

  void read_scenario(const Sheet& sheet, const YamlNode& node) {
    if (node.is_null() || !sheet.is_mapping(node, "`preferences`", k_example)) return;
    for (std::size_t i = 0; i < node.pair_count(); ++i) {
      const YamlNode& key = node.key(i);
      auto party = draft_.party(sheet, key);
      if (!party) {
        // Whoever was meant has stated something: no complaint that it has not.
        party = draft_.guess_party(key.text);
        if (party && sources_[party->index()]) party = std::nullopt;
      }
      if (party) sources_[party->index()] = sheet.place(key);
      read_entry(sheet, key, node.value(i), party);
    }
  }

  void read_given() {
    for (const auto& source : files_.given) read_file(source, std::nullopt, nullptr, nullptr);
  }

  void require_all(const Sheet& sheet, const YamlNode& at) {
    if (file_unread_) return;
    for (std::size_t p = 0; p < sources_.size(); ++p) {
      if (sources_[p]) continue;
      const auto key = in_quotes(draft_.scenario.parties[p].key);
      sheet.error(at, fmt::format("the party {} has no preferences", key),
                  fmt::format("state them under `preferences`, name a file there ({}: {{file: "
                              "NAME.yaml}}), or give the file beside the scenario",
                              draft_.scenario.parties[p].key));
    }
  }

 private:
  void read_entry(const Sheet& sheet, const YamlNode& key, const YamlNode& value,
                  std::optional<PartyId> party) {
    if (value.is_null()) {
      sheet.error(value, fmt::format("the preferences of {} are empty", in_quotes(key.text)),
                  std::string(k_example));
      return;
    }
    const YamlNode* file_key = nullptr;
    const YamlNode* file = nullptr;
    for (std::size_t i = 0; value.is_mapping() && i < value.pair_count(); ++i) {
      if (value.key(i).text != "file") continue;
      file_key = &value.key(i);
      file = &value.value(i);
    }
    if (file == nullptr) {
      read_wishes(draft_, sheet, value, key, party);
    } else if (value.pair_count() > 1) {
      sheet.error(*file_key, "a file is named and values are stated, too",
                  "keep either the file or the values");
    } else {
      open_file(sheet, *file, party);
    }
  }

  void open_file(const Sheet& sheet, const YamlNode& node, std::optional<PartyId> party) {
    const auto path = sheet.scalar(node, "`file`");
    if (!path) return;
    if (const auto fault = path_fault(*path)) {
      sheet.error(node, fmt::format("the path {} {}", in_quotes(*path), *fault),
                  "name a file in the scenario's folder or below it, with `/` between folders");
      return;
    }
    if (!files_.open) {
      sheet.error(node, fmt::format("the file {} cannot be read here", in_quotes(*path)),
                  "give its contents beside the scenario");
      return;
    }
    const auto source = files_.open(std::string(*path));
    if (!source) {
      sheet.error(node, fmt::format("cannot read {}: {}", in_quotes(*path), source.error()),
                  "the path starts from the scenario's folder");
      return;
    }
    read_file(*source, party, &sheet, &node);
  }

  /// `named_at` is where a scenario names the file for `expected`; null for a file given beside it.
  void read_file(const SourceText& source, std::optional<PartyId> expected, const Sheet* named_in,
                 const YamlNode* named_at) {
    const YamlDocument document = parse_yaml(source.text, source.name);
    draft_.problems.add(document.diagnostics);
    const Sheet sheet(source.name, draft_.problems);
    if (!document.readable ||
        !sheet.is_mapping(document.root, "a preferences file", k_file_example)) {
      file_unread_ = true;
      return;
    }
    if (named_at == nullptr && is_agreement_file(sheet, document.root)) {
      read_agreement_file(draft_, sheet, document.root);
      return;
    }
    if (is_scenario(sheet, document.root)) return;
    if (!version_is_known(sheet, document.root)) {
      file_unread_ = true;
      return;
    }
    const Fields fields(sheet, document.root, "a preferences file",
                        {"entente", "party", "preferences"});
    (void)fields.require("entente", k_version_hint);
    const auto* owner = fields.require("party", std::string(k_file_example));
    if (owner == nullptr) {
      file_unread_ = true;
      return;
    }
    const auto party = draft_.party(sheet, *owner);
    if (!party) file_unread_ = true;
    if (named_at != nullptr) {
      if (party && expected && *party != *expected) {
        named_in->error(
            *named_at, fmt::format("this file holds the preferences of {}", in_quotes(owner->text)),
            fmt::format("it says so in {}", to_string(sheet.place(*owner))));
      }
    } else if (party && !claim(sheet, *owner, *party)) {
      return;
    }
    if (const auto* wishes = fields.require("preferences", std::string(k_file_example))) {
      read_wishes(draft_, sheet, *wishes, *owner, party);
    }
  }

  /// Notes that this file is the party's source; false when there is one already.
  bool claim(const Sheet& sheet, const YamlNode& owner, PartyId party) {
    auto& source = sources_[party.index()];
    if (source) {
      sheet.error(owner,
                  fmt::format("the preferences of {} are stated twice, here and in {}",
                              in_quotes(owner.text), to_string(*source)),
                  "keep one of the two");
      return false;
    }
    source = sheet.place(owner);
    return true;
  }

  bool is_scenario(const Sheet& sheet, const YamlNode& root) {
    for (std::size_t i = 0; i < root.pair_count(); ++i) {
      if (root.key(i).text != "issues" && root.key(i).text != "parties") continue;
      sheet.error(root.key(i), "this is a scenario, not a file with one party's preferences",
                  std::string(k_file_example));
      file_unread_ = true;
      return true;
    }
    return false;
  }

  Draft& draft_;
  const PreferenceFiles& files_;
  std::vector<std::optional<Place>> sources_;
  bool file_unread_ = false;  ///< of some file it is not known whose it is
};

}  // namespace

void read_preferences(Draft& draft, const Sheet& sheet, const YamlNode& scenario_root,
                      const YamlNode* node, const PreferenceFiles& files) {
  PreferenceReader reader(draft, files);
  if (node != nullptr) reader.read_scenario(sheet, *node);
  reader.read_given();
  const bool none = node == nullptr && files.given.empty();
  if (none) {
    sheet.error(scenario_root, "a scenario lacks `preferences`", std::string(k_example));
  } else if (draft.parties_known && (node == nullptr || node->is_mapping() || node->is_null())) {
    reader.require_all(sheet, node != nullptr ? *node : scenario_root);
  }
}

}  // namespace entente::format
