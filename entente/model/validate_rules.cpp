#include "entente/model/validate_rules.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string>
#include <utility>

#include "entente/model/backquoted.hpp"
#include "entente/model/outcome.hpp"

namespace entente {
namespace {

using RuleList = std::vector<std::size_t>;

class RuleChecks {
 public:
  RuleChecks(const Scenario& scenario, const ConsistencyLimits& limits, Diagnostics& diagnostics)
      : s_(scenario), solver_(scenario, limits), out_(diagnostics) {
    for (const auto& issue : s_.issues) seen_.emplace_back(issue.options.size(), false);
    for (auto& row : seen_) wanted_.emplace_back(row.size(), true);
  }

  void run() {
    say_unreadable();
    say_idle();
    if (find_contradictions()) {
      say_broken_today();
      find_dead_options();
      find_dead_terms();
    }
    if (undecided_) say_undecided();
  }

 private:
  void say_unreadable() {
    for (const auto r : solver_.unreadable()) {
      out_.push_back(make_error(s_.rules[r].place,
                                "the costs of this budget are too large or too fine to be added",
                                "state them with fewer digits"));
    }
  }

  void say_idle() {
    for (const auto r : solver_.idle()) {
      out_.push_back(make_warning(s_.rules[r].place,
                                  "this rule restricts nothing: every outcome keeps " + say(r),
                                  "tighten it or leave it out"));
    }
  }

  [[nodiscard]] std::string say(std::size_t rule) const { return backquoted(s_.rules[rule].text); }

  [[nodiscard]] std::string say_with_line(std::size_t rule, const Place& here) const {
    Place place = s_.rules[rule].place;
    place.column = 0;
    if (place.line <= 0) return say(rule);
    if (place.file == here.file) return say(rule) + " (line " + std::to_string(place.line) + ")";
    return say(rule) + " (" + to_string(place) + ")";
  }

  [[nodiscard]] std::string list(const RuleList& rules, const Place& here) const {
    std::string text;
    for (std::size_t k = 0; k < rules.size(); ++k) {
      if (k > 0) text += k + 1 == rules.size() ? " and " : ", ";
      text += say_with_line(rules[k], here);
    }
    return text;
  }

  /// Reports one contradiction after the other, each without the rules of those before. True when
  /// the rules can all be kept, or when that is unknown.
  bool find_contradictions() {
    RuleList rules(s_.rules.size());
    std::iota(rules.begin(), rules.end(), std::size_t{0});
    bool none = true;
    for (;;) {
      const auto found = solver_.conflict(rules);
      undecided_ = undecided_ || found.verdict == Consistency::undecided;
      if (found.verdict == Consistency::possible && none) mark(found.witness);
      if (found.verdict != Consistency::contradictory || found.rules.empty()) return none;
      none = false;
      say_conflict(found);
      RuleList rest;
      std::set_difference(rules.begin(), rules.end(), found.rules.begin(), found.rules.end(),
                          std::back_inserter(rest));
      rules = std::move(rest);
    }
  }

  [[nodiscard]] bool mentions_threat(std::size_t rule) const {
    const auto& r = s_.rules[rule];
    const auto threat = [&](IssueId issue) { return s_.issues[issue.index()].is_threat(); };
    const auto any = [&](const std::vector<Condition>& all) {
      return std::any_of(all.begin(), all.end(), [&](const auto& c) { return threat(c.issue); });
    };
    return any(r.when) || any(r.then) || std::any_of(r.issues.begin(), r.issues.end(), threat) ||
           std::any_of(r.costs.begin(), r.costs.end(),
                       [&](const auto& c) { return threat(c.issue); });
  }

  void say_conflict(const RuleSolver::Conflict& found) {
    const Place place = s_.rules[found.rules.front()].place;
    std::string hint;
    if (found.rules.size() == 1) {
      hint = "loosen it or leave it out";
    } else if (found.minimal) {
      hint = "loosen or leave out any one of them; the others can be kept together";
    } else {
      hint = "loosen or leave out some of them; fewer may be enough to contradict each other";
    }
    if (std::any_of(found.rules.begin(), found.rules.end(),
                    [&](std::size_t r) { return mentions_threat(r); })) {
      hint += "; an agreement never carries out a threat";
    }
    out_.push_back(make_error(
        place,
        found.rules.size() == 1
            ? "no outcome that may be agreed keeps the rule " + say(found.rules.front())
            : "these rules contradict each other, no outcome that may be agreed keeps them all: " +
                  list(found.rules, place),
        std::move(hint)));
  }

  void say_broken_today() {
    if (!s_.has_status_quo) return;
    for (const Rule* rule : broken_rules(s_, no_deal_outcome(s_))) {
      out_.push_back({Severity::note, rule->place,
                      "the status quo breaks this rule: " + backquoted(rule->text),
                      "rules bind agreements, not what happens without one; every agreement has to "
                      "move something here"});
    }
  }

  void mark(const Outcome& witness) {
    witnesses_.push_back(witness);
    for (std::size_t i = 0; i < witness.size(); ++i) {
      seen_[i][witness[i]] = true;
      wanted_[i][witness[i]] = false;
    }
  }

  /// Said in so many words: a rule on this option alone, or no move of this issue allowed.
  [[nodiscard]] bool plainly_ruled_out(IssueId issue, OptionId option) const {
    return std::any_of(s_.rules.begin(), s_.rules.end(), [&](const Rule& rule) {
      switch (rule.kind) {
        case Rule::Kind::excludes:
        case Rule::Kind::ruled_out:
          return rule.when.size() == 1 && rule.when.front().issue == issue &&
                 std::binary_search(rule.when.front().options.begin(),
                                    rule.when.front().options.end(), option);
        case Rule::Kind::at_most:
          return rule.count == 0 && option != s_.issues[issue.index()].status_quo &&
                 std::find(rule.issues.begin(), rule.issues.end(), issue) != rule.issues.end();
        default:
          return false;
      }
    });
  }

  RuleSolver::Conflict ask(const std::vector<Condition>& given) {
    RuleList rules(s_.rules.size());
    std::iota(rules.begin(), rules.end(), std::size_t{0});
    auto found = solver_.conflict(rules, given, wanted_);
    undecided_ = undecided_ || found.verdict == Consistency::undecided;
    if (found.verdict == Consistency::possible) mark(found.witness);
    return found;
  }

  void find_dead_options() {
    if (s_.rules.empty()) return;
    for (std::size_t i = 0; i < s_.issue_count() && !undecided_; ++i) {
      const auto& issue = s_.issues[i];
      if (issue.is_threat()) continue;
      for (std::size_t o = 0; o < issue.options.size() && !undecided_; ++o) {
        if (seen_[i][o] || plainly_ruled_out(IssueId(i), OptionId(o))) continue;
        const auto found = ask({{IssueId(i), {OptionId(o)}}});
        if (found.verdict == Consistency::contradictory) say_dead(issue, o, found.rules);
      }
    }
  }

  void say_dead(const Issue& issue, std::size_t option, const RuleList& rules) {
    const Place place =
        option < issue.option_places.size() ? issue.option_places[option] : issue.place;
    out_.push_back(make_warning(place,
                                "no agreement can contain " + backquoted(issue.options[option]) +
                                    " of " + backquoted(issue.key) + ", because of " +
                                    list(rules, place),
                                "loosen the rules, or rule out the option by itself"));
  }

  /// A term counts in the no-deal outcome when it holds there, threats carried out or not.
  [[nodiscard]] bool holds_without_deal(const std::vector<Condition>& when) const {
    if (!s_.has_status_quo) return false;
    return std::all_of(when.begin(), when.end(), [&](const Condition& c) {
      const auto& issue = s_.issues[c.issue.index()];
      return issue.is_threat() ||
             std::binary_search(c.options.begin(), c.options.end(), issue.status_quo);
    });
  }

  /// The options include none that leaves some threat uncarried.
  [[nodiscard]] bool carries_out_threat(const std::vector<Condition>& when) const {
    return std::any_of(when.begin(), when.end(), [&](const Condition& c) {
      const auto& issue = s_.issues[c.issue.index()];
      return issue.is_threat() &&
             !std::binary_search(c.options.begin(), c.options.end(), issue.status_quo);
    });
  }

  [[nodiscard]] bool known_possible(const std::vector<Condition>& when) const {
    return std::any_of(witnesses_.begin(), witnesses_.end(), [&](const Outcome& x) {
      return std::all_of(when.begin(), when.end(), [&](const auto& c) { return holds(c, x); });
    });
  }

  void find_dead_terms() {
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      for (const auto& term : s_.preferences[j].together) {
        if (holds_without_deal(term.when)) continue;
        if (carries_out_threat(term.when)) {
          say_dead_term(j, term,
                        "no agreement carries out a threat, and the other options are not in "
                        "force without one");
        } else if (!s_.rules.empty() && !undecided_ && !known_possible(term.when)) {
          const auto found = ask(term.when);
          if (found.verdict != Consistency::contradictory) continue;
          say_dead_term(j, term,
                        "no agreement can contain all its options, because of " +
                            list(found.rules, term.place));
        }
      }
    }
  }

  void say_dead_term(std::size_t party, const Interaction& term, const std::string& reason) {
    out_.push_back(make_warning(
        term.place,
        "this term of " + backquoted(s_.parties[party].key) + " never counts: " + reason,
        "correct it or leave it out"));
  }

  void say_undecided() {
    out_.push_back({Severity::note, s_.rules.empty() ? Place{s_.file, 0, 0} : s_.rules[0].place,
                    "the rules are too entangled to be checked completely: some contradiction, or "
                    "an option that no agreement can contain, may have gone unnoticed",
                    "solving the scenario may still tell"});
  }

  const Scenario& s_;
  RuleSolver solver_;
  Diagnostics& out_;
  std::vector<std::vector<bool>> seen_;    // [issue][option] in some agreement found so far
  std::vector<std::vector<bool>> wanted_;  // [issue][option] not seen yet
  std::vector<Outcome> witnesses_;
  bool undecided_ = false;
};

}  // namespace

void check_rules(const Scenario& scenario, const ConsistencyLimits& limits,
                 Diagnostics& diagnostics) {
  RuleChecks(scenario, limits, diagnostics).run();
}

}  // namespace entente
