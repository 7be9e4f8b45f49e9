#include "entente/report/packages.hpp"

#include <algorithm>

#include "entente/bargain/ledger.hpp"

namespace entente::report {
namespace {

Packages::Move make_move(const bargain::LedgerRow& row) {
  Packages::Move move;
  if (row.cost) move.cost = to_double(*row.cost);
  for (const auto& credit : row.credit) {
    move.credit.push_back(credit ? std::optional(to_double(*credit)) : std::nullopt);
  }
  move.empty = row.empty;
  return move;
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
    for (const auto& row : bargain::make_ledger(scenario, outcome).rows) {
      if (row.in_deal && !row.marginal) {
        packages.issues[row.issue.index()].moves[row.to.index()] = make_move(row);
      }
    }
  }
  packages.ledger = true;
  packages.moves_of = [&scenario](const Outcome& agreed) {
    std::vector<std::optional<Packages::Move>> moves(scenario.issue_count());
    for (const auto& row : bargain::make_ledger(scenario, agreed).rows) {
      if (row.in_deal && row.marginal) moves[row.issue.index()] = make_move(row);
    }
    return moves;
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

}  // namespace entente::report
