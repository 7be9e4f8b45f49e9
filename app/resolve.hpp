#pragma once

#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "app/arguments.hpp"
#include "entente/model/outcome.hpp"
#include "entente/model/scenario.hpp"

namespace entente::app {

/// An issue and one of its options, named on the command line.
struct IssueOption {
  IssueId issue;
  OptionId option;
};

/// Reads "ISSUE=OPTION" as given to `option_name`. Where names contain '=', the first split that
/// names an issue holds.
[[nodiscard]] tl::expected<IssueOption, UsageError> resolve_issue_option(
    const Scenario& scenario, std::string_view option_name, std::string_view text);

// Each of the following appends what is wrong, all of it, to `errors`.

/// Reads all "PARTY=W,..." into one weight per party; empty when there are none.
[[nodiscard]] std::vector<Rational> resolve_weights(const Scenario& scenario,
                                                    const std::vector<std::string>& texts,
                                                    std::vector<UsageError>& errors);

/// The threats to carry out, each of a threat issue and at most one per issue.
[[nodiscard]] std::vector<ThreatCarriedOut> resolve_threats(const Scenario& scenario,
                                                            const std::vector<std::string>& texts,
                                                            std::vector<UsageError>& errors);

/// The issues named, each once; none may be a threat.
[[nodiscard]] std::vector<IssueId> resolve_issues(const Scenario& scenario,
                                                  std::string_view option_name,
                                                  const std::vector<std::string>& texts,
                                                  std::vector<UsageError>& errors);

/// The issues that may move: those of --on and of the parties of --only-from, all where neither is
/// given, less those of --off; without threats. None where no such option is given.
[[nodiscard]] std::optional<std::vector<IssueId>> resolve_table(const Arguments& arguments,
                                                                const Scenario& scenario,
                                                                std::vector<UsageError>& errors);

/// "ISSUE=OPTION" as conditions on agreements, each once; none may be about a threat.
[[nodiscard]] std::vector<Condition> resolve_goals(const Scenario& scenario,
                                                   const std::vector<std::string>& texts,
                                                   std::vector<UsageError>& errors);

/// How a draft settles issues (--set), each at most once and no threat.
[[nodiscard]] std::vector<IssueOption> resolve_settings(const Scenario& scenario,
                                                        const std::vector<std::string>& texts,
                                                        std::vector<UsageError>& errors);

/// Adds a rule to the scenario for each "ISSUE=OPTION".
void add_ruled_out(Scenario& scenario, const std::vector<std::string>& texts,
                   std::vector<UsageError>& errors);

}  // namespace entente::app
