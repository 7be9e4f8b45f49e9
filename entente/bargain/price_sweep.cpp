#include "entente/bargain/price_sweep.hpp"

#include <utility>

#include "entente/bargain/outcome_search.hpp"

namespace entente::bargain {

PriceSweep::PriceSweep(const Elimination& elimination, std::vector<std::int64_t> reference,
                       std::vector<double> range)
    : elimination_(elimination),
      reference_(std::move(reference)),
      range_(std::move(range)),
      unit_price_(range_.size()),
      vertex_(range_.size()),
      choice_(elimination.size()) {}

void PriceSweep::run(const double* price) {
  double least = 0;
  for (std::size_t d = 0; d < range_.size(); ++d) {
    unit_price_[d] = price[d] / range_[d];
    least += unit_price_[d] * static_cast<double>(reference_[d]);
  }
  upper_ = elimination_.max_sum(unit_price_.data(), worth_) +
           elimination_.loose_bonus(unit_price_.data()) - least +
           rounding_margin(elimination_, unit_price_, least);
  elimination_.argmax(worth_, choice_.data());
  find_amounts();
  find_vertex(price);
}

void PriceSweep::find_amounts() {
  amount_ = elimination_.base();
  allowed_ = true;
  for (std::size_t t = 0; t < elimination_.buckets(); ++t) {
    const auto& b = elimination_.bucket(t);
    const auto row =
        b.first_row + elimination_.cell(t, choice_.data()) * b.choices + choice_[b.position];
    allowed_ = allowed_ && elimination_.ok(row);
    const auto* own = elimination_.own(row);
    for (std::size_t d = 0; d < amount_.size(); ++d) amount_[d] += own[d];
  }
  for (const auto& box : elimination_.loose()) {
    bool holds = true;
    for (std::size_t k = 0; k < box.positions.size() && holds; ++k) {
      holds = box.mask[k][choice_[box.positions[k]]] != 0;
    }
    if (!holds) continue;
    allowed_ = allowed_ && !box.forbidden;
    for (std::size_t d = 0; d < amount_.size(); ++d) amount_[d] += box.add[d];
  }
}

void PriceSweep::find_vertex(const double* price) {
  elimination_.argmax_amounts(worth_, vertex_.data());
  for (const auto& box : elimination_.loose()) {
    double worth = 0;
    for (std::size_t d = 0; d < vertex_.size(); ++d) {
      worth += unit_price_[d] * static_cast<double>(box.add[d]);
    }
    if (!(worth > 0)) continue;
    for (std::size_t d = 0; d < vertex_.size(); ++d) vertex_[d] += static_cast<double>(box.add[d]);
  }
  double total = 0;
  double value = 0;
  for (std::size_t d = 0; d < vertex_.size(); ++d) {
    vertex_[d] = (vertex_[d] - static_cast<double>(reference_[d])) / range_[d];
    total += price[d];
    value += price[d] * vertex_[d];
  }
  if (!elimination_.split() || !(total > 0)) return;
  // What balancing the buckets leaves counts as if it were the same for all.
  for (double& share : vertex_) share += (upper_ - value) / total;
}

}  // namespace entente::bargain
