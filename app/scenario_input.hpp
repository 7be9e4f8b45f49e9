#pragma once

#include <optional>
#include <vector>

#include "app/arguments.hpp"
#include "entente/base/diagnostic.hpp"
#include "entente/model/scenario.hpp"

namespace entente::app {

struct ScenarioInput {
  Scenario scenario;
  Diagnostics warnings;
  std::optional<StatedAgreement> agreement;
};

/// Whether an agreement file may be among the files.
enum class Agreements { useless, welcome };

/// Reads the files of the command line; nothing, after complaining, when there are errors.
[[nodiscard]] std::optional<ScenarioInput> read_scenario(
    const Arguments& arguments, Agreements agreements = Agreements::useless);

/// Complains of `errors` in the options, and of what is wrong with the scenario once --rule-out has
/// been heeded; true when there is nothing to complain of.
[[nodiscard]] bool fit_to_ask(const Arguments& arguments, const Scenario& scenario,
                              const std::vector<UsageError>& errors);

}  // namespace entente::app
