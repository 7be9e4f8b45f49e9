#include "entente/format/plain_scenario.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "entente/format/decimal_text.hpp"
#include "entente/model/outcome.hpp"

namespace entente::format {
namespace {

/// The number of combinations of the issues' options, or more than `most`.
std::size_t combinations(const Scenario& scenario, const std::set<std::size_t>& issues,
                         std::size_t most) {
  std::size_t count = 1;
  for (const auto i : issues) {
    const std::size_t options = scenario.issues[i].options.size();
    if (count > most / options) return most + 1;
    count *= options;
  }
  return count;
}

/// Calls `visit` with every combination of the issues' options, the others at option 0.
template <class Visit>
void for_each_combination(const Scenario& scenario, const std::set<std::size_t>& issues,
                          const Visit& visit) {
  Outcome outcome(scenario.issue_count(), 0);
  for (bool more = true; more;) {
    visit(std::as_const(outcome));
    more = false;
    for (auto i = issues.rbegin(); i != issues.rend() && !more; ++i) {
      more = ++outcome[*i] < scenario.issues[*i].options.size();
      if (!more) outcome[*i] = 0;
    }
  }
}

std::vector<Condition> exactly(const Outcome& outcome, const std::set<std::size_t>& issues) {
  std::vector<Condition> when;
  when.reserve(issues.size());
  for (const auto i : issues) when.push_back({IssueId(i), {OptionId(outcome[i])}});
  return when;
}

void add_scope(const Aggregate& node, std::set<std::size_t>& issues) {
  for (const auto& box : node.boxes) {
    for (const auto& c : box.when) issues.insert(c.issue.index());
  }
  for (const auto& child : node.children) add_scope(child, issues);
}

class TermList {
 public:
  TermList(const Scenario& scenario, std::size_t most) : scenario_(scenario), most_(most) {}

  bool add(const Aggregate& node, const Rational& weight) {
    const Rational here = weight * node.weight;
    if (here == 0) return true;
    if (node.kind != Aggregate::Kind::sum) return list(node, weight);
    for (const auto& box : node.boxes) {
      const Rational value = box.value * here;
      if (value == 0 || (box.when.empty() && !box.inside)) continue;
      if (!box.inside) add_term({}, value);
      if (!add_term(box.when, box.inside ? value : Rational(-value))) return false;
    }
    return std::all_of(node.children.begin(), node.children.end(),
                       [&](const Aggregate& child) { return add(child, here); });
  }

  std::vector<PlainTerm> take() { return std::move(terms_); }

 private:
  bool add_term(std::vector<Condition> when, const Rational& value) {
    if (terms_.size() >= most_) return false;
    terms_.push_back({std::move(when), value});
    return true;
  }

  /// A minimum or maximum: the value it has most often counts always, the others where they hold.
  bool list(const Aggregate& node, const Rational& weight) {
    std::set<std::size_t> scope;
    add_scope(node, scope);
    if (combinations(scenario_, scope, most_) > most_) return false;
    Scenario one;  // a party that wants this and nothing else
    one.preferences.emplace_back();
    one.preferences.front().aggregate = node;
    std::vector<Rational> found;
    std::map<Rational, std::size_t> times;
    for_each_combination(scenario_, scope, [&](const Outcome& outcome) {
      found.push_back(utility(one, PartyId(0), outcome) * weight);
      ++times[found.back()];
    });
    const auto often =
        std::max_element(times.begin(), times.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (often->first != 0 && !add_term({}, often->first)) return false;
    bool room = true;
    std::size_t k = 0;
    for_each_combination(scenario_, scope, [&](const Outcome& outcome) {
      const Rational more = found[k++] - often->first;
      if (more != 0) room = room && add_term(exactly(outcome, scope), more);
    });
    return room;
  }

  const Scenario& scenario_;
  std::size_t most_;
  std::vector<PlainTerm> terms_;
};

bool is_flat(const std::vector<Value>& row) {
  return std::all_of(row.begin(), row.end(),
                     [&](const Value& v) { return v.mean() == row.front().mean(); });
}

/// Adds a term to the party: to its constant or values where it is about one issue at most. `kept`
/// gives an issue's number among those kept.
void add_plain(const Scenario& scenario, const std::vector<std::size_t>& kept, PlainTerm term,
               PlainParty& party) {
  std::vector<Condition> when;
  for (auto& c : term.when) {
    const Issue& issue = scenario.issues[c.issue.index()];
    if (!issue.is_threat()) {
      if (c.options.size() < issue.options.size()) {
        when.push_back({IssueId(kept[c.issue.index()]), std::move(c.options)});
      }
    } else if (!std::binary_search(c.options.begin(), c.options.end(), issue.status_quo)) {
      return;
    }
  }
  if (when.empty()) {
    party.constant += term.add;
  } else if (when.size() == 1) {
    for (const auto o : when[0].options) {
      party.values[when[0].issue.index()][o.index()] += term.add;
    }
  } else {
    party.terms.push_back({std::move(when), std::move(term.add)});
  }
}

std::vector<std::size_t> numbers_kept(const Scenario& scenario) {
  std::vector<std::size_t> kept(scenario.issue_count(), 0);
  std::size_t next = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!scenario.issues[i].is_threat()) kept[i] = next++;
  }
  return kept;
}

PlainParty plain_party(const Scenario& scenario, const std::vector<std::size_t>& kept,
                       std::size_t j) {
  const Preferences& wishes = scenario.preferences[j];
  PlainParty party;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const Issue& issue = scenario.issues[i];
    const auto& row = wishes.values[i];
    if (issue.is_threat()) {
      if (!row.empty()) party.constant += row[issue.status_quo.index()].mean();
      continue;
    }
    auto& out = party.values.emplace_back(issue.options.size(), Rational(0));
    for (std::size_t o = 0; o < row.size(); ++o) out[o] = row[o].mean();
  }
  for (const auto& term : wishes.together) {
    add_plain(scenario, kept, {term.when, term.add.mean()}, party);
  }
  party.cap = wishes.cap;
  party.aggregate = wishes.aggregate;
  party.no_deal = no_deal_utility(scenario, PartyId(j));
  return party;
}

struct Bounds {
  Rational low = 0;
  Rational high = 0;
};

Bounds bounds_of(const Aggregate& node) {
  std::vector<Bounds> parts;
  for (const auto& box : node.boxes) {
    parts.push_back({std::min<Rational>(box.value, 0), std::max<Rational>(box.value, 0)});
  }
  for (const auto& child : node.children) parts.push_back(bounds_of(child));
  Bounds all;
  bool first = true;
  for (const auto& part : parts) {
    if (node.kind == Aggregate::Kind::sum) {
      all.low += part.low;
      all.high += part.high;
    } else if (first) {
      all = part;
    } else if (node.kind == Aggregate::Kind::maximum) {
      all = {std::max(all.low, part.low), std::max(all.high, part.high)};
    } else {
      all = {std::min(all.low, part.low), std::min(all.high, part.high)};
    }
    first = false;
  }
  all = {all.low * node.weight, all.high * node.weight};
  if (all.low > all.high) std::swap(all.low, all.high);
  return all;
}

/// Of the issue alone, or of `issue` with a sign that tells the lower from the upper bound.
Rational bound(const PlainParty& party, bool upper) {
  Rational sum = party.constant;
  for (const auto& row : party.values) {
    sum += upper ? *std::max_element(row.begin(), row.end())
                 : *std::min_element(row.begin(), row.end());
  }
  for (const auto& term : party.terms) {
    if ((term.add > 0) == upper) sum += term.add;
  }
  if (party.aggregate) {
    const Bounds b = bounds_of(*party.aggregate);
    sum += upper ? b.high : b.low;
  }
  return sum;
}

}  // namespace

Rational PlainParty::lower_bound() const { return bound(*this, false); }
Rational PlainParty::upper_bound() const { return bound(*this, true); }

std::optional<std::vector<PlainTerm>> terms_of(const Scenario& scenario, const Aggregate& aggregate,
                                               std::size_t most) {
  TermList list(scenario, most);
  if (!list.add(aggregate, 1)) return std::nullopt;
  return list.take();
}

std::optional<std::vector<PlainTerm>> cap_terms(const Scenario& scenario, PartyId party,
                                                std::size_t most) {
  const Preferences& wishes = scenario.preferences[party.index()];
  std::vector<PlainTerm> terms;
  if (!wishes.cap) return terms;
  std::set<std::size_t> scope;
  for (std::size_t i = 0; i < wishes.values.size(); ++i) {
    if (!wishes.values[i].empty() && !is_flat(wishes.values[i])) scope.insert(i);
  }
  for (const auto& term : wishes.together) {
    for (const auto& c : term.when) scope.insert(c.issue.index());
  }
  if (wishes.aggregate) add_scope(*wishes.aggregate, scope);
  if (combinations(scenario, scope, most) > most) return std::nullopt;
  Scenario uncapped;
  uncapped.preferences.push_back(wishes);
  uncapped.preferences.front().cap.reset();
  for_each_combination(scenario, scope, [&](const Outcome& outcome) {
    const Rational excess = utility(uncapped, PartyId(0), outcome) - *wishes.cap;
    if (excess > 0) terms.push_back({exactly(outcome, scope), -excess});
  });
  return terms;
}

PlainScenario make_plain(const Scenario& scenario) {
  PlainScenario plain;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    if (!scenario.issues[i].is_threat()) plain.issues.emplace_back(i);
  }
  const auto kept = numbers_kept(scenario);
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    plain.parties.push_back(plain_party(scenario, kept, j));
  }
  return plain;
}

void spell_out(const Scenario& scenario, std::size_t party, std::size_t most,
               PlainScenario& plain) {
  PlainParty& into = plain.parties[party];
  const auto kept = numbers_kept(scenario);
  const auto take = [&](std::vector<PlainTerm> terms) {
    for (auto& term : terms) add_plain(scenario, kept, std::move(term), into);
  };
  if (into.aggregate) {
    if (auto terms = terms_of(scenario, *into.aggregate, most)) {
      take(std::move(*terms));
      into.aggregate.reset();
    }
  }
  if (!into.cap) return;
  if (!into.aggregate && into.upper_bound() <= *into.cap) {
    into.cap.reset();
  } else if (auto terms = cap_terms(scenario, PartyId(party), most)) {
    take(std::move(*terms));
    into.cap.reset();
  }
}

}  // namespace entente::format
