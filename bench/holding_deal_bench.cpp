// The best Nash deal that holds, of 5^issues outcomes: two parties, half of the issues each. A step
// in an issue costs its giver up to 20 points and is worth up to 20 to the other. With a discount
// factor of 0.6 the Nash deal mostly does not hold. Counters:
//   price    share of the Nash product that is lost because nobody enforces agreements
//   solves   problems solved, each with the sets ruled out so far
//   rules    sets that had to be ruled out, beside each party's whole
//   splits   times that the range of false alarms was divided
//   nodes    search steps
//   exact    1 when the answer is proven
// Beside it the least better verification of an agreement in which everything is given up, with one
// lag or (lags = 1) several.

#include <cstdint>

#include <benchmark/benchmark.h>

#include "entente/base/random.hpp"
#include "entente/enforce/holding_deal.hpp"
#include "entente/enforce/least_verification.hpp"

namespace {

using entente::Issue;
using entente::PartyId;
using entente::RandomStream;
using entente::Rational;
using entente::Scenario;
using entente::Value;

enum Kind { seen, unseen, noisy };

Scenario exchange(std::size_t issues, Kind kind, std::uint64_t seed) {
  Scenario s;
  s.parties.resize(2);
  s.preferences.resize(2);
  s.beliefs.resize(2);
  RandomStream random(seed);
  const auto below = [&](std::uint64_t bound) { return static_cast<int>(random.below(bound)); };
  for (std::size_t i = 0; i < issues; ++i) {
    Issue issue;
    issue.options = {"as today", "a little", "half", "most", "all"};
    issue.giver = PartyId(i % 2);
    if (kind != seen) issue.detection = Rational(30 + below(70), 100);
    if (kind == noisy) issue.false_alarm = Rational(below(10), 1000);
    s.issues.push_back(issue);
    for (std::size_t j = 0; j < 2; ++j) {
      std::vector<Value> row(1);
      for (int step = 1; step < 5; ++step) {
        const int points = 1 + below(20);
        row.push_back(row.back());
        row.back().a += j == i % 2 ? -points : points;
      }
      s.preferences[j].values.push_back(std::move(row));
    }
  }
  for (auto& party : s.parties) party.discount = Rational(6, 10);
  return s;
}

void holding_deal(benchmark::State& state) {
  const Scenario scenario =
      exchange(static_cast<std::size_t>(state.range(0)), static_cast<Kind>(state.range(1)),
               static_cast<std::uint64_t>(state.range(2)));
  for (auto _ : state) {
    const auto found =
        entente::enforce::find_holding_deal(scenario, entente::bargain::Concept::nash, {}, {}, {});
    state.counters["price"] = 1 - found->deal.value / found->free.value;
    state.counters["solves"] = static_cast<double>(found->work.solves);
    state.counters["rules"] = static_cast<double>(found->work.rules);
    state.counters["splits"] = static_cast<double>(found->work.splits);
    state.counters["nodes"] = static_cast<double>(found->work.nodes);
    state.counters["exact"] = found->deal.status == entente::bargain::Status::exact ? 1 : 0;
  }
}

BENCHMARK(holding_deal)
    ->ArgNames({"issues", "kind", "seed"})
    ->ArgsProduct({{20, 40}, {seen, unseen, noisy}, {1, 2, 3, 4, 5, 6}})
    ->Unit(benchmark::kMillisecond);

void least_verification(benchmark::State& state) {
  Scenario scenario = exchange(static_cast<std::size_t>(state.range(0)), noisy, 1);
  RandomStream random(2);
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    Issue& issue = scenario.issues[i];
    *issue.detection /= 40;
    issue.false_alarm = 0;
    if (state.range(1) != 0) issue.lag = 1 + static_cast<int>(random.below(2));
    // Worth keeping, were it not for the doubt.
    for (auto& value : scenario.preferences[1 - i % 2].values[i]) value.a *= 2;
  }
  for (auto& party : scenario.parties) party.discount = Rational(8, 10);
  const entente::Outcome all(scenario.issue_count(), 4);
  const auto agreement = entente::enforce::keep_agreement(scenario, all);
  double total = 0;
  double at_least = 0;
  for (auto _ : state) {
    const auto found = entente::enforce::find_least_verification(scenario, agreement, {});
    total = found->total;
    at_least = found->at_least;
  }
  state.counters["total"] = total;
  state.counters["at_least"] = at_least;
}

BENCHMARK(least_verification)
    ->ArgNames({"commitments", "lags"})
    ->ArgsProduct({{10, 20, 32, 80}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

}  // namespace
