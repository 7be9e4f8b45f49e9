#include "entente/format/native_draft.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

std::string hint_for(Problems& problems, std::string_view wanted,
                     const std::vector<std::string_view>& names, std::string_view plural) {
  std::string hint = names.empty() ? "" : fmt::format("the {} are {}", plural, listed(names));
  if (const auto guess = problems.guess(wanted, names)) {
    hint = fmt::format("did you mean {}? {}", in_quotes(names[*guess]), hint);
  }
  return hint;
}

std::optional<std::size_t> look_up(const std::unordered_map<std::string, std::size_t>& index,
                                   const std::string& name) {
  const auto it = index.find(name);
  if (it == index.end()) return std::nullopt;
  return it->second;
}

std::optional<std::vector<OptionId>> read_options(Draft& draft, const Sheet& sheet, IssueId issue,
                                                  const YamlNode& node) {
  std::vector<OptionId> options;
  if (!node.is_sequence()) {
    const auto option = draft.option(sheet, issue, node);
    if (!option) return std::nullopt;
    options.push_back(*option);
    return options;
  }
  bool good = true;
  for (const auto& item : node.children) {
    const auto option = draft.option(sheet, issue, item);
    if (option) {
      options.push_back(*option);
    } else {
      good = false;
    }
  }
  if (node.children.empty()) {
    sheet.error(node, "the list of options is empty", "name at least one option");
    return std::nullopt;
  }
  if (!good) return std::nullopt;
  std::sort(options.begin(), options.end());
  if (std::adjacent_find(options.begin(), options.end()) != options.end()) {
    sheet.error(node, "an option is named twice in this list", "name each option once");
    return std::nullopt;
  }
  return options;
}

}  // namespace

std::vector<std::string_view> Draft::party_keys() const {
  std::vector<std::string_view> keys;
  for (const auto& party : scenario.parties) keys.emplace_back(party.key);
  return keys;
}

std::vector<std::string_view> Draft::issue_keys() const {
  std::vector<std::string_view> keys;
  for (const auto& issue : scenario.issues) keys.emplace_back(issue.key);
  return keys;
}

std::vector<std::string_view> Draft::option_names(IssueId issue) const {
  const auto& options = scenario.issues[issue.index()].options;
  return {options.begin(), options.end()};
}

std::optional<PartyId> Draft::party(const Sheet& sheet, const YamlNode& node) {
  const auto name = sheet.scalar(node, "the name of a party");
  if (!name) return std::nullopt;
  if (const auto index = look_up(party_index, node.text)) return PartyId(*index);
  if (parties_known) {
    problems.add_unknown(sheet.place(node), "there is no party " + in_quotes(*name),
                         [&] { return hint_for(problems, *name, party_keys(), "parties"); });
  }
  return std::nullopt;
}

std::optional<PartyId> Draft::guess_party(std::string_view name) {
  const auto guess = problems.guess(name, party_keys());
  if (!guess) return std::nullopt;
  return PartyId(*guess);
}

std::optional<IssueId> Draft::issue(const Sheet& sheet, const YamlNode& node) {
  return issue_or(sheet, node, {});
}

std::optional<IssueId> Draft::issue_or(const Sheet& sheet, const YamlNode& node,
                                       const std::vector<std::string_view>& others) {
  const auto name = sheet.scalar(node, "the name of an issue");
  if (!name) return std::nullopt;
  if (const auto index = look_up(issue_index, node.text)) return IssueId(*index);
  if (issues_known) {
    problems.add_unknown(sheet.place(node), "there is no issue " + in_quotes(*name), [&] {
      auto names = issue_keys();
      const std::string all = fmt::format("the issues are {}", listed(names));
      names.insert(names.end(), others.begin(), others.end());
      const auto guess = problems.guess(*name, names);
      return guess ? fmt::format("did you mean {}?", in_quotes(names[*guess])) : all;
    });
  }
  return std::nullopt;
}

std::optional<OptionId> Draft::option(const Sheet& sheet, IssueId issue, const YamlNode& node) {
  const auto name = sheet.scalar(node, "the name of an option");
  if (!name) return std::nullopt;
  const std::size_t i = issue.index();
  if (const auto index = look_up(option_index[i], node.text)) return OptionId(*index);
  if (options_known[i]) {
    const std::string& key = scenario.issues[i].key;
    problems.add_unknown(sheet.place(node),
                         fmt::format("{} has no option {}", in_quotes(key), in_quotes(*name)),
                         [&] { return hint_for(problems, *name, option_names(issue), "options"); });
  }
  return std::nullopt;
}

std::optional<std::vector<Condition>> read_conditions(Draft& draft, const Sheet& sheet,
                                                      const YamlNode& node, std::string_view what) {
  if (!sheet.is_mapping(node, what, "write `{issue: option}` or `{issue: [option, option]}`")) {
    return std::nullopt;
  }
  std::vector<Condition> conditions;
  bool good = node.pair_count() > 0;
  if (!good) sheet.error(node, fmt::format("{} names no issue", what), "name at least one");
  for (std::size_t i = 0; i < node.pair_count(); ++i) {
    const auto issue = draft.issue(sheet, node.key(i));
    auto options = issue ? read_options(draft, sheet, *issue, node.value(i)) : std::nullopt;
    if (options) {
      conditions.push_back({*issue, std::move(*options)});
    } else {
      good = false;
    }
  }
  if (!good) return std::nullopt;
  std::sort(conditions.begin(), conditions.end(),
            [](const Condition& a, const Condition& b) { return a.issue < b.issue; });
  return conditions;
}

}  // namespace entente::format
