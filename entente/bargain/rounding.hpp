#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/problem.hpp"

namespace entente::bargain {

/// [party] units that rounding may add to or take from a gain; 0 where nothing was rounded.
[[nodiscard]] std::vector<std::int64_t> rounding_units(const Problem& problem);

}  // namespace entente::bargain
