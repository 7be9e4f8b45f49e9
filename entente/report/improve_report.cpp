#include "entente/report/improve_report.hpp"

#include <cmath>

#include <fmt/format.h>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::Deal;
using bargain::ImproveAnswer;
using bargain::Problem;
using bargain::Status;

std::optional<double> finite(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::vector<double> differences(const Problem& problem, const std::vector<std::int64_t>& a,
                                const std::vector<std::int64_t>& b) {
  std::vector<double> out;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    out.push_back(to_points(problem, j, a[j] - b[j]));
  }
  return out;
}

std::vector<ChangeReport> make_changes(const Problem& problem,
                                       const std::vector<bargain::IssueChange>& changes) {
  std::vector<ChangeReport> out;
  for (const auto& change : changes) {
    ChangeReport report{
        change.issue.index(), change.from.index(), change.to.index(), {}, change.marginal};
    for (std::size_t j = 0; j < problem.parties; ++j) {
      report.effect.push_back(to_points(problem, j, change.effect[j]));
    }
    out.push_back(std::move(report));
  }
  return out;
}

ProposalReport make_proposal(const ImproveAnswer& answer, const Deal& deal,
                             const std::vector<bargain::IssueChange>& changes) {
  ProposalReport report;
  report.status = deal.status;
  report.ties = deal.ties;
  report.ties_complete = report.choice_proven = deal.ties_complete;
  report.canonical = deal.witness_canonical;
  report.reason = deal.reason;
  if (!deal.found()) return report;
  report.value = finite(deal.value);
  report.gap = finite(deal.gap);
  report.point = make_point(answer.problem, deal.utility.data(), deal.outcome);
  report.rise = differences(answer.problem, deal.utility, answer.draft_utility);
  report.changes = make_changes(answer.problem, changes);
  return report;
}

void settle_completeness(ImproveReport& report) {
  report.complete = report.answer->complete && !report.frontier_cut();
  if (report.complete) return;
  report.stop = report.context.stop;
  if (report.stop != Stop::none) return;
  report.stop = report.answer->complete ? Stop::frontier_cap : Stop::work_limit;
}

}  // namespace

bool ImproveReport::everybody() const { return gainers.size() == scenario->party_count(); }

bool ImproveReport::found() const {
  return improvement.point || (smallest_change && smallest_change->point);
}

bool ImproveReport::nothing_proven() const {
  return improvement.status == Status::none &&
         (!smallest_change || smallest_change->status == Status::none);
}

bool ImproveReport::settled() const {
  return improvement.settled() && (!smallest_change || smallest_change->settled());
}

bool ImproveReport::frontier_cut() const {
  return frontier && frontier->status != bargain::FrontierStatus::exact;
}

ImproveReport make_improve_report(const Scenario& scenario, const ImproveAnswer& answer,
                                  const ImproveContext& context) {
  const Problem& problem = answer.problem;
  ImproveReport report;
  report.scenario = &scenario;
  report.answer = &answer;
  report.context = context;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    report.no_deal_utility.push_back(to_points(problem, j, problem.no_deal[j]));
  }
  report.draft = make_point(problem, answer.draft_utility.data(), answer.draft);
  report.draft.acceptable = answer.acceptable;
  const auto& improvement = answer.improvement;
  report.improvement = make_proposal(answer, improvement.deal, improvement.changes);
  for (const PartyId party : improvement.gainers) report.gainers.push_back(party.index());
  for (const auto& move : improvement.order.moves) {
    report.moves.push_back({{improvement.changes[move.change].issue.index()},
                            differences(problem, move.utility, answer.draft_utility),
                            move.broken});
  }
  for (const auto& group : improvement.order.groups) {
    StepReport step{{}, differences(problem, group.utility, answer.draft_utility), group.broken};
    for (const auto k : group.changes) step.issues.push_back(improvement.changes[k].issue.index());
    report.groups.push_back(std::move(step));
  }
  if (answer.smallest_change) {
    report.smallest_change =
        make_proposal(answer, answer.smallest_change->deal, answer.smallest_change->changes);
    report.smallest_change->choice_proven = answer.smallest_change->choice_proven;
  }
  if (answer.frontier) {
    report.frontier = make_frontier_report(problem, *answer.frontier, context.max_points);
  }
  settle_completeness(report);
  report.warnings = context.warnings;
  report.warnings.insert(report.warnings.end(), answer.warnings.begin(), answer.warnings.end());
  return report;
}

}  // namespace entente::report
