// Single deals of independent issues, by concept, family and size (5 options per issue). One
// iteration finds the deal of seven problems (seeds 0 .. 6) from their tables to the witness, as a
// caller would. Counters, over the seven:
//   median_us  processor time of the middle one, microseconds
//   worst_us   that of the slowest
//   proven     share of answers that are exact (the rest met the node limit)
//   gap        greatest gap left, relative to the value
//   nodes      mean number of search nodes
//   outcomes   log10 of the number of outcomes

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <vector>

#include <benchmark/benchmark.h>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/families.hpp"

namespace {

using entente::bargain::Concept;
using entente::bargain::Deal;
using entente::bargain::Family;
using entente::bargain::find_deal;
using entente::bargain::make_separable_engine;
using entente::bargain::Problem;
using entente::bargain::random_problem;
using entente::bargain::SearchOptions;
using entente::bargain::Status;

constexpr std::size_t k_seeds = 7;
constexpr std::size_t k_options = 5;
/// Half a minute at most for the hardest sizes; everything in the usual range stays far below.
constexpr std::uint64_t k_max_nodes = 60'000'000;

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// What the seven searches of one iteration cost.
struct Totals {
  std::array<double, k_seeds> seconds{};  ///< the least over all iterations, by seed
  double proven = 0;
  double gap = 0;
  double nodes = 0;
};

void solve_all(const std::vector<Problem>& problems, Concept which, bool first, Totals& totals) {
  SearchOptions options;
  options.max_nodes = k_max_nodes;
  totals.proven = totals.gap = totals.nodes = 0;
  for (std::size_t s = 0; s < problems.size(); ++s) {
    const double start = processor_seconds();
    const auto engine = make_separable_engine(problems[s]);
    const Deal deal = find_deal(problems[s], *engine, which, options, {});
    const double spent = processor_seconds() - start;
    totals.seconds[s] = first ? spent : std::min(totals.seconds[s], spent);
    totals.proven += deal.status == Status::exact ? 1.0 / k_seeds : 0.0;
    if (deal.value > 0) totals.gap = std::max(totals.gap, deal.gap / deal.value);
    totals.nodes += static_cast<double>(deal.nodes) / k_seeds;
  }
}

void find_deals(benchmark::State& state, Concept which, Family family) {
  const auto parties = static_cast<std::size_t>(state.range(0));
  const auto issues = static_cast<std::size_t>(state.range(1));
  std::vector<Problem> problems;
  for (std::uint64_t seed = 0; seed < k_seeds; ++seed) {
    problems.push_back(random_problem(family, parties, issues, k_options, seed));
  }
  Totals totals;
  bool first = true;
  for (auto _ : state) {
    solve_all(problems, which, first, totals);
    first = false;
  }
  std::sort(totals.seconds.begin(), totals.seconds.end());
  state.counters["median_us"] = 1e6 * totals.seconds[k_seeds / 2];
  state.counters["worst_us"] = 1e6 * totals.seconds.back();
  state.counters["proven"] = totals.proven;
  state.counters["gap"] = totals.gap;
  state.counters["nodes"] = totals.nodes;
  state.counters["outcomes"] =
      static_cast<double>(issues) * std::log10(static_cast<double>(k_options));
}

void sizes(benchmark::internal::Benchmark* b) {
  b->ArgNames({"parties", "issues"})->Unit(benchmark::kMillisecond);
  for (const std::int64_t parties : {2, 3, 4, 5, 6, 8}) {
    for (const std::int64_t issues : {10, 30, 100}) b->Args({parties, issues});
  }
}

#define ENTENTE_POINTS(concept_name, family_name)                                    \
  BENCHMARK_CAPTURE(find_deals, concept_name##_##family_name, Concept::concept_name, \
                    Family::family_name)                                             \
      ->Apply(sizes)

ENTENTE_POINTS(nash, uniform);
ENTENTE_POINTS(nash, percent);
ENTENTE_POINTS(nash, opposed);
ENTENTE_POINTS(utilitarian, uniform);
ENTENTE_POINTS(utilitarian, opposed);
ENTENTE_POINTS(egalitarian, uniform);
ENTENTE_POINTS(egalitarian, percent);
ENTENTE_POINTS(egalitarian, opposed);
ENTENTE_POINTS(kalai_smorodinsky, uniform);
ENTENTE_POINTS(kalai_smorodinsky, percent);
ENTENTE_POINTS(kalai_smorodinsky, opposed);

}  // namespace
