#include "entente/bargain/adjusted_winner.hpp"

#include <algorithm>

namespace entente::bargain {
namespace {

Rational value_of(const Scenario& scenario, std::size_t party, std::size_t issue, OptionId option) {
  const auto& row = scenario.preferences[party].values[issue];
  return row.empty() ? Rational(0) : row[option.index()].mean();
}

bool indifferent(const Scenario& scenario, std::size_t party, std::size_t issue) {
  const auto& options = scenario.issues[issue].options;
  for (std::size_t o = 1; o < options.size(); ++o) {
    if (value_of(scenario, party, issue, OptionId(o)) !=
        value_of(scenario, party, issue, OptionId(0))) {
      return false;
    }
  }
  return true;
}

/// Of options that are equally good for the party, the one that the other likes best; but who does
/// not care about the issue at all is to bid nothing against the other, not to agree with it.
OptionId favourite_of(const Scenario& scenario, std::size_t party, std::size_t issue) {
  const int kindness = indifferent(scenario, party, issue) ? -1 : 1;
  OptionId best(0);
  for (std::size_t o = 1; o < scenario.issues[issue].options.size(); ++o) {
    const OptionId option(o);
    const Rational more =
        value_of(scenario, party, issue, option) - value_of(scenario, party, issue, best);
    const Rational for_other =
        value_of(scenario, 1 - party, issue, option) - value_of(scenario, 1 - party, issue, best);
    if (more > 0 || (more == 0 && kindness * for_other > 0)) best = option;
  }
  return best;
}

/// Why the procedure does not apply; empty when it does.
std::string objection(const Scenario& scenario) {
  if (scenario.party_count() != 2) return "Adjusted Winner is for two parties";
  if (!scenario.rules.empty()) return "Adjusted Winner knows no rules";
  for (const auto& preferences : scenario.preferences) {
    if (!preferences.together.empty()) return "Adjusted Winner knows no interaction terms";
    if (!preferences.is_sum()) return "Adjusted Winner needs utilities that are sums over issues";
  }
  return "";
}

/// What each party would win with each issue, in its own points.
std::vector<AwardedIssue> make_bids(const Scenario& scenario) {
  std::vector<AwardedIssue> issues;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    if (scenario.issues[i].is_threat()) continue;
    AwardedIssue issue;
    issue.issue = IssueId(i);
    for (std::size_t j = 0; j < 2; ++j) issue.favourite[j] = favourite_of(scenario, j, i);
    for (std::size_t j = 0; j < 2; ++j) {
      issue.points[j] = value_of(scenario, j, i, issue.favourite[j]) -
                        value_of(scenario, j, i, issue.favourite[1 - j]);
    }
    issue.agreed = issue.points[0] == 0 && issue.points[1] == 0;
    issues.push_back(std::move(issue));
  }
  return issues;
}

/// Scales each party's bids to a sum of 100; false when a party has nothing to win.
bool scale_bids(std::vector<AwardedIssue>& issues) {
  for (std::size_t j = 0; j < 2; ++j) {
    Rational sum = 0;
    for (const auto& issue : issues) sum += issue.points[j];
    if (sum == 0) return false;
    for (auto& issue : issues) issue.points[j] *= 100 / sum;
  }
  return true;
}

/// Each issue to the higher bidder, equal bids last, each to the one who is behind then.
void award(AdjustedWinner& result) {
  const auto give = [&](AwardedIssue& issue, std::size_t winner) {
    issue.share = winner == 0 ? 1 : 0;
    result.points[winner] += issue.points[winner];
  };
  for (auto& issue : result.issues) {
    if (issue.points[0] != issue.points[1]) give(issue, issue.points[0] > issue.points[1] ? 0 : 1);
  }
  for (auto& issue : result.issues) {
    if (issue.agreed || issue.points[0] != issue.points[1]) continue;
    give(issue, result.points[0] <= result.points[1] ? 0 : 1);
  }
}

/// Passes issues from the one ahead to the other until both have the same.
void adjust(AdjustedWinner& result) {
  const std::size_t ahead = result.points[0] >= result.points[1] ? 0 : 1;
  const std::size_t behind = 1 - ahead;
  const Rational all = ahead == 0 ? 1 : 0;
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < result.issues.size(); ++k) {
    if (!result.issues[k].agreed && result.issues[k].share == all) order.push_back(k);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto& x = result.issues[a].points;
    const auto& y = result.issues[b].points;
    return x[ahead] * y[behind] < y[ahead] * x[behind];
  });
  for (const std::size_t k : order) {
    auto& issue = result.issues[k];
    const Rational difference = result.points[ahead] - result.points[behind];
    if (difference == 0) return;
    const Rational both = issue.points[ahead] + issue.points[behind];
    const Rational part = std::min(Rational(1), Rational(difference / both));
    issue.share = ahead == 0 ? Rational(1 - part) : part;
    result.points[ahead] -= part * issue.points[ahead];
    result.points[behind] += part * issue.points[behind];
    if (part < 1) result.split = k;
  }
}

}  // namespace

tl::expected<AdjustedWinner, std::string> adjusted_winner(const Scenario& scenario) {
  if (std::string reason = objection(scenario); !reason.empty()) {
    return tl::unexpected(std::move(reason));
  }
  AdjustedWinner result;
  result.issues = make_bids(scenario);
  if (!scale_bids(result.issues)) {
    return tl::unexpected(std::string("Adjusted Winner needs issues that each party can win"));
  }
  award(result);
  adjust(result);
  return result;
}

}  // namespace entente::bargain
