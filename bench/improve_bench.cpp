// What a draft leaves on the table, by family and number of parties (100 independent issues of 5
// options). One iteration answers the question for seven problems (seeds 0 .. 6), engine included.
// The draft is
//   best      the Nash deal: nothing is left, which has to be proven
//   near      the Nash deal with one issue in twenty settled at random
//   far       drawn at random
//   own       the best outcome of the first party
// and the questions are the improvement (improve) and, for a random draft, the fewest issues to
// change so that every party gets its share of what the Nash deal gives, or for the first party's
// own draft, a share of the best it can get at all (change). Counters, over the seven: median_us
// and worst_us of processor time, and the share of exact answers (proven).

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/families.hpp"
#include "entente/bargain/improve_change.hpp"
#include "entente/bargain/improve_frontier.hpp"
#include "entente/bargain/improve_search.hpp"
#include "entente/base/random.hpp"

namespace {

using entente::Outcome;
using entente::RandomStream;
using entente::WorkControl;
using entente::bargain::ChangeSearch;
using entente::bargain::Concept;
using entente::bargain::Family;
using entente::bargain::FrontierOptions;
using entente::bargain::FrontierStatus;
using entente::bargain::ImproveOptions;
using entente::bargain::ImproveSearch;
using entente::bargain::Problem;
using entente::bargain::Status;

constexpr std::size_t k_seeds = 7;
constexpr std::size_t k_options = 5;
constexpr std::size_t k_issues = 100;
constexpr std::uint64_t k_max_nodes = 50'000'000;

enum class Draft { best, near, far, own };

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Case {
  Problem problem;
  Outcome draft;
};

/// The first party's best option of each issue; no deal leaves everybody a share of its best
/// outcome.
Case own_draft(Problem problem, double share) {
  Case made{std::move(problem), Outcome(k_issues)};
  for (std::size_t i = 0; i < k_issues; ++i) {
    for (std::size_t o = 1; o < k_options; ++o) {
      const std::size_t top = made.draft[i];
      const bool better = made.problem.row(i, o)[0] > made.problem.row(i, top)[0];
      if (better) made.draft[i] = static_cast<std::uint16_t>(o);
    }
  }
  set_no_deal_share(made.problem, share);
  return made;
}

/// `share`: of the Nash deal's utility, for a no-deal utility; 0 for none.
Case make_case(Family family, std::size_t parties, std::uint64_t seed, Draft draft, double share) {
  if (draft == Draft::own) {
    return own_draft(random_problem(family, parties, k_issues, k_options, seed), share);
  }
  Case made{random_problem(family, parties, k_issues, k_options, seed), {}};
  const auto engine = make_separable_engine(made.problem);
  const auto nash = find_deal(made.problem, *engine, Concept::nash, {}, {});
  made.draft = nash.outcome;
  RandomStream random(1'000 + seed);
  for (std::size_t i = 0; i < k_issues; ++i) {
    const bool redraw = draft == Draft::far || (draft == Draft::near && random.below(20) == 0);
    if (redraw) made.draft[i] = static_cast<std::uint16_t>(random.below(k_options));
  }
  for (std::size_t j = 0; j < parties; ++j) {
    made.problem.no_deal[j] =
        static_cast<std::int64_t>(share * static_cast<double>(nash.utility[j]));
  }
  return made;
}

template <class Ask>
void measure(benchmark::State& state, Family family, Draft draft, double share, const Ask& ask) {
  std::vector<Case> cases;
  const auto parties = static_cast<std::size_t>(state.range(0));
  for (std::uint64_t seed = 0; seed < k_seeds; ++seed) {
    cases.push_back(make_case(family, parties, seed, draft, share));
  }
  ImproveOptions options;
  options.search.max_nodes = k_max_nodes;
  std::array<double, k_seeds> seconds{};
  double proven = 0;
  bool first = true;
  for (auto _ : state) {
    proven = 0;
    for (std::size_t s = 0; s < k_seeds; ++s) {
      const double start = processor_seconds();
      const Status status = ask(cases[s], options);
      const double spent = processor_seconds() - start;
      seconds[s] = first ? spent : std::min(seconds[s], spent);
      proven += status == Status::exact || status == Status::none ? 1.0 / k_seeds : 0.0;
    }
    first = false;
  }
  std::sort(seconds.begin(), seconds.end());
  state.counters["median_us"] = 1e6 * seconds[k_seeds / 2];
  state.counters["worst_us"] = 1e6 * seconds.back();
  state.counters["proven"] = proven;
}

/// As improve() goes about it: a search, and where that is not done soon, the frontier above the
/// draft.
Status find_improvement(const Case& asked, const ImproveOptions& options) {
  const WorkControl control;
  ImproveSearch search(asked.problem, asked.draft, options, control);
  const auto found = search.best_improvement(100'000).deal;
  const bool settled = found.status == Status::exact || found.status == Status::none;
  if (settled || asked.problem.parties > 3) return found.status;
  std::vector<std::int64_t> draft(asked.problem.parties);
  utilities(asked.problem, asked.draft.data(), draft.data());
  FrontierOptions limits;
  limits.max_points = 200'000;
  limits.epsilon = 0;
  const auto frontier = improvement_frontier(asked.problem, draft, found.utility, limits, {});
  return frontier.status() == FrontierStatus::exact ? Status::exact : Status::bound;
}

void improve(benchmark::State& state, Family family, Draft draft) {
  measure(state, family, draft, 0, find_improvement);
}

void change(benchmark::State& state, Family family, Draft draft, double share) {
  measure(state, family, draft, share, [](const Case& asked, const ImproveOptions& options) {
    return ChangeSearch(asked.problem, asked.draft, options, {}).smallest_change().deal.status;
  });
}

void sizes(benchmark::internal::Benchmark* b) {
  b->ArgNames({"parties"})->Unit(benchmark::kMillisecond)->DenseRange(2, 6);
}

#define ENTENTE_IMPROVE(family_name)                                                              \
  BENCHMARK_CAPTURE(improve, best_##family_name, Family::family_name, Draft::best)->Apply(sizes); \
  BENCHMARK_CAPTURE(improve, near_##family_name, Family::family_name, Draft::near)->Apply(sizes); \
  BENCHMARK_CAPTURE(improve, far_##family_name, Family::family_name, Draft::far)->Apply(sizes);   \
  BENCHMARK_CAPTURE(change, to_90_percent_##family_name, Family::family_name, Draft::far, 0.9)    \
      ->Apply(sizes);                                                                             \
  BENCHMARK_CAPTURE(change, to_99_percent_##family_name, Family::family_name, Draft::far, 0.99)   \
      ->Apply(sizes)

ENTENTE_IMPROVE(uniform);
ENTENTE_IMPROVE(percent);
ENTENTE_IMPROVE(opposed);
BENCHMARK_CAPTURE(change, own_to_62_percent_uniform, Family::uniform, Draft::own, 0.62)
    ->Apply(sizes);
BENCHMARK_CAPTURE(change, own_to_62_percent_percent, Family::percent, Draft::own, 0.62)
    ->Apply(sizes);

}  // namespace
