#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace entente::format {

/// The files of a folder that may hold a scenario or a part of one, by name: those with an
/// extension of ours, but for hidden ones, those that begin with `_` (NegMAS keeps notes so) and
/// the results that stand beside some scenarios (pareto.xml, specs.json). Or why there are none, in
/// plain words.
[[nodiscard]] tl::expected<std::vector<std::string>, std::string> files_in_folder(
    const std::string& path);

}  // namespace entente::format
