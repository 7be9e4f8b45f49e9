#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "entente/bargain/objective.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// The result of one search.
struct SearchResult {
  /// exact; bound (stopped with an incumbent); none (no feasible outcome meets the floors);
  /// unknown (stopped without an incumbent).
  Status status = Status::unknown;
  double value = 0;  ///< F of the incumbent
  double upper = 0;  ///< proven upper bound on F; equals value when exact
  Outcome outcome;   ///< empty without an incumbent
  std::vector<std::int64_t> utility;
  std::uint64_t nodes = 0;
  /// [party] >= 0, per unit of utility: the prices of the best bound found without searching. A
  /// direction in which the outcomes that meet the floors hardly go beyond the optimum. Empty when
  /// there was no need for one.
  std::vector<double> price;
};

struct SearchLimits {
  std::uint64_t max_nodes = 0;  ///< 0: none
  /// Not null, for `maximise`: a utility vector that meets the floors. Only vectors with F as good
  /// are wanted, which keeps the search small. Engines for independent issues pass over it.
  const std::vector<std::int64_t>* at_least = nullptr;
};

/// What a visitor of `Engine::enumerate` wants next.
struct Visited {
  // NOLINTNEXTLINE(google-explicit-constructor): most visitors just say whether to go on
  Visited(bool wants_more) : go_on(wants_more) {}
  Visited(bool wants_more, const std::vector<std::int64_t>* level)
      : go_on(wants_more), raise_to(level) {}

  bool go_on;
  /// Not null: from now on only vectors with F as good as that of this one are wanted. It must be
  /// at least as good as the level before; looked at before the next visit.
  const std::vector<std::int64_t>* raise_to = nullptr;
};

/// Searches the outcomes of one problem exactly. One engine per structure: independent issues
/// (separable_engine.hpp), interactions and rules (general_engine.hpp). Engines are built once per
/// problem and reused; they are not thread-safe. The same calls give the same results.
class Engine {
 public:
  virtual ~Engine() = default;

  /// Maximises F over feasible outcomes with utility >= floor. Optimal in exact arithmetic: the
  /// bounds are doubles with a safe margin, near-ties are decided by Objective::compare.
  /// For log_sum an outcome with a zero gain (F = -infinity) does not count as found.
  virtual SearchResult maximise(const Objective& objective, const SearchLimits& limits,
                                const WorkControl& control) = 0;

  /// Some feasible outcome with utility >= floor (and, for log_sum, with strict gains), as good as
  /// is found without searching for a better one. Status::exact: there is one; none: there is
  /// provably none; unknown: stopped. `value` and `upper` mean nothing.
  virtual SearchResult find_any(const Objective& objective, const SearchLimits& limits,
                                const WorkControl& control) = 0;

  using Visit = std::function<Visited(const std::int64_t*, const Outcome&)>;

  /// Calls `visit(utility, outcome)` once per distinct utility vector u >= floor with
  /// F(u) as good as that of `level` (a utility vector) or better, in a deterministic order, with
  /// some witness; stops early, or raises the level, when `visit` says so. Returns true when the
  /// enumeration was completed (false: limit, cancelled or stopped). Equal partial sums are merged,
  /// so that symmetric issues do not explode.
  virtual bool enumerate(const Objective& objective, const std::vector<std::int64_t>& level,
                         const Visit& visit, const SearchLimits& limits,
                         const WorkControl& control) = 0;

  /// The outcome with exactly these utilities that is smallest in option indices (file order of
  /// issues); nothing when the limit was hit before it was certain. `objective` is one for which
  /// `utility` is (near) optimal: its bounds keep the search small.
  virtual std::optional<Outcome> smallest_witness(const Objective& objective,
                                                  const std::vector<std::int64_t>& utility,
                                                  const SearchLimits& limits,
                                                  const WorkControl& control) = 0;
};

/// For Problem::separable().
[[nodiscard]] std::unique_ptr<Engine> make_separable_engine(const Problem& problem);

/// For any problem without aggregate or cap: interactions, forbidden boxes, linear rules. Laying
/// out the tables takes time; cancelled meanwhile, it leaves more to the search.
[[nodiscard]] std::unique_ptr<Engine> make_general_engine(const Problem& problem,
                                                          const WorkControl& control = {});

/// The engine that suits a problem without aggregate or cap.
[[nodiscard]] std::unique_ptr<Engine> make_engine(const Problem& problem,
                                                  const WorkControl& control);

}  // namespace entente::bargain
