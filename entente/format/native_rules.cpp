#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/native_sections.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::array<std::string_view, 6> k_kinds{"requires", "excludes", "at_most",
                                                  "at_least", "budget",   "ruled_out"};

struct RuleReader {
  Draft& draft;
  const Sheet& sheet;
  const YamlNode& item;  ///< the whole list item
  const YamlNode& head;  ///< the key that tells the kind
  const Fields& fields;

  [[nodiscard]] const YamlNode& body() const { return *fields.get(head_word()); }
  [[nodiscard]] std::string_view head_word() const {
    for (const auto kind : k_kinds) {
      if (fields.key(kind) == &head) return kind;
    }
    return head.text;
  }

  void keep(Rule rule, std::string text) const {
    rule.text = std::move(text);
    draft.scenario.rules.push_back(std::move(rule));
  }

  /// "kind: body, companion: body" as in the file.
  [[nodiscard]] std::string own_words() const {
    std::string text = flow_text(item);
    if (text.size() > 2 && text.front() == '{' && text.back() == '}') {
      text = text.substr(1, text.size() - 2);
    }
    return text;
  }

  [[nodiscard]] Rule blank(Rule::Kind kind) const {
    Rule rule;
    rule.kind = kind;
    rule.place = sheet.place(item);
    return rule;
  }

  void read_requires() const {
    const std::string example = "write `requires: {if: {issue: option}, then: {issue: option}}`";
    if (!sheet.is_mapping(body(), "`requires`", example)) return;
    const Fields parts(sheet, body(), "`requires`", {"if", "then"});
    const auto* when = parts.require("if", example);
    const auto* then = parts.require("then", example);
    auto conditions = when ? read_conditions(draft, sheet, *when, "`if`") : std::nullopt;
    auto results = then ? read_conditions(draft, sheet, *then, "`then`") : std::nullopt;
    if (!conditions || !results) return;
    Rule rule = blank(Rule::Kind::requires_);
    rule.when = std::move(*conditions);
    rule.then = std::move(*results);
    keep(std::move(rule), own_words());
  }

  void read_excludes() const {
    auto conditions = read_conditions(draft, sheet, body(), "`excludes`");
    if (!conditions) return;
    Rule rule = blank(Rule::Kind::excludes);
    rule.when = std::move(*conditions);
    keep(std::move(rule), own_words());
  }

  void read_ruled_out(const YamlNode& node) const {
    auto conditions = read_conditions(draft, sheet, node, "`ruled_out`");
    if (!conditions) return;
    Rule rule = blank(Rule::Kind::ruled_out);
    rule.place = sheet.place(node);
    rule.when = std::move(*conditions);
    keep(std::move(rule), "ruled_out: " + flow_text(node));
  }

  void read_all_ruled_out() const {
    if (!body().is_sequence()) {
      read_ruled_out(body());
      return;
    }
    if (body().children.empty()) {
      sheet.error(body(), "`ruled_out` names nothing", "write `ruled_out: {issue: option}`");
    }
    for (const auto& node : body().children) read_ruled_out(node);
  }

  [[nodiscard]] std::optional<std::vector<IssueId>> read_issue_list(const YamlNode& node) const {
    if (!sheet.is_sequence(node, "`of`", "write `of: [issue, issue]`")) return std::nullopt;
    std::vector<IssueId> issues;
    bool good = true;
    for (const auto& child : node.children) {
      const auto issue = draft.issue(sheet, child);
      if (!issue) {
        good = false;
        continue;
      }
      issues.push_back(*issue);
    }
    if (!good) return std::nullopt;
    auto sorted = issues;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
      sheet.error(node, "an issue is named twice in `of`", "name each issue once");
      return std::nullopt;
    }
    if (issues.empty()) {
      sheet.error(node, "`of` names no issue", "write `of: [issue, issue]`");
      return std::nullopt;
    }
    return issues;
  }

  void read_count(Rule::Kind kind) const {
    const std::string word(head_word());
    if (!draft.scenario.has_status_quo) {
      sheet.error(
          head, fmt::format("`{}` counts issues moved off the status quo, and there is none", word),
          "name the options instead, with `excludes`, `requires` or `budget`");
    }
    const auto count = sheet.whole(body(), '`' + word + '`', 0, static_cast<int>(k_max_issues));
    const auto* of =
        fields.require("of", fmt::format("write `{}: 2, of: [issue, issue, issue]`", word));
    auto issues = of ? read_issue_list(*of) : std::nullopt;
    if (!count || !issues) return;
    Rule rule = blank(kind);
    rule.count = *count;
    rule.issues = std::move(*issues);
    keep(std::move(rule), own_words());
  }

  [[nodiscard]] std::optional<std::vector<Rational>> read_costs(IssueId issue,
                                                                const YamlNode& node) const {
    const auto& about = draft.scenario.issues[issue.index()];
    if (!node.is_sequence() && !node.is_mapping()) {
      sheet.wrong_type(node, fmt::format("the costs of {}", in_quotes(about.key)),
                       "a list or a map",
                       "write one cost per option, `[0, 10]`, or `{option: 10}`");
      return std::nullopt;
    }
    std::vector<Rational> costs(about.options.size(), Rational(0));
    bool good = draft.options_known[issue.index()];
    if (node.is_sequence()) {
      if (good && node.children.size() != costs.size()) {
        sheet.error(node,
                    fmt::format("{} for {} of {}", counted(node.children.size(), "cost"),
                                counted(costs.size(), "option"), in_quotes(about.key)),
                    fmt::format("one cost per option, in this order: {}",
                                listed(draft.option_names(issue))));
        good = false;
      }
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto cost = sheet.number(node.children[i], "a cost");
        good = good && cost;
        if (cost && i < costs.size()) costs[i] = *cost;
      }
    } else {
      for (std::size_t i = 0; i < node.pair_count(); ++i) {
        const auto option = draft.option(sheet, issue, node.key(i));
        const auto cost = sheet.number(node.value(i), "a cost");
        good = good && option && cost;
        if (option && cost) costs[option->index()] = *cost;
      }
    }
    if (!good) return std::nullopt;
    return costs;
  }

  void read_budget() const {
    const std::string example = "write `budget: 40, costs: {issue: [0, 10, 25]}`";
    const auto limit = sheet.number(body(), "`budget`");
    const auto* node = fields.require("costs", example);
    if (node == nullptr || !sheet.is_mapping(*node, "`costs`", example)) return;
    bool good = limit.has_value();
    if (node->pair_count() == 0) {
      sheet.error(*node, "`costs` names no issue", example);
      good = false;
    }
    Rule rule = blank(Rule::Kind::budget);
    for (std::size_t i = 0; i < node->pair_count(); ++i) {
      const auto issue = draft.issue(sheet, node->key(i));
      auto costs = issue ? read_costs(*issue, node->value(i)) : std::nullopt;
      good = good && costs;
      if (costs) rule.costs.push_back({*issue, std::move(*costs)});
    }
    if (!good) return;
    std::sort(rule.costs.begin(), rule.costs.end(),
              [](const Rule::Costs& a, const Rule::Costs& b) { return a.issue < b.issue; });
    rule.limit = *limit;
    keep(std::move(rule), own_words());
  }

  /// `of` belongs to at_most and at_least, `costs` to budget, and nothing else to anything.
  void refuse_strays() const {
    const std::string_view word = head_word();
    const bool counts = word == "at_most" || word == "at_least";
    if (const auto* of = fields.key("of"); of != nullptr && !counts) {
      sheet.error(*of, fmt::format("`of` does not belong to `{}`", word),
                  "it goes with `at_most` and `at_least`");
    }
    if (const auto* costs = fields.key("costs"); costs != nullptr && word != "budget") {
      sheet.error(*costs, fmt::format("`costs` does not belong to `{}`", word),
                  "it goes with `budget`");
    }
  }

  void read() const {
    refuse_strays();
    const std::string_view word = head_word();
    if (word == "requires") return read_requires();
    if (word == "excludes") return read_excludes();
    if (word == "ruled_out") return read_all_ruled_out();
    if (word == "at_most") return read_count(Rule::Kind::at_most);
    if (word == "at_least") return read_count(Rule::Kind::at_least);
    read_budget();
  }
};

void read_rule(Draft& draft, const Sheet& sheet, const YamlNode& item) {
  constexpr std::string_view kinds =
      "a rule is one of `requires`, `excludes`, `at_most`, `at_least`, `budget`, `ruled_out`";
  if (!sheet.is_mapping(item, "a rule", kinds)) return;
  const Fields fields(
      sheet, item, "a rule",
      {"requires", "excludes", "at_most", "at_least", "of", "budget", "costs", "ruled_out"});
  std::vector<const YamlNode*> heads;
  for (const auto kind : k_kinds) {
    if (const auto* key = fields.key(kind)) heads.push_back(key);
  }
  if (heads.size() == 1) {
    RuleReader{draft, sheet, item, *heads.front(), fields}.read();
  } else if (heads.size() > 1) {
    std::sort(heads.begin(), heads.end());
    sheet.error(*heads[1], "a second rule starts within the same list item",
                "start each rule with `- `");
  } else if (item.pair_count() == 0 || fields.key("of") || fields.key("costs")) {
    sheet.error(item, "this rule does not say of which kind it is", std::string(kinds));
  }
}

}  // namespace

void read_rules(Draft& draft, const Sheet& sheet, const YamlNode& node) {
  if (node.is_null()) return;
  if (!sheet.is_sequence(node, "`rules`", "start each rule with `- `")) return;
  if (node.children.size() > k_max_rules) {
    sheet.error(node, fmt::format("{} rules are listed; at most {} can be", node.children.size(),
                                  k_max_rules));
    return;
  }
  for (const auto& item : node.children) read_rule(draft, sheet, item);
}

}  // namespace entente::format
