#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "entente/model/outcome.hpp"

namespace entente::app {

/// The outcome that somebody proposes: the file's agreement, or the status quo, with what
/// `settings`
/// ("ISSUE=OPTION", of --set) say. Appends what is wrong to `errors`; then the outcome is unfit.
[[nodiscard]] Outcome read_draft(const Scenario& scenario, std::optional<StatedAgreement> given,
                                 const std::vector<std::string>& settings,
                                 std::vector<UsageError>& errors);

}  // namespace entente::app
