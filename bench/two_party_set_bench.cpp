// The set of equilibrium payoffs of two players, per discount factor.

#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "entente/base/random.hpp"
#include "entente/enforce/two_party_set.hpp"

namespace {

using entente::Rational;
using entente::StageGame;

StageGame random_game(std::size_t actions, std::uint64_t seed) {
  entente::RandomStream random(seed);
  StageGame game;
  game.players = {"row", "column"};
  game.actions.resize(2);
  for (auto& own : game.actions) {
    for (std::size_t a = 0; a < actions; ++a) own.push_back(std::to_string(a));
  }
  for (std::size_t k = 0; k < 2 * actions * actions; ++k) {
    game.payoff.emplace_back(static_cast<int>(random.below(100)));
  }
  return game;
}

/// One game after another, and discount factors from .3 to .9.
void find_set(benchmark::State& state) {
  const auto actions = static_cast<std::size_t>(state.range(0));
  std::vector<StageGame> games;
  for (std::uint64_t seed = 0; seed < 20; ++seed) games.push_back(random_game(actions, seed));
  std::size_t k = 0;
  std::size_t rounds = 0;
  for (auto _ : state) {
    const auto set = entente::enforce::find_equilibrium_set(
        games[k % games.size()], Rational(static_cast<int>(3 + k % 7), 10));
    rounds += set.rounds + set.wide_rounds;
    benchmark::DoNotOptimize(set.vertices.data());
    ++k;
  }
  state.counters["rounds"] =
      benchmark::Counter(static_cast<double>(rounds), benchmark::Counter::kAvgIterations);
}

BENCHMARK(find_set)->ArgName("actions")->Arg(3)->Arg(15)->Unit(benchmark::kMillisecond);

}  // namespace
