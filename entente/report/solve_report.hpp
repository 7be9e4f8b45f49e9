#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/bargain/count.hpp"
#include "entente/bargain/solve.hpp"
#include "entente/report/balance_causes.hpp"
#include "entente/report/stop.hpp"

namespace entente::report {

/// What the caller knows about a run and the answer does not say.
struct SolveContext {
  /// time_limit or interrupted where the caller stopped the work; looked at only where the answer
  /// is incomplete.
  Stop stop = Stop::none;
  /// Frontier points, and outcomes among the best, to list at most; none: all.
  std::optional<std::size_t> max_points;
  /// FrontierOptions::epsilon: how close points that stand for a frontier were to come.
  double epsilon_wanted = bargain::FrontierOptions().epsilon;
  bargain::Concept recommended = bargain::Concept::nash;  ///< whose ledger is shown
  std::vector<Rational> weights;                          ///< [party], empty: 1 for all
  std::vector<ThreatCarriedOut> threats;
  /// The share of the negotiation's time that has passed, and what the parties' utilities have
  /// been multiplied by for that.
  std::optional<double> at_time;
  std::vector<double> time_factor;  ///< [party], empty without `at_time`
  Diagnostics warnings;             ///< of the files read
  bool verified = false;            ///< what is shown was checked again (bargain/verify.hpp)
  bool count_wanted = false;
  std::optional<bargain::AcceptanceCount> count;  ///< none: not wanted, or stopped by a limit
};

/// A point with its outcome, amounts in each party's points.
struct PointReport {
  std::vector<double> utility;  ///< [party]
  std::vector<double> gain;     ///< [party]
  bool acceptable = false;      ///< no gain is negative
  Outcome outcome;
};

/// One deal, or the reason why there is none.
struct DealReport {
  bargain::Concept concept_ = bargain::Concept::nash;
  bargain::Status status = bargain::Status::unknown;
  std::optional<double> value;  ///< the concept's own objective
  /// The objective is at least `value`: shares of ideal gains that are not proven may be larger.
  bool value_at_least = false;
  std::optional<double> gap;  ///< none: nothing was proven
  std::uint64_t ties = 0;
  bool ties_complete = true;
  bool canonical = true;  ///< the outcome is the smallest in option order for its utilities
  std::optional<PointReport> point;
  std::string reason;
  std::vector<std::size_t> blocking;  ///< parties
};

/// Deals that are the same outcome, shown as one.
struct DealColumn {
  std::vector<std::size_t> deals;  ///< indices into SolveReport::deals, rising
};

/// The best outcomes of a concept.
struct BestReport {
  struct Row {
    std::uint64_t rank = 0;
    std::optional<double> value;
    PointReport point;
  };
  bargain::Concept of = bargain::Concept::nash;
  std::vector<Row> rows;
  bool complete = false;   ///< no outcome left out is better than one listed
  bool more_ties = false;  ///< one left out is as good as the last
};

struct FrontierReport {
  bargain::FrontierStatus status = bargain::FrontierStatus::partial;
  std::optional<double> epsilon;  ///< 0 when exact, none when nothing is proven
  std::size_t size = 0;
  std::size_t acceptable = 0;         ///< points that every party accepts
  std::vector<std::size_t> shown;     ///< indices of the points to list, rising
  std::size_t points_omitted = 0;     ///< size - shown
  std::vector<double> low, high;      ///< [party] least and greatest gain
  std::vector<double> accepted_low;   ///< [party] among acceptable points; empty: none
  std::vector<double> accepted_high;  ///< [party]
};

struct LedgerRowReport {
  std::size_t issue = 0;
  std::optional<std::size_t> giver;
  std::size_t from = 0;
  std::size_t to = 0;
  std::optional<double> cost;
  std::vector<std::optional<double>> credit;  ///< [party]
  std::optional<double> detection;
  bool empty = false;
  bool in_deal = false;
  bool marginal = false;
};

struct LedgerReport {
  bargain::Concept of = bargain::Concept::nash;
  std::vector<LedgerRowReport> rows;
  std::vector<double> credits, costs, balance;  ///< [party]
  BalanceCauses differs;                        ///< where and why the balance is not the gain
};

/// Everything the main job has to say, in one form that page and JSON (and other writers) share,
/// so that they never disagree. Refers to the scenario and the solution: keep them alive.
struct SolveReport {
  const Scenario* scenario = nullptr;
  const bargain::Solution* solution = nullptr;
  SolveContext context;

  std::vector<double> no_deal_utility;  ///< [party]
  std::optional<FrontierReport> frontier;
  std::vector<DealReport> deals;    ///< in the order of bargain::k_concepts
  std::vector<DealColumn> columns;  ///< the deals found, equal ones together
  std::optional<DealReport> nash_fallback;
  std::optional<BestReport> best;  ///< where asked for
  std::optional<LedgerReport> ledger;
  Diagnostics warnings;  ///< of the files, then of the answer
  /// Every deal is exact or proven not to exist, with all its ties counted; the frontier is exact
  /// and the count made, where they were asked for.
  bool complete = true;
  Stop stop = Stop::none;  ///< none when complete

  [[nodiscard]] const DealReport& deal(bargain::Concept concept_) const {
    return deals[static_cast<std::size_t>(concept_)];
  }
  [[nodiscard]] bool has_deal() const { return !columns.empty(); }
  /// It is proven that there is no deal.
  [[nodiscard]] bool no_deal_proven() const;
  /// Every deal is exact or proven not to exist.
  [[nodiscard]] bool deals_settled() const;
  /// `deals_settled`, and the ties of every deal were all counted.
  [[nodiscard]] bool ties_counted() const;
  /// A frontier was asked for and is not exact.
  [[nodiscard]] bool frontier_cut() const;
  /// Points stand for a frontier, and are proven to come less close than was asked for.
  [[nodiscard]] bool epsilon_missed() const;
  /// A count was asked for and not made.
  [[nodiscard]] bool count_missing() const { return context.count_wanted && !context.count; }
  /// A list of the best outcomes was asked for and is not proven.
  [[nodiscard]] bool best_cut() const { return best && !best->complete; }
  /// Fallback bargaining was asked for and its depth is not known.
  [[nodiscard]] bool fallback_bargaining_cut() const;
  /// Solution points of other tools were asked for and cannot be told for want of the frontier.
  [[nodiscard]] bool peer_points_cut() const;
  /// Some party's weight is not 1.
  [[nodiscard]] bool weighted() const;
};

/// O(frontier points * parties + shown points).
[[nodiscard]] SolveReport make_solve_report(const Scenario& scenario,
                                            const bargain::Solution& solution,
                                            const SolveContext& context);

/// Frontier point k with its outcome; k < size.
[[nodiscard]] PointReport frontier_point(const SolveReport& report, std::size_t k);

/// What is shown of a frontier, `max_points` of its points at most. O(points * parties).
[[nodiscard]] FrontierReport make_frontier_report(const bargain::Problem& problem,
                                                  const bargain::Frontier& frontier,
                                                  std::optional<std::size_t> max_points);

/// An outcome with its utilities in the problem's units.
[[nodiscard]] PointReport make_point(const bargain::Problem& problem, const std::int64_t* utility,
                                     Outcome outcome);

/// Frontier point k's gains in points into `gain` (one per party); true when none is negative.
bool frontier_gain(const bargain::Solution& solution, std::size_t k, double* gain);

/// "Nash", "Kalai-Smorodinsky", "Egalitarian", "Utilitarian".
[[nodiscard]] const char* display_name(bargain::Concept concept_);
/// "Nash", "egalitarian": inside a sentence only proper names are written large.
[[nodiscard]] std::string name_in_sentence(bargain::Concept concept_);
/// 'N', 'K', 'E', 'U'.
[[nodiscard]] char letter(bargain::Concept concept_);
/// Does the concept compare points of one party with points of another?
[[nodiscard]] bool compares_parties(bargain::Concept concept_);

}  // namespace entente::report
