#include "entente/bargain/price_bundle.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace entente::bargain {
namespace {

/// Bytes for the loss tables of all lanes.
constexpr std::size_t k_loss_bytes = std::size_t{192} << 20U;
constexpr std::size_t k_least_lanes = 3;

using Kind = DualModel::Kind;

}  // namespace

Reach::Reach(const Elimination& elimination) {
  Elimination::Worth worth;
  std::vector<double> price(elimination.dims(), 0);
  for (std::size_t d = 0; d < elimination.dims(); ++d) {
    const double margin = rounding_margin(elimination, price, elimination.magnitude()[d]);
    price[d] = 1;
    most_.push_back(elimination.max_sum(price.data(), worth) +
                    elimination.loose_bonus(price.data()) + margin);
    price[d] = -1;
    least_.push_back(-elimination.max_sum(price.data(), worth) -
                     elimination.loose_bonus(price.data()) - margin);
    price[d] = 0;
  }
}

Floors::Floors(const Reach& reach, std::vector<std::int64_t> parties,
               const std::vector<std::int64_t>& rules)
    : all_(std::move(parties)) {
  all_.insert(all_.end(), rules.begin(), rules.end());
  for (std::size_t d = 0; d < all_.size(); ++d) {
    const auto floor = static_cast<double>(all_[d]);
    active_.push_back(reach.least(d) >= floor ? k_no_floor : all_[d]);
    reachable_ = reachable_ && reach.most(d) >= floor;
  }
}

bool Floors::any_active() const {
  return std::any_of(active_.begin(), active_.end(), [](auto f) { return f != k_no_floor; });
}

bool Floors::met(const std::int64_t* amounts) const {
  for (std::size_t d = 0; d < all_.size(); ++d) {
    if (amounts[d] < all_[d]) return false;
  }
  return true;
}

std::vector<std::int64_t> Floors::priced(const Objective& objective) const {
  std::vector<std::int64_t> floors = active_;
  if (objective.kind() != Objective::Kind::log_sum) return floors;
  for (std::size_t j = 0; j < objective.parties(); ++j) {
    if (objective.unit_weight()[j] > 0 && floors[j] <= objective.no_deal()[j] + 1) {
      floors[j] = k_no_floor;
    }
  }
  return floors;
}

PriceBundle::PriceBundle(const Elimination& elimination, const DualModel& model,
                         const DualSearchResult& duals, double gap, std::size_t most)
    : elimination_(elimination) {
  const std::size_t affordable =
      k_loss_bytes / (std::max<std::size_t>(elimination.total_rows(), 1) * sizeof(double));
  most = std::min(most, std::max(affordable, k_least_lanes));
  add(model, duals.at[duals.best]);
  if (most > k_least_lanes) {
    add_around(model, duals.at[duals.best], std::isfinite(gap) ? gap / model.unit : 1, most);
  }
  std::vector<std::size_t> others(duals.bounds.size());
  std::iota(others.begin(), others.end(), std::size_t{0});
  std::stable_sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
    return duals.bounds[a].value < duals.bounds[b].value;
  });
  for (const auto k : others) {
    if (lanes_.size() < most) add(model, duals.at[k]);
  }
  bounding_ = lanes_.size();
}

void PriceBundle::add(const DualModel& model, const std::vector<double>& y) {
  if (std::find(chosen_.begin(), chosen_.end(), y) != chosen_.end()) return;
  chosen_.push_back(y);
  Lane lane;
  lane.price = model.fixed_price;
  lane.constant = model.fixed_constant;
  for (std::size_t v = 0; v < y.size(); ++v) {
    const auto& var = model.variables[v];
    lane.price[var.dim] += var.scale * y[v];
    lane.constant -= var.scale * y[v] * var.reference;
    if (var.kind == Kind::log) {
      lane.constant += var.weight * (var.log_unit - 1 - std::log(y[v]));
    }
  }
  lane.cut = -std::numeric_limits<double>::infinity();
  lane.bounds_objective = true;
  margin_ = std::max(margin_, rounding_margin(elimination_, lane.price, lane.constant));
  lanes_.push_back(std::move(lane));
}

void PriceBundle::add_around(const DualModel& model, const std::vector<double>& y, double gap,
                             std::size_t most) {
  const double spread = std::min(0.9, std::sqrt(2 * gap));
  const auto try_add = [&](const std::vector<double>& z) {
    if (lanes_.size() < most) add(model, z);
  };
  for (const double size : {1.0, 0.3}) {
    for (std::size_t v = 0; v < y.size(); ++v) {
      const auto& var = model.variables[v];
      std::vector<double> z = y;
      if (var.kind == Kind::share) {
        for (std::size_t w = 0; w < y.size(); ++w) {
          if (model.variables[w].kind == Kind::share) z[w] *= 1 - 0.3 * size;
        }
        z[v] += 0.3 * size;
        try_add(z);
        continue;
      }
      for (const double sign : {-1.0, 1.0}) {
        z[v] = y[v] * std::exp(sign * spread * size);
        if (var.kind == Kind::floor) z[v] = std::min(z[v], var.upper);
        try_add(z);
      }
    }
  }
}

void PriceBundle::add_reach_lanes(const std::vector<std::int64_t>& floors) {
  for (std::size_t d = 0; d < floors.size(); ++d) {
    if (floors[d] == k_no_floor) continue;
    lanes_.push_back(reach_lane(elimination_, d, 1, floors[d]));
    reach_dim_.push_back(d);
  }
}

void PriceBundle::add_ceiling_lanes(const std::vector<std::int64_t>& ceiling) {
  for (std::size_t d = 0; d < ceiling.size(); ++d) {
    lanes_.push_back(reach_lane(elimination_, d, -1, ceiling[d]));
  }
}

void PriceBundle::cut_below(double target, PartialOutcome& partial) const {
  for (std::size_t q = 0; q < bounding_; ++q) {
    const Lane& lane = lanes_[q];
    const double margin = rounding_margin(elimination_, lane.price, lane.constant) +
                          4 * std::numeric_limits<double>::epsilon() * std::abs(target);
    partial.set_cut(q, target - margin);
  }
}

void PriceBundle::raise_floors(const std::vector<std::int64_t>& floors,
                               PartialOutcome& partial) const {
  for (std::size_t k = 0; k < reach_dim_.size(); ++k) {
    const std::size_t d = reach_dim_[k];
    if (d >= floors.size()) continue;
    partial.set_cut(bounding_ + k, reach_lane(elimination_, d, 1, floors[d]).cut);
  }
}

}  // namespace entente::bargain
