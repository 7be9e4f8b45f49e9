#include "entente/format/import_draft.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/format/genius_domain.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/names.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {

const YamlNode* entry(const YamlNode& map, std::string_view key) {
  if (!map.is_mapping()) return nullptr;
  for (std::size_t i = 0; i < map.pair_count(); ++i) {
    if (map.key(i).text == key) return &map.value(i);
  }
  return nullptr;
}

const YamlNode* require_map(const Sheet& sheet, const YamlNode& map, std::string_view key) {
  const auto* node = entry(map, key);
  if (node == nullptr) {
    sheet.error(map, fmt::format("this profile lacks `{}`", key), "add it");
    return nullptr;
  }
  return sheet.is_mapping(*node, fmt::format("`{}`", key), "") ? node : nullptr;
}

std::optional<Rational> require_number(const Sheet& sheet, const YamlNode& map,
                                       std::string_view key) {
  const auto* node = entry(map, key);
  if (node != nullptr) return sheet.number(*node, fmt::format("`{}`", key));
  sheet.error(map, fmt::format("`{}` is missing", key), "add it");
  return std::nullopt;
}

void ImportDraft::set_heading(std::string title, std::string file) {
  s_.title = std::move(title);
  s_.file = std::move(file);
  s_.has_status_quo = false;
}

std::optional<YamlNode> ImportDraft::parse(const ImportFile& file, std::string_view what) {
  YamlDocument document = parse_yaml(file.text, file.name);
  problems_.add(document.diagnostics);
  const Sheet sheet(file.name, problems_);
  if (!document.readable || !sheet.is_mapping(document.root, what, "")) return std::nullopt;
  return std::move(document.root);
}

bool ImportDraft::add_issue(const Sheet& sheet, const YamlNode& at, std::string name,
                            std::vector<std::string> options, std::vector<Place> places) {
  if (options.empty()) {
    sheet.error(at, fmt::format("the issue {} has no options", in_quotes(name)),
                "name the ways to settle it");
    return false;
  }
  all_options_ += options.size();
  if (options.size() > k_genius_max_options || all_options_ > k_genius_max_all_options ||
      s_.issue_count() >= k_max_issues) {
    sheet.error(at, "there are too many issues or options",
                fmt::format("at most {} issues, {} options of one and {} in all can be read",
                            k_max_issues, k_genius_max_options, k_genius_max_all_options));
    return false;
  }
  if (!issues_.emplace(name, s_.issue_count()).second) {
    sheet.error(at, fmt::format("a second issue is called {}", in_quotes(name)),
                "give each issue its own name");
    return false;
  }
  bool good = true;
  auto& index = options_.emplace_back();
  auto& numbers = numbers_.emplace_back();
  for (std::size_t o = 0; o < options.size(); ++o) {
    if (!index.emplace(options[o], o).second) {
      problems_.add(make_error(places[o],
                               fmt::format("the option {} of {} is listed twice",
                                           in_quotes(options[o]), in_quotes(name)),
                               "remove one of the two"));
      good = false;
    }
    if (auto number = plain_number(options[o])) numbers.emplace(std::move(*number), o);
  }
  Issue issue;
  issue.title = name;
  issue.key = std::move(name);
  issue.options = std::move(options);
  issue.option_places = std::move(places);
  issue.ordered = false;  // the files do not say whether their order means anything
  issue.place = sheet.place(at);
  s_.issues.push_back(std::move(issue));
  return good;
}

std::optional<std::size_t> ImportDraft::find_issue(const std::string& name) const {
  const auto found = issues_.find(name);
  return found == issues_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> ImportDraft::find_option(std::size_t issue,
                                                    const std::string& text) const {
  if (const auto found = options_[issue].find(text); found != options_[issue].end()) {
    return found->second;
  }
  const auto number = plain_number(text);
  if (!number) return std::nullopt;
  const auto found = numbers_[issue].find(*number);
  return found == numbers_[issue].end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> ImportDraft::issue(const Sheet& sheet, const YamlNode& node) {
  const auto name = sheet.scalar(node, "the name of an issue");
  if (!name) return std::nullopt;
  if (const auto found = find_issue(node.text)) return found;
  problems_.add_unknown(sheet.place(node), "there is no issue " + in_quotes(*name), [&] {
    std::vector<std::string_view> names;
    for (const auto& i : s_.issues) names.emplace_back(i.key);
    const auto guess = problems_.guess(*name, names);
    return guess ? fmt::format("did you mean {}?", in_quotes(names[*guess]))
                 : fmt::format("the issues are {}", listed(names));
  });
  return std::nullopt;
}

std::optional<std::size_t> ImportDraft::option(const Sheet& sheet, std::size_t issue,
                                               const YamlNode& node) {
  const auto text = sheet.scalar(node, "the name of an option");
  if (!text) return std::nullopt;
  if (const auto found = find_option(issue, node.text)) return found;
  problems_.add_unknown(
      sheet.place(node),
      fmt::format("{} has no option {}", in_quotes(s_.issues[issue].key), in_quotes(*text)), [&] {
        std::vector<std::string_view> names;
        for (const auto& o : s_.issues[issue].options) names.emplace_back(o);
        const auto guess = problems_.guess(*text, names);
        return guess ? fmt::format("did you mean {}?", in_quotes(names[*guess]))
                     : fmt::format("the options are {}", listed(names));
      });
  return std::nullopt;
}

Preferences* ImportDraft::add_party(const Sheet& sheet, const YamlNode& at, std::string name) {
  if (s_.party_count() == k_max_parties) {
    sheet.error(at, fmt::format("more than {} profiles are given", k_max_parties),
                "each is a party; this many cannot be read");
    return nullptr;
  }
  Party party;
  party.key = std::move(name);
  party.place = sheet.place(at);
  s_.parties.push_back(std::move(party));
  Preferences& wishes = s_.preferences.emplace_back();
  wishes.place = sheet.place(at);
  wishes.values.resize(s_.issue_count());
  wishes.issue_places.resize(s_.issue_count());
  wishes.reservation.emplace();
  return &wishes;
}

ReadResult ImportDraft::finish() {
  std::vector<std::string> names;
  for (const auto& party : s_.parties) names.push_back(party.key);
  make_distinct(names, "party");
  for (std::size_t j = 0; j < names.size(); ++j) s_.parties[j].key = s_.parties[j].name = names[j];
  s_.beliefs.resize(s_.party_count());
  return problems_.finish(std::move(s_));
}

std::optional<std::string> plain_number(std::string_view text) {
  const auto number = parse_decimal(text);
  return number ? std::optional(to_text(*number)) : std::nullopt;
}

std::vector<std::string> number_options(const Sheet& sheet, const YamlNode& at,
                                        const Rational& from, const Rational& to,
                                        const Rational& step) {
  std::vector<std::string> options;
  if (step <= 0) {
    sheet.error(at, fmt::format("the step must be above 0, not {}", shown(step)));
    return options;
  }
  if (from > to) {
    sheet.error(at,
                fmt::format("the least value {} is above the greatest {}", shown(from), shown(to)),
                "exchange the two");
    return options;
  }
  if ((to - from) / step >= Rational(k_genius_max_options)) {
    sheet.error(at, fmt::format("this range has more than {} values", k_genius_max_options),
                "narrow it, or widen its step");
    return options;
  }
  for (Rational value = from; value <= to; value += step) options.push_back(to_text(value));
  return options;
}

}  // namespace entente::format
