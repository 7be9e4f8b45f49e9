#include "entente/bargain/table_oracle.hpp"

#include <algorithm>
#include <utility>

namespace entente::bargain {

TableOracle::TableOracle(const Problem& problem, Outcome status_quo, const Acceptance& acceptance,
                         std::uint64_t max_nodes)
    : problem_(problem),
      status_quo_(std::move(status_quo)),
      acceptance_(acceptance),
      search_(problem, acceptance, {.max_nodes = max_nodes}) {}

/// Leaves only the status quo of the other issues. False where that is forbidden.
bool TableOracle::restrict_to(const IssueSet& table) {
  question_.allowed.assign(problem_.option_total(), 1);
  for (std::size_t i = 0; i < problem_.issues; ++i) {
    if (table.contains(i)) continue;
    const std::size_t today = problem_.first[i] + status_quo_[i];
    if (problem_.allowed[today] == 0) return false;
    std::fill_n(question_.allowed.begin() + problem_.first[i], problem_.options[i],
                std::uint8_t{0});
    question_.allowed[today] = 1;
  }
  return true;
}

TableVerdict TableOracle::ask(const IssueSet& table, const WorkControl& control) {
  if (!restrict_to(table)) return {Status::none, {}, {}};
  auto answer = search_.ask(question_, control);
  return {answer.status, std::move(answer.outcome), std::move(answer.utility)};
}

NoAgreement TableOracle::explain_none(const IssueSet& table, const WorkControl& control) {
  if (!restrict_to(table)) return {"the rules leave no outcome that could be agreed", {}};
  return explain_no_agreement(search_, acceptance_, question_, control);
}

IssueSet TableOracle::moved(const Outcome& outcome) const {
  IssueSet set(problem_.issues);
  for (std::size_t i = 0; i < problem_.issues; ++i) {
    if (outcome[i] != status_quo_[i]) set.insert(i);
  }
  return set;
}

void TableOracle::trim(const IssueSet& issues, TableVerdict& verdict) const {
  std::vector<std::int64_t> utility(problem_.parties);
  for (const std::size_t i : issues.members()) {
    const std::uint16_t agreed = verdict.outcome[i];
    if (agreed == status_quo_[i]) continue;
    verdict.outcome[i] = status_quo_[i];
    const bool may = feasible(problem_, verdict.outcome.data());
    if (may) utilities(problem_, verdict.outcome.data(), utility.data());
    if (may && search_.enough(utility, problem_.no_deal)) {
      verdict.utility = utility;
    } else {
      verdict.outcome[i] = agreed;
    }
  }
}

}  // namespace entente::bargain
