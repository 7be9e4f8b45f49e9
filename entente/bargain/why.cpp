#include "entente/bargain/why.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/circumstances.hpp"
#include "entente/bargain/goals.hpp"
#include "entente/bargain/relaxations.hpp"
#include "entente/bargain/warnings.hpp"

namespace entente::bargain {
namespace {

/// Carries one call of explain_deal() from the question to the answer.
class Explainer {
 public:
  Explainer(const ChangedScenario& as_asked, const WhyOptions& options, const WorkControl& control,
            Why& why)
      : as_asked_(as_asked),
        options_(options),
        control_(control),
        why_(why),
        now_(as_asked, {}, options.max_nodes) {}

  void run() {
    find_deal();
    find_margins();
    if (why_.deal.found()) {
      find_needed_parties();
      find_needed_issues();
      find_needed_threats();
    } else if (why_.deal.status == Status::none) {
      find_relaxations(as_asked_, options_, control_, why_);
    }
    why_.complete = why_.complete && why_.needed_complete && why_.relaxations_complete &&
                    why_.deal.status != Status::unknown && why_.deal.status != Status::bound &&
                    why_.deal.blocking_complete;
  }

 private:
  void find_deal() {
    auto accepted =
        find_accepted_deal(why_.scenario, options_.threats, true, options_.deal_nodes, control_);
    why_.deal = std::move(accepted.deal);
    why_.accepted_by = std::move(accepted.accepted_by);
    if (why_.deal.status != Status::none) return;
    const auto conflict = find_conflict(why_.scenario);
    if (conflict.empty()) return;
    why_.conflict = as_asked_.changes_of(conflict);
    why_.deal.reason = conflict_text(why_.scenario, conflict);
  }

  /// What each party can have at most while enough others gain. Without a deal, what stays is none.
  void find_margins() {
    const Problem& problem = why_.problem;
    auto floor = now_.search().below_all();
    for (auto& u : floor) ++u;
    for (std::size_t j = 0; j < problem.parties; ++j) {
      control_.report({"margins", "parties", j, problem.parties});
      std::vector<bool> counted(problem.parties, false);
      counted[j] = true;
      const auto best = now_.best_for(counted, floor, why_.deal.found(), control_);
      Margin margin;
      if (best.status == Status::exact) {
        margin.most = amount_in_points(problem, j, best.utility[j] - problem.no_deal[j]);
      }
      const bool known = best.status == Status::exact || best.status == Status::none;
      margin.status = known ? best.status : Status::unknown;
      why_.complete = why_.complete && known;
      why_.margins.push_back(margin);
    }
  }

  /// Can others agree, where not all need to?
  void find_needed_parties() {
    AgreementSearch& search = now_.search();
    if (search.all_needed()) return;
    const auto ceiling = utility_ceiling(why_.problem);
    for (std::size_t j = 0; j < why_.margins.size(); ++j) {
      if (search.has_veto(j)) continue;
      GainQuestion question{{}, why_.problem.no_deal, {}};
      question.no_deal[j] = ceiling[j];  // it never agrees
      const auto answer = search.ask(question, control_);
      why_.margins[j].needed = answer.status != Status::exact;
      why_.needed_complete = why_.needed_complete && answer.status != Status::unknown;
    }
  }

  /// Issues that the deal found moves, one after the other left where they are.
  void find_needed_issues() {
    if (!why_.scenario.has_status_quo) return;
    const Problem& problem = why_.problem;
    for (std::size_t i = 0; i < problem.issues; ++i) {
      const std::size_t quo = why_.scenario.issues[i].status_quo.index();
      if (why_.deal.outcome[i] == quo) continue;  // this deal does without it
      control_.report({"issues that the deal needs", "issues", i, problem.issues});
      GainQuestion question;
      question.allowed.assign(problem.option_total(), 1);
      std::fill_n(question.allowed.begin() + problem.first[i], problem.options[i], std::uint8_t{0});
      question.allowed[problem.first[i] + quo] = 1;
      const auto answer = now_.search().ask(question, control_);
      if (answer.status == Status::none) why_.needed_issues.emplace_back(i);
      why_.needed_complete = why_.needed_complete && answer.status != Status::unknown;
    }
  }

  /// Threats carried out, one after the other left out.
  void find_needed_threats() {
    for (std::size_t k = 0; k < options_.threats.size(); ++k) {
      auto threats = options_.threats;
      threats.erase(threats.begin() + static_cast<std::ptrdiff_t>(k));
      const auto problem = make_problem(why_.scenario, threats);
      if (!problem) continue;  // fewer threats break no rule that more of them keep
      AgreementSearch search(*problem, why_.scenario.acceptance, {.max_nodes = options_.max_nodes});
      const auto answer = search.ask({}, control_);
      if (answer.status == Status::none) why_.needed_threats.push_back(options_.threats[k]);
      why_.needed_complete = why_.needed_complete && answer.status != Status::unknown;
    }
  }

  const ChangedScenario& as_asked_;
  const WhyOptions& options_;
  const WorkControl& control_;
  Why& why_;
  Circumstances now_;
};

}  // namespace

const char* to_string(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::drop_goal:
      return "drop_goal";
    case Change::Kind::put_on_table:
      return "put_on_table";
    case Change::Kind::drop_rule:
      return "drop_rule";
    case Change::Kind::carry_out_threat:
      return "carry_out_threat";
    case Change::Kind::lower_reservation:
      return "lower_reservation";
  }
  return "drop_rule";
}

Result<Why> explain_deal(const Scenario& scenario, const WhyOptions& options,
                         const WorkControl& control) {
  if (!scenario.has_status_quo && !options.off.empty()) {
    return tl::unexpected(Diagnostics{make_error(
        {scenario.file}, "this file states no status quo, so no issue can be left where it is",
        "leave out --off")});
  }
  if (auto errors = check_goals(scenario, options.goals); !errors.empty()) {
    return tl::unexpected(std::move(errors));
  }
  const ChangedScenario as_asked(scenario, options);
  Why why;
  why.scenario = as_asked.with({});
  auto problem = make_problem(why.scenario, options.threats);
  if (!problem) return tl::unexpected(std::move(problem.error()));
  why.problem = std::move(*problem);
  why.warnings = value_warnings(scenario, why.problem);
  Explainer(as_asked, options, control, why).run();
  return why;
}

}  // namespace entente::bargain
