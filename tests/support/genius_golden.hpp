#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "entente/model/scenario.hpp"

namespace entente::test {

/// Scenarios of GENIUS with the values that GENIUS itself computed (golden.json): one folder each.
/// They stand beside the checkout (ENTENTE_SHARED_DIR, else ../shared) and are not part of the
/// project. Empty where they are absent; tests then skip.
[[nodiscard]] std::vector<std::filesystem::path> genius_golden_folders();

[[nodiscard]] nlohmann::json read_golden(const std::filesystem::path& folder);

/// Reads the folder's domain with the given profiles, both named as golden.json names them.
[[nodiscard]] ReadResult read_golden_scenario(const std::filesystem::path& folder,
                                              const std::string& domain,
                                              const std::vector<std::string>& profiles);

/// Two profiles of which GENIUS computed the frontier.
struct GoldenSpace {
  std::filesystem::path folder;
  nlohmann::json values;  ///< "pareto", "nash", "kalai_genius", ...
  ReadResult read;        ///< the domain with the two profiles
};

/// All there are in these folders.
[[nodiscard]] std::vector<GoldenSpace> golden_spaces(
    const std::vector<std::filesystem::path>& folders);

}  // namespace entente::test
