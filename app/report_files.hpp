#pragma once

#include <functional>
#include <string_view>

#include "app/arguments.hpp"
#include "entente/report/document.hpp"

namespace entente::app {

/// Can --html, --svg and --csv write to where they are told to? As far as it can be known before
/// the work is done: nobody should wait for an answer that cannot be kept. Complains where not.
[[nodiscard]] bool fit_to_write(const Arguments& arguments);

/// Writes the files that --html, --svg and --csv ask for. Each appears as a whole or not at all:
/// what was there before stays until the new one is complete. Returns `code`, or k_bad_use after
/// complaining.
[[nodiscard]] int write_report_files(const Arguments& arguments, std::string_view verb,
                                     const std::function<report::Document()>& document, int code);

}  // namespace entente::app
