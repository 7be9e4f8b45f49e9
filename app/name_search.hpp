#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "app/arguments.hpp"
#include "entente/model/scenario.hpp"

namespace entente::app {

// Names on the command line: the key that the file uses, with or without blanks around it, or the
// title that the pages show where only one party (or issue) has it.

/// The party meant. The error says so where there is none, or several of that name, as
/// `option_name` was given it.
[[nodiscard]] tl::expected<PartyId, UsageError> party_named(const Scenario& scenario,
                                                            std::string_view option_name,
                                                            std::string_view text);

/// The issue meant.
[[nodiscard]] tl::expected<IssueId, UsageError> issue_named(const Scenario& scenario,
                                                            std::string_view option_name,
                                                            std::string_view text);

/// The issues that --on names. Appends what is wrong to `errors`.
[[nodiscard]] std::vector<IssueId> issues_on(const Scenario& scenario, const Arguments& arguments,
                                             std::vector<UsageError>& errors);

/// Is there any party of this name, or several?
[[nodiscard]] bool names_a_party(const Scenario& scenario, std::string_view text);

/// Is there any issue of this name, or several?
[[nodiscard]] bool names_an_issue(const Scenario& scenario, std::string_view text);

/// The option meant, as the file spells it but for blanks around it.
[[nodiscard]] tl::expected<OptionId, UsageError> option_named(const Scenario& scenario,
                                                              IssueId issue,
                                                              std::string_view option_name,
                                                              std::string_view text);

/// Without blanks at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace entente::app
