// Frontiers, by family and size. Counters:
//   K         points on the frontier (mean over the seeds)
//   outcomes  log10 of the number of outcomes
//   enum_eq   outcomes that plain enumeration (sums, sort, sweep), timed in the same run, gets
//             through in the same processor time: a figure to compare between machines
//   MB        witnesses held

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <limits>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "entente/bargain/families.hpp"
#include "entente/bargain/find_frontier.hpp"
#include "entente/base/random.hpp"

namespace {

using entente::bargain::Family;
using entente::bargain::find_frontier;
using entente::bargain::Frontier;
using entente::bargain::LinearRule;
using entente::bargain::Problem;
using entente::bargain::random_problem;

double processor_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

/// The frontier of two parties the plain way; returns its size.
std::size_t enumerate_sort_sweep(const Problem& p) {
  std::vector<std::pair<std::int64_t, std::int64_t>> points{{0, 0}};
  for (std::size_t i = 0; i < p.issues; ++i) {
    std::vector<std::pair<std::int64_t, std::int64_t>> next;
    next.reserve(points.size() * p.options[i]);
    for (std::size_t o = 0; o < p.options[i]; ++o) {
      for (const auto& [a, b] : points) next.emplace_back(a + p.at(i, o, 0), b + p.at(i, o, 1));
    }
    points = std::move(next);
  }
  std::sort(points.rbegin(), points.rend());
  std::size_t size = 0;
  std::int64_t best = std::numeric_limits<std::int64_t>::min();
  for (const auto& [a, b] : points) {
    if (b <= best) continue;
    best = b;
    ++size;
  }
  return size;
}

/// Outcomes per second of the above: the best of three runs over 5^8 outcomes.
double enumeration_rate() {
  static const double k_rate = [] {
    const Problem p = random_problem(Family::uniform, 2, 8, 5, 1);
    double best = std::numeric_limits<double>::max();
    for (int run = 0; run < 3; ++run) {
      const double start = processor_seconds();
      benchmark::DoNotOptimize(enumerate_sort_sweep(p));
      best = std::min(best, processor_seconds() - start);
    }
    return std::pow(5.0, 8) / std::max(best, 1e-6);
  }();
  return k_rate;
}

/// The exact frontier, however long.
constexpr entente::bargain::FrontierOptions k_options{.max_points = 50'000'000};

/// Seeds 0, 1, 2 in turn.
constexpr std::uint64_t k_seeds = 3;

void run(benchmark::State& state, const std::vector<Problem>& problems, int threads = 1) {
  double points = 0;
  double bytes = 0;
  const double rate = enumeration_rate();
  const double start = processor_seconds();
  std::size_t frontiers = 0;
  entente::WorkControl control;
  control.threads = threads;
  for (auto _ : state) {
    for (const Problem& problem : problems) {
      const Frontier frontier = find_frontier(problem, k_options, control);
      points += static_cast<double>(frontier.size());
      bytes += static_cast<double>(frontier.witness_bytes());
      ++frontiers;
    }
  }
  const double seconds = processor_seconds() - start;
  const auto count = static_cast<double>(frontiers);
  state.counters["K"] = points / count;
  state.counters["MB"] = bytes / count / 1e6;
  state.counters["ms_each"] = 1e3 * seconds / count;
  state.counters["enum_eq"] = rate * seconds / count;
  state.counters["outcomes"] = std::log10(outcome_count(problems.front()));
}

std::vector<Problem> family_problems(const benchmark::State& state, Family family,
                                     std::size_t parties) {
  std::vector<Problem> problems;
  for (std::uint64_t seed = 0; seed < k_seeds; ++seed) {
    problems.push_back(random_problem(family, parties, static_cast<std::size_t>(state.range(0)),
                                      static_cast<std::size_t>(state.range(1)), seed));
  }
  return problems;
}

void two_parties(benchmark::State& state, Family family) {
  run(state, family_problems(state, family, 2));
}

/// On range(2) threads.
void more_parties(benchmark::State& state, Family family, std::size_t parties) {
  run(state, family_problems(state, family, parties), static_cast<int>(state.range(2)));
}

/// A budget of range(2) percent of the most that can be spent; costs 0 .. 100.
void budget(benchmark::State& state, std::size_t parties) {
  std::vector<Problem> problems = family_problems(state, Family::uniform, parties);
  for (std::size_t seed = 0; seed < problems.size(); ++seed) {
    Problem& problem = problems[seed];
    entente::RandomStream random(seed);
    LinearRule rule;
    std::int64_t most = 0;
    for (std::size_t i = 0; i < problem.issues; ++i) {
      std::int64_t high = 0;
      for (std::size_t o = 0; o < problem.options[i]; ++o) {
        rule.cost.push_back(static_cast<std::int64_t>(random.below(101)));
        high = std::max(high, rule.cost.back());
      }
      most += high;
    }
    rule.limit = most * state.range(2) / 100;
    problem.linear.push_back(rule);
  }
  run(state, problems);
}

void sizes(benchmark::internal::Benchmark* b) {
  for (const int m : {10, 20, 30, 50, 100}) b->Args({m, 5});
  b->ArgNames({"m", "k"})->Unit(benchmark::kMillisecond);
}

/// Numbers of issues on one thread, and the last of them on two.
template <int... Issues>
void issues(benchmark::internal::Benchmark* b) {
  int last = 0;
  for (const int m : {Issues...}) b->Args({last = m, 5, 1});
  b->Args({last, 5, 2});
  b->ArgNames({"m", "k", "threads"})->Unit(benchmark::kMillisecond)->UseRealTime();
}

BENCHMARK_CAPTURE(two_parties, uniform, Family::uniform)->Apply(sizes)->Args({500, 5});
BENCHMARK_CAPTURE(two_parties, percent, Family::percent)->Apply(sizes);
BENCHMARK_CAPTURE(two_parties, points, Family::points)->Apply(sizes);
BENCHMARK_CAPTURE(two_parties, opposed, Family::opposed)->Apply(sizes);
BENCHMARK_CAPTURE(two_parties, nearly_zero_sum, Family::nearly_zero_sum)->Apply(sizes);
BENCHMARK_CAPTURE(more_parties, three_uniform, Family::uniform, 3)
    ->Apply(issues<5, 10, 15, 20, 30, 50, 100>);
BENCHMARK_CAPTURE(more_parties, three_percent, Family::percent, 3)->Apply(issues<30, 50, 100>);
BENCHMARK_CAPTURE(more_parties, three_opposed, Family::opposed, 3)
    ->Apply(issues<5, 10, 15, 20, 30, 50>);
BENCHMARK_CAPTURE(more_parties, four_uniform, Family::uniform, 4)->Apply(issues<5, 10, 15, 20, 30>);
BENCHMARK_CAPTURE(more_parties, four_percent, Family::percent, 4)->Apply(issues<10, 15, 20, 30>);
BENCHMARK_CAPTURE(more_parties, four_opposed, Family::opposed, 4)->Apply(issues<5, 10, 15, 20>);
BENCHMARK_CAPTURE(more_parties, five_uniform, Family::uniform, 5)->Apply(issues<5, 10, 15, 20>);
BENCHMARK_CAPTURE(more_parties, five_points, Family::points, 5)->Apply(issues<10, 15, 20, 30>);
BENCHMARK_CAPTURE(more_parties, five_opposed, Family::opposed, 5)->Apply(issues<5, 10, 15>);
BENCHMARK_CAPTURE(budget, two_parties, 2)
    ->ArgNames({"m", "k", "percent"})
    ->ArgsProduct({{30, 50, 100}, {5}, {30, 60}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(budget, three_parties, 3)
    ->ArgNames({"m", "k", "percent"})
    ->Args({30, 5, 60})
    ->Unit(benchmark::kMillisecond);

}  // namespace
