#include "entente/report/table_report.hpp"

namespace entente::report {

TableReport make_table_report(const Scenario& scenario, const bargain::TableAnswer& answer,
                              const TableContext& context) {
  const auto& problem = answer.problem;
  TableReport report;
  report.scenario = &scenario;
  report.answer = &answer;
  report.context = context;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    report.no_deal_utility.push_back(to_points(problem, j, problem.no_deal[j]));
  }
  report.complete = answer.complete;
  if (!report.complete) {
    report.stop = context.stop != Stop::none ? context.stop : Stop::work_limit;
  }
  if (answer.solution) {
    SolveContext solving;
    solving.stop = context.stop;
    solving.threats = context.threats;
    report.deals = make_solve_report(scenario, *answer.solution, solving);
  }
  report.warnings = context.warnings;
  report.warnings.insert(report.warnings.end(), answer.warnings.begin(), answer.warnings.end());
  return report;
}

std::vector<std::vector<std::size_t>> by_side(const Scenario& scenario,
                                              const std::vector<IssueId>& issues) {
  std::vector<std::vector<std::size_t>> sides(scenario.party_count() + 1);
  for (const IssueId issue : issues) {
    const auto& giver = scenario.issues[issue.index()].giver;
    sides[giver ? giver->index() : scenario.party_count()].push_back(issue.index());
  }
  return sides;
}

ExampleReport make_example(const Scenario& scenario, const bargain::Problem& problem,
                           const bargain::Table& table) {
  ExampleReport example;
  example.outcome = table.example;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    example.gain.push_back(to_points(problem, j, table.utility[j] - problem.no_deal[j]));
  }
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    if (table.example[i] != scenario.issues[i].status_quo.index()) example.moved.push_back(i);
  }
  return example;
}

}  // namespace entente::report
