#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/model/scenario.hpp"

namespace entente::format {

/// An agreement and everything there was to say; it is absent when there is an error.
struct AgreementResult {
  std::optional<StatedAgreement> agreement;
  Diagnostics diagnostics;
};

/// Is this the text of an agreement file (docs/format.md), sound or not?
[[nodiscard]] bool holds_agreement(std::string_view text);

/// Reads an agreement file that stands beside a scenario in another format.
[[nodiscard]] AgreementResult read_agreement(std::string_view text, const std::string& file_name,
                                             const Scenario& scenario);

}  // namespace entente::format
