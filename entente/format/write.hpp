#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "entente/format/written.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// What a scenario can be written as.
enum class Target { yaml, json, genius, geniusweb, csv, tsv };

struct TargetName {
  Target target;
  std::string_view word;       ///< as `--to` names it
  std::string_view extension;  ///< of its files
  bool one_file;               ///< else a domain, and a profile for each party
};

inline constexpr std::array<TargetName, 6> k_targets{{
    {Target::yaml, "yaml", ".yaml", true},
    {Target::json, "json", ".json", true},
    {Target::genius, "genius", ".xml", false},
    {Target::geniusweb, "geniusweb", ".json", false},
    {Target::csv, "csv", ".csv", true},
    {Target::tsv, "tsv", ".tsv", true},
}};

[[nodiscard]] const TargetName& target_name(Target target);
[[nodiscard]] std::optional<Target> find_target(std::string_view word);

/// The target that a file name stands for by its extension (`.yml` and `.tab`, too).
[[nodiscard]] std::optional<Target> target_of(std::string_view file_name);

/// Writes the scenario. `name` is that of the file, or of the domain where there are several; the
/// others are named after the parties.
[[nodiscard]] Written write_scenario(const Scenario& scenario, Target target,
                                     const std::string& name);

}  // namespace entente::format
