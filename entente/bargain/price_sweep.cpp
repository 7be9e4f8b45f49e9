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
  amount_ = elimination_.base();
  for (std::size_t p = 0; p < choice_.size(); ++p) {
    const auto& b = elimination_.bucket(p);
    const auto row = b.first_row + elimination_.cell(p, choice_.data()) * b.choices + choice_[p];
    const auto* own = elimination_.own(row);
    for (std::size_t d = 0; d < amount_.size(); ++d) amount_[d] += own[d];
  }
  vertex_.assign(range_.size(), 0);
  allowed_ = true;
  std::vector<std::int64_t> structured = amount_;
  for (const auto& box : elimination_.loose()) {
    double worth = 0;
    for (std::size_t d = 0; d < range_.size(); ++d) {
      worth += unit_price_[d] * static_cast<double>(box.add[d]);
    }
    bool holds = true;
    for (std::size_t k = 0; k < box.positions.size() && holds; ++k) {
      holds = box.mask[k][choice_[box.positions[k]]] != 0;
    }
    allowed_ = allowed_ && !(holds && box.forbidden);
    for (std::size_t d = 0; d < range_.size(); ++d) {
      if (holds) amount_[d] += box.add[d];
      if (worth > 0) vertex_[d] += static_cast<double>(box.add[d]) / range_[d];
    }
  }
  for (std::size_t d = 0; d < range_.size(); ++d) vertex_[d] += share(d, structured[d]);
}

}  // namespace entente::bargain
