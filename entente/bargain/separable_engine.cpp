#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <span>

#include "entente/bargain/bundle_search.hpp"
#include "entente/bargain/engine.hpp"
#include "entente/bargain/local_search.hpp"
#include "entente/bargain/option_table.hpp"
#include "entente/bargain/relaxation.hpp"

// Single points on independent issues: Lagrangian bound, incumbent, fixing by losses, then a tree
// over what is left with many Lagrangian bounds at once.

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// Steps of F below this share of its size are not told from rounding.
constexpr double k_sure_step = 1e-9;
/// Optimal vectors kept from one search for the next.
constexpr std::size_t k_kept_ties = 20'000;
/// Cores with more choices than 10^9 are worth a beam search first, of these widths.
constexpr double k_beam_size = 9;
constexpr std::size_t k_beam_widths[] = {300, 4'000};
/// Where a sum is maximised, rounding leaves it a step or two from the best: a narrow beam mostly
/// takes the last one, and what is left is for the tree.
constexpr std::size_t k_narrow_beam[] = {30};

/// All utility vectors with F as good as `level` or better, with a witness each.
struct LevelSet {
  std::vector<std::int64_t> level;
  std::map<std::vector<std::int64_t>, Outcome> witness;
  bool smallest = false;  ///< the witnesses are the smallest in file order

  void offer(const std::int64_t* utility, std::size_t parties, Outcome outcome) {
    const auto [it, fresh] =
        witness.try_emplace(std::vector<std::int64_t>(utility, utility + parties), outcome);
    if (!fresh && outcome < it->second) it->second = std::move(outcome);
  }
};

/// What a search for one objective is prepared with, and what it left for the next.
struct Prepared {
  Objective objective;
  std::vector<std::int64_t> floor;  ///< the floors in force
  ScaledProblem scaled;
  HullRelaxation relaxed;
  std::optional<Bundle> bundle;       ///< tabulated when first needed
  std::optional<LevelSet> level_set;  ///< of the optimum, where the search met all of it
};

/// The best outcome found so far.
struct Incumbent {
  std::vector<std::uint32_t> choice;
  std::vector<std::int64_t> utility;

  [[nodiscard]] bool found() const { return !choice.empty(); }
  void set(const std::uint32_t* c, std::size_t issues, const std::int64_t* u, std::size_t parties) {
    choice.assign(c, c + issues);
    utility.assign(u, u + parties);
  }
};

/// One search's allowance of work.
class Work {
 public:
  Work(const SearchLimits& limits, const WorkControl& control)
      : limits_(limits), control_(control) {}

  /// Runs the tree within what is left; `describe` may add to what is told meanwhile.
  void run(TreeSearch& search, const std::function<void(Progress&)>& describe = {}) {
    search.max_nodes =
        limits_.max_nodes == 0 ? 0 : limits_.max_nodes - std::min(used_, limits_.max_nodes - 1);
    search.tick = [this, &describe](std::uint64_t nodes) {
      Progress progress{"deal", "nodes", used_ + nodes, limits_.max_nodes};
      if (describe) describe(progress);
      control_.report(progress);
      return !control_.cancelled();
    };
    run_tree(search);
    used_ += search.nodes;
  }

  [[nodiscard]] std::uint64_t used() const { return used_; }
  void add(std::uint64_t nodes) { used_ += nodes; }
  [[nodiscard]] bool affords(std::uint64_t nodes) const {
    return limits_.max_nodes == 0 || used_ + nodes <= limits_.max_nodes;
  }
  [[nodiscard]] bool cancelled() const { return control_.cancelled(); }
  [[nodiscard]] const WorkControl& control() const { return control_; }

 private:
  const SearchLimits& limits_;
  const WorkControl& control_;
  std::uint64_t used_ = 0;
};

class SeparableEngine final : public Engine {
 public:
  explicit SeparableEngine(const Problem& problem)
      : problem_(problem), table_(make_option_table(problem)) {}

  SearchResult maximise(const Objective& objective, const SearchLimits& limits,
                        const WorkControl& control) override;
  SearchResult find_any(const Objective& objective, const SearchLimits& limits,
                        const WorkControl& control) override;
  bool enumerate(const Objective& objective, const std::vector<std::int64_t>& level,
                 const Visit& visit, const SearchLimits& limits,
                 const WorkControl& control) override;
  std::optional<Outcome> smallest_witness(const Objective& objective,
                                          const std::vector<std::int64_t>& utility,
                                          const SearchLimits& limits,
                                          const WorkControl& control) override;

 private:
  enum class Feasibility { found, none, unknown };

  [[nodiscard]] std::vector<std::int64_t> floors_in_force(const Objective& objective) const;
  [[nodiscard]] bool reachable(const std::vector<std::int64_t>& floor) const;
  Prepared& prepare(const Objective& objective, const WorkControl& control);
  [[nodiscard]] bool acceptable(const Prepared& p, const std::int64_t* utility) const;
  void try_rounding(const Prepared& p, Incumbent& incumbent, const WorkControl& control) const;
  Feasibility find_feasible(const Prepared& p, Incumbent& incumbent, Work& work) const;
  Feasibility find_first(const Objective& objective, Incumbent& incumbent, Work& work);
  const Bundle& bundle_of(Prepared& p, const std::vector<std::int64_t>* level) const;
  [[nodiscard]] double level_below(const Prepared& p, const std::int64_t* utility) const;
  [[nodiscard]] double level_above(const Prepared& p, const std::int64_t* utility) const;
  SearchResult search(Prepared& p, Incumbent& incumbent, Work& work);
  [[nodiscard]] SearchResult nothing_found(Feasibility why, const Work& work) const;
  SearchResult answer(const Prepared& p, const Incumbent& incumbent, bool exact, double upper,
                      const Work& work) const;

  const Problem& problem_;
  OptionTable table_;
  std::unique_ptr<Prepared> prepared_;
};

/// log_sum needs strict gains; the rest is the objective's own floors.
std::vector<std::int64_t> SeparableEngine::floors_in_force(const Objective& objective) const {
  auto floor = objective.floor();
  if (objective.kind() != Objective::Kind::log_sum) return floor;
  for (std::size_t j = 0; j < floor.size(); ++j) {
    if (objective.unit_weight()[j] > 0) floor[j] = std::max(floor[j], objective.no_deal()[j] + 1);
  }
  return floor;
}

bool SeparableEngine::reachable(const std::vector<std::int64_t>& floor) const {
  if (!table_.solvable) return false;
  for (std::size_t j = 0; j < floor.size(); ++j) {
    if (table_.highest[j] < floor[j]) return false;
  }
  return true;
}

/// The relaxation of the last objective is kept: a concept asks for the best value, the ties and
/// the witness one after the other.
Prepared& SeparableEngine::prepare(const Objective& objective, const WorkControl& control) {
  if (prepared_ && prepared_->objective.kind() == objective.kind() &&
      prepared_->objective.floor() == objective.floor() &&
      prepared_->objective.unit_weight() == objective.unit_weight()) {
    return *prepared_;
  }
  auto floor = floors_in_force(objective);
  auto scaled = scale_problem(table_, objective, floor);
  auto relaxed = relax(scaled, control);
  prepared_ = std::make_unique<Prepared>(
      Prepared{objective, std::move(floor), std::move(scaled), std::move(relaxed), {}, {}});
  return *prepared_;
}

bool SeparableEngine::acceptable(const Prepared& p, const std::int64_t* utility) const {
  for (std::size_t j = 0; j < p.floor.size(); ++j) {
    if (utility[j] < p.floor[j]) return false;
  }
  return true;
}

void SeparableEngine::try_rounding(const Prepared& p, Incumbent& incumbent,
                                   const WorkControl& control) const {
  const auto choice = round_and_improve(p.scaled, p.relaxed, control);
  std::vector<std::int64_t> utility(table_.parties);
  table_.utilities(choice.data(), utility.data());
  if (acceptable(p, utility.data())) {
    incumbent.set(choice.data(), table_.issues, utility.data(), table_.parties);
  }
}

/// Is there any outcome that meets the floors? The greatest least surplus over the floors, in
/// shares of the parties' ranges, with 0 to reach: the relaxation alone mostly decides.
SeparableEngine::Feasibility SeparableEngine::find_feasible(const Prepared& p, Incumbent& incumbent,
                                                            Work& work) const {
  Problem surplus;  // only the parts an objective reads
  surplus.parties = table_.parties;
  surplus.no_deal = p.floor;
  surplus.denominator.assign(table_.parties, 1);
  std::vector<Rational> weight(table_.parties, 0);
  for (std::size_t j = 0; j < table_.parties; ++j) {
    if (p.floor[j] <= table_.lowest[j]) {
      surplus.no_deal[j] = table_.lowest[j];
    } else {
      weight[j] = Rational(1, Integer(table_.highest[j] - table_.lowest[j] + 1));
    }
  }
  const Objective objective(surplus, Objective::Kind::minimum, weight, table_.lowest);
  Prepared q{objective, table_.lowest, scale_problem(table_, objective, table_.lowest), {}, {}, {}};
  q.relaxed = relax(q.scaled, work.control());
  const auto choice = round_and_improve(q.scaled, q.relaxed, work.control());
  std::vector<std::int64_t> utility(table_.parties);
  table_.utilities(choice.data(), utility.data());
  if (acceptable(p, utility.data())) {
    incumbent.set(choice.data(), table_.issues, utility.data(), table_.parties);
    return Feasibility::found;
  }
  const Bundle bundle = make_bundle(q.scaled, q.relaxed, 0);
  TreeSearch tree;
  tree.threshold = bundle.thresholds(-std::numeric_limits<double>::min());
  const Core core = make_core(table_, bundle, bundle.root, tree.threshold, {});
  if (core.empty) return Feasibility::none;
  tree.table = &table_;
  tree.bundle = &bundle;
  tree.core = &core;
  tree.leaf = [&](const std::uint32_t* c, const std::int64_t* u) {
    if (!acceptable(p, u)) return true;
    incumbent.set(c, table_.issues, u, table_.parties);
    return false;
  };
  work.run(tree);
  if (incumbent.found()) return Feasibility::found;
  return tree.complete ? Feasibility::none : Feasibility::unknown;
}

/// F' of a vector, rounded down.
double SeparableEngine::level_below(const Prepared& p, const std::int64_t* utility) const {
  std::vector<double> gain(table_.parties);
  p.scaled.gains(utility, p.objective, gain.data());
  return p.scaled.evaluate(gain.data()) - p.scaled.rounding(gain.data());
}

/// A value of F' that every better vector reaches, rounded down: utilities are whole numbers, so F
/// rises in steps. Steps too small to be sure of in doubles are left out.
double SeparableEngine::level_above(const Prepared& p, const std::int64_t* utility) const {
  const double value = p.objective.value(utility);
  const double rise = p.objective.next_value(utility) - value;
  const double sure = rise > k_sure_step * (1 + std::abs(value)) ? rise * (1 - 1e-6) : 0;
  return level_below(p, utility) + sure / p.scaled.factor;
}

const Bundle& SeparableEngine::bundle_of(Prepared& p,
                                         const std::vector<std::int64_t>* level) const {
  if (!p.bundle) {
    const double gap = level == nullptr ? 1 : p.relaxed.bound - level_below(p, level->data());
    p.bundle = make_bundle(p.scaled, p.relaxed, gap);
  }
  return *p.bundle;
}

SearchResult SeparableEngine::answer(const Prepared& p, const Incumbent& incumbent, bool exact,
                                     double upper, const Work& work) const {
  SearchResult r;
  r.nodes = work.used();
  r.upper = p.scaled.to_objective(upper);
  r.price = p.relaxed.best.price;
  for (std::size_t j = 0; j < r.price.size(); ++j) r.price[j] *= p.scaled.scale[j];
  if (!incumbent.found()) {
    r.status = exact ? Status::none : Status::unknown;
    return r;
  }
  r.status = exact ? Status::exact : Status::bound;
  r.utility = incumbent.utility;
  r.outcome = table_.outcome(incumbent.choice.data());
  r.value = p.objective.value(r.utility.data());
  r.upper = exact ? r.value : std::max(r.value, r.upper);
  return r;
}

/// Where F rises in known steps, only what is strictly better is looked for, and whatever is has an
/// equal among the options that no other one of their issue beats for everybody: the rest stays
/// out. Without steps the threshold lets ties pass, and a finished tree over all options has met
/// every optimal vector, which saves the search for ties.
SearchResult SeparableEngine::search(Prepared& p, Incumbent& incumbent, Work& work) {
  const Bundle& bundle = bundle_of(p, incumbent.found() ? &incumbent.utility : nullptr);
  LevelSet ties;
  TreeSearch tree;
  tree.table = &table_;
  tree.bundle = &bundle;
  double reached = incumbent.found() ? level_above(p, incumbent.utility.data()) : -k_infinity;
  tree.threshold = bundle.thresholds(reached);
  tree.leaf = [&](const std::uint32_t* choice, const std::int64_t* utility) {
    if (!acceptable(p, utility)) return true;
    const int order =
        incumbent.found() ? p.objective.compare(utility, incumbent.utility.data()) : 1;
    if (order < 0) return true;
    if (order > 0) {
      incumbent.set(choice, table_.issues, utility, table_.parties);
      reached = std::max(reached, level_above(p, utility));
      tree.threshold = bundle.thresholds(reached);
      ties.witness.clear();
    }
    if (ties.witness.size() <= k_kept_ties) {
      ties.offer(utility, table_.parties, table_.outcome(choice));
    }
    return true;
  };
  const bool steps = incumbent.found() && reached > level_below(p, incumbent.utility.data());
  const auto core_now = [&] {
    return make_core(table_, bundle, bundle.root, tree.threshold, {.with_dominated = !steps});
  };
  Core core = core_now();
  tree.core = &core;
  const bool narrow = p.objective.kind() == Objective::Kind::linear;
  for (const auto width : narrow ? std::span<const std::size_t>(k_narrow_beam) : k_beam_widths) {
    if (core.empty || core.log10_size() <= k_beam_size || work.cancelled()) break;
    // A beam tries about that many entries; a small limit is for those who want what comes cheaply.
    if (!work.affords(tree.nodes + width * core.entry.size())) break;
    run_beam(tree, width);
    core = core_now();
  }
  work.add(tree.nodes);
  tree.nodes = 0;
  if (core.empty) return answer(p, incumbent, true, reached, work);
  work.run(tree, [&](Progress& progress) {
    if (incumbent.found()) progress.best = p.objective.value(incumbent.utility.data());
    progress.bound = p.scaled.to_objective(p.relaxed.bound);
  });
  const bool no_steps = incumbent.found() && reached <= level_below(p, incumbent.utility.data());
  if (tree.complete && !steps && no_steps && ties.witness.size() <= k_kept_ties) {
    ties.level = incumbent.utility;
    ties.smallest = tree.merged == 0;
    p.level_set = std::move(ties);
  }
  const bool exact = tree.complete || tree.open_bound <= reached;
  return answer(p, incumbent, exact, tree.open_bound, work);
}

/// The relaxation of the objective and an outcome that meets the floors, if there is one.
SeparableEngine::Feasibility SeparableEngine::find_first(const Objective& objective,
                                                         Incumbent& incumbent, Work& work) {
  if (!reachable(floors_in_force(objective))) return Feasibility::none;
  Prepared& p = prepare(objective, work.control());
  try_rounding(p, incumbent, work.control());
  return incumbent.found() ? Feasibility::found : find_feasible(p, incumbent, work);
}

SearchResult SeparableEngine::nothing_found(Feasibility why, const Work& work) const {
  SearchResult r;
  r.nodes = work.used();
  r.status = why == Feasibility::none ? Status::none : Status::unknown;
  r.upper = why == Feasibility::none ? -k_infinity
                                     : prepared_->scaled.to_objective(prepared_->relaxed.bound);
  return r;
}

SearchResult SeparableEngine::maximise(const Objective& objective, const SearchLimits& limits,
                                       const WorkControl& control) {
  Work work(limits, control);
  Incumbent incumbent;
  const auto first = find_first(objective, incumbent, work);
  if (first != Feasibility::found) return nothing_found(first, work);
  return search(*prepared_, incumbent, work);
}

SearchResult SeparableEngine::find_any(const Objective& objective, const SearchLimits& limits,
                                       const WorkControl& control) {
  Work work(limits, control);
  Incumbent incumbent;
  const auto first = find_first(objective, incumbent, work);
  if (first != Feasibility::found) return nothing_found(first, work);
  return answer(*prepared_, incumbent, true, k_infinity, work);
}

bool SeparableEngine::enumerate(const Objective& objective, const std::vector<std::int64_t>& level,
                                const Visit& visit, const SearchLimits& limits,
                                const WorkControl& control) {
  Work work(limits, control);
  if (!reachable(floors_in_force(objective))) return true;
  Prepared& p = prepare(objective, control);
  if (p.level_set && objective.compare(level.data(), p.level_set->level.data()) == 0) {
    return std::all_of(p.level_set->witness.begin(), p.level_set->witness.end(),
                       [&](const auto& w) { return visit(w.first.data(), w.second).go_on; });
  }
  const Bundle& bundle = bundle_of(p, &level);
  TreeSearch tree;
  tree.table = &table_;
  tree.bundle = &bundle;
  tree.threshold = bundle.thresholds(level_below(p, level.data()));
  const Core core =
      make_core(table_, bundle, bundle.root, tree.threshold, {.with_dominated = true});
  if (core.empty) return true;
  tree.core = &core;
  LevelSet found;
  found.level = level;
  tree.leaf = [&](const std::uint32_t* choice, const std::int64_t* utility) {
    if (!acceptable(p, utility) || objective.compare(utility, found.level.data()) < 0) return true;
    const auto before = found.witness.size();
    auto outcome = table_.outcome(choice);
    found.offer(utility, table_.parties, outcome);
    if (found.witness.size() == before) return true;
    const Visited next = visit(utility, outcome);
    if (next.raise_to != nullptr) {
      found.level = *next.raise_to;
      tree.threshold = bundle.thresholds(level_below(p, found.level.data()));
    }
    return next.go_on;
  };
  work.run(tree);
  if (tree.complete && found.witness.size() <= k_kept_ties &&
      objective.compare(level.data(), found.level.data()) == 0) {
    found.smallest = tree.merged == 0;
    p.level_set = std::move(found);
  }
  return tree.complete;
}

/// With the utilities given, every cut says exactly how much may be lost under it. The tree goes
/// through issues and options in file order, so the first hit is the smallest.
std::optional<Outcome> SeparableEngine::smallest_witness(const Objective& objective,
                                                         const std::vector<std::int64_t>& utility,
                                                         const SearchLimits& limits,
                                                         const WorkControl& control) {
  Work work(limits, control);
  if (!table_.solvable) return std::nullopt;
  Prepared& p = prepare(objective, control);
  if (p.level_set && p.level_set->smallest) {
    const auto known = p.level_set->witness.find(utility);
    if (known != p.level_set->witness.end()) return known->second;
  }
  const Bundle& bundle = bundle_of(p, &utility);
  const Lanes budget = bundle.losses_of(p.scaled, utility.data());
  TreeSearch tree;
  tree.table = &table_;
  tree.bundle = &bundle;
  tree.target = utility;
  for (std::size_t q = 0; q < k_lanes; ++q) {
    tree.threshold.x[q] = -bundle.slack.x[q] - std::numeric_limits<double>::min();
  }
  const Core core = make_core(table_, bundle, budget, tree.threshold,
                              {.with_dominated = true, .order = Order::as_filed});
  if (core.empty) return std::nullopt;
  tree.core = &core;
  std::optional<Outcome> found;
  tree.leaf = [&](const std::uint32_t* choice, const std::int64_t* reached) {
    if (!std::equal(utility.begin(), utility.end(), reached)) return true;
    found = table_.outcome(choice);
    return false;
  };
  work.run(tree);
  return found;
}

}  // namespace

std::unique_ptr<Engine> make_separable_engine(const Problem& problem) {
  return std::make_unique<SeparableEngine>(problem);
}

}  // namespace entente::bargain
