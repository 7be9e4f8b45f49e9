// Minimal tables: parties exchange concessions. Each issue has three options and is given by one
// party, who loses by it; every other party gains. One iteration looks for the first tables of a
// problem. Counters:
//   tables     minimal tables found (the limit is 1,000)
//   per_s      of these per second
//   questions  "is this set enough?" per table
//   complete   1 when there are no more

#include <cstddef>
#include <cstdint>

#include <benchmark/benchmark.h>

#include "entente/bargain/table.hpp"
#include "entente/base/random.hpp"

namespace {

using entente::PartyId;
using entente::RandomStream;
using entente::Scenario;
using entente::Value;

Scenario exchange(std::size_t parties, std::size_t issues, std::uint64_t seed) {
  Scenario scenario;
  scenario.parties.resize(parties);
  scenario.issues.resize(issues);
  scenario.preferences.resize(parties);
  scenario.beliefs.resize(parties);
  for (auto& preferences : scenario.preferences) preferences.values.resize(issues);
  RandomStream random(seed);
  for (std::size_t i = 0; i < issues; ++i) {
    const std::size_t giver = random.below(parties);
    scenario.issues[i].giver = PartyId(giver);
    scenario.issues[i].options = {"as today", "half", "all"};
    for (std::size_t j = 0; j < parties; ++j) {
      const auto half = static_cast<std::int64_t>(1 + random.below(20));
      const auto all = half + static_cast<std::int64_t>(random.below(20));
      const std::int64_t sign = j == giver ? -1 : 1;
      auto& row = scenario.preferences[j].values[i];
      row.assign(3, Value{});
      row[1].a = sign * half;
      row[2].a = sign * all;
    }
  }
  return scenario;
}

void find_tables(benchmark::State& state) {
  const auto parties = static_cast<std::size_t>(state.range(0));
  const auto issues = static_cast<std::size_t>(state.range(1));
  const Scenario scenario = exchange(parties, issues, 1);
  entente::bargain::TableOptions options;
  options.max_tables = 1'000;
  double tables = 0;
  double found = 0;
  double questions = 0;
  bool complete = false;
  for (auto _ : state) {
    const auto answer = entente::bargain::find_tables(scenario, {}, options, {});
    found = static_cast<double>(answer->tables.size());
    tables += found;
    questions = static_cast<double>(answer->questions);
    complete = answer->complete;
  }
  state.counters["tables"] = found;
  state.counters["per_s"] = benchmark::Counter(tables, benchmark::Counter::kIsRate);
  state.counters["questions"] = questions / found;
  state.counters["complete"] = complete ? 1 : 0;
}

BENCHMARK(find_tables)
    ->ArgNames({"parties", "issues"})
    ->ArgsProduct({{2, 3, 5}, {12, 20, 30, 45, 60}})
    ->Unit(benchmark::kMillisecond);

}  // namespace
