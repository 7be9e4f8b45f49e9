#pragma once

#include <string>
#include <vector>

#include "entente/model/outcome.hpp"
#include "entente/report/json_text.hpp"

namespace entente::report {

/// Writes outcomes and amounts as JSON on one line, as append_json_line would, but with names
/// escaped once: a list may have millions of points.
class PointJson {
 public:
  PointJson(const Scenario& scenario, const JsonStyle& style);

  /// {party: amount}; one amount per party.
  void append_amounts(const std::vector<double>& amounts, std::string& out) const;
  /// {issue: option}. O(issues).
  void append_outcome(const Outcome& outcome, std::string& out) const;

 private:
  std::vector<std::string> party_;                ///< `"us": `
  std::vector<std::vector<std::string>> choice_;  ///< [issue][option] `"theft": "curbed"`
};

/// A number as json_number has it.
void append_json_number(double value, std::string& out);

}  // namespace entente::report
