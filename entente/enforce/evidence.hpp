#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "entente/enforce/hold.hpp"
#include "entente/model/evidence.hpp"

namespace entente::enforce {

inline constexpr std::size_t k_most_judgements = 1'000;

/// An agreement watched by one choice of standards.
struct Judgement {
  std::vector<std::size_t> standards;  ///< one for each issue (or for the rest) that has any
  std::optional<bool> holds;           ///< as Hold::holds
  /// The greatest of the parties' critical discount factors; none: some party breaks it with any.
  std::optional<double> critical_discount;
  std::optional<std::uint64_t> suspension;  ///< as Hold::suspension
  /// What false alarms leave at most, with suspensions drawn by lot, of what the agreement gives
  /// beyond no deal, to the party to which they leave least. None where it does not hold.
  std::optional<double> share_left;
};

struct EvidenceAnswer {
  std::vector<Judgement> judgements;  ///< every choice, the last issue's standards changing fastest
  /// The one that holds and leaves most; of equal ones, to the rounding of doubles, the first. None
  /// where none holds.
  std::optional<std::size_t> best;
};

/// The choices of a standard for each issue that has some, and for the rest if that has; more than
/// k_most_judgements: how many, else 0. O(standards).
[[nodiscard]] std::size_t too_many_judgements(const std::vector<EvidenceStandard>& standards);

/// Which standards of evidence keep the agreement best? A strict one overlooks breaches, a loose
/// one suspends the agreement for nothing. Issues without standards keep the odds of the file.
/// Calls hold() for every choice. Errors: those of hold().
[[nodiscard]] Result<EvidenceAnswer> judge_evidence(const Scenario& scenario,
                                                    const Outcome& agreement,
                                                    const HoldOptions& options,
                                                    const std::vector<EvidenceStandard>& standards);

}  // namespace entente::enforce
