#include "entente/bargain/general_engine.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "entente/bargain/dual_search.hpp"
#include "entente/bargain/flip_search.hpp"
#include "entente/bargain/outcome_search.hpp"
#include "entente/bargain/price_bundle.hpp"
#include "entente/bargain/state_set.hpp"
#include "entente/bargain/witness_graph.hpp"

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// The first search has few lanes and this many nodes: most trees are far smaller.
constexpr std::uint64_t k_short_search = 2'000;
constexpr std::size_t k_short_lanes = 3;
constexpr std::size_t k_long_lanes = 32;
/// Remembering states pays only in large trees.
constexpr std::uint64_t k_remember_after = 20'000;

using Choice = Elimination::Choice;

/// One run of `maximise`.
class Maximiser {
 public:
  Maximiser(const Elimination& elimination, const Floors& floors, const Objective& objective,
            const SearchLimits& limits, const WorkControl& control)
      : elimination_(elimination),
        floors_(floors),
        objective_(objective),
        limits_(limits),
        control_(control),
        local_(elimination, floors.active(),
               [&objective](const std::int64_t* u) { return objective.value(u); }) {}

  SearchResult run() {
    if (!elimination_.feasible() || !floors_.reachable()) return finish(true);
    if (!relax_floors()) return finish(!cancelled_);
    relax_objective();  // when cancelled: one round, for a bound
    if (cancelled_) return finish(false);
    if (closed()) return finish(true);
    if (search(k_short_lanes, k_short_search)) return finish(true);
    if (cancelled_ || spent()) return finish(false);
    const bool done = search(k_long_lanes, 0);
    return finish(done);
  }

  /// As `run`, with the first outcome that meets the floors for an answer.
  SearchResult run_to_first() {
    first_is_enough_ = true;
    if (!elimination_.feasible() || !floors_.reachable()) return finish(true);
    if (!relax_floors()) return finish(!cancelled_);
    if (!found() && !cancelled_) relax_objective();
    if (found()) return finish(true);
    if (cancelled_) return finish(false);
    bool done = search(k_short_lanes, k_short_search);
    if (!done && !found() && !cancelled_ && !spent()) done = search(k_long_lanes, 0);
    return finish(done || found());
  }

 private:
  /// False when no outcome can meet the floors.
  bool relax_floors() {
    if (!floors_.any_active()) return true;
    const DualModel model = floor_model(elimination_, floors_.active());
    const auto duals = search_duals(elimination_, model, [&](const Choice* choice) {
      consider(choice);
      return found() || cancelled_ ? k_infinity : 0.0;
    });
    const PricedBound& least = duals.bounds[duals.best];
    return least.value >= -rounding_margin(elimination_, least.price, least.constant);
  }

  void relax_objective() {
    model_ = objective_model(elimination_, objective_, floors_.priced(objective_));
    duals_ = search_duals(elimination_, model_, [&](const Choice* choice) {
      consider(choice);
      return cancelled_ || (found() && first_is_enough_) ? k_infinity : target_;
    });
    const PricedBound& least = duals_.bounds[duals_.best];
    upper_ = least.value + rounding_margin(elimination_, least.price, least.constant);
  }

  void consider(const Choice* choice) {
    cancelled_ = cancelled_ || control_.cancelled();
    if (!local_.improve(choice)) return;
    offer(local_.amounts().data(), local_.choice().data());
  }

  /// Takes an outcome that meets all floors when it is better than the best so far.
  bool offer(const std::int64_t* amounts, const Choice* choice) {
    if (found() && objective_.compare(amounts, best_.data()) <= 0) return false;
    best_.assign(amounts, amounts + elimination_.parties());
    best_choice_.assign(choice, choice + elimination_.size());
    target_ = objective_.next_value(best_.data());
    return true;
  }

  [[nodiscard]] bool found() const { return !best_.empty(); }
  [[nodiscard]] bool closed() const { return upper_ < target_; }
  [[nodiscard]] bool spent() const { return limits_.max_nodes != 0 && nodes_ >= limits_.max_nodes; }

  bool search(std::size_t lanes, std::uint64_t most) {
    cancelled_ = cancelled_ || control_.cancelled();
    if (cancelled_) return false;  // its tables are large
    PriceBundle bundle(elimination_, model_, duals_, std::max(0.0, upper_ - objective_value()),
                       lanes);
    bundle.add_reach_lanes(floors_.active());
    PartialOutcome partial(elimination_, bundle.lanes());
    raise(bundle, partial);
    OutcomeSearch::Limits limits;
    limits.remember_after = k_remember_after;
    limits.max_nodes = most;
    if (limits_.max_nodes != 0) {
      const std::uint64_t left = limits_.max_nodes - nodes_;
      limits.max_nodes = most == 0 ? left : std::min(most, left);
    }
    const WorkControl told = control_.telling([this](Progress& p) {
      p.done += nodes_;
      p.total = limits_.max_nodes;
      if (found()) p.best = objective_value();
      p.bound = upper_;
    });
    OutcomeSearch dfs(partial, limits, told);
    const bool done = dfs.run([&](const std::int64_t* amounts, const Choice* choice) {
      if (floors_.met(amounts) && offer(amounts, choice)) raise(bundle, partial);
      return !first_is_enough_ || !found();
    });
    nodes_ += dfs.nodes();
    cancelled_ = cancelled_ || control_.cancelled();
    if (done || dfs.open_bound() == -k_infinity) return true;
    upper_ = std::min(upper_, dfs.open_bound() + bundle.margin());
    return false;
  }

  /// Raises the cuts to what beats the best outcome.
  void raise(const PriceBundle& bundle, PartialOutcome& partial) const {
    if (!found()) return;
    bundle.cut_below(target_, partial);
    bundle.raise_floors(objective_.floor_to_beat(best_.data()), partial);
  }

  [[nodiscard]] double objective_value() const {
    return found() ? objective_.value(best_.data()) : -k_infinity;
  }

  SearchResult finish(bool proven) const {
    SearchResult result;
    result.nodes = nodes_;
    result.value = objective_value();
    result.upper = proven ? result.value : std::max(result.value, upper_);
    if (!duals_.bounds.empty()) {
      const auto& price = duals_.bounds[duals_.best].price;
      const auto parties = static_cast<std::ptrdiff_t>(elimination_.parties());
      result.price.assign(price.begin(), price.begin() + parties);
    }
    if (found()) {
      result.outcome = elimination_.decode(best_choice_.data());
      result.utility = best_;
      result.status = proven ? Status::exact : Status::bound;
    } else {
      result.status = proven ? Status::none : Status::unknown;
    }
    return result;
  }

  const Elimination& elimination_;
  const Floors& floors_;
  const Objective& objective_;
  const SearchLimits& limits_;
  const WorkControl& control_;
  FlipSearch local_;
  DualModel model_;
  DualSearchResult duals_;
  double upper_ = k_infinity;
  double target_ = -k_infinity;
  std::vector<std::int64_t> best_;
  std::vector<Choice> best_choice_;
  std::uint64_t nodes_ = 0;
  bool cancelled_ = false;
  bool first_is_enough_ = false;
};

class GeneralEngine final : public Engine {
 public:
  GeneralEngine(const Problem& problem, const EliminationLimits& limits, const WorkControl& control)
      : elimination_(problem, limits, control), reach_(elimination_) {
    for (const auto& rule : problem.linear) rule_floors_.push_back(-rule.limit);
  }

  SearchResult maximise(const Objective& objective, const SearchLimits& limits,
                        const WorkControl& control) override {
    const Floors floors(reach_, gain_floors(objective), rule_floors_);
    return Maximiser(elimination_, floors, objective, limits, control).run();
  }

  SearchResult find_any(const Objective& objective, const SearchLimits& limits,
                        const WorkControl& control) override {
    const Floors floors(reach_, gain_floors(objective), rule_floors_);
    return Maximiser(elimination_, floors, objective, limits, control).run_to_first();
  }

  bool enumerate(const Objective& objective, const std::vector<std::int64_t>& level,
                 const Visit& visit, const SearchLimits& limits,
                 const WorkControl& control) override {
    const double value = objective.value(level.data());
    const Floors floors(reach_, value > -k_infinity ? gain_floors(objective) : objective.floor(),
                        rule_floors_);
    if (!elimination_.feasible() || !floors.reachable()) return true;
    if (control.cancelled()) return false;
    const DualModel model = objective_model(elimination_, objective, floors.priced(objective));
    const auto duals = search_duals(elimination_, model, [&](const Choice*) {
      return control.cancelled() ? k_infinity : value;
    });
    const double gap = std::max(0.0, duals.bounds[duals.best].value - value);
    PriceBundle bundle(elimination_, model, duals, gap, k_long_lanes);
    bundle.add_reach_lanes(floors.active());
    PartialOutcome partial(elimination_, bundle.lanes());
    bundle.cut_below(value, partial);
    StateSet seen(elimination_.parties());
    OutcomeSearch dfs(partial, {limits.max_nodes, 0}, control);
    auto wanted = level;
    return dfs.run([&](const std::int64_t* amounts, const Choice* choice) {
      if (!floors.met(amounts) || objective.compare(amounts, wanted.data()) < 0) return true;
      if (!seen.insert(amounts).second) return true;
      const Visited next = visit(amounts, elimination_.decode(choice));
      if (next.raise_to != nullptr) {
        wanted = *next.raise_to;
        bundle.cut_below(objective.value(wanted.data()), partial);
      }
      return next.go_on;
    });
  }

  std::optional<Outcome> smallest_witness(const Objective& /*objective*/,
                                          const std::vector<std::int64_t>& utility,
                                          const SearchLimits& limits,
                                          const WorkControl& control) override {
    // The tightest bounds around a vector are those that treat it as a floor: it is optimal for
    // them whatever objective it came from.
    const Floors floors(reach_, utility, rule_floors_);
    if (!elimination_.feasible() || !floors.reachable() || control.cancelled()) {
      return std::nullopt;
    }
    const DualModel model = floor_model(elimination_, floors.all());
    const auto duals = search_duals(elimination_, model, [&](const Choice*) {
      return control.cancelled() ? k_infinity : -k_infinity;
    });
    PriceBundle bundle(elimination_, model, duals, 0, k_short_lanes);
    bundle.add_reach_lanes(floors.active());
    bundle.add_ceiling_lanes(utility);
    PartialOutcome partial(elimination_, bundle.lanes());
    bundle.cut_below(0, partial);
    const WitnessGraph graph(partial, utility, floors.all(), limits.max_nodes, control);
    return graph.smallest();
  }

 private:
  /// Floors of the parties; those whose gain enters a logarithm must gain at least one unit.
  [[nodiscard]] static std::vector<std::int64_t> gain_floors(const Objective& objective) {
    std::vector<std::int64_t> floors = objective.floor();
    if (objective.kind() != Objective::Kind::log_sum) return floors;
    for (std::size_t j = 0; j < floors.size(); ++j) {
      if (objective.unit_weight()[j] > 0) {
        floors[j] = std::max(floors[j], objective.no_deal()[j] + 1);
      }
    }
    return floors;
  }

  Elimination elimination_;
  Reach reach_;
  std::vector<std::int64_t> rule_floors_;
};

}  // namespace

std::unique_ptr<Engine> make_general_engine(const Problem& problem, const WorkControl& control) {
  return make_general_engine(problem, EliminationLimits{}, control);
}

std::unique_ptr<Engine> make_general_engine(const Problem& problem, const EliminationLimits& limits,
                                            const WorkControl& control) {
  return std::make_unique<GeneralEngine>(problem, limits, control);
}

}  // namespace entente::bargain
