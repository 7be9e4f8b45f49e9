#include "entente/bargain/flip_search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "entente/bargain/dual_search.hpp"

namespace entente::bargain {
namespace {

constexpr int k_max_sweeps = 50;
/// Smaller gains are not worth a change (and could go round in circles by rounding).
constexpr double k_worth = 1e-12;

}  // namespace

FlipSearch::FlipSearch(const Elimination& elimination, std::vector<std::int64_t> floors,
                       Value value)
    : elimination_(elimination),
      floors_(std::move(floors)),
      value_(std::move(value)),
      effects_(elimination.size()),
      row_(elimination.buckets()) {
  for (std::uint32_t t = 0; t < elimination.buckets(); ++t) {
    const auto& b = elimination.bucket(t);
    effects_[b.position].push_back({t, 1});
    for (std::size_t k = 0; k < b.separator.size(); ++k) {
      effects_[b.separator[k]].push_back({t, b.stride[k] * b.choices});
    }
  }
}

bool FlipSearch::Score::better_than(const Score& other) const {
  if (violation != other.violation) return violation < other.violation - k_worth;
  if (violation > 0) return false;
  if (!std::isfinite(other.value)) return value > other.value;
  return value > other.value + k_worth * (1e-3 + std::abs(other.value));
}

void FlipSearch::start(const Choice* choice) {
  choice_.assign(choice, choice + elimination_.size());
  amount_ = elimination_.base();
  broken_ = 0;
  for (std::size_t t = 0; t < row_.size(); ++t) {
    const auto& b = elimination_.bucket(t);
    row_[t] = b.first_row + elimination_.cell(t, choice) * b.choices + choice[b.position];
    const std::int64_t* own = elimination_.own(row_[t]);
    for (std::size_t d = 0; d < amount_.size(); ++d) amount_[d] += own[d];
    if (!elimination_.ok(row_[t])) ++broken_;
  }
  unmet_.assign(elimination_.loose().size(), 0);
  for (std::size_t l = 0; l < unmet_.size(); ++l) {
    const auto& box = elimination_.loose()[l];
    for (std::size_t k = 0; k < box.positions.size(); ++k) {
      if (box.mask[k][choice[box.positions[k]]] == 0) ++unmet_[l];
    }
    if (unmet_[l] > 0) continue;
    for (std::size_t d = 0; d < amount_.size(); ++d) amount_[d] += box.add[d];
    if (box.forbidden) ++broken_;
  }
}

void FlipSearch::change(std::size_t position, Choice to) {
  const std::size_t from = choice_[position];
  choice_[position] = to;
  for (const auto& effect : effects_[position]) {
    std::size_t& row = row_[effect.bucket];
    const std::int64_t* before = elimination_.own(row);
    broken_ -= elimination_.ok(row) ? 0 : 1;
    row = row - from * effect.stride + std::size_t{to} * effect.stride;
    const std::int64_t* after = elimination_.own(row);
    broken_ += elimination_.ok(row) ? 0 : 1;
    for (std::size_t d = 0; d < amount_.size(); ++d) amount_[d] += after[d] - before[d];
  }
  for (const auto& mention : elimination_.loose_at(position)) {
    const auto& box = elimination_.loose()[mention.box];
    const bool was = box.mask[mention.condition][from] != 0;
    const bool is = box.mask[mention.condition][to] != 0;
    if (was == is) continue;
    std::uint32_t& unmet = unmet_[mention.box];
    const bool held = unmet == 0;
    unmet = is ? unmet - 1 : unmet + 1;
    const bool holds = unmet == 0;
    if (held == holds) continue;
    const std::int64_t sign = holds ? 1 : -1;
    for (std::size_t d = 0; d < amount_.size(); ++d) amount_[d] += sign * box.add[d];
    if (box.forbidden) broken_ += sign;
  }
}

FlipSearch::Score FlipSearch::score() const {
  Score s;
  s.violation = static_cast<double>(broken_);
  for (std::size_t d = 0; d < floors_.size(); ++d) {
    if (floors_[d] == k_no_floor || amount_[d] >= floors_[d]) continue;
    const double range = elimination_.range()[d];
    s.violation += static_cast<double>(floors_[d] - amount_[d]) / (range > 0 ? range : 1);
  }
  s.value = s.violation > 0 ? 0 : value_(amount_.data());
  return s;
}

bool FlipSearch::improve(const Choice* choice) {
  start(choice);
  Score best = score();
  bool moved = true;
  for (int sweep = 0; sweep < k_max_sweeps && moved; ++sweep) {
    moved = false;
    for (std::size_t p = choice_.size(); p-- > 0;) {
      const Choice old = choice_[p];
      Choice chosen = old;
      for (std::size_t o = 0; o < elimination_.choices(p); ++o) {
        if (o == old) continue;
        change(p, static_cast<Choice>(o));
        const Score now = score();
        if (now.better_than(best)) best = now, chosen = static_cast<Choice>(o);
      }
      if (choice_[p] != chosen) change(p, chosen);
      moved = moved || chosen != old;
    }
  }
  return best.violation == 0;
}

}  // namespace entente::bargain
