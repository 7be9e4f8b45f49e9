#pragma once

#include "entente/bargain/solve.hpp"

namespace entente::test {

/// The answer of a small scenario by listing every outcome: what the solvers should say, for tests
/// of everything that shows an answer. Frontier, deals (smallest witnesses), ledger; warnings and
/// the fallback stay empty. At most a few hundred thousand outcomes.
[[nodiscard]] bargain::Solution enumerated_solution(
    const Scenario& scenario, bargain::Concept recommended = bargain::Concept::nash);

}  // namespace entente::test
