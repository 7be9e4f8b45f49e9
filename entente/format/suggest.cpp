#include "entente/format/suggest.hpp"

#include <algorithm>
#include <string>

#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::size_t k_longest = 200;
constexpr std::size_t k_shortest_part = 4;

char folded(char c) { return c == '-' || c == ' ' ? '_' : small_letter(c); }

std::string folded(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return folded(c); });
  return result;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t too_many = limit + 1;
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit || b.size() > k_longest) return too_many;
  // Rows over b; only the cells within `limit` of the diagonal can matter.
  std::vector<std::size_t> before(b.size() + 1, too_many);
  std::vector<std::size_t> above(b.size() + 1, too_many);
  std::vector<std::size_t> row(b.size() + 1, too_many);
  for (std::size_t j = 0; j <= std::min(b.size(), limit); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::fill(row.begin(), row.end(), too_many);
    if (i <= limit) row[0] = i;
    std::size_t best = row[0];
    const std::size_t first = i > limit ? i - limit : 1;
    const std::size_t last = std::min(b.size(), i + limit);
    for (std::size_t j = std::max<std::size_t>(first, 1); j <= last; ++j) {
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      std::size_t cell = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
          folded(a[i - 2]) == folded(b[j - 1])) {
        cell = std::min(cell, before[j - 2] + 1);
      }
      row[j] = std::min(cell, too_many);
      best = std::min(best, row[j]);
    }
    if (best > limit) return too_many;
    std::swap(before, above);
    std::swap(above, row);
  }
  return std::min(above[b.size()], too_many);
}

std::optional<std::size_t> suggest(std::string_view wanted,
                                   const std::vector<std::string_view>& candidates) {
  if (wanted.empty() || wanted.size() > k_longest) return std::nullopt;
  std::size_t limit = std::clamp<std::size_t>(wanted.size() / 3, 1, 3);
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::size_t distance = edit_distance(wanted, candidates[i], limit);
    // A text changed throughout is another text.
    if (distance > limit || distance >= candidates[i].size()) continue;
    best = i;
    if (distance == 0) return best;
    limit = distance - 1;
  }
  if (best || wanted.size() < k_shortest_part) return best;
  const std::string part = folded(wanted);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].size() > k_longest) continue;
    if (folded(candidates[i]).find(part) == std::string::npos) continue;
    if (best) return std::nullopt;
    best = i;
  }
  return best;
}

}  // namespace entente::format
