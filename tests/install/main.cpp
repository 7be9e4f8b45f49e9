// A scenario made in code and solved: enough to need the headers, the library and what it links.

#include <cstdio>
#include <string>
#include <vector>

#include "entente/bargain/solve.hpp"
#include "entente/base/version.hpp"
#include "entente/model/scenario.hpp"

namespace {

std::vector<entente::Value> values(std::vector<entente::Rational> points) {
  std::vector<entente::Value> row;
  for (const entente::Rational& point : points) row.push_back(entente::Value{.a = point});
  return row;
}

// Two parties, each with one thing the other wants more than its owner minds giving it.
entente::Scenario exchange() {
  entente::Scenario scenario;
  scenario.parties = {{.key = "a", .name = "a"}, {.key = "b", .name = "b"}};
  for (const char* key : {"first", "second"}) {
    entente::Issue issue;
    issue.key = issue.title = key;
    issue.options = {"keep", "give"};
    issue.option_places.resize(2);
    scenario.issues.push_back(issue);
  }
  scenario.issues[0].giver = entente::PartyId{0};
  scenario.issues[1].giver = entente::PartyId{1};
  scenario.beliefs.resize(2);
  scenario.preferences.resize(2);
  scenario.preferences[0].values = {values({0, -1}), values({0, 3})};
  scenario.preferences[1].values = {values({0, 3}), values({0, -1})};
  for (auto& preferences : scenario.preferences) preferences.issue_places.resize(2);
  return scenario;
}

}  // namespace

int main() {
  const auto solution = entente::bargain::solve(exchange(), {}, {});
  if (!solution || !solution->has_deal()) {
    std::puts("the exchange was not found");
    return 1;
  }
  std::printf("entente %s solved an exchange\n", std::string(entente::version()).c_str());
  return 0;
}
