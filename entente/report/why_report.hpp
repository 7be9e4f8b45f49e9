#pragma once

#include <string>
#include <vector>

#include "entente/bargain/why.hpp"
#include "entente/report/document.hpp"
#include "entente/report/json_text.hpp"
#include "entente/report/stop.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// An explanation with what was asked. Refers to all of it: keep it alive.
struct WhyReport {
  const Scenario* scenario = nullptr;  ///< as read
  const bargain::WhyOptions* question = nullptr;
  const bargain::Why* why = nullptr;
  /// time_limit or interrupted where the caller stopped the work.
  Stop stop = Stop::none;
  Diagnostics warnings;  ///< of the files, then of the answer

  /// Why the answer is incomplete; none when it is complete.
  [[nodiscard]] Stop stopped_by() const;
};

/// The answer, how much each could ask for, what would open a deal or what it hangs on.
[[nodiscard]] Document why_document(const WhyReport& report);

/// That as one page for a terminal.
[[nodiscard]] std::string why_page(const WhyReport& report, const Style& style);

/// `entente.why/1`, see docs/json.md.
void write_why_json(const WhyReport& report, const JsonStyle& style, const Sink& sink);

}  // namespace entente::report
