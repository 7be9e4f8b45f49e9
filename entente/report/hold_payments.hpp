#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "entente/enforce/side_payments.hpp"
#include "entente/model/stage_game.hpp"
#include "entente/report/document.hpp"

namespace entente::report {

// What players of a game keep up who can pay each other, in the answers of `entente hold --game`.

/// A section with a table of the steps by discount factor; nothing without steps.
void write_payments(const StageGame& game, const std::vector<enforce::PaymentStep>& steps,
                    const Rational& discount, Document& page);

/// `side_payments` of docs/json.md.
[[nodiscard]] nlohmann::ordered_json payments_json(const StageGame& game,
                                                   const std::vector<enforce::PaymentStep>& steps);

}  // namespace entente::report
