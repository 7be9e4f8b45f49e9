#include <utility>

#include <fmt/format.h>

#include "entente/format/native_sections.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_example =
    "write `beliefs: {us: {issue: {option: 0.95, option: 0.05}}}`";

std::optional<Belief> read_belief(Draft& draft, const Sheet& sheet, const YamlNode& key,
                                  const YamlNode& node) {
  const auto issue = draft.issue(sheet, key);
  const std::string what = fmt::format("the belief about {}", in_quotes(key.text));
  if (!issue || !sheet.is_mapping(node, what, k_example)) return std::nullopt;
  Belief belief;
  belief.issue = *issue;
  belief.place = sheet.place(key);
  belief.probability.assign(draft.scenario.issues[issue->index()].options.size(), Rational(0));
  bool good = draft.options_known[issue->index()];
  Rational sum = 0;
  for (std::size_t i = 0; i < node.pair_count(); ++i) {
    const auto option = draft.option(sheet, *issue, node.key(i));
    const auto probability = sheet.probability(
        node.value(i), fmt::format("the belief in {}", in_quotes(node.key(i).text)));
    good = good && option && probability;
    if (!option || !probability) continue;
    belief.probability[option->index()] = *probability;
    sum += *probability;
  }
  if (!good) return std::nullopt;
  if (sum != 1) {
    sheet.error(node, fmt::format("{} sums to {}, not to 1", what, shown(sum)),
                "options that are not named count as 0");
    return std::nullopt;
  }
  return belief;
}

}  // namespace

void read_beliefs(Draft& draft, const Sheet& sheet, const YamlNode& node) {
  if (node.is_null() || !sheet.is_mapping(node, "`beliefs`", k_example)) return;
  if (!draft.scenario.has_status_quo) {
    sheet.error(node, "`beliefs` are about what is in force today, and there is no status quo",
                std::string(k_no_status_quo_hint));
  }
  for (std::size_t p = 0; p < node.pair_count(); ++p) {
    const auto party = draft.party(sheet, node.key(p));
    const YamlNode& about = node.value(p);
    if (about.is_null()) continue;
    const std::string what = fmt::format("the beliefs of {}", in_quotes(node.key(p).text));
    if (!party || !sheet.is_mapping(about, what, k_example)) continue;
    for (std::size_t i = 0; i < about.pair_count(); ++i) {
      auto belief = read_belief(draft, sheet, about.key(i), about.value(i));
      if (belief) draft.scenario.beliefs[party->index()].push_back(std::move(*belief));
    }
  }
}

}  // namespace entente::format
