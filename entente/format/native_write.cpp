#include "entente/format/native_write.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/decimal_text.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/names.hpp"
#include "entente/format/native_write_party.hpp"
#include "entente/format/plain_scenario.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/text_node.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_limit_hint = "docs/format.md lists what a file may hold at most";

/// A title, source or name of a party as the format can hold it: on one line, not too long.
std::string fit_text(std::string_view text) {
  std::string fitted = printable(text, k_max_text - 3);  // room for the dots
  return fitted;
}

class NativeWriter {
 public:
  explicit NativeWriter(const Scenario& scenario) : s_(scenario) {}

  /// The scenario as a tree; nothing after an error.
  std::optional<TextNode> run() {
    check_limits();
    if (has_errors(losses_)) return std::nullopt;
    name_all();
    TextNode root = map_node();
    root.add("entente", number_node("1"), heading());
    add_text(root, "title", s_.title);
    add_text(root, "source", s_.source);
    add_text(root, "period", s_.period);
    root.add("parties", parties(), "Who can agree or refuse.");
    if (!s_.has_status_quo) {
      root.add("status_quo", text_node("none"),
               "No option is in force today: without an agreement, parties get their reservation.");
    }
    root.add("issues", issues(), issues_comment());
    add_beliefs(root);
    root.add("preferences", preferences(),
             "What each party wants, in points of its own: one value per option, in the order of "
             "the options.\nAn issue that is not named is worth 0.");
    add_rules(root);
    add_acceptance(root);
    add_attribution(root);
    if (has_errors(losses_)) return std::nullopt;
    return root;
  }

  Diagnostics take_losses() { return std::move(losses_); }

 private:
  Place whole() const { return {s_.file, 0, 0}; }

  void refuse(const Place& place, std::string message, std::string hint) {
    losses_.push_back(make_error(place, std::move(message), std::move(hint)));
  }

  void check_limits() {
    if (s_.party_count() < 2) {
      refuse(whole(), "the native format needs two parties at least", "add the other party's file");
    }
    for (const auto& issue : s_.issues) {
      if (issue.options.size() <= k_max_options) continue;
      refuse(issue.place,
             fmt::format("issue {} has {} options; the native format takes {}",
                         in_quotes(issue.key), issue.options.size(), k_max_options),
             std::string(k_limit_hint));
    }
    if (s_.rules.size() > k_max_rules) {
      refuse(whole(),
             fmt::format("there are {} rules; the native format takes {}", s_.rules.size(),
                         k_max_rules),
             std::string(k_limit_hint));
    }
  }

  void name_all() {
    const std::vector<std::string_view> reserved{"reservation", "together", "file"};
    names_.parties = fit_keys(s_.parties, "party", reserved, losses_);
    names_.issues = fit_keys(s_.issues, "issue", reserved, losses_);
    for (const auto& i : s_.issues) {
      names_.options.push_back(fit_names(i.options, "option", {}, i.option_places, losses_));
    }
  }

  static std::string heading() {
    return "A scenario for entente; docs/format.md explains every key.";
  }

  void add_text(TextNode& root, const char* key, const std::string& text) {
    if (text.empty()) return;
    std::string fitted = fit_text(text);
    if (fitted != text) {
      losses_.push_back(make_warning(
          whole(), fmt::format("the {} is changed to {}", key, in_quotes(fitted)),
          fmt::format("it has at most {} characters and none that cannot be seen", k_max_text)));
    }
    root.add(key, text_node(std::move(fitted)));
  }

  static TextNode number(const Rational& value, Rational& rounding) {
    return number_node(nearest_decimal_text(value, rounding));
  }

  void say_rounded(const Place& place, const std::string& what, const Rational& rounding) {
    note_rounding(place, what, rounding, "", losses_);
  }

  TextNode party_name(std::size_t j) const { return text_node(names_.parties[j]); }

  TextNode parties() {
    const bool plain = std::all_of(s_.parties.begin(), s_.parties.end(), [](const Party& p) {
      return (p.name == p.key || p.name.empty()) && !p.discount;
    });
    if (plain) {
      std::vector<TextNode> list;
      for (std::size_t j = 0; j < s_.party_count(); ++j) list.push_back(party_name(j));
      return list_node(std::move(list));
    }
    TextNode map = map_node();
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      const Party& party = s_.parties[j];
      TextNode one = map_node(true);
      one.add("name", text_node(fit_text(party.name.empty() ? party.key : party.name)));
      Rational rounding = 0;
      if (party.discount) one.add("discount", number(*party.discount, rounding));
      say_rounded(party.place, "the discount factor of " + in_quotes(party.key), rounding);
      map.add(names_.parties[j], std::move(one));
    }
    return map;
  }

  std::string issues_comment() const {
    std::string text = "What there is to settle. The options of an issue are the ways to settle it";
    text += s_.has_status_quo ? ";\nthe first is in force today where `status_quo` names no other."
                              : ".";
    return text;
  }

  TextNode option_name(IssueId issue, OptionId option) const {
    return text_node(names_.options[issue.index()][option.index()]);
  }

  TextNode issues() {
    TextNode map = map_node();
    for (std::size_t i = 0; i < s_.issue_count(); ++i) map.add(names_.issues[i], issue(i));
    return map;
  }

  TextNode issue(std::size_t i) {
    const Issue& issue = s_.issues[i];
    TextNode map = map_node();
    if (issue.title != issue.key && !issue.title.empty()) {
      map.add("title", text_node(fit_text(issue.title)));
    }
    if (issue.giver) map.add("giver", party_name(issue.giver->index()));
    if (issue.threat_by) map.add("threat_by", party_name(issue.threat_by->index()));
    std::vector<TextNode> options;
    for (const auto& name : names_.options[i]) options.push_back(text_node(name));
    map.add("options", list_node(std::move(options)));
    if (!issue.ordered) map.add("ordered", truth_node(false));
    if (s_.has_status_quo && issue.status_quo != OptionId(0)) {
      map.add("status_quo", option_name(IssueId(i), issue.status_quo));
    }
    if (issue.acknowledged) map.add("acknowledged", truth_node(*issue.acknowledged));
    Rational rounding = 0;
    if (issue.detection) map.add("detection", number(*issue.detection, rounding));
    if (issue.false_alarm) map.add("false_alarm", number(*issue.false_alarm, rounding));
    say_rounded(issue.place, "issue " + in_quotes(issue.key), rounding);
    if (issue.lag != 1) map.add("lag", number_node(std::to_string(issue.lag)));
    if (!issue.reversible) map.add("reversible", truth_node(false));
    return map;
  }

  /// Probabilities sum to 1 exactly: where some are no decimals, the greatest makes up for it.
  TextNode belief(const Belief& belief, Rational& rounding) const {
    std::vector<Rational> rounded_to;
    Rational sum = 0;
    for (const auto& p : belief.probability) {
      rounded_to.push_back(decimal_text(p) ? p : rounded(p, 20));
      sum += rounded_to.back();
    }
    *std::max_element(rounded_to.begin(), rounded_to.end()) += 1 - sum;
    TextNode map = map_node(true);
    for (std::size_t o = 0; o < rounded_to.size(); ++o) {
      rounding = std::max<Rational>(rounding, abs(belief.probability[o] - rounded_to[o]));
      if (rounded_to[o] == 0) continue;
      map.add(names_.options[belief.issue.index()][o], number(rounded_to[o], rounding));
    }
    return map;
  }

  void add_beliefs(TextNode& root) {
    TextNode all = map_node();
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      if (s_.beliefs[j].empty()) continue;
      TextNode map = map_node();
      Rational rounding = 0;
      for (const auto& b : s_.beliefs[j]) {
        map.add(names_.issues[b.issue.index()], belief(b, rounding));
      }
      say_rounded(s_.parties[j].place, "what " + in_quotes(s_.parties[j].key) + " believes",
                  rounding);
      all.add(names_.parties[j], std::move(map));
    }
    if (all.items.empty()) return;
    root.add("beliefs", std::move(all),
             "What each party thinks is in force today, where that is not the status quo.");
  }

  TextNode preferences() {
    TextNode all = map_node();
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      all.add(names_.parties[j], write_preferences(s_, PartyId(j), names_, losses_));
    }
    return all;
  }

  TextNode budget(const Rule& rule) {
    std::vector<Rational> numbers{rule.limit};
    for (const auto& row : rule.costs) {
      numbers.insert(numbers.end(), row.cost.begin(), row.cost.end());
    }
    // The same limit in other units: what a budget allows stays the same.
    const Rational unit(decimal_multiplier(numbers));
    TextNode map = map_node(true);
    Rational rounding = 0;
    map.add("budget", number(rule.limit * unit, rounding));
    TextNode costs = map_node(true);
    for (const auto& row : rule.costs) {
      std::vector<TextNode> list;
      for (const auto& cost : row.cost) list.push_back(number(cost * unit, rounding));
      costs.add(names_.issues[row.issue.index()], list_node(std::move(list)));
    }
    map.add("costs", std::move(costs));
    say_rounded(rule.place, "the rule " + in_quotes(rule.text), rounding);
    return map;
  }

  TextNode count(const Rule& rule, const char* word) const {
    TextNode map = map_node(true);
    map.add(word, number_node(std::to_string(rule.count)));
    std::vector<TextNode> of;
    for (const auto i : rule.issues) of.push_back(text_node(names_.issues[i.index()]));
    map.add("of", list_node(std::move(of)));
    return map;
  }

  TextNode combination(const Rule& rule, const char* word) const {
    TextNode map = map_node(true);
    map.add(word, write_conditions(rule.when, names_));
    return map;
  }

  TextNode requirement(const Rule& rule) const {
    TextNode parts = map_node(true);
    parts.add("if", write_conditions(rule.when, names_));
    parts.add("then", write_conditions(rule.then, names_));
    TextNode map = map_node(true);
    map.add("requires", std::move(parts));
    return map;
  }

  TextNode rule_node(const Rule& rule) {
    switch (rule.kind) {
      case Rule::Kind::requires_:
        return requirement(rule);
      case Rule::Kind::excludes:
        return combination(rule, "excludes");
      case Rule::Kind::ruled_out:
        return combination(rule, "ruled_out");
      case Rule::Kind::at_most:
        return count(rule, "at_most");
      case Rule::Kind::at_least:
        return count(rule, "at_least");
      case Rule::Kind::budget:
        return budget(rule);
    }
    return map_node(true);
  }

  void add_rules(TextNode& root) {
    if (s_.rules.empty()) return;
    std::vector<TextNode> list;
    for (const auto& rule : s_.rules) {
      const bool counts = rule.kind == Rule::Kind::at_most || rule.kind == Rule::Kind::at_least;
      if (s_.has_status_quo || !counts) {
        list.push_back(rule_node(rule));
        continue;
      }
      losses_.push_back(
          make_warning(rule.place, fmt::format("the rule {} is left out", in_quotes(rule.text)),
                       "it counts issues moved off the status quo, and there is none"));
    }
    if (list.empty()) return;
    root.add("rules", list_node(std::move(list), false), "What agreements may contain.");
  }

  void add_acceptance(TextNode& root) {
    const Acceptance& acceptance = s_.acceptance;
    if (acceptance.at_least == 0 && acceptance.veto.empty()) return;
    TextNode map = map_node(true);
    if (acceptance.at_least > 0) {
      map.add("at_least", number_node(std::to_string(acceptance.at_least)));
    }
    if (!acceptance.veto.empty()) {
      std::vector<TextNode> veto;
      for (const auto p : acceptance.veto) veto.push_back(party_name(p.index()));
      map.add("veto", list_node(std::move(veto)));
    }
    root.add("acceptance", std::move(map), "How many parties must accept, and who among them.");
  }

  /// At most 1 in all, also where some are no decimals.
  TextNode shares(const std::vector<Rational>& of, Rational& rounding) const {
    std::vector<Rational> rounded_to;
    Rational sum = 0;
    for (const auto& share : of) {
      rounded_to.push_back(decimal_text(share) ? share : rounded(share, 20));
      sum += rounded_to.back();
    }
    if (sum > 1) *std::max_element(rounded_to.begin(), rounded_to.end()) -= sum - 1;
    TextNode map = map_node(true);
    for (std::size_t j = 0; j < of.size(); ++j) {
      rounding = std::max<Rational>(rounding, abs(of[j] - rounded_to[j]));
      if (rounded_to[j] != 0) map.add(names_.parties[j], number(rounded_to[j], rounding));
    }
    return map;
  }

  void add_attribution(TextNode& root) {
    if (!s_.attribution) return;
    const Attribution& attribution = *s_.attribution;
    Rational rounding = 0;
    TextNode blame = map_node();
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      blame.add(names_.parties[j], shares(attribution.blame[j], rounding));
    }
    TextNode map = map_node();
    map.add("blame", std::move(blame));
    if (attribution.incidents != 0) {
      TextNode others = map_node();
      others.add("incidents", number(attribution.incidents, rounding));
      others.add("blame", shares(attribution.incidents_blame, rounding));
      map.add("others", std::move(others));
    }
    say_rounded(attribution.place, "`attribution`", rounding);
    root.add("attribution", std::move(map),
             "Who is blamed for a breach that is noticed, and for what others do.");
  }

  const Scenario& s_;
  NativeNames names_;
  Diagnostics losses_;
};

Written write_native(const Scenario& scenario, const std::string& name,
                     std::string (*text_of)(const TextNode&)) {
  NativeWriter writer(scenario);
  const auto root = writer.run();
  Written written;
  written.losses = writer.take_losses();
  if (!root) return written;
  std::string text = text_of(*root);
  if (text.size() > k_max_file_bytes) {
    written.losses.push_back(
        make_error({scenario.file, 0, 0},
                   fmt::format("the file would have {} bytes; the native format takes {}",
                               text.size(), k_max_file_bytes),
                   std::string(k_limit_hint)));
    return written;
  }
  written.files.push_back({name, std::move(text)});
  return written;
}

}  // namespace

Written write_native_yaml(const Scenario& scenario, const std::string& name) {
  return write_native(scenario, name, yaml_text);
}

Written write_native_json(const Scenario& scenario, const std::string& name) {
  return write_native(scenario, name, json_text);
}

}  // namespace entente::format
