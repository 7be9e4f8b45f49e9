#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.hpp"

namespace entente::app {

/// What to ask next, as the last lines of a page: `lead` and the command `entente VERB FILE...`
/// with those of `options` that were given, as one types it into a shell. `left_out`: a file that
/// the verb has no use for. Empty where a name is not fit to be printed as it is.
[[nodiscard]] std::string next_step(std::string_view lead, std::string_view verb,
                                    const Arguments& arguments,
                                    const std::vector<std::string_view>& options, bool ascii,
                                    std::string_view left_out = "");

}  // namespace entente::app
