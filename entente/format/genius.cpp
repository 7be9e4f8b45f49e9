#include "entente/format/genius.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "entente/format/genius_constraint.hpp"
#include "entente/format/genius_domain.hpp"
#include "entente/format/genius_input.hpp"
#include "entente/format/genius_linear.hpp"
#include "entente/format/genius_nonlinear.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/names.hpp"
#include "entente/format/xml_tree.hpp"

namespace entente::format {
namespace {

Issue make_issue(const GeniusIssue& source, std::string key, GeniusLog& log) {
  Issue issue;
  issue.title = source.name;
  issue.options = source.options;
  for (const auto o : make_distinct(issue.options, "(empty)")) {
    log.warning(source.option_places[o],
                "option " + in_quotes(source.options[o]) + " of issue " + in_quotes(source.name) +
                    (source.options[o].empty() ? " has no name" : " is listed before") +
                    "; it is shown as " + in_quotes(issue.options[o]),
                "give each option of an issue its own name");
  }
  issue.option_places = source.option_places;
  issue.key = std::move(key);
  issue.ordered = false;  // the files do not say whether their order means anything
  issue.place = source.place;
  return issue;
}

void add_issues(const GeniusDomain& domain, GeniusLog& log, Scenario& scenario) {
  std::vector<std::string> keys;
  for (const auto& issue : domain.issues) keys.push_back(issue.name);
  make_distinct(keys, "issue");
  for (std::size_t i = 0; i < keys.size(); ++i) {
    scenario.issues.push_back(make_issue(domain.issues[i], std::move(keys[i]), log));
  }
}

enum class Space { linear, nonlinear, constraint, other };

/// What kind of profile the root element announces. `other` has been reported.
Space read_space(const XmlElement& root, GeniusLog& log) {
  if (root.name == "negotiation_template") {
    log.error(log.at(root), "this is a GENIUS domain, but a profile is needed here",
              "give the domain once and first: DOMAIN.xml PROFILE1.xml PROFILE2.xml");
    return Space::other;
  }
  if (root.name != "utility_space") {
    log.error(log.at(root), in_quotes(root.name) + " is no GENIUS profile",
              "a profile is a <utility_space> with the issues and their weights");
    return Space::other;
  }
  const XmlAttribute* type = root.attribute("type");
  if (type == nullptr || equal_ignoring_case(type->value, "linear")) return Space::linear;
  if (equal_ignoring_case(type->value, "nonlinear")) return Space::nonlinear;
  if (equal_ignoring_case(type->value, "uncertain")) {
    log.warning(log.at(*type),
                "this profile is uncertain; it is read as if its owner knew it exactly",
                "how GENIUS hides it from its owner (comparisons, errors, elicitation_cost) is "
                "ignored");
    return Space::linear;
  }
  if (equal_ignoring_case(type->value, "constraint")) return Space::constraint;
  log.error(log.at(*type), "the type " + in_quotes(type->value) + " of utility space is unknown",
            "GENIUS knows linear, nonlinear, constraint and uncertain");
  return Space::other;
}

Preferences read_profile(const XmlElement& root, const GeniusDomain& domain, GeniusLog& log) {
  Preferences preferences;
  preferences.place = log.at(root);
  preferences.reservation.emplace();
  switch (read_space(root, log)) {
    case Space::linear:
      read_genius_linear(root, domain, log, preferences);
      break;
    case Space::nonlinear:
      read_genius_nonlinear(root, domain, log, preferences);
      break;
    case Space::constraint:
      read_genius_constraint(root, domain, log, preferences);
      break;
    case Space::other:
      break;
  }
  return preferences;
}

std::optional<GeniusDomain> read_domain_file(const GeniusFile& file, ReadResult& result,
                                             Scenario& scenario) {
  const auto root = read_xml(file.text, file.name, result.diagnostics);
  if (!root) return std::nullopt;
  GeniusLog log(file.name, result);
  auto domain = read_genius_domain(*root, log);
  if (!domain) return std::nullopt;
  add_issues(*domain, log, scenario);
  const bool named = !domain->name.empty() && domain->name != "root";
  scenario.title = named ? domain->name : stem(file.name);
  return domain;
}

}  // namespace

ReadResult read_genius(const GeniusFile& domain, std::span<const GeniusFile> profiles) {
  ReadResult result;
  Scenario scenario;
  scenario.file = domain.name;
  scenario.has_status_quo = false;
  const auto issues = read_domain_file(domain, result, scenario);
  if (profiles.empty()) {
    result.diagnostics.push_back(make_error({domain.name, 0, 0}, "no profile is given",
                                            "give one file per party after the domain"));
  }
  if (profiles.size() > k_max_parties) {
    result.diagnostics.push_back(make_error(
        {domain.name, 0, 0}, "more than " + std::to_string(k_max_parties) + " profiles are given",
        "each profile is a party; this many cannot be read"));
    profiles = profiles.first(k_max_parties);
  }
  std::vector<std::string> keys;
  for (const auto& profile : profiles) keys.push_back(stem(profile.name));
  make_distinct(keys, "party");
  for (std::size_t j = 0; j < profiles.size(); ++j) {
    const auto root = read_xml(profiles[j].text, profiles[j].name, result.diagnostics);
    GeniusLog log(profiles[j].name, result);
    if (!root) continue;
    if (!issues) {
      read_space(*root, log);
      continue;
    }
    Party party;
    party.key = keys[j];
    party.name = keys[j];
    party.place = log.at(*root);
    scenario.parties.push_back(std::move(party));
    scenario.preferences.push_back(read_profile(*root, *issues, log));
  }
  scenario.beliefs.resize(scenario.parties.size());
  result.omitted = cut_diagnostics(result.diagnostics, k_max_problems, result.omitted);
  if (!has_errors(result.diagnostics)) result.scenario = std::move(scenario);
  return result;
}

}  // namespace entente::format
