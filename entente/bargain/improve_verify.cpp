#include "entente/bargain/improve_verify.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace entente::bargain {
namespace {

constexpr double k_most_outcomes = 20'000;
constexpr std::size_t k_most_points = 2'000;
constexpr std::size_t k_most_errors = 20;

using Points = std::vector<Rational>;  // [party]

class Checker {
 public:
  Checker(const Scenario& scenario, const ImproveOptions& options, const ImproveAnswer& answer)
      : scenario_(scenario),
        options_(options),
        answer_(answer),
        exact_(answer.problem.arithmetic == Arithmetic::exact),
        at_draft_(worth(answer.draft)) {
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      no_deal_.push_back(no_deal_utility(scenario, PartyId(j), options.threats));
    }
  }

  Diagnostics run() {
    check_utility("the draft", answer_.draft, answer_.draft_utility);
    if (exact_ && answer_.acceptable != acceptable(answer_.draft)) {
      fail("the draft is wrongly said to be acceptable, or not to be");
    }
    check_improvement();
    check_order();
    check_smallest_change();
    if (answer_.frontier) check_frontier();
    if (exact_ && outcomes() <= k_most_outcomes) look_at_all();
    return std::move(errors_);
  }

 private:
  void fail(const std::string& what) {
    if (errors_.size() < k_most_errors) {
      errors_.push_back(make_error({scenario_.file, 0, 0}, "verification failed: " + what,
                                   "this is a defect of the program: please report it"));
    }
  }

  [[nodiscard]] Points worth(const Outcome& outcome) const {
    Points out;
    for (std::size_t j = 0; j < scenario_.party_count(); ++j) {
      out.push_back(utility(scenario_, PartyId(j), outcome));
    }
    return out;
  }

  [[nodiscard]] bool acceptable(const Outcome& outcome) const {
    return is_agreement(scenario_, outcome) && covers(worth(outcome), no_deal_);
  }

  static bool covers(const Points& a, const Points& b) {
    for (std::size_t j = 0; j < a.size(); ++j) {
      if (a[j] < b[j]) return false;
    }
    return true;
  }

  /// Better than the draft for somebody and worse for nobody?
  [[nodiscard]] bool improves(const Points& u) const {
    return covers(u, at_draft_) && u != at_draft_;
  }

  void check_utility(const std::string& what, const Outcome& outcome,
                     const std::vector<std::int64_t>& claimed) {
    const Points u = worth(outcome);
    for (std::size_t j = 0; j < u.size(); ++j) {
      const Rational said = amount_in_points(answer_.problem, j, claimed[j]);
      const double slack = answer_.problem.tolerance[j];
      const bool same = slack == 0 ? u[j] == said : to_double(abs(u[j] - said)) <= slack;
      if (!same) fail(what + " has another utility for " + scenario_.parties[j].key);
    }
  }

  void check_changes(const std::string& what, const std::vector<IssueChange>& changes,
                     const Outcome& outcome) {
    Outcome reached = answer_.draft;
    for (const auto& change : changes) {
      reached[change.issue.index()] = static_cast<std::uint16_t>(change.to.index());
    }
    if (reached != outcome) fail("the changes do not lead to " + what);
  }

  void check_improvement() {
    const Improvement& improvement = answer_.improvement;
    if (!improvement.deal.found()) return;
    const Outcome& outcome = improvement.deal.outcome;
    check_utility("the improvement", outcome, improvement.deal.utility);
    if (!is_agreement(scenario_, outcome)) fail("the improvement breaks a rule");
    const Points u = worth(outcome);
    if (!improves(u)) fail("the improvement is none");
    check_changes("the improvement", improvement.changes, outcome);
    if (!exact_) return;
    for (std::size_t j = 0; j < u.size(); ++j) {
      const bool said = std::find(improvement.gainers.begin(), improvement.gainers.end(),
                                  PartyId(j)) != improvement.gainers.end();
      if (said != (u[j] > at_draft_[j])) fail("wrongly said who gains by the improvement");
    }
  }

  void check_groups() {
    const Improvement& improvement = answer_.improvement;
    if (improvement.order.groups.empty()) return;
    Outcome package = answer_.draft;
    for (const auto& group : improvement.order.groups) {
      for (const std::size_t k : group.changes) {
        const auto& change = improvement.changes[k];
        package[change.issue.index()] = static_cast<std::uint16_t>(change.to.index());
      }
      if (exact_ && !covers(worth(package), at_draft_)) fail("a group of moves hurts somebody");
      if (group.broken.size() != broken_rules(scenario_, package).size()) {
        fail("a package on the way breaks other rules than said");
      }
    }
    if (package != improvement.deal.outcome) fail("the groups do not lead to the improvement");
  }

  void check_order() {
    check_groups();
    const Improvement& improvement = answer_.improvement;
    const auto kind = improvement.order.kind;
    if (kind != MoveOrder::Kind::steady && kind != MoveOrder::Kind::safe) return;
    Outcome package = answer_.draft;
    Points before = at_draft_;
    for (const auto& move : improvement.order.moves) {
      const auto& change = improvement.changes[move.change];
      package[change.issue.index()] = static_cast<std::uint16_t>(change.to.index());
      const Points after = worth(package);
      if (exact_ && !covers(after, kind == MoveOrder::Kind::safe ? at_draft_ : before)) {
        fail("a move hurts somebody");
      }
      if (move.broken.size() != broken_rules(scenario_, package).size()) {
        fail("a package on the way breaks other rules than said");
      }
      before = after;
    }
    if (package != improvement.deal.outcome) fail("the moves do not lead to the improvement");
  }

  void check_smallest_change() {
    const auto& change = answer_.smallest_change;
    if (!change || !change->deal.found()) return;
    check_utility("the smallest change", change->deal.outcome, change->deal.utility);
    check_changes("the smallest change", change->changes, change->deal.outcome);
    if (exact_ && !acceptable(change->deal.outcome)) fail("the smallest change is not acceptable");
  }

  void check_frontier() {
    const Frontier& f = *answer_.frontier;
    const std::size_t step = f.size() / k_most_points + 1;
    std::vector<Points> points;
    for (std::size_t k = 0; k < f.size(); k += step) {
      const Outcome outcome = f.outcome(k);
      const std::string name = "frontier point " + std::to_string(k);
      check_utility(name, outcome, {f.utility(k), f.utility(k) + f.parties()});
      if (!is_agreement(scenario_, outcome)) fail(name + " breaks a rule");
      points.push_back(worth(outcome));
      if (exact_ && !improves(points.back())) fail(name + " is no improvement");
    }
    if (!exact_) return;
    for (std::size_t a = 0; a < points.size(); ++a) {
      compare(points[a]);
      for (std::size_t b = 0; b < points.size(); ++b) {
        if (a != b && covers(points[a], points[b])) fail("a frontier point is dominated");
      }
    }
  }

  [[nodiscard]] double outcomes() const {
    double count = 1;
    for (const auto& issue : scenario_.issues) count *= static_cast<double>(issue.options.size());
    return count;
  }

  /// Every outcome there is, so that nothing better can be missing.
  void look_at_all() {
    Outcome outcome(scenario_.issue_count(), 0);
    std::size_t i = 0;
    while (true) {
      if (is_agreement(scenario_, outcome)) look_at(outcome);
      for (i = outcome.size(); i > 0; --i) {
        if (++outcome[i - 1] < scenario_.issues[i - 1].options.size()) break;
        outcome[i - 1] = 0;
      }
      if (i == 0) return;
    }
  }

  void look_at(const Outcome& outcome) {
    const Points u = worth(outcome);
    compare(u);
    const auto& change = answer_.smallest_change;
    if (!change || !covers(u, no_deal_)) return;
    if (change->deal.status == Status::none) fail("an acceptable outcome was overlooked");
    if (change->deal.status == Status::exact && size_of(outcome) < size_of(change->deal.outcome)) {
      fail("a smaller change was overlooked");
    }
  }

  /// Less is better: the cost to the party named, then the issues changed.
  [[nodiscard]] std::pair<Rational, std::size_t> size_of(const Outcome& outcome) const {
    std::size_t changed = 0;
    for (std::size_t i = 0; i < outcome.size(); ++i)
      changed += outcome[i] != answer_.draft[i] ? 1 : 0;
    if (!options_.least_cost) return {0, changed};
    return {-utility(scenario_, *options_.least_cost, outcome), changed};
  }

  /// Is there, against what was said, an improvement that is better than the one shown?
  void compare(const Points& u) {
    if (!improves(u)) return;
    const Deal& deal = answer_.improvement.deal;
    if (deal.status == Status::none) fail("an improvement was overlooked");
    if (deal.status != Status::exact) return;
    std::size_t gainers = 0;
    for (std::size_t j = 0; j < u.size(); ++j) gainers += u[j] > at_draft_[j] ? 1 : 0;
    const std::size_t shown = answer_.improvement.gainers.size();
    if (gainers > shown) fail("an improvement for more parties was overlooked");
    if (gainers < shown || !options_.search.weights.empty()) return;
    if (product(u) > product(worth(deal.outcome))) fail("a better improvement was overlooked");
  }

  [[nodiscard]] Rational product(const Points& u) const {
    Rational out = 1;
    for (std::size_t j = 0; j < u.size(); ++j) {
      if (u[j] > at_draft_[j]) out *= u[j] - at_draft_[j];
    }
    return out;
  }

  const Scenario& scenario_;
  const ImproveOptions& options_;
  const ImproveAnswer& answer_;
  bool exact_;
  Points at_draft_;
  Points no_deal_;
  Diagnostics errors_;
};

}  // namespace

Diagnostics verify_improvement(const Scenario& scenario, const ImproveOptions& options,
                               const ImproveAnswer& answer) {
  return Checker(scenario, options, answer).run();
}

}  // namespace entente::bargain
