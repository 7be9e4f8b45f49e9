#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "entente/base/rational.hpp"
#include "entente/model/outcome.hpp"
#include "entente/report/json_text.hpp"

namespace entente::bargain {
struct Problem;
}

namespace entente::report {

// What the JSON of all verbs has in common. Parties, issues and options go by the file's names.

/// Null for none.
[[nodiscard]] nlohmann::ordered_json optional_number(const std::optional<double>& value);
/// Null when empty.
[[nodiscard]] nlohmann::ordered_json text_or_null(const std::string& text);
/// Text above 2^53: readers of JSON commonly take numbers for doubles.
[[nodiscard]] nlohmann::ordered_json integer_json(const Integer& count);
/// {party: amount}; `amounts` may be shorter than the list of parties.
[[nodiscard]] nlohmann::ordered_json by_party(const Scenario& scenario,
                                              const std::vector<double>& amounts);
/// {issue: option}.
[[nodiscard]] nlohmann::ordered_json outcome_json(const Scenario& scenario, const Outcome& outcome);
/// [party].
[[nodiscard]] nlohmann::ordered_json party_keys(const Scenario& scenario,
                                                const std::vector<std::size_t>& parties);
/// {issue: option}; null without a status quo.
[[nodiscard]] nlohmann::ordered_json status_quo_json(const Scenario& scenario);
/// [{issue, option}].
[[nodiscard]] nlohmann::ordered_json threats_json(const Scenario& scenario,
                                                  const std::vector<ThreatCarriedOut>& threats);

/// {text, file, line}; file and line are null for a rule of the command line.
[[nodiscard]] nlohmann::ordered_json rule_json(const Rule& rule);
/// {at_least, veto}: the acceptance rule.
[[nodiscard]] nlohmann::ordered_json acceptance_json(const Scenario& scenario);

/// Writes the members of the outermost object one after the other.
class MemberWriter {
 public:
  MemberWriter(const JsonStyle& style, const Sink& sink);

  void member(const char* key, const nlohmann::ordered_json& value);
  /// The comma and the key; the caller writes the value.
  [[nodiscard]] std::string start(const char* key);
  void finish();

 private:
  const JsonStyle& style_;
  const Sink& sink_;
  bool first_ = true;
};

/// The members `parties`, `party_names` and `issue_titles`.
void write_names(const Scenario& scenario, MemberWriter& out);
/// The members `party_names` and `issue_titles`.
void write_titles(const Scenario& scenario, MemberWriter& out);
/// The members `arithmetic` and `tolerance`.
void write_arithmetic(const Scenario& scenario, const bargain::Problem& problem, MemberWriter& out);

}  // namespace entente::report
