#include "entente/bargain/table_search.hpp"

#include <algorithm>
#include <utility>

namespace entente::bargain {

TableSearch::TableSearch(TableOracle& oracle, IssueSet base, IssueSet ground)
    : oracle_(oracle),
      base_(std::move(base)),
      ground_(std::move(ground)),
      issues_(oracle.status_quo().size()),
      map_(ground_, issues_) {}

void TableSearch::add_not_enough(const IssueSet& set) {
  not_enough_.push_back(set & ground_);
  map_.block_below(not_enough_.back());
}

bool TableSearch::known_not_enough(const IssueSet& set) const {
  return std::any_of(not_enough_.begin(), not_enough_.end(),
                     [&](const IssueSet& known) { return set.subset_of(known); });
}

/// Takes issues out of what a deal moves while some deal remains. False when stopped meanwhile.
bool TableSearch::shrink(TableVerdict verdict, FoundTable& found, const WorkControl& control) {
  oracle_.trim(ground_, verdict);
  IssueSet set = oracle_.moved(verdict.outcome) & ground_;
  for (const std::size_t issue : set.members()) {
    if (!set.contains(issue)) continue;
    IssueSet smaller = set;
    smaller.erase(issue);
    if (known_not_enough(smaller)) continue;
    TableVerdict without = oracle_.ask(base_ | smaller, control);
    if (without.status == Status::unknown) return false;
    if (without.status == Status::none) continue;
    verdict = std::move(without);
    oracle_.trim(ground_, verdict);
    set = oracle_.moved(verdict.outcome) & ground_;
  }
  found = {std::move(set), std::move(verdict.outcome), std::move(verdict.utility)};
  return true;
}

TableSearch::End TableSearch::run(const Limits& limits,
                                  const std::function<bool(const FoundTable&)>& found,
                                  const WorkControl& control) {
  const std::uint64_t start = oracle_.questions();
  while (!complete_) {
    if (control.cancelled()) return End::stopped;
    IssueSet seed;
    const auto next = map_.next(seed, control);
    if (next == TableMap::Result::cancelled) return End::stopped;
    if (next == TableMap::Result::nothing_left) {
      complete_ = true;
      break;
    }
    if (limits.max_questions && oracle_.questions() - start >= *limits.max_questions) {
      return End::questions;
    }
    TableVerdict verdict = oracle_.ask(base_ | seed, control);
    if (verdict.status == Status::unknown) return End::stopped;
    if (verdict.status == Status::none) {
      add_not_enough(seed);
      continue;
    }
    if (limits.max_sets > 0 && enough_.size() >= limits.max_sets) return End::max_sets;
    FoundTable table;
    if (!shrink(std::move(verdict), table, control)) return End::stopped;
    map_.block_above(table.issues);
    enough_.push_back(std::move(table));
    if (found && !found(enough_.back())) return End::stopped;
    control.report({"Tables", "questions", oracle_.questions(), 0,
                    static_cast<double>(enough_.size()), std::nullopt});
  }
  return End::complete;
}

}  // namespace entente::bargain
