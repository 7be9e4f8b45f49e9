#include "entente/bargain/ledger.hpp"

#include <algorithm>

namespace entente::bargain {
namespace {

/// Prices single moves within an agreement, for every party.
class Accounts {
 public:
  Accounts(const Scenario& scenario, const Outcome& agreement)
      : scenario_(scenario), outcome_(agreement), terms_(scenario.party_count()) {
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      terms_[j].resize(scenario.issue_count());
      for (const auto& term : scenario.preferences[j].together) {
        for (const auto& condition : term.when) terms_[j][condition.issue.index()].push_back(&term);
      }
    }
  }

  /// u_j(outcome with issue at `option`) minus the parts that do not involve the issue.
  [[nodiscard]] Rational part(std::size_t party, std::size_t issue, std::size_t option) {
    Rational total = 0;
    const auto& values = scenario_.preferences[party].values;
    if (issue < values.size() && !values[issue].empty()) total = values[issue][option].mean();
    const auto kept = outcome_[issue];
    outcome_[issue] = static_cast<std::uint16_t>(option);
    for (const auto* term : terms_[party][issue]) {
      if (std::all_of(term->when.begin(), term->when.end(),
                      [&](const Condition& c) { return holds(c, outcome_); })) {
        total += term->add.mean();
      }
    }
    outcome_[issue] = kept;
    return total;
  }

  /// What the party takes the issue to be worth today, by its belief.
  [[nodiscard]] Rational believed(std::size_t party, std::size_t issue) {
    if (party < scenario_.beliefs.size()) {
      for (const auto& belief : scenario_.beliefs[party]) {
        if (belief.issue.index() != issue) continue;
        Rational total = 0;
        for (std::size_t o = 0; o < belief.probability.size(); ++o) {
          if (belief.probability[o] != 0) total += belief.probability[o] * part(party, issue, o);
        }
        return total;
      }
    }
    return part(party, issue, status_quo(issue));
  }

  [[nodiscard]] std::size_t status_quo(std::size_t issue) const {
    return scenario_.issues[issue].status_quo.index();
  }

  /// Do interaction terms involve the issue for anybody?
  [[nodiscard]] bool interacts(std::size_t issue) const {
    return std::any_of(terms_.begin(), terms_.end(),
                       [&](const auto& by_issue) { return !by_issue[issue].empty(); });
  }

  [[nodiscard]] LedgerRow row(std::size_t issue, std::size_t to) {
    LedgerRow row;
    row.issue = IssueId(issue);
    row.from = OptionId(status_quo(issue));
    row.to = OptionId(to);
    row.giver = scenario_.issues[issue].giver;
    row.marginal = interacts(issue);
    row.credit.resize(scenario_.party_count());
    bool credited = false;
    for (std::size_t j = 0; j < scenario_.party_count(); ++j) {
      if (row.giver && row.giver->index() == j) {
        row.cost = part(j, issue, status_quo(issue)) - part(j, issue, to);
      } else {
        row.credit[j] = part(j, issue, to) - believed(j, issue);
        credited = credited || *row.credit[j] > 0;
      }
    }
    row.empty = row.giver && !credited;
    return row;
  }

 private:
  const Scenario& scenario_;
  Outcome outcome_;
  std::vector<std::vector<std::vector<const Interaction*>>> terms_;  // [party][issue]
};

/// The giver's cheapest move on an issue left alone, when no move on it would earn any credit.
std::optional<LedgerRow> empty_offer(Accounts& accounts, const Issue& issue, std::size_t index) {
  std::optional<LedgerRow> cheapest;
  for (std::size_t o = 0; o < issue.options.size(); ++o) {
    if (o == accounts.status_quo(index)) continue;
    auto row = accounts.row(index, o);
    if (!row.empty) return std::nullopt;
    if (!cheapest || *row.cost < *cheapest->cost) cheapest = std::move(row);
  }
  return cheapest;
}

}  // namespace

Ledger make_ledger(const Scenario& scenario, const Outcome& agreement) {
  Accounts accounts(scenario, agreement);
  Ledger ledger;
  ledger.credits.assign(scenario.party_count(), 0);
  ledger.costs.assign(scenario.party_count(), 0);
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    if (scenario.issues[i].is_threat() || agreement[i] == accounts.status_quo(i)) continue;
    auto row = accounts.row(i, agreement[i]);
    row.in_deal = true;
    if (row.giver) ledger.costs[row.giver->index()] += *row.cost;
    for (std::size_t j = 0; j < row.credit.size(); ++j) {
      if (row.credit[j]) ledger.credits[j] += *row.credit[j];
    }
    ledger.rows.push_back(std::move(row));
  }
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    ledger.balance.push_back(ledger.credits[j] - ledger.costs[j]);
  }
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const auto& issue = scenario.issues[i];
    if (issue.is_threat() || !issue.giver || agreement[i] != accounts.status_quo(i)) continue;
    if (auto row = empty_offer(accounts, issue, i)) ledger.rows.push_back(std::move(*row));
  }
  return ledger;
}

}  // namespace entente::bargain
