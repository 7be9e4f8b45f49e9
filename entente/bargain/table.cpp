#include "entente/bargain/table.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/goals.hpp"
#include "entente/bargain/rounding.hpp"
#include "entente/bargain/table_search.hpp"
#include "entente/bargain/warnings.hpp"

namespace entente::bargain {
namespace {

Diagnostics check(const Scenario& scenario, const TableQuestion& question) {
  if (scenario.has_status_quo) return check_goals(scenario, question.goals);
  return {make_error({scenario.file, 0, 0},
                     "there is no status quo, so it cannot be said which issues a deal moves",
                     "state what is in force today: a status_quo for the issues of a scenario "
                     "in the native format")};
}

/// The scenario whose agreements reach the goals.
Scenario with_goals(Scenario scenario, const std::vector<Condition>& goals) {
  for (const Condition& goal : goals) demand_goal(scenario, goal);
  return scenario;
}

std::vector<IssueId> to_ids(const IssueSet& set) {
  std::vector<IssueId> ids;
  for (const std::size_t i : set.members()) ids.emplace_back(i);
  return ids;
}

/// Can a deal always do without moving the issue? No other option is better for anybody than the
/// status quo, and nothing else hangs on it.
bool idle(const Problem& p, std::size_t issue, std::size_t today) {
  if (!p.aggregate.empty() || p.allowed[p.first[issue] + today] == 0) return false;
  const auto part_of = [&](const Box& box) {
    return std::binary_search(box.issues.begin(), box.issues.end(),
                              static_cast<std::uint32_t>(issue));
  };
  const auto binds = [&](const LinearRule& rule) {
    const std::int64_t* cost = rule.cost.data() + p.first[issue];
    return std::any_of(cost, cost + p.options[issue],
                       [&](std::int64_t c) { return c < cost[today]; });
  };
  if (std::any_of(p.terms.begin(), p.terms.end(), [&](const Term& t) { return part_of(t.box); }) ||
      std::any_of(p.forbidden.begin(), p.forbidden.end(),
                  [&](const Forbidden& f) { return part_of(f.box); }) ||
      std::any_of(p.linear.begin(), p.linear.end(), binds)) {
    return false;
  }
  for (std::size_t o = 0; o < p.options[issue]; ++o) {
    if (p.allowed[p.first[issue] + o] == 0) continue;
    for (std::size_t j = 0; j < p.parties; ++j) {
      if (p.at(issue, o, j) > p.at(issue, today, j)) return false;
    }
  }
  return true;
}

/// The sets of the family that contain no other one of it, sorted.
std::vector<IssueSet> minimal_ones(std::vector<IssueSet> family) {
  std::sort(family.begin(), family.end(), smaller_first);
  family.erase(std::unique(family.begin(), family.end()), family.end());
  std::vector<IssueSet> minimal;
  for (auto& set : family) {
    if (std::none_of(minimal.begin(), minimal.end(),
                     [&](const IssueSet& m) { return m.subset_of(set); })) {
      minimal.push_back(std::move(set));
    }
  }
  return minimal;
}

/// Carries one call of find_tables() from the problem to the answer.
class TableFinder {
 public:
  TableFinder(const Scenario& scenario, const TableQuestion& question, const TableOptions& options,
              const WorkControl& control, const Problem& problem, TableAnswer& answer)
      : scenario_(scenario),
        question_(question),
        options_(options),
        control_(control),
        problem_(problem),
        answer_(answer),
        oracle_(problem, no_deal_outcome(scenario), scenario.acceptance, options.max_nodes),
        ground_(movable()),
        joint_(oracle_, IssueSet(problem.issues), ground_) {
    answer_.may_move = to_ids(ground_);
  }

  void run() {
    const TableVerdict all = oracle_.ask(ground_, control_);
    answer_.status = all.status;
    if (all.status == Status::exact) {
      find_necessary(all);
      start_parties();
      for (std::size_t j = 0; j < parties_.size(); ++j) search_party(j, options_.first_questions);
      search_joint();
      finish_parties();
      collect();
    } else if (all.status == Status::none) {
      answer_.complete = true;
      compare();
    } else {
      answer_.reason = "the search stopped before a table was found or excluded";
    }
    answer_.questions = oracle_.questions();
  }

  /// Why no outcome gives enough parties a gain, where not all need to.
  void explain_rule() {
    auto no = oracle_.explain_none(ground_, control_);
    answer_.reason = std::move(no.reason);
    answer_.blocking = std::move(no.blocking);
  }

  /// May a gain that rounding hides make the difference? `lenient`: all ask for less, by that.
  [[nodiscard]] bool hidden_by_rounding(Problem lenient) const {
    const auto possible = [&] {
      TableOracle oracle(lenient, oracle_.status_quo(), scenario_.acceptance, options_.max_nodes);
      return oracle.ask(ground_, control_).status != Status::none;
    };
    if (!possible()) return false;
    rule_out_status_quo(scenario_, question_.threats, lenient);
    return possible();
  }

 private:
  [[nodiscard]] IssueSet movable() const {
    IssueSet set(problem_.issues);
    if (question_.may_move) {
      for (const IssueId issue : *question_.may_move) set.insert(issue.index());
    }
    for (std::size_t i = 0; i < problem_.issues; ++i) {
      if (!question_.may_move) set.insert(i);
      if (scenario_.issues[i].is_threat()) set.erase(i);
    }
    return set;
  }

  /// `questions`: at most so many, 0 for no limit but that of all questions together.
  [[nodiscard]] TableSearch::Limits limits(std::uint64_t questions) const {
    TableSearch::Limits limits{options_.max_tables, std::nullopt};
    if (questions > 0) limits.max_questions = questions;
    if (options_.max_questions > 0) {
      const std::uint64_t used = std::min(oracle_.questions(), options_.max_questions);
      const std::uint64_t left = options_.max_questions - used;
      limits.max_questions = std::min(limits.max_questions.value_or(left), left);
    }
    return limits;
  }

  /// Issues without which there is no deal. The deals met on the way show which others there are.
  void find_necessary(const TableVerdict& all) {
    IssueSet candidates = oracle_.moved(all.outcome) & ground_;
    for (const std::size_t issue : candidates.members()) {
      if (!candidates.contains(issue)) continue;
      IssueSet rest = ground_;
      rest.erase(issue);
      const TableVerdict without = oracle_.ask(rest, control_);
      if (without.status == Status::unknown) return;
      if (without.status == Status::exact) {
        candidates &= oracle_.moved(without.outcome);
        continue;
      }
      joint_.add_not_enough(rest);
      answer_.must_move.emplace_back(issue);
    }
  }

  [[nodiscard]] IssueSet issues_of(std::size_t party) const {
    IssueSet own(problem_.issues);
    for (std::size_t i = 0; i < problem_.issues; ++i) {
      const auto& giver = scenario_.issues[i].giver;
      if (giver && giver->index() == party && ground_.contains(i)) own.insert(i);
    }
    return own;
  }

  void start_parties() {
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      const IssueSet own = issues_of(j);
      parties_.emplace_back(oracle_, ground_ - own, own);
      for (const IssueId issue : answer_.must_move) {
        if (!own.contains(issue.index())) continue;
        IssueSet rest = own;
        rest.erase(issue.index());
        parties_.back().add_not_enough(rest);
      }
    }
  }

  /// What is not enough from one party when all others move is not enough on any table: such sets
  /// are handed on.
  void search_party(std::size_t party, std::uint64_t questions) {
    auto& search = parties_[party];
    const std::size_t known = search.not_enough().size();
    const auto end = search.run(limits(questions), {}, control_);
    if (questions == 0) note(end);
    const IssueSet others = ground_ - issues_of(party);
    for (std::size_t k = known; k < search.not_enough().size(); ++k) {
      joint_.add_not_enough(search.not_enough()[k] | others);
    }
  }

  void search_joint() {
    const auto tell = [&](const FoundTable& found) {
      return !options_.found || options_.found(answer_.problem, to_table(found));
    };
    note(joint_.run(limits(0), tell, control_));
  }

  /// With all tables known, what they want of one party are the sets that are enough from it.
  void finish_parties() {
    for (std::size_t j = 0; j < parties_.size(); ++j) {
      if (!parties_[j].complete() && !joint_.complete()) search_party(j, 0);
      const bool derive = !parties_[j].complete() && joint_.complete();
      const IssueSet own = issues_of(j);
      std::vector<IssueSet> sets;
      for (const auto& found : derive ? joint_.enough() : parties_[j].enough()) {
        sets.push_back(found.issues & own);
      }
      PartyTables tables;
      tables.complete = derive || parties_[j].complete();
      for (const auto& set : minimal_ones(std::move(sets))) tables.sets.push_back(to_ids(set));
      answer_.by_party.push_back(std::move(tables));
    }
  }

  void note(TableSearch::End end) {
    answer_.capped =
        answer_.capped || end == TableSearch::End::max_sets || end == TableSearch::End::questions;
  }

  [[nodiscard]] static Table to_table(const FoundTable& found) {
    return {to_ids(found.issues), found.outcome, found.utility};
  }

  void collect() {
    auto found = joint_.enough();
    std::sort(found.begin(), found.end(), [](const FoundTable& a, const FoundTable& b) {
      return smaller_first(a.issues, b.issues);
    });
    IssueSet used(problem_.issues);
    for (const auto& table : found) {
      used |= table.issues;
      answer_.tables.push_back(to_table(table));
    }
    std::vector<IssueSet> blockers;
    for (const auto& set : joint_.not_enough()) blockers.push_back(ground_ - set);
    std::sort(blockers.begin(), blockers.end(), smaller_first);
    for (const auto& set : blockers) answer_.blockers.push_back(to_ids(set));
    for (const std::size_t i : ground_.members()) {
      const bool unused =
          joint_.complete() ? !used.contains(i) : idle(problem_, i, oracle_.status_quo()[i]);
      if (unused) answer_.not_needed.emplace_back(i);
    }
    answer_.complete =
        joint_.complete() && std::all_of(answer_.by_party.begin(), answer_.by_party.end(),
                                         [](const PartyTables& t) { return t.complete; });
  }

  /// Without a table: is it for the goals, or for the issues that stay?
  void compare() {
    const auto exists = [&](TableOracle& oracle, const IssueSet& set) -> std::optional<bool> {
      const auto status = oracle.ask(set, control_).status;
      if (status == Status::unknown) return std::nullopt;
      return status == Status::exact;
    };
    IssueSet all(problem_.issues);
    for (std::size_t i = 0; i < problem_.issues; ++i) {
      if (!scenario_.issues[i].is_threat()) all.insert(i);
    }
    if (question_.may_move) answer_.with_all_issues = exists(oracle_, all);
    if (question_.goals.empty()) return;
    auto free = make_problem(scenario_, question_.threats);
    if (!free) return;
    free->no_deal = problem_.no_deal;
    TableOracle oracle(*free, oracle_.status_quo(), scenario_.acceptance, options_.max_nodes);
    answer_.without_goals = exists(oracle, ground_);
  }

  const Scenario& scenario_;
  const TableQuestion& question_;
  const TableOptions& options_;
  const WorkControl& control_;
  const Problem& problem_;
  TableAnswer& answer_;
  TableOracle oracle_;
  IssueSet ground_;
  TableSearch joint_;
  std::vector<TableSearch> parties_;
};

/// The parties' limits moved up (or down) by what rounding may do to a gain.
Problem beyond_rounding(Problem problem, bool up) {
  const auto units = rounding_units(problem);
  for (std::size_t j = 0; j < problem.parties; ++j) {
    problem.no_deal[j] += up ? units[j] : -units[j] - 1;
  }
  return problem;
}

/// The scenario that says what the question says: goals reached, other issues as today.
Scenario as_asked(const Scenario& scenario, const TableQuestion& question) {
  Scenario asked = with_goals(scenario, question.goals);
  if (!question.may_move) return asked;
  std::vector<std::uint8_t> stays(scenario.issue_count(), 1);
  for (const IssueId issue : *question.may_move) stays[issue.index()] = 0;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    if (stays[i] != 0 && !scenario.issues[i].is_threat()) demand_status_quo(asked, IssueId(i));
  }
  return asked;
}

/// Why there is no table, from the deals' own explanation.
void explain(const Solution& solution, TableAnswer& answer) {
  const Deal& deal = solution.deal(Concept::nash);
  answer.reason = deal.reason;
  answer.blocking = deal.blocking;
  answer.complete = answer.complete && deal.status == Status::none && deal.blocking_complete;
}

Result<Solution> solve_as_asked(const Scenario& scenario, const TableQuestion& question,
                                const TableOptions& options, const WorkControl& control) {
  SolveOptions solving;
  solving.frontier = false;
  solving.threats = question.threats;
  solving.search.max_nodes = options.max_nodes;
  return solve(as_asked(scenario, question), solving, control);
}

}  // namespace

Result<TableAnswer> find_tables(const Scenario& scenario, const TableQuestion& question,
                                const TableOptions& options, const WorkControl& control) {
  if (auto errors = check(scenario, question); !errors.empty()) {
    return tl::unexpected(std::move(errors));
  }
  auto problem = make_problem(with_goals(scenario, question.goals), question.threats);
  if (!problem) return tl::unexpected(std::move(problem.error()));
  TableAnswer answer;
  answer.problem = std::move(*problem);
  const bool rounded = answer.problem.arithmetic != Arithmetic::exact;
  if (options.deals) {
    auto solution = solve_as_asked(scenario, question, options, control);
    if (!solution) return tl::unexpected(std::move(solution.error()));
    answer.solution = std::move(*solution);
  }
  const Problem strict = rounded ? beyond_rounding(answer.problem, true) : answer.problem;
  TableFinder finder(scenario, question, options, control, strict, answer);
  finder.run();
  answer.warnings = value_warnings(scenario, answer.problem);
  if (answer.solution && !answer.solution->complete) answer.complete = false;
  if (answer.status != Status::none) return answer;
  const Scenario asked = as_asked(scenario, question);
  if (const auto conflict = find_conflict(asked); !conflict.empty()) {
    answer.reason = conflict_text(asked, conflict);
  } else if (rounded && finder.hidden_by_rounding(beyond_rounding(answer.problem, false))) {
    answer.status = Status::unknown;
    answer.complete = false;
    answer.reason = "gains too small to be told from rounding may be possible";
  } else if (all_must_accept(scenario)) {
    const auto solution = answer.solution ? Result<Solution>(*answer.solution)
                                          : solve_as_asked(scenario, question, options, control);
    if (!solution) return tl::unexpected(solution.error());
    explain(*solution, answer);
  } else {
    finder.explain_rule();
  }
  return answer;
}

}  // namespace entente::bargain
