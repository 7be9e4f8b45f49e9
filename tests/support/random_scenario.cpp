#include "tests/support/random_scenario.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/random.hpp"

namespace entente::test {
namespace {

constexpr const char* k_file = "random.yaml";

/// How a scenario's values are drawn; one style per scenario.
enum class Style {
  tiny,      ///< whole points -2..2: ties everywhere
  whole,     ///< whole points -30..30
  decimal,   ///< one or two decimal places
  exchange,  ///< the giver pays, the others win: deals exist
};

class Generator {
 public:
  Generator(std::uint64_t seed, const RandomScenarioOptions& options)
      : random_(seed), options_(options) {}

  Scenario run() {
    const std::size_t parties = between(options_.min_parties, options_.max_parties);
    const std::size_t issues = between(options_.min_issues, options_.max_issues);
    s_.title = "a random scenario";
    s_.file = k_file;
    s_.has_status_quo = !(options_.imported && chance(2));
    style_ = static_cast<Style>(random_.below(4));
    if (style_ == Style::decimal && !options_.decimals) style_ = Style::whole;
    for (std::size_t j = 0; j < parties; ++j) s_.parties.push_back(make_party(j));
    for (std::size_t i = 0; i < issues; ++i) s_.issues.push_back(make_issue(i));
    for (std::size_t j = 0; j < parties; ++j) s_.beliefs.push_back(make_beliefs(j));
    for (std::size_t j = 0; j < parties; ++j) s_.preferences.push_back(make_preferences(j));
    make_rules();
    make_acceptance();
    make_attribution();
    return std::move(s_);
  }

 private:
  std::size_t between(std::size_t low, std::size_t high) {
    return low + static_cast<std::size_t>(random_.below(high - low + 1));
  }
  /// True once in `times`.
  bool chance(std::uint64_t times) { return random_.below(times) == 0; }
  int whole(int low, int high) {
    return low + static_cast<int>(random_.below(static_cast<std::uint64_t>(high - low + 1)));
  }
  Rational fraction(int low, int high, int denominator) { return {whole(low, high), denominator}; }
  Place place() { return {k_file, ++line_, 3}; }
  std::size_t any_issue() { return between(0, s_.issue_count() - 1); }

  Party make_party(std::size_t j) {
    Party party;
    party.key = std::string(1, static_cast<char>('a' + j));
    party.name = "Party " + party.key;
    if (chance(2)) party.discount = fraction(50, 100, 100);
    party.place = place();
    return party;
  }

  Issue make_issue(std::size_t i) {
    Issue issue;
    issue.key = "i" + std::to_string(i + 1);
    issue.title = "Issue " + std::to_string(i + 1);
    issue.place = place();
    const std::size_t count = between(options_.min_options, options_.max_options);
    for (std::size_t o = 0; o < count; ++o) {
      issue.options.push_back("o" + std::to_string(o));
      issue.option_places.push_back(place());
    }
    if (!s_.has_status_quo) return issue;
    if (options_.any_status_quo && chance(4)) issue.status_quo = OptionId(between(0, count - 1));
    const PartyId someone(between(0, s_.party_count() - 1));
    if (options_.threats && chance(8)) {
      issue.threat_by = someone;
      return issue;
    }
    if (!chance(4)) issue.giver = someone;
    if (chance(2)) issue.acknowledged = chance(2);
    if (chance(2)) issue.detection = fraction(0, 20, 20);
    if (chance(3)) issue.false_alarm = fraction(0, 5, 100);
    if (chance(4)) issue.lag = whole(0, 5);
    issue.reversible = !chance(5);
    return issue;
  }

  std::vector<Belief> make_beliefs(std::size_t party) {
    std::vector<Belief> beliefs;
    if (!options_.beliefs || !s_.has_status_quo) return beliefs;
    for (std::size_t i = 0; i < s_.issue_count(); ++i) {
      const auto& issue = s_.issues[i];
      if (issue.is_threat() || issue.giver == PartyId(party) || !chance(4)) continue;
      std::vector<Rational> probability(issue.options.size(), 0);
      for (int part = 0; part < 20; ++part) {
        const bool stay = !chance(4);
        probability[stay ? issue.status_quo.index() : between(0, issue.options.size() - 1)] +=
            Rational(1, 20);
      }
      beliefs.push_back({IssueId(i), std::move(probability), place()});
    }
    return beliefs;
  }

  Rational amount(int direction) {
    const int low = direction > 0 ? 0 : -1;
    const int high = direction < 0 ? 0 : 1;
    switch (style_) {
      case Style::tiny:
        return whole(2 * low, 2 * high);
      case Style::whole:
        return whole(30 * low, 30 * high);
      case Style::decimal:
        return chance(2) ? fraction(120 * low, 120 * high, 10)
                         : fraction(999 * low, 999 * high, 100);
      case Style::exchange:
        return options_.decimals && chance(4) ? fraction(60 * low, 60 * high, 4)
                                              : Rational(whole(15 * low, 15 * high));
    }
    return 0;
  }

  Value value(int direction) {
    Value v;
    v.a = amount(direction);
    if (!options_.uncertain || !chance(5)) return v;
    switch (random_.below(3)) {
      case 0:
        v.kind = Value::Kind::normal;
        v.b = whole(0, 6);
        break;
      case 1:
        v.kind = Value::Kind::uniform;
        v.b = v.a + whole(0, 9);
        break;
      default:
        v.kind = Value::Kind::triangular;
        v.b = v.a + whole(0, 5);
        v.c = v.b + whole(0, 5);
    }
    return v;
  }

  std::vector<Value> make_row(std::size_t party, const Issue& issue) {
    std::vector<Value> row;
    if (chance(8)) return row;  // silent on this issue
    int direction = 0;
    if (style_ == Style::exchange && issue.giver) {
      direction = *issue.giver == PartyId(party) ? -1 : 1;
    }
    const bool zero_today = !chance(3);
    for (std::size_t o = 0; o < issue.options.size(); ++o) {
      const bool today = s_.has_status_quo && OptionId(o) == issue.status_quo;
      row.push_back(today && zero_today ? Value{} : value(direction));
    }
    return row;
  }

  Condition condition_on(std::size_t issue) {
    const std::size_t count = s_.issues[issue].options.size();
    Condition condition{IssueId(issue), {}};
    for (std::size_t o = 0; o < count; ++o) {
      if (chance(count)) condition.options.emplace_back(o);
    }
    if (condition.options.empty()) condition.options.emplace_back(between(0, count - 1));
    return condition;
  }

  /// `count` different issues, sorted; fewer where there are not that many.
  std::vector<std::size_t> some_issues(std::size_t count) {
    std::vector<std::size_t> all(s_.issue_count());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
      std::swap(all[i], all[between(i, all.size() - 1)]);
    all.resize(std::min(count, all.size()));
    std::sort(all.begin(), all.end());
    return all;
  }

  std::vector<Condition> conditions(std::size_t low, std::size_t high) {
    std::vector<Condition> out;
    for (const auto issue : some_issues(between(low, high))) out.push_back(condition_on(issue));
    return out;
  }

  Aggregate make_aggregate(int depth) {
    Aggregate node;
    node.kind = static_cast<Aggregate::Kind>(random_.below(3));
    node.weight = chance(2) ? Rational(1) : fraction(-8, 8, 4);
    const std::size_t boxes = between(depth == 0 ? 1 : 0, 3);
    for (std::size_t b = 0; b < boxes; ++b) {
      node.boxes.push_back({conditions(0, 3), !chance(4), amount(0)});
    }
    if (depth > 0) {
      const std::size_t children = between(boxes == 0 ? 1 : 0, 2);
      for (std::size_t c = 0; c < children; ++c) node.children.push_back(make_aggregate(depth - 1));
    }
    return node;
  }

  Preferences make_preferences(std::size_t party) {
    Preferences p;
    p.place = place();
    for (const auto& issue : s_.issues) {
      p.values.push_back(make_row(party, issue));
      p.issue_places.push_back(p.values.back().empty() ? Place{k_file, 0, 0} : place());
    }
    const std::size_t terms = chance(2) ? between(0, options_.max_interactions) : 0;
    for (std::size_t t = 0; t < terms; ++t)
      p.together.push_back({conditions(1, 3), value(0), place()});
    if (options_.aggregates && chance(2)) p.aggregate = make_aggregate(whole(0, 2));
    if (options_.caps && chance(3)) p.cap = amount(1);
    if (options_.reservations && chance(4)) {
      p.reservation = value(chance(2) ? -1 : 0);
    } else if (!s_.has_status_quo) {
      p.reservation = Value{};
    }
    return p;
  }

  std::string text_of(const std::vector<Condition>& all) const {
    std::string text = "{";
    for (const auto& c : all) {
      if (text.size() > 1) text += ", ";
      const auto& issue = s_.issues[c.issue.index()];
      text += issue.key + ": ";
      if (c.options.size() == 1) {
        text += issue.options[c.options.front().index()];
        continue;
      }
      text += "[";
      for (const auto o : c.options) {
        if (o != c.options.front()) text += ", ";
        text += issue.options[o.index()];
      }
      text += "]";
    }
    return text + "}";
  }

  Rule counting_rule(Rule::Kind kind) {
    Rule rule;
    rule.kind = kind;
    rule.text = kind == Rule::Kind::at_most ? "at_most: " : "at_least: ";
    std::string names;
    for (const auto i : some_issues(between(1, s_.issue_count()))) {
      rule.issues.emplace_back(i);
      names += (names.empty() ? "" : ", ") + s_.issues[i].key;
    }
    rule.count = whole(0, static_cast<int>(rule.issues.size()));
    rule.text += std::to_string(rule.count) + ", of: [" + names + "]";
    return rule;
  }

  Rule budget_rule() {
    Rule rule;
    rule.kind = Rule::Kind::budget;
    std::string costs;
    Rational most = 0;
    for (const auto i : some_issues(between(1, s_.issue_count()))) {
      Rule::Costs row{IssueId(i), {}};
      costs += (costs.empty() ? "" : ", ") + s_.issues[i].key + ": [";
      for (std::size_t o = 0; o < s_.issues[i].options.size(); ++o) {
        // Costs may also be negative: an option that brings money in.
        row.cost.push_back(chance(3) ? fraction(-8, 40, 4) : Rational(whole(0, 12)));
        costs += (o == 0 ? "" : ", ") + to_text(row.cost.back());
      }
      costs += "]";
      most += *std::max_element(row.cost.begin(), row.cost.end());
      rule.costs.push_back(std::move(row));
    }
    rule.limit = most * Rational(whole(0, 10), 10);
    rule.text = "budget: " + to_text(rule.limit) + ", costs: {" + costs + "}";
    return rule;
  }

  Rule logical_rule(Rule::Kind kind) {
    Rule rule;
    rule.kind = kind;
    if (kind == Rule::Kind::requires_) {
      rule.when = conditions(1, 2);
      rule.then = conditions(1, 2);
      rule.text = "requires: {if: " + text_of(rule.when) + ", then: " + text_of(rule.then) + "}";
    } else if (kind == Rule::Kind::excludes) {
      rule.when = conditions(1, 3);
      rule.text = "excludes: " + text_of(rule.when);
    } else {
      rule.when = conditions(1, 1);
      rule.text = "ruled_out: " + text_of(rule.when);
    }
    return rule;
  }

  Rule make_rule() {
    using Kind = Rule::Kind;
    const auto kind = static_cast<Kind>(random_.below(6));
    Rule rule = kind == Kind::budget                              ? budget_rule()
                : kind == Kind::at_most || kind == Kind::at_least ? counting_rule(kind)
                                                                  : logical_rule(kind);
    rule.place = place();
    return rule;
  }

  void make_rules() {
    Outcome anchor = no_deal_outcome(s_);
    for (std::size_t i = 0; i < anchor.size(); ++i) {
      const auto& issue = s_.issues[i];
      if (!issue.is_threat()) {
        anchor[i] = static_cast<std::uint16_t>(between(0, issue.options.size() - 1));
      }
    }
    const std::size_t wanted = chance(3) ? 0 : between(0, options_.max_rules);
    for (std::size_t r = 0; r < wanted; ++r) {
      s_.rules.push_back(make_rule());
      if (options_.consistent_rules && !broken_rules(s_, anchor).empty()) s_.rules.pop_back();
    }
  }

  std::vector<Rational> make_shares() {
    std::vector<Rational> shares;
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      shares.emplace_back(whole(0, 100 / static_cast<int>(s_.party_count())), 100);
    }
    return shares;
  }

  void make_attribution() {
    if (!options_.attribution || !chance(3)) return;
    Attribution made;
    for (std::size_t j = 0; j < s_.party_count(); ++j) made.blame.push_back(make_shares());
    made.incidents_blame = make_shares();
    made.incidents = Rational(whole(0, 5), 20);
    s_.attribution = std::move(made);
  }

  void make_acceptance() {
    if (!options_.acceptance || !chance(4)) return;
    s_.acceptance.at_least = whole(0, static_cast<int>(s_.party_count()));
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      if (chance(4)) s_.acceptance.veto.emplace_back(j);
    }
  }

  RandomStream random_;
  RandomScenarioOptions options_;
  Scenario s_;
  Style style_ = Style::whole;
  int line_ = 0;
};

}  // namespace

Scenario random_scenario(std::uint64_t seed, const RandomScenarioOptions& options) {
  return Generator(seed, options).run();
}

Scenario plain_scenario(std::size_t parties, std::size_t issues, std::size_t options) {
  Scenario s;
  s.file = k_file;
  int line = 0;
  const auto place = [&] { return Place{k_file, ++line, 3}; };
  for (std::size_t j = 0; j < parties; ++j) {
    const std::string key(1, static_cast<char>('a' + j));
    s.parties.push_back({key, key, std::nullopt, place()});
  }
  for (std::size_t i = 0; i < issues; ++i) {
    Issue issue;
    issue.key = issue.title = "i" + std::to_string(i + 1);
    issue.place = place();
    for (std::size_t o = 0; o < options; ++o) {
      issue.options.push_back("o" + std::to_string(o));
      issue.option_places.push_back(place());
    }
    s.issues.push_back(std::move(issue));
  }
  s.beliefs.resize(parties);
  s.preferences.resize(parties);
  for (auto& p : s.preferences) {
    p.place = place();
    p.values.resize(issues);
    p.issue_places.assign(issues, Place{k_file, 0, 0});
  }
  return s;
}

bool only_threats(const Scenario& scenario) {
  return std::all_of(scenario.issues.begin(), scenario.issues.end(),
                     [](const Issue& issue) { return issue.is_threat(); });
}

void for_each_outcome(const Scenario& scenario, const std::function<void(const Outcome&)>& visit) {
  Outcome outcome(scenario.issue_count(), 0);
  for (;;) {
    visit(outcome);
    std::size_t i = outcome.size();
    while (i > 0 && outcome[i - 1] + 1U == scenario.issues[i - 1].options.size()) outcome[--i] = 0;
    if (i == 0) return;
    ++outcome[i - 1];
  }
}

}  // namespace entente::test
