#include "app/resolve.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/report/text_width.hpp"

namespace entente::app {
namespace {

template <class Items, class GetName>
std::string name_hint(std::string_view wanted, const Items& items, const GetName& name_of) {
  std::vector<std::string_view> names;
  for (const auto& item : items) names.push_back(name_of(item));
  std::string hint = did_you_mean(wanted, names);
  if (!hint.empty() || names.size() > 12) return hint;
  std::vector<std::string> safe;
  for (const auto name : names) safe.push_back(in_quotes(name));
  return fmt::format("there are: {}", fmt::join(safe, ", "));
}

UsageError no_issue(const Scenario& scenario, std::string_view option_name,
                    std::string_view wanted) {
  return {
      fmt::format("{}: there is no issue {}", option_name, in_quotes(wanted)),
      name_hint(wanted, scenario.issues, [](const Issue& i) { return std::string_view(i.key); })};
}

std::optional<UsageError> add_weight(const Scenario& scenario, std::string_view text,
                                     std::vector<Rational>& weights) {
  const std::size_t split = text.rfind('=');
  if (split == std::string_view::npos) {
    return UsageError{fmt::format("--weights takes PARTY=WEIGHT, not {}", in_quotes(text)),
                      "for example: --weights us=2,china=1"};
  }
  const auto key = text.substr(0, split);
  const auto party = scenario.find_party(key);
  if (!party) {
    return UsageError{
        fmt::format("--weights: there is no party {}", in_quotes(key)),
        name_hint(key, scenario.parties, [](const Party& p) { return std::string_view(p.key); })};
  }
  const auto weight = parse_decimal(text.substr(split + 1));
  if (!weight || *weight <= 0) {
    return UsageError{fmt::format("--weights: the weight of {} must be a number above 0, not {}",
                                  in_quotes(key), in_quotes(text.substr(split + 1))),
                      ""};
  }
  weights[party->index()] = *weight;
  return std::nullopt;
}

}  // namespace

tl::expected<IssueOption, UsageError> resolve_issue_option(const Scenario& scenario,
                                                           std::string_view option_name,
                                                           std::string_view text) {
  std::optional<IssueId> issue;
  std::size_t split = text.find('=');
  if (split == std::string_view::npos) {
    return tl::unexpected(
        UsageError{fmt::format("{} takes ISSUE=OPTION, not {}", option_name, in_quotes(text)), ""});
  }
  const std::size_t first = split;
  for (; split != std::string_view::npos; split = text.find('=', split + 1)) {
    issue = scenario.find_issue(text.substr(0, split));
    if (issue) break;
  }
  if (!issue) return tl::unexpected(no_issue(scenario, option_name, text.substr(0, first)));
  const auto& options = scenario.issues[issue->index()].options;
  const auto wanted = text.substr(split + 1);
  const auto option = scenario.find_option(*issue, wanted);
  if (option) return IssueOption{*issue, *option};
  return tl::unexpected(UsageError{
      fmt::format("{}: issue {} has no option {}", option_name, in_quotes(text.substr(0, split)),
                  in_quotes(wanted)),
      name_hint(wanted, options, [](const std::string& o) { return std::string_view(o); })});
}

tl::expected<std::vector<Rational>, UsageError> resolve_weights(
    const Scenario& scenario, const std::vector<std::string>& texts) {
  if (texts.empty()) return std::vector<Rational>();
  std::vector<Rational> weights(scenario.party_count(), Rational(1));
  for (const std::string_view text : texts) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      if (auto error = add_weight(scenario, text.substr(begin, end - begin), weights)) {
        return tl::unexpected(std::move(*error));
      }
      begin = end + 1;
    }
  }
  return weights;
}

tl::expected<std::vector<ThreatCarriedOut>, UsageError> resolve_threats(
    const Scenario& scenario, const std::vector<std::string>& texts) {
  std::vector<ThreatCarriedOut> threats;
  for (const auto& text : texts) {
    const auto found = resolve_issue_option(scenario, "--threat", text);
    if (!found) return tl::unexpected(found.error());
    const auto& issue = scenario.issues[found->issue.index()];
    if (!issue.is_threat()) {
      return tl::unexpected(UsageError{
          fmt::format("--threat: issue {} is not a threat", in_quotes(issue.key)),
          "a threat is an issue with threat_by; --rule-out takes options from agreements"});
    }
    if (std::any_of(threats.begin(), threats.end(),
                    [&](const ThreatCarriedOut& t) { return t.issue == found->issue; })) {
      return tl::unexpected(
          UsageError{fmt::format("--threat: issue {} is given twice", in_quotes(issue.key)), ""});
    }
    threats.push_back({found->issue, found->option});
  }
  return threats;
}

std::optional<UsageError> add_ruled_out(Scenario& scenario, const std::vector<std::string>& texts) {
  for (const auto& text : texts) {
    const auto found = resolve_issue_option(scenario, "--rule-out", text);
    if (!found) return found.error();
    Rule rule;
    rule.kind = Rule::Kind::ruled_out;
    rule.when = {{found->issue, {found->option}}};
    rule.text = "--rule-out " + text;
    scenario.rules.push_back(std::move(rule));
  }
  return std::nullopt;
}

}  // namespace entente::app
