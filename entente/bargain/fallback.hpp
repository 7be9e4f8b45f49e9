#pragma once

#include <cstdint>
#include <optional>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// The lexicographic reading of the Nash solution, for when no outcome gives every party a strict
/// gain: as many parties as possible gain, nobody loses, and among these outcomes the product of
/// the positive gains in points (to the power of the weights) is greatest. Ties over all such sets
/// of parties are counted; the lexicographically largest vector is shown. Nothing when no outcome
/// is acceptable to all, nobody can gain, or neither a complete frontier nor an engine is at hand.
/// `frontier` and `engine` may be null. `candidates`: a bit per party; the engine (which takes it
/// as known that not everybody can gain) tries every set of these, 12 at most.
[[nodiscard]] std::optional<Deal> find_fallback(const Problem& problem, const Frontier* frontier,
                                                Engine* engine, const SearchOptions& options,
                                                const WorkControl& control,
                                                std::uint64_t candidates = ~std::uint64_t{0});

}  // namespace entente::bargain
