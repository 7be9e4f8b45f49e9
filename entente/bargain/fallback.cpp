#include "entente/bargain/fallback.hpp"

#include <algorithm>
#include <cstdint>

namespace entente::bargain {
namespace {

constexpr std::size_t k_max_parties = 12;

/// The product of the gains of the parties in the bit set.
Objective product_of(const Problem& problem, std::uint32_t gainers) {
  std::vector<Rational> weight(problem.parties);
  for (std::size_t j = 0; j < problem.parties; ++j) weight[j] = (gainers >> j) & 1U;
  return {problem, Objective::Kind::log_sum, std::move(weight), problem.no_deal};
}

double product_in_points(const Problem& problem, const std::vector<std::int64_t>& utility) {
  double product = 1;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (utility[j] > problem.no_deal[j]) {
      product *= to_points(problem, j, utility[j] - problem.no_deal[j]);
    }
  }
  return product;
}

/// Everybody who gains, as a bit set; nothing when somebody loses.
std::optional<std::uint32_t> gainers_of(const Problem& problem, const std::int64_t* utility) {
  std::uint32_t gainers = 0;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (utility[j] < problem.no_deal[j]) return std::nullopt;
    if (utility[j] > problem.no_deal[j]) gainers |= 1U << j;
  }
  return gainers;
}

/// Is a better than b? Products of different sets of gainers are compared in points.
bool better(const Problem& problem, const std::vector<std::int64_t>& a,
            const std::vector<std::int64_t>& b) {
  Rational pa = 1;
  Rational pb = 1;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const Integer den(problem.denominator[j]);
    if (a[j] > problem.no_deal[j]) pa *= Rational(Integer(a[j] - problem.no_deal[j]), den);
    if (b[j] > problem.no_deal[j]) pb *= Rational(Integer(b[j] - problem.no_deal[j]), den);
  }
  return pa > pb || (pa == pb && a > b);
}

void take(const Problem& problem, std::vector<std::int64_t> utility, Outcome outcome,
          std::optional<Deal>& best) {
  if (best && !better(problem, utility, best->utility)) return;
  best.emplace();
  best->status = Status::exact;
  best->utility = std::move(utility);
  best->outcome = std::move(outcome);
  best->witness_canonical = false;
  best->value = product_in_points(problem, best->utility);
  best->ties = 1;
  best->ties_complete = false;
}

std::optional<Deal> from_list(const Problem& problem, const Frontier& frontier) {
  std::optional<Deal> best;
  int most = 1;
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    const auto gainers = gainers_of(problem, frontier.utility(k));
    if (!gainers) continue;
    const int count = __builtin_popcount(*gainers);
    if (count < most) continue;
    if (count > most) best.reset();
    most = count;
    const auto* u = frontier.utility(k);
    take(problem, {u, u + problem.parties}, frontier.outcome(k), best);
  }
  return best;
}

std::optional<Deal> by_search(const Problem& problem, Engine& engine, const SearchLimits& limits,
                              const WorkControl& control) {
  const auto n = static_cast<int>(problem.parties);
  std::optional<Deal> best;
  for (int size = n - 1; size > 0 && !best; --size) {
    for (std::uint32_t gainers = 1; gainers < 1U << problem.parties; ++gainers) {
      if (__builtin_popcount(gainers) != size) continue;
      auto found = engine.maximise(product_of(problem, gainers), limits, control);
      if (found.status == Status::bound || found.status == Status::unknown) return std::nullopt;
      if (found.status == Status::exact) {
        take(problem, std::move(found.utility), std::move(found.outcome), best);
      }
    }
  }
  return best;
}

}  // namespace

std::optional<Deal> find_fallback(const Problem& problem, const Frontier* frontier, Engine* engine,
                                  const SearchLimits& limits, const WorkControl& control) {
  if (problem.parties > k_max_parties) return std::nullopt;
  if (frontier != nullptr) return from_list(problem, *frontier);
  if (engine != nullptr) return by_search(problem, *engine, limits, control);
  return std::nullopt;
}

}  // namespace entente::bargain
