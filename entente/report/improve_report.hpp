#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/bargain/improve.hpp"
#include "entente/report/solve_report.hpp"
#include "entente/report/stop.hpp"

namespace entente::report {

/// What the caller knows about a run and the answer does not say.
struct ImproveContext {
  std::string draft_title;  ///< of the agreement file; may be empty
  /// time_limit or interrupted where the caller stopped the work.
  Stop stop = Stop::none;
  std::optional<std::size_t> max_points;  ///< frontier points to list at most; none: all
  std::vector<Rational> weights;          ///< [party], empty: 1 for all
  std::vector<ThreatCarriedOut> threats;
  std::optional<PartyId> least_cost;  ///< the party asked for, even if the draft needs no change
  bool verified = false;              ///< what is shown was checked again (improve_verify.hpp)
  Diagnostics warnings;               ///< of the files read
};

struct ChangeReport {
  std::size_t issue = 0;
  std::size_t from = 0;
  std::size_t to = 0;
  std::vector<double> effect;  ///< [party] in points
  bool marginal = false;
};

/// Issues that move at the same time, or one that moves alone.
struct StepReport {
  std::vector<std::size_t> issues;
  std::vector<double> rise;         ///< [party] over the draft, after the step
  std::vector<std::size_t> broken;  ///< rules of the scenario
};

/// An outcome that is proposed in place of the draft.
struct ProposalReport {
  bargain::Status status = bargain::Status::unknown;
  std::optional<double> value;
  std::optional<double> gap;  ///< none: nothing was proven
  std::uint64_t ties = 0;
  bool ties_complete = true;
  /// Smallest change: the one shown is proven the best of its ties. Elsewhere: as ties_complete.
  bool choice_proven = true;
  bool canonical = true;
  std::string reason;
  std::optional<PointReport> point;
  std::vector<double> rise;  ///< [party] utility over the draft's; empty without a point
  std::vector<ChangeReport> changes;

  /// Exact, or proven not to exist.
  [[nodiscard]] bool settled() const {
    return status == bargain::Status::exact || status == bargain::Status::none;
  }
};

/// Everything `improve` has to say, in one form that page and JSON share. Refers to the scenario
/// and the answer: keep them alive.
struct ImproveReport {
  const Scenario* scenario = nullptr;
  const bargain::ImproveAnswer* answer = nullptr;
  ImproveContext context;

  std::vector<double> no_deal_utility;  ///< [party]
  PointReport draft;                    ///< acceptable: rules kept, too
  ProposalReport improvement;
  std::vector<std::size_t> gainers;  ///< parties that gain by the improvement
  std::vector<StepReport> moves;     ///< of one issue each
  std::vector<StepReport> groups;    ///< where there are no moves
  std::optional<ProposalReport> smallest_change;
  std::optional<FrontierReport> frontier;
  Diagnostics warnings;  ///< of the files, then of the answer
  bool complete = true;
  Stop stop = Stop::none;  ///< none when complete

  /// Does everybody gain by the improvement?
  [[nodiscard]] bool everybody() const;
  /// An improvement, or a change that makes the draft acceptable, was found.
  [[nodiscard]] bool found() const;
  /// It is proven that there is neither.
  [[nodiscard]] bool nothing_proven() const;
  /// Improvement and smallest change are exact or proven not to exist.
  [[nodiscard]] bool settled() const;
  /// A frontier was asked for and is not exact.
  [[nodiscard]] bool frontier_cut() const;
};

[[nodiscard]] ImproveReport make_improve_report(const Scenario& scenario,
                                                const bargain::ImproveAnswer& answer,
                                                const ImproveContext& context);

}  // namespace entente::report
