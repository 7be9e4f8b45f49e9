#include "entente/bargain/corner_relaxation.hpp"

#include <algorithm>
#include <limits>

namespace entente::bargain {
namespace {

/// What a variable must promise, and what a row must give way, to count.
constexpr double k_least_profit = 1e-12;
constexpr double k_least_pivot = 1e-10;

}  // namespace

/// The basis of one column is known in closed form: the column, t, and the slacks of all
/// coordinates but the one that stops t.
void CornerRelaxation::start(const double* corner, const double* raised, const double* column) {
  column_.assign(column, column + dim_);
  std::size_t stop = dim_;
  for (std::size_t c = 0; c < dim_; ++c) {
    if (raised[c] == 0) continue;
    if (stop == dim_ || column[c] - corner[c] < column[stop] - corner[stop]) stop = c;
  }
  const double t = column[stop] - corner[stop];
  inverse_.assign(rows_ * rows_, 0);
  amount_.assign(rows_, 0);
  basic_.assign(rows_, 0);
  for (std::size_t c = 0; c < dim_; ++c) {
    double* row = inverse_.data() + c * rows_;
    row[c] = -1;
    if (c == stop) {
      row[dim_] = column[c];
      amount_[c] = t;
      basic_[c] = k_t;
      t_row_ = c;
    } else {
      row[stop] = raised[c];
      row[dim_] = column[c] - raised[c] * column[stop];
      amount_[c] = std::max(0.0, column[c] - corner[c] - raised[c] * t);
      basic_[c] = k_slack - static_cast<std::ptrdiff_t>(c);
    }
  }
  inverse_[dim_ * rows_ + dim_] = 1;
  amount_[dim_] = 1;
  basic_[dim_] = 0;
  find_price();
}

void CornerRelaxation::add(const double* column) {
  column_.insert(column_.end(), column, column + dim_);
}

void CornerRelaxation::find_price() {
  const double* row = inverse_.data() + t_row_ * rows_;
  price_.resize(dim_);
  for (std::size_t c = 0; c < dim_; ++c) price_[c] = -row[c];
  level_ = row[dim_];
}

bool CornerRelaxation::best_to_enter(std::ptrdiff_t& variable) const {
  double best = k_least_profit;
  bool found = false;
  const auto offer = [&](double profit, std::ptrdiff_t candidate) {
    if (!(profit > best)) return;
    best = profit;
    variable = candidate;
    found = true;
  };
  for (std::size_t c = 0; c < dim_; ++c) {
    offer(-price_[c], k_slack - static_cast<std::ptrdiff_t>(c));
  }
  const double* column = column_.data();
  for (std::ptrdiff_t k = 0; column != column_.data() + column_.size(); ++k, column += dim_) {
    double worth = -level_;
    for (std::size_t c = 0; c < dim_; ++c) worth += price_[c] * column[c];
    offer(worth, k);
  }
  return found;
}

bool CornerRelaxation::enter(std::ptrdiff_t variable) {
  direction_.assign(rows_, 0);
  for (std::size_t r = 0; r < rows_; ++r) {
    const double* row = inverse_.data() + r * rows_;
    if (variable <= k_slack) {
      direction_[r] = -row[static_cast<std::size_t>(k_slack - variable)];
      continue;
    }
    const double* column = column_.data() + static_cast<std::size_t>(variable) * dim_;
    double sum = row[dim_];
    for (std::size_t c = 0; c < dim_; ++c) sum += row[c] * column[c];
    direction_[r] = sum;
  }
  std::size_t leaving = rows_;
  double step = std::numeric_limits<double>::infinity();
  for (std::size_t r = 0; r < rows_; ++r) {
    if (r == t_row_ || direction_[r] <= k_least_pivot) continue;
    const double room = amount_[r] / direction_[r];
    if (room < step || (room == step && direction_[r] > direction_[leaving])) {
      step = room;
      leaving = r;
    }
  }
  if (leaving == rows_) return false;
  const double pivot = direction_[leaving];
  double* own = inverse_.data() + leaving * rows_;
  for (std::size_t e = 0; e < rows_; ++e) own[e] /= pivot;
  for (std::size_t r = 0; r < rows_; ++r) {
    if (r == leaving) continue;
    double* row = inverse_.data() + r * rows_;
    for (std::size_t e = 0; e < rows_; ++e) row[e] -= direction_[r] * own[e];
    amount_[r] -= direction_[r] * step;
    if (r != t_row_) amount_[r] = std::max(0.0, amount_[r]);
  }
  amount_[leaving] = step;
  basic_[leaving] = variable;
  return true;
}

void CornerRelaxation::solve() {
  // Enough for any of these small programs; one that goes in circles has usable prices, too.
  const std::size_t most = 20 + 10 * rows_;
  std::ptrdiff_t variable = 0;
  for (std::size_t pivots = 0; pivots < most && best_to_enter(variable); ++pivots) {
    if (!enter(variable)) break;
    find_price();
  }
  for (double& p : price_) p = std::max(0.0, p);
}

const std::vector<double>& CornerRelaxation::weights() {
  weight_.assign(column_.size() / dim_, 0);
  for (std::size_t r = 0; r < rows_; ++r) {
    if (basic_[r] >= 0) weight_[static_cast<std::size_t>(basic_[r])] = amount_[r];
  }
  return weight_;
}

}  // namespace entente::bargain
