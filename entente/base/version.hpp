#pragma once

#include <string_view>

namespace entente {

/// The version of the library, as "major.minor.patch".
std::string_view version();

}  // namespace entente
