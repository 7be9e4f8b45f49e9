#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/enforce/conflict_graph.hpp"
#include "entente/report/hold_ordinal_report.hpp"

namespace entente::report {

/// What the pages call the parties, states and moves of a conflict, safe to print.
class ConflictWords {
 public:
  explicit ConflictWords(const HoldOrdinalReport& report);

  [[nodiscard]] const std::string& party(std::size_t p) const { return parties_[p]; }
  [[nodiscard]] const std::string& option(std::size_t k) const { return options_[k]; }
  /// "5"; of an agreement "the agreement", "no deal" or the letters.
  [[nodiscard]] const std::string& state(std::size_t s) const { return states_[s]; }
  [[nodiscard]] std::string states(const BitRows& rows, std::size_t row, std::size_t most) const;
  [[nodiscard]] std::string parties(const std::vector<std::size_t>& members) const;

  /// "breaks x and carries out w"; of a conflict file "moves to 6 (modify: yes)".
  [[nodiscard]] std::string move(std::size_t from, std::size_t to) const;
  /// "A moves to 6, then B moves to 8".
  [[nodiscard]] std::string path(std::size_t from,
                                 const std::vector<enforce::ConflictMove>& path) const;

 private:
  [[nodiscard]] std::string changes(std::size_t from, std::size_t to) const;
  [[nodiscard]] std::string breaches(std::size_t from, std::size_t to) const;

  const HoldOrdinalReport& report_;
  std::vector<std::string> parties_;
  std::vector<std::string> options_;
  std::vector<std::string> states_;
};

}  // namespace entente::report
