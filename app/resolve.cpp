#include "app/resolve.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/name_search.hpp"
#include "entente/bargain/objective.hpp"

namespace entente::app {
namespace {

UsageError never_agreed(std::string_view option_name, std::string_view issue) {
  return {fmt::format("{}: {} is a threat, and threats are never part of an agreement", option_name,
                      in_quotes(issue)),
          "--threat ISSUE=OPTION carries one out"};
}

/// What the solvers take (bargain::exponents_fit).
constexpr std::string_view k_least_weight = "0.001";
constexpr std::string_view k_greatest_weight = "1000";

bool is_weight(const std::optional<Rational>& weight) {
  return weight && *weight >= *parse_decimal(k_least_weight) &&
         *weight <= *parse_decimal(k_greatest_weight);
}

/// Commas tried as the end of a weight: names that have commas and '=' may need several.
constexpr std::size_t k_most_commas = 16;

/// Weights as they are read: one per party, none twice.
class WeightReader {
 public:
  explicit WeightReader(const Scenario& scenario)
      : scenario_(scenario),
        weights_(scenario.party_count(), Rational(1)),
        given_(scenario.party_count(), false) {}

  /// Reads "PARTY=W,...".
  void add_list(std::string_view text, std::vector<UsageError>& errors) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const auto entry = first_entry(text.substr(begin));
      if (auto error = add(entry)) errors.push_back(std::move(*error));
      begin += entry.size() + 1;
    }
  }

  [[nodiscard]] std::vector<Rational> take() { return std::move(weights_); }

 private:
  /// Does what is before the last '=' name a party?
  [[nodiscard]] bool complete(std::string_view text) const {
    const std::size_t split = text.rfind('=');
    return split != std::string_view::npos && names_a_party(scenario_, text.substr(0, split));
  }

  /// What is before a comma: the first one after which a weight is complete, since names may have
  /// commas; where there is none such, the first of all.
  [[nodiscard]] std::string_view first_entry(std::string_view text) const {
    std::size_t end = text.find('=');
    for (std::size_t k = 0; end < text.size() && k < k_most_commas; ++k) {
      end = std::min(text.find(',', end + 1), text.size());
      if (complete(text.substr(0, end))) return text.substr(0, end);
    }
    return text.substr(0, text.find(','));
  }

  [[nodiscard]] std::optional<UsageError> add(std::string_view text) {
    const std::size_t split = text.rfind('=');
    if (split == std::string_view::npos) {
      return UsageError{fmt::format("--weights takes PARTY=WEIGHT, not {}", in_quotes(text)),
                        "for example: --weights us=2,china=1"};
    }
    const auto party = party_named(scenario_, "--weights", trimmed(text.substr(0, split)));
    if (!party) return party.error();
    const auto name = in_quotes(scenario_.parties[party->index()].key);
    if (given_[party->index()]) {
      return UsageError{fmt::format("--weights: party {} is given twice", name), ""};
    }
    given_[party->index()] = true;
    const auto weight = parse_decimal(trimmed(text.substr(split + 1)));
    if (!is_weight(weight)) {
      return UsageError{
          fmt::format("--weights: the weight of {} must be a number from {} to {}, not {}", name,
                      k_least_weight, k_greatest_weight, in_quotes(text.substr(split + 1))),
          "only the proportions of weights matter"};
    }
    weights_[party->index()] = *weight;
    return std::nullopt;
  }

  const Scenario& scenario_;
  std::vector<Rational> weights_;
  std::vector<bool> given_;
};

/// Of the weights given, the one with the most digits.
UsageError too_fine(const Scenario& scenario, const std::vector<Rational>& weights) {
  const auto finest =
      std::max_element(weights.begin(), weights.end(), [](const Rational& a, const Rational& b) {
        return to_fraction_text(a).size() < to_fraction_text(b).size();
      });
  const auto& party = scenario.parties[static_cast<std::size_t>(finest - weights.begin())];
  return {fmt::format("--weights: the weight of {}, {}, is too fine", in_quotes(party.key),
                      to_text(*finest)),
          "the weights must be in the proportion of whole numbers below 65,536: state them with "
          "fewer digits"};
}

std::optional<UsageError> add_threat(const Scenario& scenario, std::string_view text,
                                     std::vector<ThreatCarriedOut>& threats) {
  const auto found = resolve_issue_option(scenario, "--threat", text);
  if (!found) return found.error();
  const auto& issue = scenario.issues[found->issue.index()];
  if (!issue.is_threat()) {
    return UsageError{
        fmt::format("--threat: issue {} is not a threat", in_quotes(issue.key)),
        "a threat is an issue with threat_by; --rule-out takes options from agreements"};
  }
  if (std::any_of(threats.begin(), threats.end(),
                  [&](const ThreatCarriedOut& t) { return t.issue == found->issue; })) {
    return UsageError{fmt::format("--threat: issue {} is given twice", in_quotes(issue.key)), ""};
  }
  threats.push_back({found->issue, found->option});
  return std::nullopt;
}

}  // namespace

tl::expected<IssueOption, UsageError> resolve_issue_option(const Scenario& scenario,
                                                           std::string_view option_name,
                                                           std::string_view text) {
  const std::size_t first = text.find('=');
  if (first == std::string_view::npos) {
    return tl::unexpected(
        UsageError{fmt::format("{} takes ISSUE=OPTION, not {}", option_name, in_quotes(text)), ""});
  }
  std::size_t split = first;
  while (split != std::string_view::npos && !names_an_issue(scenario, text.substr(0, split))) {
    split = text.find('=', split + 1);
  }
  if (split == std::string_view::npos) split = first;
  const auto issue = issue_named(scenario, option_name, text.substr(0, split));
  if (!issue) return tl::unexpected(issue.error());
  return option_named(scenario, *issue, option_name, text.substr(split + 1))
      .map([&](OptionId option) { return IssueOption{*issue, option}; });
}

std::vector<Rational> resolve_weights(const Scenario& scenario,
                                      const std::vector<std::string>& texts,
                                      std::vector<UsageError>& errors) {
  if (texts.empty()) return {};
  WeightReader reader(scenario);
  for (const auto& text : texts) reader.add_list(text, errors);
  auto weights = reader.take();
  if (errors.empty() && !bargain::exponents_fit(weights)) {
    errors.push_back(too_fine(scenario, weights));
  }
  return weights;
}

std::vector<ThreatCarriedOut> resolve_threats(const Scenario& scenario,
                                              const std::vector<std::string>& texts,
                                              std::vector<UsageError>& errors) {
  std::vector<ThreatCarriedOut> threats;
  for (const auto& text : texts) {
    if (auto error = add_threat(scenario, text, threats)) errors.push_back(std::move(*error));
  }
  return threats;
}

std::vector<IssueId> resolve_issues(const Scenario& scenario, std::string_view option_name,
                                    const std::vector<std::string>& texts,
                                    std::vector<UsageError>& errors) {
  std::vector<IssueId> issues;
  for (const auto& text : texts) {
    const auto issue = issue_named(scenario, option_name, text);
    if (!issue) {
      errors.push_back(issue.error());
    } else if (scenario.issues[issue->index()].is_threat()) {
      errors.push_back(never_agreed(option_name, text));
    } else if (std::find(issues.begin(), issues.end(), *issue) == issues.end()) {
      issues.push_back(*issue);
    }
  }
  return issues;
}

std::vector<Condition> resolve_goals(const Scenario& scenario,
                                     const std::vector<std::string>& texts,
                                     std::vector<UsageError>& errors) {
  std::vector<Condition> goals;
  for (const auto& text : texts) {
    const auto found = resolve_issue_option(scenario, "--goal", text);
    if (!found) {
      errors.push_back(found.error());
      continue;
    }
    const auto& issue = scenario.issues[found->issue.index()];
    if (issue.is_threat()) {
      errors.push_back(never_agreed("--goal", issue.key));
      continue;
    }
    const Condition goal{found->issue, {found->option}};
    if (std::find(goals.begin(), goals.end(), goal) == goals.end()) goals.push_back(goal);
  }
  return goals;
}

std::vector<IssueOption> resolve_settings(const Scenario& scenario,
                                          const std::vector<std::string>& texts,
                                          std::vector<UsageError>& errors) {
  std::vector<IssueOption> settings;
  for (const auto& text : texts) {
    const auto found = resolve_issue_option(scenario, "--set", text);
    if (!found) {
      errors.push_back(found.error());
      continue;
    }
    const auto& issue = scenario.issues[found->issue.index()];
    if (issue.is_threat()) {
      errors.push_back(never_agreed("--set", issue.key));
    } else if (std::any_of(settings.begin(), settings.end(),
                           [&](const IssueOption& s) { return s.issue == found->issue; })) {
      errors.push_back({fmt::format("--set: issue {} is given twice", in_quotes(issue.key)), ""});
    } else {
      settings.push_back(*found);
    }
  }
  return settings;
}

std::optional<std::vector<IssueId>> resolve_table(const Arguments& arguments,
                                                  const Scenario& scenario,
                                                  std::vector<UsageError>& errors) {
  const auto on = resolve_issues(scenario, "--on", arguments.texts("--on"), errors);
  const auto off = resolve_issues(scenario, "--off", arguments.texts("--off"), errors);
  const bool some = arguments.has("--on") || arguments.has("--only-from");
  if (!some && !arguments.has("--off")) return std::nullopt;
  std::vector<bool> moves(scenario.issue_count(), !some);
  for (const auto& text : arguments.texts("--only-from")) {
    const auto party = party_named(scenario, "--only-from", text);
    if (!party) errors.push_back(party.error());
    for (std::size_t i = 0; party && i < moves.size(); ++i) {
      if (scenario.issues[i].giver == *party) moves[i] = true;
    }
  }
  for (const IssueId issue : on) moves[issue.index()] = true;
  for (const IssueId issue : off) {
    moves[issue.index()] = false;
    if (std::find(on.begin(), on.end(), issue) != on.end()) {
      const auto name = in_quotes(scenario.issues[issue.index()].key);
      errors.push_back({"issue " + name + " is named by --on and by --off", ""});
    }
  }
  std::vector<IssueId> table;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (moves[i] && !scenario.issues[i].is_threat()) table.emplace_back(i);
  }
  return table;
}

void add_ruled_out(Scenario& scenario, const std::vector<std::string>& texts,
                   std::vector<UsageError>& errors) {
  for (const auto& text : texts) {
    const auto found = resolve_issue_option(scenario, "--rule-out", text);
    if (!found) {
      errors.push_back(found.error());
      continue;
    }
    Rule rule;
    rule.kind = Rule::Kind::ruled_out;
    rule.when = {{found->issue, {found->option}}};
    rule.text = "--rule-out " + text;
    scenario.rules.push_back(std::move(rule));
  }
}

}  // namespace entente::app
