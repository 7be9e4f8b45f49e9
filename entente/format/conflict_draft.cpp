#include "entente/format/conflict_draft.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_pattern_forms =
    "write Y, N or - for each option, as in `YN-`, or `{option: yes}`";

template <class Item>
std::vector<std::string_view> names_of(const std::vector<Item>& items) {
  std::vector<std::string_view> names;
  for (const auto& item : items) {
    if constexpr (requires { item.key; }) {
      names.emplace_back(item.key);
    } else {
      names.emplace_back(item.name);
    }
  }
  return names;
}

template <class Item>
std::optional<std::size_t> look_up(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node,
                                   const std::string& name, std::string_view kind,
                                   const std::unordered_map<std::string, std::size_t>& index,
                                   const std::vector<Item>& items) {
  if (const auto it = index.find(name); it != index.end()) return it->second;
  draft.problems.add_unknown(
      sheet.place(node), fmt::format("there is no {} {}", kind, in_quotes(node.text)), [&] {
        const auto names = names_of(items);
        std::string hint = fmt::format("there are {}", listed(names));
        if (const auto guess = draft.problems.guess(node.text, names)) {
          hint = fmt::format("did you mean {}? {}", in_quotes(names[*guess]), hint);
        }
        return hint;
      });
  return std::nullopt;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '|') out += c;
  }
  return out;
}

std::optional<bool> yes_or_no(const Sheet& sheet, const YamlNode& node) {
  const auto written = sheet.scalar(node, "the setting of an option");
  if (!written) return std::nullopt;
  for (const std::string_view yes : {"yes", "Yes", "Y", "y", "true"}) {
    if (*written == yes) return true;
  }
  for (const std::string_view no : {"no", "No", "N", "n", "false"}) {
    if (*written == no) return false;
  }
  sheet.error(node, fmt::format("an option is set to yes or no, not {}", in_quotes(*written)));
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> ConflictDraft::party(const Sheet& sheet, const YamlNode& node) {
  if (!sheet.scalar(node, "the name of a party")) return std::nullopt;
  if (!parties_known && !party_index.contains(node.text)) return std::nullopt;
  return look_up(*this, sheet, node, node.text, "party", party_index, conflict.parties);
}

std::optional<std::size_t> ConflictDraft::option(const Sheet& sheet, const YamlNode& node) {
  if (!sheet.scalar(node, "the name of an option")) return std::nullopt;
  return look_up(*this, sheet, node, node.text, "option", option_index, conflict.options);
}

std::optional<std::size_t> ConflictDraft::state(const Sheet& sheet, const YamlNode& node) {
  if (!sheet.scalar(node, "the name of a state")) return std::nullopt;
  if (const auto it = state_index.find(node.text); it != state_index.end()) return it->second;
  return look_up(*this, sheet, node, without_blanks(node.text), "state", state_index,
                 conflict.states);
}

std::optional<OptionPattern> ConflictDraft::pattern(const Sheet& sheet, const YamlNode& node,
                                                    std::string_view what) {
  OptionPattern found;
  if (node.is_mapping()) {
    bool good = node.pair_count() > 0;
    if (!good) sheet.error(node, fmt::format("{} names no option", what), "name at least one");
    for (std::size_t i = 0; i < node.pair_count(); ++i) {
      const auto which = option(sheet, node.key(i));
      const auto on = yes_or_no(sheet, node.value(i));
      good = good && which && on;
      if (!which || !on) continue;
      found.mask |= Combination{1} << *which;
      if (*on) found.value |= Combination{1} << *which;
    }
    return good ? std::optional(found) : std::nullopt;
  }
  const auto written = sheet.scalar(node, what);
  if (!written) return std::nullopt;
  const std::string letters = without_blanks(*written);
  if (letters.size() != conflict.options.size() ||
      letters.find_first_not_of("YyNn-") != std::string::npos) {
    sheet.error(node,
                fmt::format("{} must have one of Y, N and - for each of the {}, not {}", what,
                            counted(conflict.options.size(), "option"), in_quotes(*written)),
                std::string(k_pattern_forms));
    return std::nullopt;
  }
  for (std::size_t k = 0; k < letters.size(); ++k) {
    if (letters[k] == '-') continue;
    found.mask |= Combination{1} << k;
    if (letters[k] == 'Y' || letters[k] == 'y') found.value |= Combination{1} << k;
  }
  return found;
}

}  // namespace entente::format
