#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace entente::format {

/// May a file of this name, found in a folder, hold a scenario or a part of one? It needs an
/// extension of ours, is not hidden, does not begin with `_` (NegMAS keeps notes so) and is none of
/// the results that stand beside some scenarios (pareto.xml, specs.json).
[[nodiscard]] bool may_hold_scenario(std::string_view name);

/// The files of a folder that may hold a scenario or a part of one, by name; or why there are none,
/// in plain words.
[[nodiscard]] tl::expected<std::vector<std::string>, std::string> files_in_folder(
    const std::string& path);

}  // namespace entente::format
