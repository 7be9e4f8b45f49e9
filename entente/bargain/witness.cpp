#include "entente/bargain/witness.hpp"

#include <utility>

namespace entente::bargain {
namespace {

/// Search nodes spent at most; past them the witness at hand is shown and the deal says so.
constexpr std::uint64_t k_witness_nodes = 2'000'000;

}  // namespace

void set_smallest_witness(const Problem& problem, Engine& engine, const WorkControl& control,
                          Deal& deal) {
  deal.witness_canonical = false;
  // With the vector itself as the floor, nothing else is left, and a direction in which it is
  // (nearly) best keeps the search small.
  std::vector<Rational> weight;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const std::int64_t gain = deal.utility[j] - problem.no_deal[j];
    weight.push_back(gain > 0 ? Rational(1 / amount_in_points(problem, j, gain)) : Rational(1));
  }
  const Objective objective(problem, Objective::Kind::linear, std::move(weight), deal.utility);
  auto smallest =
      engine.smallest_witness(objective, deal.utility, SearchLimits{k_witness_nodes}, control);
  if (!smallest) return;
  deal.outcome = std::move(*smallest);
  deal.witness_canonical = true;
}

}  // namespace entente::bargain
