#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/format/table_read.hpp"
#include "entente/model/evidence.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

inline constexpr std::size_t k_max_standards = 512;

/// Reads standards of evidence: columns headed `standard`, `detection`, `false_alarm` and perhaps
/// `issue`, in any order; a row for each standard (docs/holding.md). A cell for the issue holds its
/// key, or nothing where the standard is for all issues that no other row names. Probabilities are
/// exact decimals or fractions. Names are unlike within an issue. All problems are reported at
/// once, up to k_max_problems, each with its row and column. O(cells * issues).
[[nodiscard]] Result<std::vector<EvidenceStandard>> read_standard_table(const Table& table,
                                                                        const Scenario& scenario);

/// Takes the text apart (parse_table), too.
[[nodiscard]] Result<std::vector<EvidenceStandard>> read_standard_table(std::string_view text,
                                                                        const std::string& file,
                                                                        const Scenario& scenario);

}  // namespace entente::format
