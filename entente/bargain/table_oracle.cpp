#include "entente/bargain/table_oracle.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace entente::bargain {

TableOracle::TableOracle(const Problem& problem, Outcome status_quo, const Acceptance& acceptance,
                         std::uint64_t max_nodes)
    : problem_(problem),
      status_quo_(std::move(status_quo)),
      veto_(problem.parties, 0),
      needed_(acceptance.at_least > 0 ? static_cast<std::size_t>(acceptance.at_least)
                                      : problem.parties),
      search_(problem, {max_nodes}) {
  for (const PartyId party : acceptance.veto) veto_[party.index()] = 1;
  if (problem.aggregate.empty() && problem.cap.empty()) {
    below_all_ = utility_floor(problem);
    for (auto& u : below_all_) --u;
  } else {
    below_all_.assign(problem.parties, std::numeric_limits<std::int64_t>::min());
  }
}

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

bool TableOracle::enough_gain(const std::vector<std::int64_t>& utility) const {
  std::size_t gaining = 0;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    const bool gains = utility[j] > problem_.no_deal[j];
    if (!gains && veto_[j] != 0) return false;
    gaining += gains ? 1 : 0;
  }
  return gaining >= needed_;
}

TableVerdict TableOracle::ask_wanted(const std::vector<Part>& part, const WorkControl& control) {
  question_.no_deal = problem_.no_deal;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (part[j] != Part::wanted) question_.no_deal[j] = below_all_[j];
  }
  auto answer = search_.ask(question_, control);
  return {answer.status, std::move(answer.outcome), std::move(answer.utility)};
}

TableVerdict TableOracle::ask_rule(std::vector<Part>& part, const WorkControl& control) {
  if (control.cancelled()) return {};  // the tree may be large where each question is quick
  TableVerdict verdict = ask_wanted(part, control);
  if (verdict.status != Status::exact || enough_gain(verdict.utility)) return verdict;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (part[j] != Part::open || verdict.utility[j] > problem_.no_deal[j]) continue;
    part[j] = Part::wanted;
    verdict = ask_rule(part, control);
    if (verdict.status == Status::none) {
      part[j] = Part::without;
      const auto without = std::count(part.begin(), part.end(), Part::without);
      if (problem_.parties - static_cast<std::size_t>(without) >= needed_) {
        verdict = ask_rule(part, control);
      }
    }
    part[j] = Part::open;
    return verdict;
  }
  return {Status::none, {}, {}};
}

TableVerdict TableOracle::ask(const IssueSet& table, const WorkControl& control) {
  if (!restrict_to(table)) return {Status::none, {}, {}};
  std::vector<Part> part(problem_.parties, needed_ >= problem_.parties ? Part::wanted : Part::open);
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (veto_[j] != 0) part[j] = Part::wanted;
  }
  return ask_rule(part, control);
}

TableVerdict TableOracle::ask_for(const std::vector<PartyId>& parties, const IssueSet& table,
                                  const WorkControl& control) {
  if (!restrict_to(table)) return {Status::none, {}, {}};
  std::vector<Part> part(problem_.parties, Part::open);
  for (const PartyId party : parties) part[party.index()] = Part::wanted;
  return ask_wanted(part, control);
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
    if (may && enough_gain(utility)) {
      verdict.utility = utility;
    } else {
      verdict.outcome[i] = agreed;
    }
  }
}

}  // namespace entente::bargain
