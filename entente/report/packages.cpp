#include "entente/report/packages.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/ledger.hpp"

namespace entente::report {
namespace {

std::vector<std::optional<double>> credits_of(const bargain::LedgerRow& row) {
  std::vector<std::optional<double>> credits;
  for (const auto& credit : row.credit) {
    credits.push_back(credit ? std::optional(to_double(*credit)) : std::nullopt);
  }
  return credits;
}

Packages::Move make_move(const bargain::LedgerRow& row) {
  Packages::Move move;
  if (row.cost) move.cost = to_double(*row.cost);
  move.credit = credits_of(row);
  move.empty = row.empty;
  return move;
}

using Moves = std::vector<std::optional<Packages::Move>>;

/// [issue] what an outcome moves: the issues that count together with others, or all the rest.
/// `unbiased` is the scenario without beliefs; null where there are none.
Moves moves_in(const Scenario& scenario, const Scenario* unbiased, const Outcome& outcome,
               bool marginal) {
  Moves moves(scenario.issue_count());
  for (const auto& row : bargain::make_ledger(scenario, outcome).rows) {
    if (row.in_deal && row.marginal == marginal) moves[row.issue.index()] = make_move(row);
  }
  if (unbiased == nullptr) return moves;
  for (const auto& row : bargain::make_ledger(*unbiased, outcome).rows) {
    auto& move = moves[row.issue.index()];
    if (!row.in_deal || !move) continue;
    auto credits = credits_of(row);
    if (credits != move->credit) move->unbiased = std::move(credits);
  }
  return moves;
}

/// Null where nobody believes anything else than what is so.
std::shared_ptr<const Scenario> without_beliefs(const Scenario& scenario) {
  const bool believes =
      std::any_of(scenario.beliefs.begin(), scenario.beliefs.end(),
                  [](const std::vector<Belief>& beliefs) { return !beliefs.empty(); });
  if (!believes) return nullptr;
  Scenario plain = scenario;
  plain.beliefs.clear();
  return std::make_shared<const Scenario>(std::move(plain));
}

void mark_interactions(const Scenario& scenario, Packages& packages) {
  for (const auto& preferences : scenario.preferences) {
    for (const auto& term : preferences.together) {
      for (const auto& condition : term.when) {
        packages.issues[condition.issue.index()].interacts = true;
      }
    }
  }
}

/// Where an issue counts by itself, a row of the ledger depends on its option alone. So one ledger
/// tells about as many issues as there are: all of them moved to their option of that number.
void add_moves(const Scenario& scenario, Packages& packages) {
  const auto unbiased = without_beliefs(scenario);
  std::size_t most_options = 0;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    auto& issue = packages.issues[i];
    most_options = std::max(most_options, issue.options.size());
    issue.moves.resize(issue.options.size());
  }
  Outcome outcome(scenario.issue_count());
  for (std::size_t option = 0; option < most_options; ++option) {
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      const auto& issue = scenario.issues[i];
      const bool possible = option < issue.options.size() && !issue.is_threat();
      outcome[i] = static_cast<Outcome::value_type>(possible ? option : issue.status_quo.index());
    }
    auto moves = moves_in(scenario, unbiased.get(), outcome, false);
    for (std::size_t i = 0; i < moves.size(); ++i) {
      if (moves[i]) packages.issues[i].moves[outcome[i]] = std::move(*moves[i]);
    }
  }
  packages.ledger = true;
  packages.moves_of = [&scenario, unbiased](const Outcome& agreed) {
    return moves_in(scenario, unbiased.get(), agreed, true);
  };
}

}  // namespace

std::shared_ptr<const Packages> make_packages(const Scenario& scenario,
                                              const PrintableNames& names) {
  auto packages = std::make_shared<Packages>();
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const auto& issue = scenario.issues[i];
    Packages::IssueInfo info;
    info.title = names.issues[i];
    info.options = names.options[i];
    if (scenario.has_status_quo) info.status_quo = issue.status_quo.index();
    if (issue.giver) info.giver = issue.giver->index();
    info.threat = issue.is_threat();
    packages->issues.push_back(std::move(info));
  }
  mark_interactions(scenario, *packages);
  if (scenario.has_status_quo) add_moves(scenario, *packages);
  return packages;
}

void add_offset(const Scenario& scenario, PartyId party, const Rational& base, std::string cause,
                FrontierChart& chart) {
  if (!scenario.has_status_quo) return;
  const Rational today = utility(scenario, party, no_deal_outcome(scenario));
  chart.offset.push_back(to_double(base - today));
  chart.offset_cause.push_back(std::move(cause));
}

}  // namespace entente::report
