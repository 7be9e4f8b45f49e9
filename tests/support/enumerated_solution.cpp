#include "tests/support/enumerated_solution.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "entente/bargain/concepts.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::test {
namespace {

using bargain::Frontier;
using bargain::Problem;
using bargain::Solution;

class ListedWitnesses : public Frontier::Witnesses {
 public:
  explicit ListedWitnesses(std::vector<Outcome> outcomes) : outcomes_(std::move(outcomes)) {}
  void decode(std::size_t k, Outcome& outcome) const override { outcome = outcomes_[k]; }
  [[nodiscard]] std::size_t bytes() const override { return 0; }

 private:
  std::vector<Outcome> outcomes_;
};

using Vector = std::vector<std::int64_t>;

bool at_least(const Vector& a, const Vector& b) {
  return std::equal(a.begin(), a.end(), b.begin(), [](auto x, auto y) { return x >= y; });
}

Frontier listed_frontier(const Scenario& scenario, const Problem& problem) {
  // The first outcome seen with a vector is the smallest in option order.
  std::map<Vector, Outcome, std::greater<>> best;
  for_each_outcome(scenario, [&](const Outcome& outcome) {
    if (!bargain::feasible(problem, outcome.data())) return;
    Vector u(problem.parties);
    bargain::utilities(problem, outcome.data(), u.data());
    best.emplace(std::move(u), outcome);
  });
  std::vector<Vector> kept;
  Vector flat;
  std::vector<Outcome> outcomes;
  for (const auto& [u, outcome] : best) {
    if (std::any_of(kept.begin(), kept.end(), [&](const Vector& k) { return at_least(k, u); })) {
      continue;
    }
    kept.push_back(u);
    flat.insert(flat.end(), u.begin(), u.end());
    outcomes.push_back(outcome);
  }
  return {problem.parties, std::move(flat), std::make_shared<ListedWitnesses>(std::move(outcomes)),
          bargain::FrontierStatus::exact};
}

}  // namespace

Solution enumerated_solution(const Scenario& scenario, bargain::Concept recommended) {
  Solution solution;
  solution.problem = *bargain::make_problem(scenario);
  if (scenario.has_status_quo) solution.no_deal = no_deal_outcome(scenario);
  const Frontier frontier = listed_frontier(scenario, solution.problem);
  for (const auto concept_ : bargain::k_concepts) {
    std::size_t index = frontier.size();
    auto& deal = solution.deals[static_cast<std::size_t>(concept_)];
    deal =
        bargain::choose_deal(solution.problem, frontier.size() == 0 ? nullptr : frontier.utility(0),
                             frontier.size(), concept_, {}, &index);
    if (index < frontier.size()) deal.outcome = frontier.outcome(index);
  }
  solution.frontier = frontier;
  const auto& deal = solution.deal(recommended);
  if (scenario.has_status_quo && deal.found()) {
    solution.ledger = bargain::make_ledger(scenario, deal.outcome);
  }
  return solution;
}

}  // namespace entente::test
