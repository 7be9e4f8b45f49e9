#include "tests/support/cyber_scenario.hpp"

#include <utility>

namespace entente::test {
namespace {

struct Row {
  const char* key;
  const char* title;
  int giver;  // 0 us, 1 china, -1 joint, -2 a threat of the us
  std::vector<std::string> options;
  const char* detection;  // "" when not stated
  std::vector<int> us;
  std::vector<int> china;
};

std::vector<Row> rows() {
  return {
      {"commercial_theft",
       "Theft of commercial secrets by China-based groups",
       1,
       {"as today", "state groups stop", "stopped and prosecuted"},
       "0.35",
       {0, 22, 34},
       {0, -14, -24}},
      {"government_networks",
       "Hacking of US government networks",
       1,
       {"as today", "limited", "ended"},
       "0.45",
       {0, 8, 18},
       {0, -9, -22}},
      {"critical_infrastructure_china",
       "Chinese intrusion into US critical infrastructure",
       1,
       {"as today", "stopped"},
       "0.30",
       {0, 10},
       {0, -7}},
      {"patriotic_hackers",
       "Toleration of patriotic hackers",
       1,
       {"tolerated", "prosecuted"},
       "0.60",
       {0, 6},
       {0, -4}},
      {"network_exploitation",
       "US exploitation of Chinese government networks and companies",
       0,
       {"as today", "limited", "ended"},
       "0.25",
       {0, -14, -30},
       {0, 8, 16}},
      {"circumvention_support",
       "Government support for tools that circumvent China's content filters",
       0,
       {"as today", "reduced", "ended"},
       "0.95",
       {0, -8, -20},
       {0, 12, 26}},
      {"hacktivists",
       "Toleration of private hacktivists",
       0,
       {"tolerated", "prosecuted"},
       "0.60",
       {0, -3},
       {0, 5}},
      {"botnet_cleanup",
       "Clean-up of private botnets on US soil",
       0,
       {"left alone", "cleaned up"},
       "0.80",
       {0, -5},
       {0, 4}},
      {"critical_infrastructure_us",
       "US intrusion into Chinese critical infrastructure",
       0,
       {"as today", "stopped"},
       "0.30",
       {0, -16},
       {0, 12}},
      {"no_theft_pledge",
       "US pledge not to steal commercial secrets for its companies",
       0,
       {"no pledge", "pledge"},
       "",
       {},
       {}},
      {"dialogue",
       "High-level joint dialogue on fighting cyber crime",
       -1,
       {"none", "once a year", "twice a year with a hotline"},
       "1.0",
       {0, 2, 3},
       {0, 3, 4}},
      {"assistance",
       "Timely answers to requests for assistance in investigations",
       -1,
       {"as today", "timely"},
       "0.90",
       {0, 4},
       {0, 1}},
      {"sanctions",
       "US sanctions on Chinese companies that profit from theft",
       -2,
       {"none", "imposed"},
       "",
       {0, -4},
       {0, -20}},
  };
}

std::vector<Value> values(const std::vector<int>& numbers) {
  std::vector<Value> row;
  for (const int n : numbers) row.push_back({Value::Kind::exact, n, 0, 0});
  return row;
}

}  // namespace

Scenario cyber_scenario() {
  Scenario s;
  s.title = "US-China cyber restraint, September 2015";
  s.source =
      "J. Goldsmith, \"The Most Interesting Sentence About Cyber in Xi's Speech\", Lawfare, 23 "
      "September 2015";
  s.file = "us-china-2015.yaml";
  s.parties = {{"us", "United States", {}, {}}, {"china", "China", {}, {}}};
  s.preferences.resize(2);
  s.beliefs.resize(2);
  for (const auto& row : rows()) {
    Issue issue;
    issue.key = row.key;
    issue.title = row.title;
    issue.options = row.options;
    issue.option_places.resize(row.options.size());
    if (row.giver >= 0) issue.giver = PartyId(static_cast<std::size_t>(row.giver));
    if (row.giver == -2) issue.threat_by = PartyId(0);
    issue.detection = parse_decimal(row.detection);
    s.issues.push_back(std::move(issue));
    s.preferences[0].values.push_back(values(row.us));
    s.preferences[1].values.push_back(values(row.china));
  }
  for (auto& p : s.preferences) p.issue_places.resize(s.issues.size());
  s.beliefs[0].push_back({IssueId(0), {Rational(95, 100), Rational(5, 100), 0}, {}});
  return s;
}

void rule_out(Scenario& scenario, std::size_t issue, std::size_t option) {
  Rule rule;
  rule.kind = Rule::Kind::ruled_out;
  rule.when = {{IssueId(issue), {OptionId(option)}}};
  rule.text = scenario.issues[issue].key + ": " + scenario.issues[issue].options[option];
  scenario.rules.push_back(std::move(rule));
}

Scenario cyber_scenario_without(std::size_t giver) {
  Scenario s = cyber_scenario();
  for (std::size_t i = 0; i < s.issue_count(); ++i) {
    if (s.issues[i].giver != PartyId(giver)) continue;
    for (std::size_t o = 1; o < s.issues[i].options.size(); ++o) rule_out(s, i, o);
  }
  return s;
}

}  // namespace entente::test
