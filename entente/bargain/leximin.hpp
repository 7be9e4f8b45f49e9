#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// Orders utility vectors by their weighted gains, least first (leximin): the vector whose least
/// weighted gain is greater is better; if these are equal, the second least decides, and so on.
/// Exact: weighted gains are compared as whole numbers of any size where doubles are too close.
class LeximinOrder {
 public:
  /// `weight`: [party] > 0, per point of gain.
  LeximinOrder(const Problem& problem, const std::vector<Rational>& weight);

  /// -1, 0, +1 as a is worse than, as good as, better than b. O(n log n).
  [[nodiscard]] int compare(const std::int64_t* a, const std::int64_t* b) const;

 private:
  std::vector<std::int64_t> no_deal_;
  std::vector<double> unit_weight_;
  std::vector<Integer> whole_weight_;  ///< per unit, over a common denominator
};

/// [party] the weights that turn gains in points into what a concept compares: exponents (nash),
/// factors (utilitarian), 1 / stated weight (egalitarian), 1 / (stated weight * ideal gain)
/// (kalai_smorodinsky, which alone looks at `ideal`, [party] utilities above the no-deal ones).
[[nodiscard]] std::vector<Rational> concept_weights(const Problem& problem, Concept concept_,
                                                    const SearchOptions& options,
                                                    const std::vector<std::int64_t>& ideal);

/// The concept's own objective of a utility vector: product of gains in points (to the power of
/// the weights), least share of the ideal gain, least (weighted) gain, (weighted) sum of gains.
[[nodiscard]] double concept_value(const Problem& problem, Concept concept_,
                                   const std::vector<Rational>& weight,
                                   const std::int64_t* utility);

/// What no least share of the ideal gain can exceed: 1, or 1 over the greatest weight.
[[nodiscard]] double greatest_share(const SearchOptions& options);

/// Why no outcome gives every party a strict gain.
enum class Obstacle {
  rules,    ///< no outcome may be agreed at all
  nothing,  ///< some parties gain nothing whatever is agreed
  others,   ///< some gain nothing in any outcome that all others accept (and there is one)
  clash,    ///< neither: the parties' wishes only clash together
  unclear,  ///< the search for it was cut short
};

/// Fills in a deal that does not exist: status, reason and who blocks.
void explain_none(Obstacle obstacle, std::vector<PartyId> blocking, Deal& deal);

}  // namespace entente::bargain
