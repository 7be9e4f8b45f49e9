#include "entente/format/geniusweb_profile.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/decimal_text.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

/// GeniusWeb rounds what it interpolates to so many decimals, half up.
constexpr int k_places = 8;

class ProfileReader {
 public:
  ProfileReader(ImportDraft& draft, const Sheet& sheet, const YamlNode& body, Preferences& wishes)
      : draft_(draft), sheet_(sheet), body_(body), wishes_(wishes) {}

  void linear() {
    const auto* utilities = require_map(sheet_, body_, "issueUtilities");
    const auto* weights = require_map(sheet_, body_, "issueWeights");
    if (utilities == nullptr || weights == nullptr) return;
    const auto weight = read_weights(*weights);
    std::vector<bool> seen(weight.size(), false);
    for (std::size_t k = 0; k < utilities->pair_count(); ++k) {
      const auto issue = draft_.issue(sheet_, utilities->key(k));
      if (!issue) continue;
      seen[*issue] = true;
      wishes_.issue_places[*issue] = sheet_.place(utilities->key(k));
      auto row = read_utilities(*issue, utilities->value(k));
      if (!row) continue;
      for (const auto& u : *row) {
        Value value;
        value.a = u * weight[*issue].value_or(0);
        wishes_.values[*issue].push_back(std::move(value));
      }
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (seen[i] && weight[i]) continue;
      sheet_.error(seen[i] ? *weights : *utilities,
                   fmt::format("the issue {} has no {}", in_quotes(issue(i).key),
                               seen[i] ? "weight" : "utilities"),
                   "every issue of the domain needs both");
    }
    read_reservation();
  }

  void groups() {
    const auto* parts = require_map(sheet_, body_, "partUtilities");
    if (parts == nullptr) return;
    std::vector<bool> covered(draft_.scenario().issue_count(), false);
    for (std::size_t k = 0; k < parts->pair_count(); ++k) read_part(parts->value(k), covered);
    for (std::size_t i = 0; i < covered.size(); ++i) {
      if (covered[i]) continue;
      warn(*parts, fmt::format("no part is about the issue {}", in_quotes(issue(i).key)),
           "GeniusWeb refuses such a profile; here the issue is worth nothing");
    }
    read_reservation();
  }

 private:
  const Issue& issue(std::size_t i) const { return draft_.scenario().issues[i]; }

  void warn(const YamlNode& at, std::string message, std::string hint) const {
    draft_.problems().add(make_warning(sheet_.place(at), std::move(message), std::move(hint)));
  }

  std::vector<std::optional<Rational>> read_weights(const YamlNode& node) {
    std::vector<std::optional<Rational>> weights(draft_.scenario().issue_count());
    Rational sum = 0;
    for (std::size_t k = 0; k < node.pair_count(); ++k) {
      const auto i = draft_.issue(sheet_, node.key(k));
      const auto weight = sheet_.number(node.value(k), "a weight");
      if (!i || !weight) continue;
      weights[*i] = weight;
      sum += *weight;
    }
    if (sum != 1) {
      warn(node, fmt::format("the weights sum to {}, not to 1", shown(sum)),
           "GeniusWeb refuses such a profile; here they count as they stand");
    }
    return weights;
  }

  /// The only entry of a wrapper {"ClassName": {...}}; null (reported) where it is none of `names`.
  const YamlNode* unwrapped(const YamlNode& node, std::initializer_list<std::string_view> names,
                            std::string_view what) const {
    if (!sheet_.is_mapping(node, what, "")) return nullptr;
    for (const auto name : names) {
      const auto* inner = entry(node, name);
      if (inner == nullptr) continue;
      return sheet_.is_mapping(*inner, fmt::format("`{}`", name), "") ? inner : nullptr;
    }
    return nullptr;
  }

  void check_range(const YamlNode& at, const Rational& utility) const {
    if (utility >= 0 && utility <= 1) return;
    warn(at, fmt::format("the utility {} is not from 0 to 1", shown(utility)),
         "GeniusWeb refuses such a profile; here it counts as it stands");
  }

  /// One utility per option of the issue, before they are weighted.
  std::optional<std::vector<Rational>> read_utilities(std::size_t i, const YamlNode& node) {
    const std::string what = fmt::format("the utilities of {}", in_quotes(issue(i).key));
    if (const auto* discrete =
            unwrapped(node, {"DiscreteValueSetUtilities", "discreteutils"}, what)) {
      return read_discrete(i, *discrete);
    }
    if (const auto* number = unwrapped(node, {"NumberValueSetUtilities", "numberutils"}, what)) {
      return read_number_set(i, *number);
    }
    if (node.is_mapping() && !draft_.problems().failed()) {
      sheet_.error(node, what + " are neither discrete nor of numbers",
                   "write {\"DiscreteValueSetUtilities\": {\"valueUtilities\": {\"option\": 0.5, "
                   "...}}}");
    }
    return std::nullopt;
  }

  std::optional<std::vector<Rational>> read_discrete(std::size_t i, const YamlNode& node) {
    const auto* values = require_map(sheet_, node, "valueUtilities");
    if (values == nullptr) return std::nullopt;
    std::vector<std::optional<Rational>> row(issue(i).options.size());
    bool good = true;
    for (std::size_t k = 0; k < values->pair_count(); ++k) {
      const auto option = draft_.option(sheet_, i, values->key(k));
      const auto utility = sheet_.number(values->value(k), "a utility");
      good = good && option && utility;
      if (!option || !utility) continue;
      check_range(values->value(k), *utility);
      row[*option] = utility;
    }
    std::vector<Rational> complete;
    for (std::size_t o = 0; o < row.size() && good; ++o) {
      if (!row[o]) {
        sheet_.error(*values,
                     fmt::format("the option {} of {} has no utility",
                                 in_quotes(issue(i).options[o]), in_quotes(issue(i).key)),
                     "GeniusWeb wants one for each option");
        return std::nullopt;
      }
      complete.push_back(*row[o]);
    }
    if (!good) return std::nullopt;
    return complete;
  }

  std::optional<std::vector<Rational>> read_number_set(std::size_t i, const YamlNode& node) {
    const auto low = require_number(sheet_, node, "lowValue");
    const auto low_utility = require_number(sheet_, node, "lowUtility");
    const auto high = require_number(sheet_, node, "highValue");
    const auto high_utility = require_number(sheet_, node, "highUtility");
    if (!low || !low_utility || !high || !high_utility) return std::nullopt;
    if (*low >= *high) {
      sheet_.error(node, "`lowValue` must be below `highValue`", "exchange the two");
      return std::nullopt;
    }
    check_range(node, *low_utility);
    check_range(node, *high_utility);
    std::vector<Rational> row;
    for (const auto& option : issue(i).options) {
      const auto value = parse_decimal(option);
      if (!value) {
        sheet_.error(node,
                     fmt::format("the option {} of {} is no number", in_quotes(option),
                                 in_quotes(issue(i).key)),
                     "give DiscreteValueSetUtilities for it");
        return std::nullopt;
      }
      if (*value < *low || *value > *high) {
        row.emplace_back(0);
        continue;
      }
      const Rational share = (*value - *low) / (*high - *low);
      row.push_back(rounded(*low_utility + share * (*high_utility - *low_utility), k_places));
    }
    return row;
  }

  void read_part(const YamlNode& node, std::vector<bool>& covered) {
    const YamlNode* part = unwrapped(node, {"PartsUtilities", "partsutils"}, "a part");
    if (part == nullptr && entry(node, "issues") != nullptr) part = &node;
    if (part == nullptr) {
      if (node.is_mapping()) {
        sheet_.error(node, "this part states no utilities of combinations",
                     "write {\"PartsUtilities\": {\"issues\": [...], \"utilslist\": [...]}}");
      }
      return;
    }
    const auto* names = entry(*part, "issues");
    const auto* list = entry(*part, "utilslist");
    if (names == nullptr || list == nullptr) {
      sheet_.error(*part, "a part needs `issues` and `utilslist`", "add what is missing");
      return;
    }
    if (!sheet_.is_sequence(*names, "`issues`", "") ||
        !sheet_.is_sequence(*list, "`utilslist`", "")) {
      return;
    }
    std::vector<std::size_t> issues;
    for (const auto& name : names->children) {
      const auto i = draft_.issue(sheet_, name);
      if (!i) return;
      if (covered[*i]) {
        sheet_.error(name, fmt::format("{} is part of two groups", in_quotes(name.text)),
                     "each issue belongs to one group");
        return;
      }
      covered[*i] = true;
      wishes_.issue_places[*i] = sheet_.place(name);
      issues.push_back(*i);
    }
    std::set<std::vector<std::size_t>> seen;
    for (const auto& item : list->children) read_combination(issues, item, seen);
  }

  void read_combination(const std::vector<std::size_t>& issues, const YamlNode& item,
                        std::set<std::vector<std::size_t>>& seen) {
    const auto* values = entry(item, "values");
    const auto* util = entry(item, "util");
    if (values == nullptr || util == nullptr || !values->is_sequence() ||
        values->children.size() != issues.size()) {
      sheet_.error(
          item,
          fmt::format("a combination needs `values`, {} of them here, and `util`", issues.size()),
          "write {\"values\": [...], \"util\": 0.5}");
      return;
    }
    const auto utility = sheet_.number(*util, "`util`");
    if (!utility) return;
    check_range(*util, *utility);
    Interaction term;
    term.place = sheet_.place(item);
    term.add.a = *utility;
    std::vector<std::size_t> options;
    for (std::size_t k = 0; k < issues.size(); ++k) {
      const auto option = draft_.option(sheet_, issues[k], values->children[k]);
      if (!option) return;
      options.push_back(*option);
      term.when.push_back({IssueId(issues[k]), {OptionId(*option)}});
    }
    if (!seen.insert(options).second) {
      sheet_.error(item, "this combination is listed twice", "remove one of the two");
      return;
    }
    if (issues.size() == 1) {
      auto& row = wishes_.values[issues[0]];
      row.resize(issue(issues[0]).options.size());
      row[options[0]].a = *utility;
      return;
    }
    if (wishes_.together.size() == k_max_interactions) {
      sheet_.error(item, fmt::format("there are more than {} combinations", k_max_interactions));
    }
    if (wishes_.together.size() > k_max_interactions) return;
    std::sort(term.when.begin(), term.when.end(),
              [](const Condition& a, const Condition& b) { return a.issue < b.issue; });
    wishes_.together.push_back(std::move(term));
  }

  /// The reservation is a bid; what it is worth is the floor. Issues that it does not name are
  /// worth nothing in it.
  void read_reservation() {
    const auto* bid = entry(body_, "reservationBid");
    if (bid == nullptr || bid->is_null()) return;
    const auto* values = require_map(sheet_, *bid, "issuevalues");
    if (values == nullptr) return;
    std::vector<std::optional<std::size_t>> chosen(draft_.scenario().issue_count());
    for (std::size_t k = 0; k < values->pair_count(); ++k) {
      const auto i = draft_.issue(sheet_, values->key(k));
      if (i) chosen[*i] = draft_.option(sheet_, *i, values->value(k));
    }
    if (draft_.problems().failed()) return;
    Rational worth = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (chosen[i] && !wishes_.values[i].empty()) worth += wishes_.values[i][*chosen[i]].a;
    }
    for (const auto& term : wishes_.together) {
      const bool holds = std::all_of(term.when.begin(), term.when.end(), [&](const Condition& c) {
        return chosen[c.issue.index()] == c.options.front().index();
      });
      if (holds) worth += term.add.a;
    }
    wishes_.reservation->a = worth;
  }

  ImportDraft& draft_;
  const Sheet& sheet_;
  const YamlNode& body_;
  Preferences& wishes_;
};

}  // namespace

void read_geniusweb_linear(ImportDraft& draft, const Sheet& sheet, const YamlNode& body,
                           Preferences& wishes) {
  ProfileReader(draft, sheet, body, wishes).linear();
}

void read_geniusweb_groups(ImportDraft& draft, const Sheet& sheet, const YamlNode& body,
                           Preferences& wishes) {
  ProfileReader(draft, sheet, body, wishes).groups();
}

}  // namespace entente::format
