#include "entente/bargain/relaxations.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/gain_search.hpp"

namespace entente::bargain {
namespace {

/// No other option of the issue than these.
Rule only_options(const Scenario& scenario, IssueId issue, const std::vector<OptionId>& wanted) {
  Rule rule;
  rule.kind = Rule::Kind::ruled_out;
  Condition others{issue, {}};
  for (std::size_t o = 0; o < scenario.issues[issue.index()].options.size(); ++o) {
    const OptionId option(o);
    if (std::find(wanted.begin(), wanted.end(), option) == wanted.end()) {
      others.options.push_back(option);
    }
  }
  if (!others.options.empty()) rule.when = {std::move(others)};
  return rule;
}

bool dropped(const std::vector<Change>& changes, Change::Kind kind, std::size_t index) {
  return std::any_of(changes.begin(), changes.end(),
                     [&](const Change& c) { return c.kind == kind && c.index == index; });
}

bool is_threat(const Change& change) { return change.kind == Change::Kind::carry_out_threat; }

}  // namespace

ChangedScenario::ChangedScenario(const Scenario& scenario, const WhyOptions& options)
    : scenario_(scenario), options_(options) {
  using Kind = Change::Kind;
  for (std::size_t k = 0; k < options.goals.size(); ++k)
    possible_.push_back({Kind::drop_goal, k, {}});
  for (const IssueId issue : options.off)
    possible_.push_back({Kind::put_on_table, issue.index(), {}});
  for (std::size_t r = 0; r < scenario.rules.size(); ++r)
    possible_.push_back({Kind::drop_rule, r, {}});
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const auto& issue = scenario.issues[i];
    const bool used = std::any_of(options.threats.begin(), options.threats.end(),
                                  [&](const auto& t) { return t.issue.index() == i; });
    if (!issue.is_threat() || used) continue;
    for (std::size_t o = 0; o < issue.options.size(); ++o) {
      const OptionId option(o);
      if (option == issue.status_quo || disabling_rule(scenario, {IssueId(i), option}) != nullptr) {
        continue;
      }
      possible_.push_back({Kind::carry_out_threat, i, option});
    }
  }
}

Scenario ChangedScenario::with(const std::vector<Change>& changes,
                               const std::vector<Rational>& reservation) const {
  using Kind = Change::Kind;
  Scenario changed = scenario_;
  changed.rules.clear();
  for (std::size_t r = 0; r < scenario_.rules.size(); ++r) {
    if (!dropped(changes, Kind::drop_rule, r)) changed.rules.push_back(scenario_.rules[r]);
  }
  const auto add = [&](Rule rule) {
    if (!rule.when.empty()) changed.rules.push_back(std::move(rule));
  };
  for (std::size_t k = 0; k < options_.goals.size(); ++k) {
    const auto& goal = options_.goals[k];
    if (!dropped(changes, Kind::drop_goal, k))
      add(only_options(scenario_, goal.issue, goal.options));
  }
  for (const IssueId issue : options_.off) {
    if (dropped(changes, Kind::put_on_table, issue.index())) continue;
    add(only_options(scenario_, issue, {scenario_.issues[issue.index()].status_quo}));
  }
  for (const Change& c : changes) {
    if (c.kind != Kind::lower_reservation) continue;
    changed.preferences[c.index].reservation =
        Value{Value::Kind::exact, reservation[c.index], 0, 0};
  }
  return changed;
}

std::vector<ThreatCarriedOut> ChangedScenario::threats(const std::vector<Change>& changes) const {
  auto threats = options_.threats;
  for (const Change& c : changes) {
    if (is_threat(c)) threats.push_back({IssueId(c.index), c.option});
  }
  return threats;
}

Deal find_nash_deal(const Scenario& scenario, const std::vector<ThreatCarriedOut>& threats,
                    const WhyOptions& options, const WorkControl& control) {
  SolveOptions solve_options;
  solve_options.frontier = false;
  solve_options.threats = threats;
  solve_options.search.max_nodes = options.max_nodes;
  const auto problem = make_problem(scenario, threats);
  if (!problem) return {};
  if (problem->arithmetic == Arithmetic::exact && problem->cap.empty() &&
      problem->aggregate.empty()) {
    const auto engine = problem->separable() ? make_separable_engine(*problem)
                                             : make_general_engine(*problem, control);
    return find_deal(*problem, *engine, Concept::nash, solve_options.search, control);
  }
  auto solution = solve(scenario, solve_options, control);
  return solution ? solution->deal(Concept::nash) : Deal{};
}

namespace {

/// Sets of changes, tried level by level.
class RelaxationSearch {
 public:
  RelaxationSearch(const ChangedScenario& as_asked, const WhyOptions& options,
                   const WorkControl& control, Why& why)
      : as_asked_(as_asked), options_(options), control_(control), why_(why) {}

  void run() {
    for (const Change& c : as_asked_.possible()) {
      if (!is_threat(c)) loosest_.push_back(c);
    }
    why_.hopeless = opens(loosest_) == Status::none;
    std::vector<std::vector<std::size_t>> closed = {{}};
    for (std::size_t size = 1; size <= options_.most_changes && !closed.empty(); ++size) {
      closed = try_level(closed);
    }
    if (why_.relaxations.empty() && !why_.hopeless) add(shrink());
    find_reservations();
    why_.relaxations_complete = why_.relaxations_complete && !stopped_;
  }

 private:
  using Places = std::vector<std::size_t>;  ///< rising, into possible()

  [[nodiscard]] std::vector<Change> changes(const Places& places) const {
    std::vector<Change> list;
    for (const std::size_t p : places) list.push_back(as_asked_.possible()[p]);
    return list;
  }

  /// Is there a deal after the changes? Counts as a question.
  Status opens(const std::vector<Change>& list) {
    if (stopped_) return Status::unknown;
    if (control_.cancelled() || questions_ >= options_.max_questions) {
      stopped_ = true;
      return Status::unknown;
    }
    ++questions_;
    control_.report({"relaxations", "questions", questions_, 0});
    const auto problem = make_problem(as_asked_.with(list), as_asked_.threats(list));
    if (!problem) return Status::none;
    GainSearch search(*problem, {.max_nodes = options_.max_nodes});
    const Status status = search.ask({}, control_).status;
    if (status == Status::unknown) why_.relaxations_complete = false;
    return status;
  }

  /// With these threats, does dropping everything else open a deal?
  bool worth_trying(const Places& places) {
    std::vector<Change> list;
    for (const Change& c : changes(places)) {
      if (is_threat(c)) list.push_back(c);
    }
    if (list.empty()) return !why_.hopeless;
    Places key;
    for (const std::size_t p : places) {
      if (is_threat(as_asked_.possible()[p])) key.push_back(p);
    }
    const auto known = hope_.find(key);
    if (known != hope_.end()) return known->second;
    list.insert(list.end(), loosest_.begin(), loosest_.end());
    return hope_[key] = opens(list) != Status::none;
  }

  /// Two options of one threat exclude each other.
  [[nodiscard]] bool compatible(const Places& places) const {
    const auto& last = as_asked_.possible()[places.back()];
    return !is_threat(last) || std::none_of(places.begin(), places.end() - 1, [&](std::size_t p) {
      const Change& c = as_asked_.possible()[p];
      return is_threat(c) && c.index == last.index;
    });
  }

  [[nodiscard]] bool has_open_part(const Places& places) const {
    return std::any_of(open_.begin(), open_.end(), [&](const Places& part) {
      return std::includes(places.begin(), places.end(), part.begin(), part.end());
    });
  }

  /// Extends each set that opens nothing by one later change; returns those that still do not.
  std::vector<Places> try_level(const std::vector<Places>& closed) {
    std::vector<Places> next;
    for (const Places& base : closed) {
      const std::size_t begin = base.empty() ? 0 : base.back() + 1;
      for (std::size_t p = begin; p < as_asked_.possible().size() && !stopped_; ++p) {
        Places places = base;
        places.push_back(p);
        if (!compatible(places) || has_open_part(places)) continue;
        if (worth_trying(places) && opens(changes(places)) == Status::exact) {
          open_.push_back(places);
          add(changes(places));
        } else {
          next.push_back(std::move(places));
        }
      }
    }
    return next;
  }

  /// A minimal part of all goals, issues and rules that opens a deal.
  std::vector<Change> shrink() {
    auto list = loosest_;
    for (std::size_t k = list.size(); k > 0; --k) {
      auto fewer = list;
      fewer.erase(fewer.begin() + static_cast<long>(k - 1));
      if (opens(fewer) == Status::exact) list = std::move(fewer);
    }
    return stopped_ ? std::vector<Change>{} : list;
  }

  /// Solves the changed scenario; what has no deal after all is not added.
  void add(std::vector<Change> list, const std::vector<Rational>& reservation = {}) {
    if (list.empty()) return;
    const Scenario changed = as_asked_.with(list, reservation);
    const auto threats = as_asked_.threats(list);
    const Deal deal = find_nash_deal(changed, threats, options_, control_);
    if (!deal.found()) {
      why_.relaxations_complete = false;
      return;
    }
    Relaxation relaxation{std::move(list), deal.status, deal.outcome, {}, {}};
    for (std::size_t j = 0; j < changed.party_count(); ++j) {
      const PartyId party(j);
      relaxation.utility.push_back(entente::utility(changed, party, deal.outcome));
      relaxation.gain.push_back(relaxation.utility.back() -
                                no_deal_utility(changed, party, threats));
    }
    why_.relaxations.push_back(std::move(relaxation));
  }

  /// Minimal sets of parties that must be content with less, for the others all to gain.
  void find_reservations() {
    const std::size_t parties = why_.problem.parties;
    std::vector<Places> open;
    std::vector<Places> closed = {{}};
    const std::size_t most = std::min(options_.most_changes, parties);
    for (std::size_t size = 1; size <= most && !closed.empty(); ++size) {
      std::vector<Places> next;
      for (const Places& base : closed) {
        for (std::size_t j = base.empty() ? 0 : base.back() + 1; j < parties; ++j) {
          Places set = base;
          set.push_back(j);
          if (contains_one_of(open, set)) continue;
          (lower(set) ? open : next).push_back(std::move(set));
        }
      }
      closed = std::move(next);
    }
    if (open.empty() && most < parties) shrink_parties();
  }

  [[nodiscard]] static bool contains_one_of(const std::vector<Places>& parts, const Places& set) {
    return std::any_of(parts.begin(), parts.end(), [&](const Places& part) {
      return std::includes(set.begin(), set.end(), part.begin(), part.end());
    });
  }

  /// A minimal set, from everybody down; none where the rules leave no outcome at all.
  void shrink_parties() {
    Places set;
    for (std::size_t j = 0; j < why_.problem.parties; ++j) set.push_back(j);
    for (std::size_t k = set.size(); k > 0; --k) {
      Places fewer = set;
      fewer.erase(fewer.begin() + static_cast<long>(k - 1));
      if (best_without(fewer).status == Status::exact) set = std::move(fewer);
    }
    (void)lower(set);
  }

  /// The best for the least content of the set while everybody else gains.
  GainAnswer best_without(const Places& set) {
    if (control_.cancelled()) stopped_ = true;
    if (stopped_) return {};
    std::vector<bool> free(why_.problem.parties, false);
    for (const std::size_t j : set) free[j] = true;
    GainSearch search(why_.problem, {.max_nodes = options_.max_nodes});
    auto best = search.best_for({}, free, control_);
    const bool known = best.status == Status::exact || best.status == Status::none;
    why_.relaxations_complete = why_.relaxations_complete && known;
    return best;
  }

  /// Adds the relaxation that lowers these parties' reservations; false when that opens nothing.
  bool lower(const Places& set) {
    const auto best = best_without(set);
    if (best.status != Status::exact) return false;
    const Problem& problem = why_.problem;
    std::vector<Change> list;
    std::vector<Rational> reservation(problem.parties, 0);
    for (const std::size_t j : set) {
      const std::int64_t u = best.utility[j];
      list.push_back({Change::Kind::lower_reservation,
                      j,
                      {},
                      amount_in_points(problem, j, problem.no_deal[j] - u)});
      reservation[j] = amount_in_points(problem, j, u - 1);
    }
    add(std::move(list), reservation);
    return true;
  }

  const ChangedScenario& as_asked_;
  const WhyOptions& options_;
  const WorkControl& control_;
  Why& why_;
  std::vector<Change> loosest_;  ///< all goals, issues off the table and rules
  std::vector<Places> open_;
  std::map<Places, bool> hope_;  ///< [threats] does everything else open a deal with these?
  std::uint64_t questions_ = 0;
  bool stopped_ = false;
};

}  // namespace

void find_relaxations(const ChangedScenario& as_asked, const WhyOptions& options,
                      const WorkControl& control, Why& why) {
  RelaxationSearch(as_asked, options, control, why).run();
}

}  // namespace entente::bargain
