#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/base/random.hpp"

// Problems with independent issues for the tests of single deals.

namespace entente::test {

using IssueTable = std::vector<std::vector<std::int64_t>>;  ///< [option][party]

/// That many issues with the same values.
inline std::vector<IssueTable> alike(std::size_t issues, const IssueTable& issue) {
  return std::vector<IssueTable>(issues, issue);
}

/// From a table [issue][option][party], denominators 1, no-deal utilities 0, all allowed.
inline bargain::Problem table_problem(const std::vector<IssueTable>& table) {
  bargain::Problem p;
  p.issues = table.size();
  p.parties = table.front().front().size();
  p.first.push_back(0);
  for (const auto& issue : table) {
    p.options.push_back(static_cast<std::uint32_t>(issue.size()));
    p.first.push_back(p.first.back() + p.options.back());
    for (const auto& row : issue) p.value.insert(p.value.end(), row.begin(), row.end());
  }
  p.allowed.assign(p.option_total(), 1);
  p.no_deal.assign(p.parties, 0);
  p.denominator.assign(p.parties, 1);
  p.tolerance.assign(p.parties, 0);
  return p;
}

/// Whole values of few points, denominators of its own for each party, some below zero, some
/// options ruled out: ties abound. 2 to 6 parties, at most 729 outcomes.
inline bargain::Problem coarse_problem(RandomStream& random) {
  bargain::Problem p;
  p.parties = 2 + random.below(5);
  p.issues = 1 + random.below(6);
  p.first.push_back(0);
  for (std::size_t i = 0; i < p.issues; ++i) {
    p.options.push_back(static_cast<std::uint32_t>(1 + random.below(3)));
    p.first.push_back(p.first.back() + p.options.back());
  }
  const std::uint64_t range = 2 + random.below(5);
  const std::int64_t low = -static_cast<std::int64_t>(random.below(3));
  for (std::size_t e = 0; e < p.option_total() * p.parties; ++e) {
    p.value.push_back(low + static_cast<std::int64_t>(random.below(range)));
  }
  p.allowed.assign(p.option_total(), 1);
  for (std::size_t i = 0; i < p.issues; ++i) {
    if (p.options[i] > 1 && random.below(5) == 0) {
      p.allowed[p.first[i] + random.below(p.options[i])] = 0;
    }
  }
  const std::int64_t denominators[] = {1, 2, 3, 10, 7};
  for (std::size_t j = 0; j < p.parties; ++j) {
    p.denominator.push_back(denominators[random.below(5)]);
    p.no_deal.push_back(static_cast<std::int64_t>(random.below(4)) - 2);
  }
  p.tolerance.assign(p.parties, 0);
  return p;
}

}  // namespace entente::test
