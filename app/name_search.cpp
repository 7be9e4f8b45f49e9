#include "app/name_search.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace entente::app {
namespace {

using Names = std::vector<std::string_view>;

constexpr std::size_t k_most_named = 12;

/// What can be named: by key, or by title where that is no other's key.
struct Candidates {
  Names keys;
  Names titles;
};

Candidates parties_of(const Scenario& scenario) {
  Candidates all;
  for (const auto& party : scenario.parties) {
    all.keys.emplace_back(party.key);
    all.titles.emplace_back(party.name);
  }
  return all;
}

Candidates issues_of(const Scenario& scenario) {
  Candidates all;
  for (const auto& issue : scenario.issues) {
    all.keys.emplace_back(issue.key);
    all.titles.emplace_back(issue.title);
  }
  return all;
}

std::vector<std::size_t> places_of(const Names& names, std::string_view text) {
  std::vector<std::size_t> places;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (names[k] == text) places.push_back(k);
  }
  return places;
}

/// All that the name may mean; the first way of reading it that means anything holds.
std::vector<std::size_t> meanings(const Candidates& all, std::string_view text) {
  for (const auto* names : {&all.keys, &all.titles}) {
    for (const auto reading : {text, trimmed(text)}) {
      if (auto places = places_of(*names, reading); !places.empty()) return places;
    }
  }
  return {};
}

std::string listed(const Names& names) {
  std::vector<std::string> safe;
  for (const auto name : names) safe.push_back(in_quotes(name));
  return fmt::format("{}", fmt::join(safe, ", "));
}

/// A near miss, or all there are where they are few.
std::string name_hint(std::string_view wanted, const Names& near, const Names& all) {
  std::string hint = did_you_mean(wanted, near);
  if (!hint.empty() || all.size() > k_most_named) return hint;
  return "there are: " + listed(all);
}

tl::expected<std::size_t, UsageError> find(const Candidates& all, std::string_view option_name,
                                           const char* one, const char* many,
                                           std::string_view text) {
  const auto places = meanings(all, text);
  if (places.size() == 1) return places.front();
  if (places.empty()) {
    Names near = all.keys;
    near.insert(near.end(), all.titles.begin(), all.titles.end());
    return tl::unexpected(
        UsageError{fmt::format("{}: there is no {} {}", option_name, one, in_quotes(text)),
                   name_hint(text, near, all.keys)});
  }
  Names keys;
  for (const auto k : places) keys.push_back(all.keys[k]);
  keys.resize(std::min(keys.size(), k_most_named));
  return tl::unexpected(UsageError{
      fmt::format("{}: {} {} are called {}", option_name, places.size(), many, in_quotes(text)),
      "say which by its name in the file: " + listed(keys)});
}

}  // namespace

tl::expected<PartyId, UsageError> party_named(const Scenario& scenario,
                                              std::string_view option_name, std::string_view text) {
  return find(parties_of(scenario), option_name, "party", "parties", text).map([](std::size_t k) {
    return PartyId(k);
  });
}

tl::expected<IssueId, UsageError> issue_named(const Scenario& scenario,
                                              std::string_view option_name, std::string_view text) {
  return find(issues_of(scenario), option_name, "issue", "issues", text).map([](std::size_t k) {
    return IssueId(k);
  });
}

std::vector<IssueId> issues_on(const Scenario& scenario, const Arguments& arguments,
                               std::vector<UsageError>& errors) {
  std::vector<IssueId> issues;
  for (const auto& text : arguments.texts("--on")) {
    const auto issue = issue_named(scenario, "--on", text);
    if (issue) {
      issues.push_back(*issue);
    } else {
      errors.push_back(issue.error());
    }
  }
  return issues;
}

bool names_a_party(const Scenario& scenario, std::string_view text) {
  return !meanings(parties_of(scenario), text).empty();
}

bool names_an_issue(const Scenario& scenario, std::string_view text) {
  return !meanings(issues_of(scenario), text).empty();
}

tl::expected<OptionId, UsageError> option_named(const Scenario& scenario, IssueId issue,
                                                std::string_view option_name,
                                                std::string_view text) {
  auto option = scenario.find_option(issue, text);
  if (!option) option = scenario.find_option(issue, text = trimmed(text));
  if (option) return *option;
  const Issue& asked = scenario.issues[issue.index()];
  const Names options(asked.options.begin(), asked.options.end());
  return tl::unexpected(UsageError{fmt::format("{}: issue {} has no option {}", option_name,
                                               in_quotes(asked.key), in_quotes(text)),
                                   name_hint(text, options, options)});
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

}  // namespace entente::app
