#pragma once

#include <string>

#include "entente/base/work.hpp"

namespace entente::report {

/// How far long work is, in one line of at most 78 columns: "Nash deal, 14 s: best 255, gap 12.5,
/// 2654208 nodes". `seconds`: since the start, >= 0.
[[nodiscard]] std::string progress_text(const Progress& progress, double seconds);

}  // namespace entente::report
