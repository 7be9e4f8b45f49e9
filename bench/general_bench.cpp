// Interactions and rules: frontiers for two to four parties, single deals for two to six.
// Families: issue i interacts with the w issues before it (path) or with a random clique of w
// earlier ones (k-tree). Every interacting pair has a value for each pair of options and party, of
// up to half the average weight of an issue.
#include <algorithm>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "entente/bargain/elimination_frontier.hpp"
#include "entente/bargain/engine.hpp"
#include "entente/bargain/families.hpp"
#include "entente/bargain/general_engine.hpp"
#include "entente/base/random.hpp"

namespace {

using entente::RandomStream;
using entente::Rational;
using namespace entente::bargain;

enum Shape { path, tree };

void add_pair(Problem& problem, RandomStream& random, std::uint32_t a, std::uint32_t b) {
  const double size =
      0.5 * entente::to_double(problem.denominator[0]) / static_cast<double>(problem.issues);
  for (std::size_t x = 0; x < problem.options[a]; ++x) {
    for (std::size_t y = 0; y < problem.options[b]; ++y) {
      Term term;
      term.box.issues = {std::min(a, b), std::max(a, b)};
      term.box.mask.assign(2, {});
      for (std::size_t k = 0; k < 2; ++k) {
        term.box.mask[k].assign(problem.options[term.box.issues[k]], 0);
      }
      term.box.mask[a < b ? 0 : 1][x] = 1;
      term.box.mask[a < b ? 1 : 0][y] = 1;
      for (std::size_t j = 0; j < problem.parties; ++j) {
        term.add.push_back(static_cast<std::int64_t>((random.uniform() * 2 - 1) * size));
      }
      problem.terms.push_back(std::move(term));
    }
  }
}

Problem interacting(Family family, Shape shape, std::size_t parties, std::size_t issues,
                    std::size_t width, std::uint64_t seed) {
  const std::size_t options = width >= 4 ? 4 : 5;
  Problem problem = random_problem(family, parties, issues, options, seed);
  RandomStream random(seed * 977 + issues * 31 + width);
  std::vector<std::vector<std::uint32_t>> cliques{{}};
  for (std::uint32_t i = 1; i < issues; ++i) {
    std::vector<std::uint32_t> partners;
    if (shape == path || i <= width) {
      for (std::uint32_t d = 1; d <= width && d <= i; ++d) partners.push_back(i - d);
    } else {
      partners = cliques[random.below(cliques.size())];
      if (partners.size() > width) {
        partners.erase(partners.begin() +
                       static_cast<std::ptrdiff_t>(random.below(partners.size())));
      }
    }
    for (const auto p : partners) add_pair(problem, random, p, i);
    partners.push_back(i);
    if (i == width) cliques.clear();
    if (i >= width) cliques.push_back(partners);
  }
  std::fill(problem.no_deal.begin(), problem.no_deal.end(),
            static_cast<std::int64_t>(-0.3 * entente::to_double(problem.denominator[0])));
  return problem;
}

/// Arguments: family, shape, width, issues, parties.
void frontier(benchmark::State& state) {
  const Problem problem = interacting(
      static_cast<Family>(state.range(0)), static_cast<Shape>(state.range(1)),
      static_cast<std::size_t>(state.range(4)), static_cast<std::size_t>(state.range(3)),
      static_cast<std::size_t>(state.range(2)), 1);
  std::size_t size = 0;
  for (auto _ : state) {
    size = eliminate_frontier(problem, {}, {}).size();
    benchmark::DoNotOptimize(size);
  }
  state.counters["points"] = static_cast<double>(size);
}

/// Arguments: kind of objective, family, shape, width, issues, parties.
void single_deal(benchmark::State& state) {
  const Problem problem = interacting(
      static_cast<Family>(state.range(1)), static_cast<Shape>(state.range(2)),
      static_cast<std::size_t>(state.range(5)), static_cast<std::size_t>(state.range(4)),
      static_cast<std::size_t>(state.range(3)), 1);
  const Objective objective(problem, static_cast<Objective::Kind>(state.range(0)),
                            std::vector<Rational>(problem.parties, 1), problem.no_deal);
  std::uint64_t nodes = 0;
  bool exact = true;
  for (auto _ : state) {
    const auto engine = make_general_engine(problem);
    const SearchResult result = engine->maximise(objective, {20'000'000}, {});
    nodes = result.nodes;
    exact = result.status == Status::exact;
  }
  state.counters["nodes"] = static_cast<double>(nodes);
  state.counters["exact"] = exact ? 1 : 0;
}

/// What negotiators' files look like: every issue has a giver, who loses up to 12 points with each
/// step from the first option, while each other party gains up to 6; a few pairs interact; at most
/// `issues / 4` of every second issue may move; a reservation of a sixth of what a party could
/// get leaves few outcomes acceptable.
Problem giving(std::size_t parties, std::size_t issues, std::uint64_t seed) {
  RandomStream random(seed);
  Problem problem = random_problem(Family::percent, parties, issues, 4, seed);
  std::fill(problem.denominator.begin(), problem.denominator.end(), Rational(1));
  for (std::size_t i = 0; i < issues; ++i) {
    const std::size_t giver = random.below(parties);
    for (std::size_t j = 0; j < parties; ++j) {
      for (std::size_t o = 0; o < problem.options[i]; ++o) {
        const auto step = static_cast<std::int64_t>(random.below(j == giver ? 13 : 7));
        auto* value = &problem.value[(problem.first[i] + o) * parties + j];
        *value =
            o == 0 ? 0 : value[-static_cast<std::ptrdiff_t>(parties)] + (j == giver ? -step : step);
      }
    }
  }
  for (int k = 0; k < 3; ++k) {
    const auto a = static_cast<std::uint32_t>(random.below(issues - 1));
    Term term{{{a, a + 1}, {{0, 1, 0, 0}, {0, 1, 0, 0}}}, {}};
    for (std::size_t j = 0; j < parties; ++j) {
      term.add.push_back(static_cast<std::int64_t>(random.below(9)) - 3);
    }
    problem.terms.push_back(std::move(term));
  }
  LinearRule rule;
  rule.cost.assign(problem.option_total(), 0);
  rule.limit = static_cast<std::int64_t>(issues / 4);
  for (std::size_t i = 0; i < issues; i += 2) {
    for (std::size_t o = 1; o < problem.options[i]; ++o) rule.cost[problem.first[i] + o] = 1;
  }
  problem.linear.push_back(std::move(rule));
  const auto ceiling = utility_ceiling(problem);
  for (std::size_t j = 0; j < parties; ++j) problem.no_deal[j] = ceiling[j] / 6;
  return problem;
}

/// Three parties. Arguments: rules by price only (1) or by counters where the search is long (0),
/// seed, issues.
void counting_rule(benchmark::State& state) {
  const Problem problem = giving(3, static_cast<std::size_t>(state.range(2)),
                                 static_cast<std::uint64_t>(state.range(1)));
  const Objective objective(problem, Objective::Kind::log_sum, {1, 1, 1}, problem.no_deal);
  std::uint64_t nodes = 0;
  bool settled = true;
  for (auto _ : state) {
    GeneralLimits limits;
    if (state.range(0) != 0) limits.short_search = UINT64_MAX;
    const auto engine = make_general_engine(problem, limits);
    const SearchResult result = engine->maximise(objective, {20'000'000}, {});
    nodes = result.nodes;
    settled = result.status == Status::exact || result.status == Status::none;
  }
  state.counters["nodes"] = static_cast<double>(nodes);
  state.counters["settled"] = settled ? 1 : 0;
}

void counting_arguments(benchmark::internal::Benchmark* bench) {
  for (const int seed : {1, 2, 3, 4}) {
    for (const int priced : {1, 0}) bench->Args({priced, seed, 30});
  }
  bench->ArgNames({"priced", "seed", "m"})->Unit(benchmark::kMillisecond);
}

void frontier_arguments(benchmark::internal::Benchmark* bench) {
  for (const auto family : {Family::uniform, Family::opposed}) {
    for (const Shape shape : {path, tree}) {
      for (const int width : {1, 2, 3, 4}) {
        for (const int issues : {30, 50}) {
          bench->Args({static_cast<int>(family), shape, width, issues, 2});
        }
      }
    }
    bench->Args({static_cast<int>(family), path, 1, 20, 3});
    bench->Args({static_cast<int>(family), path, 2, 20, 3});
    bench->Args({static_cast<int>(family), path, 2, 15, 4});
  }
}

void deal_arguments(benchmark::internal::Benchmark* bench) {
  for (const auto kind : {Objective::Kind::log_sum, Objective::Kind::minimum}) {
    for (const auto family : {Family::uniform, Family::opposed}) {
      for (const int width : {1, 2, 4}) {
        for (const int parties : {2, 3, 4, 6}) {
          if (kind == Objective::Kind::minimum && parties > 4) continue;
          bench->Args(
              {static_cast<int>(kind), static_cast<int>(family), path, width, 100, parties});
        }
      }
    }
  }
}

BENCHMARK(frontier)->Apply(frontier_arguments)->Unit(benchmark::kMillisecond);
BENCHMARK(counting_rule)->Apply(counting_arguments);
BENCHMARK(single_deal)->Apply(deal_arguments)->Unit(benchmark::kMillisecond);

}  // namespace
