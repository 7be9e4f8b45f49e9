#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "entente/model/ordinal_conflict.hpp"

namespace entente::test {

/// States 1, 2, ...; moves and rankings (best first, ties together) in these numbers.
inline OrdinalConflict numbered_conflict(
    std::size_t states, const std::vector<std::vector<std::pair<std::size_t, std::size_t>>>& moves,
    const std::vector<std::vector<std::vector<std::size_t>>>& rankings) {
  OrdinalConflict conflict;
  for (std::size_t s = 1; s <= states; ++s) {
    conflict.states.push_back({std::to_string(s), {}, {}});
  }
  for (std::size_t p = 0; p < moves.size(); ++p) {
    const std::string name(1, static_cast<char>('A' + p));
    conflict.parties.push_back({name, name});
    BitRows rows(states, states);
    for (const auto& [from, to] : moves[p]) rows.set(from - 1, to - 1);
    conflict.moves.push_back(rows);
    std::vector<std::uint32_t> rank(states, 0);
    for (std::size_t place = 0; place < rankings[p].size(); ++place) {
      for (const std::size_t s : rankings[p][place]) {
        rank[s - 1] = static_cast<std::uint32_t>(place);
      }
    }
    conflict.rank.push_back(rank);
  }
  return conflict;
}

/// A two-party game on states 1 = CC, 2 = CD, 3 = DC, 4 = DD.
inline OrdinalConflict two_by_two(const std::vector<std::vector<std::size_t>>& a,
                                  const std::vector<std::vector<std::size_t>>& b) {
  return numbered_conflict(4, {{{1, 3}, {3, 1}, {2, 4}, {4, 2}}, {{1, 2}, {2, 1}, {3, 4}, {4, 3}}},
                           {a, b});
}

inline OrdinalConflict prisoners_dilemma() {
  return two_by_two({{3}, {1}, {4}, {2}}, {{2}, {1}, {4}, {3}});
}

inline OrdinalConflict chicken() { return two_by_two({{3}, {1}, {2}, {4}}, {{2}, {1}, {3}, {4}}); }

/// The Elmira groundwater conflict (Hipel, Fang, Kilgour & Haight 1993): A the ministry of the
/// environment, B Uniroyal, C the local government.
inline OrdinalConflict elmira() {
  return numbered_conflict(9,
                           {{{1, 2}, {3, 4}, {5, 6}, {7, 8}},
                            {{1, 3},
                             {1, 9},
                             {2, 4},
                             {2, 9},
                             {3, 9},
                             {4, 9},
                             {5, 7},
                             {5, 9},
                             {6, 8},
                             {6, 9},
                             {7, 9},
                             {8, 9}},
                            {{1, 5}, {5, 1}, {2, 6}, {6, 2}, {3, 7}, {7, 3}, {4, 8}, {8, 4}}},
                           {{{7}, {3}, {4}, {8}, {5}, {1}, {2}, {6}, {9}},
                            {{1}, {4}, {8}, {5}, {9}, {3}, {7}, {2}, {6}},
                            {{7}, {3}, {5}, {1}, {8}, {6}, {4}, {2}, {9}}});
}

}  // namespace entente::test
