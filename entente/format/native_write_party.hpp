#pragma once

#include <string>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/format/text_node.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// What parties, issues and options are called in the file that is written.
struct NativeNames {
  std::vector<std::string> parties;
  std::vector<std::string> issues;
  std::vector<std::vector<std::string>> options;  ///< [issue]
};

/// {issue: option, issue: [option, option]}
[[nodiscard]] TextNode write_conditions(const std::vector<Condition>& when,
                                        const NativeNames& names);

/// The party's entry in `preferences`. Adds to `losses` what it cannot hold, an error where it
/// cannot be written at all.
[[nodiscard]] TextNode write_preferences(const Scenario& scenario, PartyId party,
                                         const NativeNames& names, Diagnostics& losses);

}  // namespace entente::format
