#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/model/scenario.hpp"
#include "entente/report/document.hpp"
#include "entente/report/json_text.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// What `check` says of some files: every problem, and what the scenario holds where it is sound.
struct CheckReport {
  std::vector<std::string> files;
  Diagnostics diagnostics;
  std::size_t errors = 0;  ///< listed in `diagnostics`, as the warnings
  std::size_t warnings = 0;
  std::size_t omitted = 0;             ///< not listed, because there are too many
  const Scenario* scenario = nullptr;  ///< null where there are errors; else keep it alive
};

[[nodiscard]] CheckReport make_check_report(const std::vector<std::string>& files,
                                            const ReadResult& result);

/// Schema "entente.check/1"; see docs/json.md.
void write_check_json(const CheckReport& report, const JsonStyle& style, const Sink& sink);

/// One paragraph per problem, "file:line:column: error: ...", then one line in all.
[[nodiscard]] std::string check_page(const CheckReport& report, const Style& style);

/// The verdict, and every problem in a table.
[[nodiscard]] Document check_document(const CheckReport& report);

/// "2 errors and 1 warning".
[[nodiscard]] std::string count_problems(std::size_t errors, std::size_t warnings);

/// Diagnostics for people, as `check_page` shows them, and safe to print whatever they quote.
[[nodiscard]] std::string diagnostics_text(const Diagnostics& diagnostics, const Style& style);

}  // namespace entente::report
