#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "entente/base/work.hpp"
#include "entente/model/outcome.hpp"

namespace entente::bargain {

/// How far an answer can be trusted.
enum class Status {
  exact,    ///< proven optimal
  bound,    ///< best found, with a proven gap (0 where only the order of ties is open)
  none,     ///< there is provably no such deal
  unknown,  ///< stopped before anything was found or excluded
};

/// Ways to choose one deal. All optimise over outcomes where no party's gain is negative.
enum class Concept {
  nash,               ///< greatest product of gains (to the power of weights)
  kalai_smorodinsky,  ///< greatest least share of the ideal gain, lexicographic
  egalitarian,        ///< greatest least gain in points, lexicographic
  utilitarian,        ///< greatest sum of (weighted) gains in points
};
inline constexpr Concept k_concepts[] = {Concept::nash, Concept::kalai_smorodinsky,
                                         Concept::egalitarian, Concept::utilitarian};

/// "nash", "kalai_smorodinsky", "egalitarian", "utilitarian".
[[nodiscard]] const char* to_string(Concept concept_);
/// "exact", "bound", "none", "unknown".
[[nodiscard]] const char* to_string(Status status);

/// Limits of a search. Work limits are deterministic; time limits are the caller's, through the
/// cancel token.
struct SearchOptions {
  /// [party] positive weights; empty means 1 for all. Nash: exponents. Kalai-Smorodinsky,
  /// egalitarian: gains are divided by them. Utilitarian: multiplied.
  std::vector<Rational> weights;
  /// Search nodes per concept; 0 means no limit.
  std::uint64_t max_nodes = 0;
  /// Distinct optimal utility vectors counted at most.
  std::uint64_t max_ties = 10'000;
};

/// One deal of a concept. Utilities in the problem's units.
struct Deal {
  Status status = Status::unknown;
  double value = 0;           ///< the concept's objective: product, least share, least gain, sum
  double gap = 0;             ///< proven upper bound minus value; 0 when exact
  std::uint64_t ties = 0;     ///< optimal utility vectors found
  bool ties_complete = true;  ///< false: there may be more than `ties`
  bool witness_canonical = true;  ///< the outcome is the smallest in option order for its utilities
  std::vector<std::int64_t> utility;  ///< lexicographically largest among the ties
  Outcome outcome;
  /// With Status::none: why, and which parties stand in the way: those that gain nothing whatever
  /// is agreed; without any, those that gain nothing in any of the outcomes that all others accept
  /// (where there are some); empty when no party blocks alone, or the rules leave no outcome.
  std::string reason;
  std::vector<PartyId> blocking;
  bool blocking_complete = true;  ///< false: cut short before it was known who blocks
  std::uint64_t nodes = 0;        ///< search nodes used
  /// Kalai-Smorodinsky by search: [party] the ideal utility as far as it is known to be reached,
  /// and what it is known not to exceed; equal when proven. Empty: not looked for.
  std::vector<std::int64_t> ideal;
  std::vector<std::int64_t> ideal_ceiling;

  [[nodiscard]] bool found() const { return !outcome.empty(); }
};

enum class FrontierStatus { exact, epsilon, partial };
[[nodiscard]] const char* to_string(FrontierStatus status);

/// The Pareto frontier: utility vectors that no feasible outcome weakly dominates with one strict
/// improvement, each with one witness. Points are sorted by utility, lexicographically falling.
/// Witnesses are decoded on demand so that a million points stay small.
class Frontier {
 public:
  /// Decodes the witness of point k into `outcome` (one option index per issue).
  class Witnesses {
   public:
    virtual ~Witnesses() = default;
    virtual void decode(std::size_t k, Outcome& outcome) const = 0;
    /// Bytes held.
    [[nodiscard]] virtual std::size_t bytes() const = 0;
  };

  Frontier() = default;
  Frontier(std::size_t parties, std::vector<std::int64_t> utilities,
           std::shared_ptr<const Witnesses> witnesses, FrontierStatus status, double epsilon = 0)
      : parties_(parties),
        utilities_(std::move(utilities)),
        witnesses_(std::move(witnesses)),
        status_(status),
        epsilon_(epsilon) {}

  [[nodiscard]] std::size_t size() const {
    return parties_ == 0 ? 0 : utilities_.size() / parties_;
  }
  [[nodiscard]] std::size_t parties() const { return parties_; }
  [[nodiscard]] const std::int64_t* utility(std::size_t k) const {
    return utilities_.data() + k * parties_;
  }
  [[nodiscard]] Outcome outcome(std::size_t k) const {
    Outcome o;
    witnesses_->decode(k, o);
    return o;
  }
  /// exact: complete. epsilon: only acceptable outcomes, and for each acceptable outcome some point
  /// that gives every party at least as much, less epsilon() of its range. partial: stopped by a
  /// limit or cancelled; the points are feasible and mutually non-dominated, but others are missing
  /// and some may be dominated by missing ones.
  [[nodiscard]] FrontierStatus status() const { return status_; }
  /// With FrontierStatus::epsilon: what is proven, as a share of each party's range (from its
  /// no-deal utility to the most that an acceptable outcome gives it); below 1. Otherwise 0.
  [[nodiscard]] double epsilon() const { return epsilon_; }
  [[nodiscard]] const std::shared_ptr<const Witnesses>& witnesses() const { return witnesses_; }
  [[nodiscard]] std::size_t witness_bytes() const { return witnesses_ ? witnesses_->bytes() : 0; }

 private:
  std::size_t parties_ = 0;
  std::vector<std::int64_t> utilities_;
  std::shared_ptr<const Witnesses> witnesses_;
  FrontierStatus status_ = FrontierStatus::partial;
  double epsilon_ = 0;
};

struct FrontierOptions {
  /// Points held at most at any stage; beyond it the frontier is `partial`.
  std::size_t max_points = 5'000'000;
  /// ... with six and more parties (k_many_parties), where lists are of little use to people.
  std::size_t many_party_points = 100'000;
  /// Bytes for lists and witnesses at most.
  std::size_t max_bytes = std::size_t{4} << 30U;
  /// Outcomes looked at, at most, where only enumeration can answer.
  std::uint64_t max_outcomes = 50'000'000;
  /// Three and more coordinates (parties, and linear rules that no counter keeps), no aggregates:
  /// candidates compared at most for the exact frontier, one counting 4 times with four
  /// coordinates, 16 times with more. The default is some 20 s of one core.
  std::uint64_t max_candidates = 400'000'000;
  /// Nodes of a branch and bound at most, where lists cannot answer.
  std::uint64_t max_nodes = 5'000'000;
  /// Where the exact frontier of three to five parties is too large: the share of each party's
  /// range that the points shown may miss (epsilon_frontier). 0: `partial` instead.
  double epsilon = 0.01;
  /// Not null: ends the attempt at the exact frontier where points with an epsilon can stand for
  /// it, so that they get a share of the time; then looked at in place of the work's own token,
  /// and to be requested with it at the latest.
  const CancelToken* exact_cancel = nullptr;
  /// That search ends earlier at so many points, or after about so many elementary steps (the
  /// default is some 10 s), with what is proven then.
  std::size_t epsilon_points = 20'000;
  std::uint64_t epsilon_work = 3'000'000'000;

  /// For work that is cancelled in time: points with an epsilon come as close as they can by then.
  void use_all_time() {
    epsilon_points = std::numeric_limits<std::size_t>::max();
    epsilon_work = std::numeric_limits<std::uint64_t>::max();
  }
};

}  // namespace entente::bargain
