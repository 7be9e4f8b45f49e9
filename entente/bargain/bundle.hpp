#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/option_table.hpp"
#include "entente/bargain/relaxation.hpp"

namespace entente::bargain {

/// Cuts looked at together.
inline constexpr std::size_t k_lanes = 32;
/// One number per cut.
struct alignas(64) Lanes {
  double x[k_lanes];
};

/// A bundle of cuts as an outer approximation of F', tabulated: under cut q, choosing entry e
/// instead of the best of its issue loses loss[e].x[q] of the bound root.x[q].
struct Bundle {
  std::vector<Lanes> loss;  ///< [entry] >= 0
  Lanes root;               ///< bound over all outcomes, allowance for rounding included
  Lanes slack;              ///< that allowance
  bool floors_only[k_lanes] = {};
  std::vector<Lanes> price;  ///< [party]
  Lanes constant;            ///< the cuts' constants

  /// What any outcome with these utilities loses of the bounds, allowance included.
  [[nodiscard]] Lanes losses_of(const ScaledProblem& problem, const std::int64_t* utility) const;
  /// Thresholds for outcomes with F' of at least `value` that meet the floors.
  [[nodiscard]] Lanes thresholds(double value) const;
};

/// The relaxation's best cut first, then cuts around it. `gap`: what is left between bound and
/// incumbent (sets how far around). O(entries * parties * lanes).
[[nodiscard]] Bundle make_bundle(const ScaledProblem& problem, const HullRelaxation& relaxation,
                                 double gap);

/// What is left to decide: issues with one surviving entry are fixed.
struct Core {
  std::vector<std::uint32_t> choice;  ///< [issue] the fixed entry; anything for open issues
  std::vector<std::int64_t> base;     ///< [party] utility of fixed entries and all least values
  std::vector<std::uint32_t> issue;   ///< [level] open issues in the order of the search
  std::vector<std::uint32_t> first;   ///< [level + 1] offsets into `entry`
  std::vector<std::uint32_t> entry;   ///< surviving entries
  Lanes root;                         ///< bounds left after the fixed issues
  bool empty = false;                 ///< nothing survives

  [[nodiscard]] std::size_t levels() const { return issue.size(); }
  /// Decimal logarithm of the number of choices left.
  [[nodiscard]] double log10_size() const;
};

enum class Order { by_swing, as_filed };

struct CoreOptions {
  bool with_dominated = false;
  /// by_swing: first the issues whose choice moves the bounds most (ten times smaller trees than
  /// the most doubtful issue first), cheap entries first. as_filed: file order of both.
  Order order = Order::by_swing;
};

/// Drops every entry whose loss takes some number of `root` (mostly bundle.root) to its threshold
/// or below.
[[nodiscard]] Core make_core(const OptionTable& table, const Bundle& bundle, const Lanes& root,
                             const Lanes& threshold, const CoreOptions& options);

}  // namespace entente::bargain
