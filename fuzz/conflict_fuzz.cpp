// Any bytes as a conflict file; what can be read is analysed.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "entente/enforce/conflict_stability.hpp"
#include "entente/format/conflict_file.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const entente::OrdinalConflict& conflict) {
  const std::size_t n = conflict.state_count();
  require(n >= 1 && n <= entente::k_most_conflict_states);
  require(conflict.party_count() >= 2);
  require(conflict.moves.size() == conflict.party_count());
  require(conflict.rank.size() == conflict.party_count());
  for (std::size_t p = 0; p < conflict.party_count(); ++p) {
    require(conflict.rank[p].size() == n && conflict.moves[p].rows() == n);
    for (std::size_t s = 0; s < n; ++s) require(!conflict.moves[p].test(s, s));
  }
  if (n > 64) return;
  const auto found = entente::enforce::analyse_conflict(conflict);
  require(found.coalitions_known);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  static_cast<void>(entente::format::holds_conflict(text));
  const auto result = entente::format::read_conflict(text, "conflict.yaml");
  require(result.conflict.has_value() == !entente::has_errors(result.diagnostics));
  for (const auto& d : result.diagnostics) {
    require(!d.message.empty() && d.place.line >= 0 && d.place.column >= 0);
  }
  if (result.conflict) check(*result.conflict);
  return 0;
}
