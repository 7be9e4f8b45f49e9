// What players keep up who see signals, per discount factor: between bounds in at most 64
// directions and what is proven, as the program asks for it (within the limit set); the bounds
// alone; and the bounds by plain iteration, to compare with. Counts of programs, rounds of them and
// sweeps do not depend on the machine.

#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "entente/base/random.hpp"
#include "entente/enforce/limit_set.hpp"
#include "entente/enforce/noisy_set.hpp"

namespace {

using entente::PublicMonitoring;
using entente::Rational;
using entente::StageGame;

struct Case {
  StageGame game;
  PublicMonitoring monitoring;
};

StageGame game_of(std::size_t actions, const std::vector<int>& payoff) {
  StageGame game;
  game.players = {"row", "column"};
  game.actions.resize(2);
  for (auto& own : game.actions) {
    for (std::size_t a = 0; a < actions; ++a) own.push_back(std::to_string(a));
  }
  for (const int x : payoff) game.payoff.emplace_back(x);
  return game;
}

/// Keep or cheat, and a good or a bad result.
std::vector<Case> dilemma() {
  Case one{game_of(2, {2, 2, -1, 3, 3, -1, 0, 0}), {{"good", "bad"}, {}}};
  for (const int tenths : {9, 5, 5, 2}) {
    one.monitoring.probability.emplace_back(tenths, 10);
    one.monitoring.probability.emplace_back(10 - tenths, 10);
  }
  return {one};
}

/// Three actions each, five signals, every one of which may follow everything.
std::vector<Case> three_by_three() {
  entente::RandomStream random(3);
  std::vector<Case> cases;
  for (int k = 0; k < 8; ++k) {
    std::vector<int> payoff(18);
    for (int& x : payoff) x = static_cast<int>(random.below(20));
    Case one{game_of(3, payoff), {{"1", "2", "3", "4", "5"}, {}}};
    for (std::size_t a = 0; a < 9; ++a) {
      std::vector<int> weight(5);
      int sum = 0;
      for (int& w : weight) sum += w = static_cast<int>(1 + random.below(9));
      for (const int w : weight) one.monitoring.probability.emplace_back(w, sum);
    }
    cases.push_back(std::move(one));
  }
  return cases;
}

enum class Way { proven, bounds, plain };

void find_set(benchmark::State& state, const std::vector<Case>& cases, Way way) {
  entente::enforce::NoisySetOptions options;
  options.prove = way == Way::proven;
  options.plain = way == Way::plain;
  if (way != Way::proven) options.directions = 64;
  if (way == Way::plain) options.rounds = 20'000;
  std::size_t k = 0;
  std::size_t programs = 0;
  std::size_t rounds = 0;
  std::size_t sweeps = 0;
  double gap = 0;
  for (auto _ : state) {
    const Case& one = cases[k++ % cases.size()];
    if (way == Way::proven) {
      options.within = entente::enforce::find_limit_set(one.game, one.monitoring).vertices;
    }
    const auto set = entente::enforce::find_noisy_set(
        one.game, one.monitoring, Rational(static_cast<int>(state.range(0)), 100), options);
    programs += set.programs;
    rounds += set.rounds;
    sweeps += set.sweeps;
    gap += set.gap;
    benchmark::DoNotOptimize(set.bounds.data());
  }
  const auto average = [&](const char* name, double sum) {
    state.counters[name] = benchmark::Counter(sum, benchmark::Counter::kAvgIterations);
  };
  average("programs", static_cast<double>(programs));
  average("rounds", static_cast<double>(rounds));
  average("sweeps", static_cast<double>(sweeps));
  if (way == Way::proven) average("gap", gap);
}

void find_limit(benchmark::State& state, const std::vector<Case>& cases) {
  std::size_t k = 0;
  std::size_t programs = 0;
  for (auto _ : state) {
    const Case& one = cases[k++ % cases.size()];
    const auto set = entente::enforce::find_limit_set(one.game, one.monitoring);
    programs += set.programs;
    benchmark::DoNotOptimize(set.vertices.data());
  }
  state.counters["programs"] =
      benchmark::Counter(static_cast<double>(programs), benchmark::Counter::kAvgIterations);
}

// As often as there are games, or a multiple, so that the averages are of all.
#define ENTENTE_CASES(name, cases)                                                           \
  BENCHMARK_CAPTURE(find_limit, name, cases)->Iterations(16)->Unit(benchmark::kMillisecond); \
  BENCHMARK_CAPTURE(find_set, name##_proven, cases, Way::proven)                             \
      ->ArgName("delta_percent")                                                             \
      ->Arg(90)                                                                              \
      ->Arg(99)                                                                              \
      ->Iterations(16)                                                                       \
      ->Unit(benchmark::kMillisecond);                                                       \
  BENCHMARK_CAPTURE(find_set, name##_bounds, cases, Way::bounds)                             \
      ->ArgName("delta_percent")                                                             \
      ->Arg(90)                                                                              \
      ->Arg(99)                                                                              \
      ->Iterations(16)                                                                       \
      ->Unit(benchmark::kMillisecond);                                                       \
  BENCHMARK_CAPTURE(find_set, name##_plain, cases, Way::plain)                               \
      ->ArgName("delta_percent")                                                             \
      ->Arg(90)                                                                              \
      ->Arg(99)                                                                              \
      ->Iterations(8)                                                                        \
      ->Unit(benchmark::kMillisecond)

ENTENTE_CASES(dilemma, dilemma());
ENTENTE_CASES(three_by_three, three_by_three());

}  // namespace
