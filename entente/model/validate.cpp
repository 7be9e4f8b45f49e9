#include "entente/model/validate.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entente/model/backquoted.hpp"
#include "entente/model/outcome.hpp"
#include "entente/model/validate_rules.hpp"

namespace entente {
namespace {

bool flat(const std::vector<Value>& row) {
  return std::all_of(row.begin(), row.end(), [&](const Value& v) { return v == row.front(); });
}

void mark_issues(const std::vector<Condition>& when, std::vector<bool>& marks) {
  for (const auto& c : when) marks[c.issue.index()] = true;
}

void mark_issues(const Aggregate& node, std::vector<bool>& marks) {
  for (const auto& box : node.boxes) mark_issues(box.when, marks);
  for (const auto& child : node.children) mark_issues(child, marks);
}

/// Issues on which the party's utility depends through more than the issue's own values.
std::vector<bool> entangled_issues(const Preferences& p, std::size_t issues) {
  std::vector<bool> marks(issues, false);
  for (const auto& term : p.together) mark_issues(term.when, marks);
  if (p.aggregate) mark_issues(*p.aggregate, marks);
  return marks;
}

class Checks {
 public:
  Checks(const Scenario& scenario, Diagnostics& diagnostics) : s_(scenario), out_(diagnostics) {
    for (const auto& p : s_.preferences)
      entangled_.push_back(entangled_issues(p, s_.issue_count()));
  }

  void run() {
    check_acceptance();
    for (std::size_t i = 0; i < s_.issue_count(); ++i) {
      check_effect(i);
      check_observable(i);
      check_threat(i);
    }
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      check_party(j);
      check_reservation(j);
      check_beliefs(j);
      for (std::size_t i = 0; i < s_.issue_count(); ++i) check_order(j, i);
    }
  }

 private:
  void warn(const Place& place, std::string message, std::string hint) {
    out_.push_back(make_warning(place, std::move(message), std::move(hint)));
  }

  [[nodiscard]] const std::vector<Value>& row(std::size_t party, std::size_t issue) const {
    return s_.preferences[party].values[issue];
  }

  [[nodiscard]] Place place_of(std::size_t party, std::size_t issue) const {
    const auto& p = s_.preferences[party];
    const bool known = issue < p.issue_places.size() && p.issue_places[issue].line > 0;
    return known ? p.issue_places[issue] : p.place;
  }

  void check_acceptance() {
    const auto most = static_cast<int>(s_.party_count());
    const int least = s_.acceptance.at_least;
    if (least >= 0 && least <= most) return;
    out_.push_back(make_error({s_.file, 0, 0},
                              "acceptance asks for at least " + std::to_string(least) + " of " +
                                  std::to_string(most) + (most == 1 ? " party" : " parties"),
                              "give a number from 1 to " + std::to_string(most)));
  }

  /// Does the party's utility depend on the issue?
  [[nodiscard]] bool cares(std::size_t party, std::size_t issue) const {
    return !flat(row(party, issue)) || entangled_[party][issue];
  }

  [[nodiscard]] bool anybody_cares(std::size_t issue) const {
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      if (cares(j, issue)) return true;
    }
    return false;
  }

  void check_effect(std::size_t i) {
    const auto& issue = s_.issues[i];
    if (issue.options.size() == 1) {
      warn(issue.place,
           "there is nothing to settle in " + backquoted(issue.key) + ": it has one option only",
           "add the other options, or leave the issue out");
    } else if (!issue.is_threat() && !anybody_cares(i)) {
      warn(issue.place,
           backquoted(issue.key) + " changes nothing: its values never vary for any party",
           "state what its options are worth, or leave the issue out");
    }
  }

  void check_observable(std::size_t i) {
    const auto& issue = s_.issues[i];
    if (issue.detection && issue.false_alarm && *issue.detection < *issue.false_alarm) {
      warn(issue.place,
           "an alarm about " + backquoted(issue.key) +
               " is less likely where a commitment on it is broken (detection) than where it is "
               "kept (false_alarm), so that it tells nothing",
           "detection counts every alarm while it is broken: it is at least false_alarm");
    }
    if (!issue.giver || issue.is_threat() || !issue.detection || *issue.detection != 0) return;
    warn(issue.place,
         "nobody can observe whether " + backquoted(s_.parties[issue.giver->index()].key) +
             " keeps a commitment on " + backquoted(issue.key) + ": its detection is 0",
         "agree on a way to verify it, or expect that it will not hold");
  }

  void check_threat(std::size_t i) {
    const auto& issue = s_.issues[i];
    if (!issue.is_threat() || issue.options.size() == 1) return;
    if (!anybody_cares(i)) {
      warn(issue.place, "the threat " + backquoted(issue.key) + " is worth nothing to anybody",
           "state what carrying it out would cost the others, or leave it out");
      return;
    }
    for (std::size_t o = 0; o < issue.options.size(); ++o) {
      if (OptionId(o) == issue.status_quo) continue;
      bool hurts = false;
      for (std::size_t j = 0; j < s_.party_count() && !hurts; ++j) {
        if (PartyId(j) == *issue.threat_by) continue;
        hurts = entangled_[j][i] || (!row(j, i).empty() && row(j, i)[o].mean() < today(j, i));
      }
      if (hurts) continue;
      warn(o < issue.option_places.size() ? issue.option_places[o] : issue.place,
           "carrying out the threat " + backquoted(issue.options[o]) + " of " +
               backquoted(issue.key) + " hurts nobody but perhaps " +
               backquoted(s_.parties[issue.threat_by->index()].key) + " itself",
           "check the signs of the values that the others give it");
    }
  }

  [[nodiscard]] Rational today(std::size_t party, std::size_t issue) const {
    return row(party, issue)[s_.issues[issue].status_quo.index()].mean();
  }

  void check_party(std::size_t j) {
    const auto& p = s_.preferences[j];
    const std::string key = backquoted(s_.parties[j].key);
    const Place place = p.place.line > 0 ? p.place : s_.parties[j].place;
    const bool silent = std::all_of(p.values.begin(), p.values.end(),
                                    [](const auto& values) { return values.empty(); });
    bool indifferent = true;
    for (std::size_t i = 0; i < s_.issue_count(); ++i) {
      if (s_.issues[i].is_threat()) continue;
      indifferent = indifferent && !cares(j, i);
      if (s_.has_status_quo && s_.issues[i].options.size() > 1 && !row(j, i).empty() &&
          flat(row(j, i)) && row(j, i).front() != Value{}) {
        warn(place_of(j, i),
             key + " gives every option of " + backquoted(s_.issues[i].key) +
                 " the same value: its values never vary",
             "an issue that does not matter to a party may be left out");
      }
    }
    if (!indifferent) return;
    const std::string hint =
        "state what it wants; as it stands no deal can be better than none for everybody";
    if (silent) {
      warn(place, key + " states no values: every outcome is worth the same to it", hint);
    } else {
      warn(place, "every outcome is worth the same to " + key + ": its values never vary", hint);
    }
  }

  /// A bound on what the party can get: the best option of every issue, every term that adds.
  [[nodiscard]] std::optional<Rational> best_conceivable(std::size_t j) const {
    const auto& p = s_.preferences[j];
    if (p.aggregate) return std::nullopt;
    Rational best = 0;
    for (std::size_t i = 0; i < s_.issue_count(); ++i) {
      if (row(j, i).empty()) continue;
      if (s_.issues[i].is_threat()) {
        best += today(j, i);
        continue;
      }
      Rational most = row(j, i).front().mean();
      for (const auto& v : row(j, i)) most = std::max(most, v.mean());
      best += most;
    }
    for (const auto& term : p.together) best += std::max<Rational>(0, term.add.mean());
    return p.cap ? std::min(best, *p.cap) : best;
  }

  void check_reservation(std::size_t j) {
    const auto& p = s_.preferences[j];
    if (!p.reservation) return;
    const auto best = best_conceivable(j);
    if (!best || p.reservation->mean() <= *best) return;
    warn(p.place,
         backquoted(s_.parties[j].key) + " can never accept: its reservation " +
             to_text(p.reservation->mean()) + " is above " + to_text(*best) +
             ", the most that any outcome could be worth to it",
         "check the reservation; it is stated in the party's own points");
  }

  void check_beliefs(std::size_t j) {
    for (const auto& belief : s_.beliefs[j]) {
      const auto& issue = s_.issues[belief.issue.index()];
      if (issue.is_threat()) {
        warn(belief.place, "this belief has no effect: " + backquoted(issue.key) + " is a threat",
             "beliefs count where something is conceded");
      } else if (issue.giver == PartyId(j)) {
        warn(belief.place,
             "this belief has no effect: " + backquoted(s_.parties[j].key) +
                 " itself is the giver of " + backquoted(issue.key),
             "state what the others believe");
      } else if (!cares(j, belief.issue.index())) {
        out_.push_back({Severity::note, belief.place,
                        "this belief has no effect: " + backquoted(s_.parties[j].key) +
                            " is indifferent between the options of " + backquoted(issue.key),
                        ""});
      }
    }
  }

  /// Values in the order of the options should rise or fall throughout.
  void check_order(std::size_t j, std::size_t i) {
    const auto& values = row(j, i);
    if (values.size() <= 2 || !s_.issues[i].ordered) return;
    std::vector<Rational> mean;
    for (const auto& v : values) mean.push_back(v.mean());
    int direction = 0;
    if (mean.front() != mean.back()) direction = mean.front() < mean.back() ? 1 : -1;
    for (std::size_t o = 1; o < mean.size(); ++o) {
      if (mean[o] == mean[o - 1]) continue;
      const int step = mean[o] > mean[o - 1] ? 1 : -1;
      if (direction == 0) direction = step;
      if (step == direction) continue;
      const auto& issue = s_.issues[i];
      warn(place_of(j, i),
           "the values of " + backquoted(s_.parties[j].key) + " for " + backquoted(issue.key) +
               " go up and down: " + backquoted(issue.options[o]) + " (" + to_text(mean[o]) +
               ") breaks the order, it is " + (step > 0 ? "above " : "below ") +
               backquoted(issue.options[o - 1]) + " (" + to_text(mean[o - 1]) + ")",
           "options are normally listed from none to most, and mistakes here are common: check "
           "the numbers; if they are meant, nothing is wrong, and if the options have no natural "
           "order, say `ordered: false`");
      return;
    }
  }

  const Scenario& s_;
  Diagnostics& out_;
  std::vector<std::vector<bool>> entangled_;  // [party][issue]
};

}  // namespace

Diagnostics validate(const Scenario& scenario, const ConsistencyLimits& limits) {
  Diagnostics diagnostics;
  Checks(scenario, diagnostics).run();
  check_rules(scenario, limits, diagnostics);
  sort_diagnostics(diagnostics);
  return diagnostics;
}

}  // namespace entente
