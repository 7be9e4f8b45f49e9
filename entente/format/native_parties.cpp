#include <utility>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/native_sections.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_example =
    "write `parties: {us: {name: United States}, china: China}` or `parties: [us, china]`";

/// Adds a party under its key, unless it is there already. `all` becomes false when the key cannot
/// be read.
bool add_party(Draft& draft, const Sheet& sheet, const YamlNode& key, bool& all) {
  auto name = sheet.name(key, "the name of a party");
  if (!name) {
    all = false;
    return false;
  }
  refuse_reserved_word(sheet, key, "party");
  if (!draft.party_index.emplace(*name, draft.scenario.parties.size()).second) {
    sheet.error(key, fmt::format("the party {} is listed twice", in_quotes(*name)),
                "remove one of the two");
    return false;
  }
  Party party;
  party.name = *name;
  party.key = std::move(*name);
  party.place = sheet.place(key);
  draft.scenario.parties.push_back(std::move(party));
  return true;
}

void describe_party(const Sheet& sheet, const YamlNode& node, Party& party) {
  if (node.is_null()) return;
  const std::string what = fmt::format("the party {}", in_quotes(party.key));
  if (node.is_scalar()) {
    if (auto name = sheet.text(node, "the name of a party")) party.name = std::move(*name);
    return;
  }
  if (!sheet.is_mapping(node, what, k_example)) return;
  const Fields fields(sheet, node, what, {"name", "discount"});
  if (const auto* value = fields.get("name")) {
    if (auto name = sheet.text(*value, "`name`")) party.name = std::move(*name);
  }
  if (const auto* value = fields.get("discount")) {
    const auto discount = sheet.number(*value, "`discount`");
    if (discount && (*discount <= 0 || *discount > 1)) {
      sheet.error(*value,
                  fmt::format("`discount` must be above 0 and at most 1, not {}", shown(*discount)),
                  "it is what a point of the next period is worth today, such as 0.9");
    } else {
      party.discount = discount;
    }
  }
}

}  // namespace

void refuse_reserved_word(const Sheet& sheet, const YamlNode& node, std::string_view what) {
  for (const std::string_view word : {"reservation", "together", "file"}) {
    if (node.text != word) continue;
    sheet.error(
        node,
        fmt::format("`{}` cannot be the name of {} {}", word, what == "issue" ? "an" : "a", what),
        "the word means something else among preferences; choose another name");
  }
}

void read_parties(Draft& draft, const Sheet& sheet, const YamlNode& node) {
  const bool map = node.is_mapping();
  if (!map && !node.is_sequence()) {
    sheet.wrong_type(node, "`parties`", "a map or a list", std::string(k_example));
    return;
  }
  const std::size_t count = map ? node.pair_count() : node.children.size();
  if (count > k_max_parties) {
    sheet.error(node,
                fmt::format("{} parties are listed; at most {} can be", count, k_max_parties));
    return;
  }
  if (count < 2) {
    sheet.error(node, fmt::format("an agreement needs at least two parties, not {}", count),
                std::string(k_example));
  }
  bool all = true;
  for (std::size_t i = 0; i < count; ++i) {
    const bool added = add_party(draft, sheet, map ? node.key(i) : node.children[i], all);
    if (added && map) describe_party(sheet, node.value(i), draft.scenario.parties.back());
  }
  draft.parties_known = all && count > 0;
}

void read_acceptance(Draft& draft, const Sheet& sheet, const YamlNode& node) {
  if (!sheet.is_mapping(node, "`acceptance`", "write `{at_least: 5, veto: [us, china]}`")) return;
  const Fields fields(sheet, node, "`acceptance`", {"at_least", "veto"});
  Acceptance& acceptance = draft.scenario.acceptance;
  if (const auto* value = fields.get("at_least")) {
    const int most = draft.parties_known ? static_cast<int>(draft.scenario.party_count())
                                         : static_cast<int>(k_max_parties);
    acceptance.at_least =
        sheet.whole(*value, "`at_least` (a number of parties)", 1, most).value_or(0);
  }
  const auto* veto = fields.get("veto");
  if (veto == nullptr || !sheet.is_sequence(*veto, "`veto`", "write `veto: [us, china]`")) return;
  std::vector<bool> named(draft.scenario.party_count(), false);
  for (const auto& item : veto->children) {
    const auto party = draft.party(sheet, item);
    if (!party) continue;
    if (named[party->index()]) {
      sheet.error(item, fmt::format("{} is named twice in `veto`", in_quotes(item.text)),
                  "name each party once");
      continue;
    }
    named[party->index()] = true;
    acceptance.veto.push_back(*party);
  }
}

}  // namespace entente::format
