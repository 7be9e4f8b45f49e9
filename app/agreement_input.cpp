#include "app/agreement_input.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/resolve.hpp"

namespace entente::app {
namespace {

/// The draft: the file's agreement, or the status quo, with what --set says.
StatedAgreement stated_draft(const Scenario& scenario, std::optional<StatedAgreement> given,
                             const std::vector<std::string>& settings,
                             std::vector<UsageError>& errors) {
  StatedAgreement draft;
  if (given) {
    draft = std::move(*given);
  } else {
    draft.options.resize(scenario.issue_count());
  }
  for (const auto& setting : resolve_settings(scenario, settings, errors)) {
    draft.options[setting.issue.index()] = setting.option;
  }
  return draft;
}

std::optional<UsageError> missing_issues(const Scenario& scenario, const StatedAgreement& draft) {
  constexpr std::size_t k_most_named = 5;
  const auto open = open_issues(scenario, draft);
  if (open.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (std::size_t k = 0; k < std::min(open.size(), k_most_named); ++k) {
    names.push_back(in_quotes(scenario.issues[open[k].index()].key));
  }
  const std::string more =
      open.size() > names.size() ? fmt::format(" and {} more", open.size() - names.size()) : "";
  return UsageError{fmt::format("the draft does not settle {}{}", fmt::join(names, ", "), more),
                    "this scenario has no status quo, so that a draft must settle every issue: in "
                    "an agreement file or with --set"};
}

}  // namespace

Outcome read_draft(const Scenario& scenario, std::optional<StatedAgreement> given,
                   const std::vector<std::string>& settings, std::vector<UsageError>& errors) {
  const StatedAgreement draft = stated_draft(scenario, std::move(given), settings, errors);
  if (auto missing = missing_issues(scenario, draft)) errors.push_back(std::move(*missing));
  return outcome_of(scenario, draft);
}

}  // namespace entente::app
