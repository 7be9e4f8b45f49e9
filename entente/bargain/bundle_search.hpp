#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "entente/bargain/bundle.hpp"

namespace entente::bargain {

/// A depth-first search over a core. Fill in the first part, call run_tree, read the second.
struct TreeSearch {
  const OptionTable* table = nullptr;
  const Bundle* bundle = nullptr;
  const Core* core = nullptr;
  /// Subtrees with some bound <= its threshold are skipped. `leaf` may raise it.
  Lanes threshold = {};
  /// Not empty: only leaves with exactly these utilities are wanted.
  std::vector<std::int64_t> target;
  std::uint64_t max_nodes = 0;  ///< 0: none
  /// Called at every surviving leaf with its choice (one entry per issue) and utilities; false
  /// stops the search. The same utilities may come more than once.
  std::function<bool(const std::uint32_t*, const std::int64_t*)> leaf;
  /// Called every few thousand nodes with their number; false stops the search.
  std::function<bool(std::uint64_t)> tick;

  std::uint64_t nodes = 0;   ///< entries tried
  std::uint64_t merged = 0;  ///< subtrees skipped because their sums had been met before
  bool complete = false;     ///< neither stopped nor out of nodes
  /// When not complete: a bound on F' over what was not searched.
  double open_bound = 0;
};

/// One subtraction and comparison per cut and node; no allocation after the start. Sums met before
/// at the same level are skipped, as long as looking pays: nothing new can come of them, and
/// symmetric issues do not explode.
void run_tree(TreeSearch& search);

/// A breadth-first search that keeps the `width` most promising partial choices of every level:
/// finds good incumbents where the core is large, proves nothing. Calls `leaf` for what survives.
void run_beam(TreeSearch& search, std::size_t width);

}  // namespace entente::bargain
