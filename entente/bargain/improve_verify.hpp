#pragma once

#include "entente/bargain/improve.hpp"

namespace entente::bargain {

/// Re-checks an answer by the model's slow, exact definitions, sharing no code with the searches:
/// utilities, rules and gains of the draft and of every outcome shown; that nobody loses by an
/// improvement and the gainers gain; the order, move by move; the size of the smallest change.
/// Where there are at most 20,000 outcomes all of them are looked at, so that "none", "best" and
/// "smallest" are checked, too; else the frontier's points are (2,000 at most). Returns one error
/// per difference, at most 20. With rounded arithmetic only what rounding cannot blur is checked.
[[nodiscard]] Diagnostics verify_improvement(const Scenario& scenario,
                                             const ImproveOptions& options,
                                             const ImproveAnswer& answer);

}  // namespace entente::bargain
