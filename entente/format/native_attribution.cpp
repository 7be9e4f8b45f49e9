#include <fmt/format.h>

#include "entente/format/native_sections.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_example =
    "write `attribution: {blame: {us: {us: 0.8, china: 0.1}}}`: four of five noticed breaches by "
    "us are blamed on us";

/// Shares of what `what` is about by the party that is blamed, at most 1 in all.
std::vector<Rational> read_shares(Draft& draft, const Sheet& sheet, const YamlNode& node,
                                  const std::string& what) {
  std::vector<Rational> shares(draft.scenario.party_count(), Rational(0));
  if (!sheet.is_mapping(node, what, k_example)) return shares;
  Rational sum = 0;
  for (std::size_t k = 0; k < node.pair_count(); ++k) {
    const auto suspect = draft.party(sheet, node.key(k));
    const auto share = sheet.probability(
        node.value(k), fmt::format("the blame on {}", in_quotes(node.key(k).text)));
    if (!suspect || !share) continue;
    shares[suspect->index()] = *share;
    sum += *share;
  }
  if (sum > 1) {
    sheet.error(node, fmt::format("{} sums to {}, more than 1", what, shown(sum)),
                "what is left to 1 is blamed on nobody");
  }
  return shares;
}

void read_incidents(Draft& draft, const Sheet& sheet, const YamlNode& node, Attribution& out) {
  constexpr const char* what = "`others` of `attribution`";
  if (!sheet.is_mapping(node, what, "write `others: {incidents: 0.1, blame: {us: 0.2}}`")) return;
  const Fields fields(sheet, node, what, {"incidents", "blame"});
  if (const auto* value = fields.require("incidents", "state their probability per period")) {
    out.incidents = sheet.probability(*value, "`incidents`").value_or(0);
  }
  if (const auto* value = fields.require("blame", "state who is blamed for them")) {
    out.incidents_blame = read_shares(draft, sheet, *value, "the blame for incidents by others");
  }
}

}  // namespace

void read_attribution(Draft& draft, const Sheet& sheet, const YamlNode& node) {
  if (node.is_null() || !sheet.is_mapping(node, "`attribution`", k_example)) return;
  const Fields fields(sheet, node, "`attribution`", {"blame", "others"});
  const std::size_t parties = draft.scenario.party_count();
  Attribution out;
  out.place = sheet.place(node);
  out.incidents_blame.assign(parties, Rational(0));
  out.blame.assign(parties, out.incidents_blame);
  for (std::size_t j = 0; j < parties; ++j) out.blame[j][j] = 1;
  const auto* blame = fields.get("blame");
  if (blame != nullptr && sheet.is_mapping(*blame, "`blame` of `attribution`", k_example)) {
    for (std::size_t k = 0; k < blame->pair_count(); ++k) {
      const auto culprit = draft.party(sheet, blame->key(k));
      if (!culprit) continue;
      const std::string what =
          fmt::format("the blame for breaches by {}", in_quotes(blame->key(k).text));
      out.blame[culprit->index()] = read_shares(draft, sheet, blame->value(k), what);
    }
  }
  if (const auto* others = fields.get("others")) read_incidents(draft, sheet, *others, out);
  draft.scenario.attribution = std::move(out);
}

}  // namespace entente::format
