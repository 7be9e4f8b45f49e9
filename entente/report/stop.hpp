#pragma once

namespace entente::report {

/// Why something was cut short.
enum class Stop {
  none,
  frontier_cap,  ///< only the frontier, by its cap on points or its limits of memory and work
  work_limit,    ///< a limit that does not depend on time
  time_limit,
  interrupted,
};
/// "frontier_cap", "work_limit", "time_limit", "interrupted"; "none".
[[nodiscard]] const char* to_string(Stop stop);

}  // namespace entente::report
