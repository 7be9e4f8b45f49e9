// The question whether an agreement holds, by number of commitments and by what makes the search
// for the worst breach hard. Two parties, half of the commitments each. One iteration is the whole
// answer behind a page of `entente hold`. Beside it, as a baseline, the worst breach of one party
// by trying every set (every_set), for as many commitments.
//   needed   greatest critical discount factor, to tell instances apart

#include <algorithm>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "entente/base/random.hpp"
#include "entente/enforce/hold.hpp"

namespace {

using entente::Issue;
using entente::OptionId;
using entente::Outcome;
using entente::PartyId;
using entente::RandomStream;
using entente::Rational;
using entente::Scenario;
using entente::to_double;
using entente::Value;

enum Kind { plain, lags, interactions };

/// Everything is given up; each costs its giver up to 20 points and is worth up to 60 to the other.
Scenario exchange(std::size_t commitments, Kind kind) {
  Scenario s;
  s.parties.resize(2);
  s.preferences.resize(2);
  s.beliefs.resize(2);
  RandomStream random(1);
  const auto below = [&](std::uint64_t bound) { return static_cast<int>(random.below(bound)); };
  for (std::size_t i = 0; i < commitments; ++i) {
    Issue issue;
    issue.options = {"as today", "stopped"};
    issue.giver = PartyId(i % 2);
    issue.detection = Rational(30 + below(70), 100);
    issue.false_alarm = Rational(below(10), 1000);
    issue.lag = kind == lags ? 1 + below(4) : 1;
    s.issues.push_back(issue);
    for (std::size_t j = 0; j < 2; ++j) {
      const int points = j == i % 2 ? -1 - below(20) : 1 + below(60);
      s.preferences[j].values.push_back({Value{}, Value{Value::Kind::exact, points, 0, 0}});
    }
  }
  for (std::size_t i = 0; kind == interactions && i + 2 < commitments; i += 3) {
    entente::Interaction term;
    term.when = {{entente::IssueId(i), {OptionId(1)}}, {entente::IssueId(i + 2), {OptionId(1)}}};
    term.add.a = below(10) - 5;
    s.preferences[i % 2].together.push_back(term);
  }
  for (auto& party : s.parties) party.discount = Rational(9, 10);
  return s;
}

void hold(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const Scenario scenario = exchange(n, static_cast<Kind>(state.range(1)));
  const Outcome all(n, 1);
  double needed = 0;
  for (auto _ : state) {
    const auto found = entente::enforce::hold(scenario, all, {});
    needed = std::max(found->parties[0].critical_discount.value_or(1),
                      found->parties[1].critical_discount.value_or(1));
  }
  state.counters["needed"] = needed;
}

BENCHMARK(hold)
    ->ArgNames({"commitments", "kind"})
    ->ArgsProduct({{10, 20, 40, 80}, {plain, lags, interactions}})
    ->Unit(benchmark::kMillisecond);

void every_set(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const Scenario scenario = exchange(n, plain);
  const auto agreement = entente::enforce::keep_agreement(scenario, Outcome(n, 1));
  const entente::enforce::Breaches breaches(scenario, agreement, PartyId(0));
  std::vector<entente::enforce::BreachOdds<double>> odds;
  std::vector<double> gain;
  for (std::size_t k = 0; k < breaches.size(); ++k) {
    const auto& b = breaches.odds()[k];
    odds.push_back({to_double(b.detection), to_double(b.false_alarm), b.lag});
    gain.push_back(to_double(breaches.alone()[k]));
  }
  const double quiet = to_double(1 - agreement.false_alarm);
  for (auto _ : state) {
    double worst = 0;
    for (std::size_t mask = 1; mask < std::size_t{1} << gain.size(); ++mask) {
      std::vector<entente::enforce::BreachOdds<double>> broken;
      double sum = 0;
      for (std::size_t k = 0; k < gain.size(); ++k) {
        if ((mask >> k & 1U) == 0) continue;
        broken.push_back(odds[k]);
        sum += gain[k];
      }
      const double left = entente::enforce::survival(broken, quiet, 0.9);
      worst = std::max(worst, sum * left / (1 - left));
    }
    benchmark::DoNotOptimize(worst);
  }
}

BENCHMARK(every_set)->ArgName("commitments")->Arg(20)->Arg(32)->Unit(benchmark::kMillisecond);

}  // namespace
