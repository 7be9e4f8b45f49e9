#include "entente/bargain/general_engine.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "entente/bargain/counters.hpp"
#include "entente/bargain/dual_search.hpp"
#include "entente/bargain/flip_search.hpp"
#include "entente/bargain/outcome_search.hpp"
#include "entente/bargain/price_bundle.hpp"
#include "entente/bargain/state_set.hpp"
#include "entente/bargain/witness_graph.hpp"

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// What is as good as wanted may seem worse by this share.
constexpr double k_rounding = 1e-12;
/// The first search has few lanes: most trees are small.
constexpr std::size_t k_short_lanes = 3;
constexpr std::size_t k_long_lanes = 32;
/// Tables over counters: a search has a bound for each price and row, so that larger ones cost more
/// than they tell.
constexpr EliminationLimits k_counted_tables{std::size_t{1} << 14U, std::size_t{1} << 16U};

EliminationLimits counted_tables(const EliminationLimits& tables) {
  return {std::min(k_counted_tables.table_rows, tables.table_rows),
          std::min(k_counted_tables.total_rows, tables.total_rows),
          std::min(k_counted_tables.split_rows, tables.split_rows)};
}

/// Remembering states pays only in large trees.
constexpr std::uint64_t k_remember_after = 20'000;

using Choice = Elimination::Choice;

/// A problem laid out for searching.
struct Layout {
  Layout(const Problem& problem, const EliminationLimits& limits, const WorkControl& control,
         std::span<const std::uint32_t> order = {})
      : elimination(problem, limits, control, order), reach(elimination) {
    for (const auto& rule : problem.linear) rule_floors.push_back(-rule.limit);
  }

  [[nodiscard]] Floors floors(std::vector<std::int64_t> parties) const {
    return {reach, std::move(parties), rule_floors};
  }

  Elimination elimination;
  Reach reach;
  std::vector<std::int64_t> rule_floors;
};

/// The layouts of one problem: its own, and one whose rules are kept by counters. The second is
/// made when it is first wanted: it is worth its size only in long searches.
class Layouts {
 public:
  Layouts(const Problem& problem, const GeneralLimits& limits, const WorkControl& control)
      : issues_(problem.issues), limits_(limits), plain_(problem, limits.tables, control) {
    const auto& plain = plain_.elimination;
    if (may_count(problem) && !plain.split() && plain.loose().empty()) uncounted_ = problem;
  }

  [[nodiscard]] std::size_t issues() const { return issues_; }
  [[nodiscard]] std::uint64_t short_search() const { return limits_.short_search; }
  [[nodiscard]] const Layout& plain() const { return plain_; }
  /// The one with counters if it has been made, else the plain one.
  [[nodiscard]] const Layout& best_made() const { return counted_ ? *counted_ : plain_; }
  /// Null where counters do not fit.
  const Layout* counted(const WorkControl& control) {
    if (uncounted_) {
      const EliminationLimits tables = counted_tables(limits_.tables);
      const auto counted = with_counters(*uncounted_, tables, control);
      if (counted) {
        counted_ = std::make_unique<Layout>(counted->problem, tables, control, counted->order);
      }
      if (!control.cancelled()) uncounted_.reset();
    }
    return counted_.get();
  }
  [[nodiscard]] Outcome decode(const Elimination& elimination, const Choice* choice) const {
    Outcome outcome = elimination.decode(choice);
    outcome.resize(issues_);
    return outcome;
  }

 private:
  std::size_t issues_;
  GeneralLimits limits_;
  Layout plain_;
  std::optional<Problem> uncounted_;  ///< until it was tried
  std::unique_ptr<Layout> counted_;
};

/// One run of `maximise`.
class Maximiser {
 public:
  /// `parties`: the floors of the parties' utilities.
  Maximiser(Layouts& layouts, std::vector<std::int64_t> parties, const Objective& objective,
            const SearchLimits& limits, const WorkControl& control)
      : layouts_(layouts),
        parties_(std::move(parties)),
        elimination_(&layouts.plain().elimination),
        floors_(layouts.plain().floors(parties_)),
        objective_(objective),
        limits_(limits),
        control_(control),
        local_(*elimination_, floors_.active(),
               [&objective](const std::int64_t* u) { return objective.value(u); }),
        plain_choice_(elimination_->size()) {
    if (limits.at_least == nullptr) return;
    const double wanted = objective.value(limits.at_least->data());
    target_ = wanted - k_rounding * std::max(1.0, std::abs(wanted));
  }

  SearchResult run() {
    bool proven = settled();
    if (!proven && count()) proven = settled();
    if (!proven && !cancelled_ && !spent()) proven = search(k_long_lanes, 0) || answered();
    return finish(proven);
  }

  /// As `run`, with the first outcome that meets the floors for an answer.
  SearchResult run_to_first() {
    first_is_enough_ = true;
    return run();
  }

 private:
  /// Relaxes, and searches for a short while. True when the answer is proven.
  bool settled() {
    if (!elimination_->feasible() || !floors_.reachable() || excluded() || answered()) return true;
    relax_objective();  // when cancelled: one round, for a bound
    if (closed() || answered()) return true;
    return !cancelled_ && (search(k_short_lanes, layouts_.short_search()) || answered());
  }

  /// Goes on with counters, where there are some.
  bool count() {
    const Layout* counted = cancelled_ || spent() ? nullptr : layouts_.counted(control_);
    if (counted == nullptr) return false;
    elimination_ = &counted->elimination;
    floors_ = counted->floors(parties_);
    return true;
  }

  [[nodiscard]] bool answered() const { return first_is_enough_ && found(); }

  /// No outcome can meet the floors.
  bool excluded() {
    if (found() || !floors_.any_active()) return false;
    const DualModel model = floor_model(*elimination_, floors_.active());
    const auto duals = search_duals(*elimination_, model, [&](const Choice* choice) {
      consider(choice);
      return found() || cancelled_ ? k_infinity : 0.0;
    });
    const PricedBound& least = duals.bounds[duals.best];
    return least.value < -rounding_margin(*elimination_, least.price, least.constant);
  }

  void relax_objective() {
    model_ = objective_model(*elimination_, objective_, floors_.priced(objective_));
    duals_ = search_duals(*elimination_, model_, [&](const Choice* choice) {
      consider(choice);
      return cancelled_ || answered() ? k_infinity : target_;
    });
    const PricedBound& least = duals_.bounds[duals_.best];
    const double margin = rounding_margin(*elimination_, least.price, least.constant);
    upper_ = std::min(upper_, least.value + margin);
  }

  void consider(const Choice* choice) {
    cancelled_ = cancelled_ || control_.cancelled();
    const Elimination& plain = layouts_.plain().elimination;
    if (elimination_ != &plain) {
      plain.encode(layouts_.decode(*elimination_, choice), plain_choice_.data());
      choice = plain_choice_.data();
    }
    if (!local_.improve(choice)) return;
    offer(local_.amounts().data(), plain, local_.choice().data());
  }

  /// Takes an outcome that meets all floors when it is better than the best so far.
  bool offer(const std::int64_t* amounts, const Elimination& elimination, const Choice* choice) {
    if (found() && objective_.compare(amounts, best_.data()) <= 0) return false;
    if (limits_.at_least != nullptr && objective_.compare(amounts, limits_.at_least->data()) < 0) {
      return false;
    }
    best_.assign(amounts, amounts + elimination.parties());
    best_outcome_ = layouts_.decode(elimination, choice);
    target_ = objective_.next_value(best_.data());
    return true;
  }

  [[nodiscard]] bool found() const { return !best_.empty(); }
  [[nodiscard]] bool closed() const { return upper_ < target_; }
  [[nodiscard]] bool spent() const { return limits_.max_nodes != 0 && nodes_ >= limits_.max_nodes; }

  bool search(std::size_t lanes, std::uint64_t most) {
    cancelled_ = cancelled_ || control_.cancelled();
    if (cancelled_) return false;  // its tables are large
    const double reached = found() ? objective_value() : target_;
    PriceBundle bundle(*elimination_, model_, duals_, std::max(0.0, upper_ - reached), lanes);
    bundle.add_reach_lanes(floors_.active());
    PartialOutcome partial(*elimination_, bundle.lanes());
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
      if (floors_.met(amounts) && offer(amounts, *elimination_, choice)) raise(bundle, partial);
      return !answered();
    });
    nodes_ += dfs.nodes();
    cancelled_ = cancelled_ || control_.cancelled();
    if (done || dfs.open_bound() == -k_infinity) return true;
    upper_ = std::min(upper_, dfs.open_bound() + bundle.margin());
    return false;
  }

  /// Raises the cuts to what beats the best outcome, or is as good as what is wanted at least.
  void raise(const PriceBundle& bundle, PartialOutcome& partial) const {
    if (found() || limits_.at_least != nullptr) bundle.cut_below(target_, partial);
    if (!found()) return;
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
      const auto parties = static_cast<std::ptrdiff_t>(elimination_->parties());
      result.price.assign(price.begin(), price.begin() + parties);
    }
    if (found()) {
      result.outcome = best_outcome_;
      result.utility = best_;
      result.status = proven ? Status::exact : Status::bound;
    } else {
      result.status = proven ? Status::none : Status::unknown;
    }
    return result;
  }

  Layouts& layouts_;
  std::vector<std::int64_t> parties_;
  const Elimination* elimination_;  ///< of the layout in use
  Floors floors_;
  const Objective& objective_;
  const SearchLimits& limits_;
  const WorkControl& control_;
  FlipSearch local_;  ///< on the plain layout: a change there moves no counters
  std::vector<Choice> plain_choice_;
  DualModel model_;
  DualSearchResult duals_;
  double upper_ = k_infinity;
  double target_ = -k_infinity;
  std::vector<std::int64_t> best_;
  Outcome best_outcome_;
  std::uint64_t nodes_ = 0;
  bool cancelled_ = false;
  bool first_is_enough_ = false;
};

class GeneralEngine final : public Engine {
 public:
  GeneralEngine(const Problem& problem, const GeneralLimits& limits, const WorkControl& control)
      : layouts_(problem, limits, control) {}

  SearchResult maximise(const Objective& objective, const SearchLimits& limits,
                        const WorkControl& control) override {
    return Maximiser(layouts_, gain_floors(objective), objective, limits, control).run();
  }

  SearchResult find_any(const Objective& objective, const SearchLimits& limits,
                        const WorkControl& control) override {
    return Maximiser(layouts_, gain_floors(objective), objective, limits, control).run_to_first();
  }

  bool enumerate(const Objective& objective, const std::vector<std::int64_t>& level,
                 const Visit& visit, const SearchLimits& limits,
                 const WorkControl& control) override {
    const double value = objective.value(level.data());
    const Layout& layout = layouts_.best_made();
    const Elimination& elimination = layout.elimination;
    const Floors floors =
        layout.floors(value > -k_infinity ? gain_floors(objective) : objective.floor());
    if (!elimination.feasible() || !floors.reachable()) return true;
    if (control.cancelled()) return false;
    const DualModel model = objective_model(elimination, objective, floors.priced(objective));
    const auto duals = search_duals(elimination, model, [&](const Choice*) {
      return control.cancelled() ? k_infinity : value;
    });
    const double gap = std::max(0.0, duals.bounds[duals.best].value - value);
    PriceBundle bundle(elimination, model, duals, gap, k_long_lanes);
    bundle.add_reach_lanes(floors.active());
    PartialOutcome partial(elimination, bundle.lanes());
    bundle.cut_below(value, partial);
    StateSet seen(elimination.parties());
    OutcomeSearch dfs(partial, {limits.max_nodes, 0}, control);
    auto wanted = level;
    return dfs.run([&](const std::int64_t* amounts, const Choice* choice) {
      if (!floors.met(amounts) || objective.compare(amounts, wanted.data()) < 0) return true;
      if (!seen.insert(amounts).second) return true;
      const Visited next = visit(amounts, layouts_.decode(elimination, choice));
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
    const Layout& layout = layouts_.best_made();
    const Elimination& elimination = layout.elimination;
    const Floors floors = layout.floors(utility);
    if (!elimination.feasible() || !floors.reachable() || control.cancelled()) {
      return std::nullopt;
    }
    const DualModel model = floor_model(elimination, floors.all());
    const auto duals = search_duals(elimination, model, [&](const Choice*) {
      return control.cancelled() ? k_infinity : -k_infinity;
    });
    PriceBundle bundle(elimination, model, duals, 0, k_short_lanes);
    bundle.add_reach_lanes(floors.active());
    bundle.add_ceiling_lanes(utility);
    PartialOutcome partial(elimination, bundle.lanes());
    bundle.cut_below(0, partial);
    const WitnessGraph graph(partial, utility, floors.all(), limits.max_nodes, control);
    auto outcome = graph.smallest();
    if (outcome) outcome->resize(layouts_.issues());
    return outcome;
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

  Layouts layouts_;
};

}  // namespace

std::unique_ptr<Engine> make_engine(const Problem& problem, const WorkControl& control) {
  return problem.separable() ? make_separable_engine(problem)
                             : make_general_engine(problem, control);
}

std::unique_ptr<Engine> make_general_engine(const Problem& problem, const WorkControl& control) {
  return make_general_engine(problem, GeneralLimits{}, control);
}

std::unique_ptr<Engine> make_general_engine(const Problem& problem, const GeneralLimits& limits,
                                            const WorkControl& control) {
  return std::make_unique<GeneralEngine>(problem, limits, control);
}

}  // namespace entente::bargain
