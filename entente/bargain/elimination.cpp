#include "entente/bargain/elimination.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entente/bargain/vectorised.hpp"

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();

}  // namespace

Elimination::Elimination(const Problem& problem, const EliminationLimits& limits,
                         const WorkControl& control, std::span<const std::uint32_t> order)
    : parties_(problem.parties), dims_(problem.parties + problem.linear.size()) {
  ReducedProblem reduced = reduce(problem);
  feasible_ = std::none_of(reduced.kept.begin(), reduced.kept.end(),
                           [](const auto& kept) { return kept.empty(); });
  base_.assign(dims_, 0);
  magnitude_.assign(dims_, 0);
  range_.assign(dims_, 0);
  if (!feasible_) return;
  const EliminationPlan plan =
      order.empty() ? plan_elimination(reduced, issue_weights(problem), limits, control)
                    : plan_in_order(reduced, order, limits);
  kept_ = std::move(reduced.kept);
  lay_out(plan);
  add_values(problem);
  RowBuffer buffer;
  for (std::size_t b = 0; b < reduced.boxes(); ++b) {
    const ReducedBox box = reduced.box(b);
    if (box.issues.empty()) {
      add_base(box);
    } else if (plan.home[b] == EliminationPlan::k_none) {
      add_loose(box);
    } else {
      add_box(box, buckets_[plan.home[b]], buffer);
    }
  }
  own_real_.resize(own_.size());
  for (std::size_t row = 0; row < total_rows(); ++row) {
    for (std::size_t d = 0; d < dims_; ++d) {
      own_real_[d * total_rows() + row] = static_cast<double>(own_[row * dims_ + d]);
    }
  }
  measure();
  propagate();
}

void Elimination::lay_out(const EliminationPlan& plan) {
  const std::size_t size = plan.order.size();
  buckets_.resize(plan.tables.size());
  loose_at_.resize(size);
  position_.resize(size);
  first_bucket_.assign(size + 1, static_cast<std::uint32_t>(plan.tables.size()));
  std::size_t rows = 0;
  for (std::size_t t = plan.tables.size(); t-- > 0;) {
    first_bucket_[plan.tables[t].position] = static_cast<std::uint32_t>(t);
  }
  for (std::size_t t = 0; t < plan.tables.size(); ++t) {
    Bucket& b = buckets_[t];
    b.position = plan.tables[t].position;
    b.issue = plan.order[b.position];
    position_[b.issue] = b.position;
    b.choices = static_cast<std::uint32_t>(kept_[b.issue].size());
    b.separator = plan.tables[t].separator;
    b.cells = 1;
    for (const auto q : b.separator) {
      b.stride.push_back(b.cells);
      b.cells *= static_cast<std::uint32_t>(kept_[plan.order[q]].size());
    }
    b.first_row = rows;
    b.first_cell = total_cells_;
    rows += b.rows();
    total_cells_ += b.cells;
    if (b.separator.empty()) {
      roots_.push_back(static_cast<std::uint32_t>(t));
    } else {
      buckets_[plan.tables[t].parent].children.push_back(static_cast<std::uint32_t>(t));
    }
  }
  own_.assign(rows * dims_, 0);
  ok_.assign(rows, 1);
  for (std::size_t t = 0; t < buckets_.size(); ++t) link_children(t);
}

void Elimination::link_children(std::size_t bucket) {
  Bucket& b = buckets_[bucket];
  std::vector<Choice> choice(size(), 0);
  b.child_cell.assign(b.children.size(), std::vector<std::uint32_t>(b.rows()));
  for (std::size_t row = 0; row < b.rows(); ++row) {
    choice[b.position] = static_cast<Choice>(row % b.choices);
    const std::size_t c = row / b.choices;
    for (std::size_t k = 0; k < b.separator.size(); ++k) {
      const std::size_t q = b.separator[k];
      choice[q] = static_cast<Choice>(c / b.stride[k] % choices(q));
    }
    for (std::size_t z = 0; z < b.children.size(); ++z) {
      b.child_cell[z][row] = static_cast<std::uint32_t>(cell(b.children[z], choice.data()));
    }
  }
}

void Elimination::add_values(const Problem& problem) {
  for (std::size_t p = 0; p < size(); ++p) {
    const Bucket& b = buckets_[first_bucket_[p]];
    for (std::size_t row = 0; row < b.rows(); ++row) {
      const std::size_t option = kept_[b.issue][row % b.choices];
      std::int64_t* own = own_.data() + (b.first_row + row) * dims_;
      std::copy_n(problem.row(b.issue, option), parties_, own);
      for (std::size_t r = 0; r < problem.linear.size(); ++r) {
        own[parties_ + r] = -problem.linear[r].cost[problem.first[b.issue] + option];
      }
    }
  }
}

void Elimination::add_base(const ReducedBox& box) {
  if (box.forbidden()) {
    feasible_ = false;
    return;
  }
  for (std::size_t j = 0; j < parties_; ++j) base_[j] += (*box.add)[j];
}

void Elimination::add_box(const ReducedBox& box, const Bucket& b, RowBuffer& buffer) {
  // The rows where the box holds: one digit per issue of the table, each over the choices that
  // satisfy its condition (all where it has none).
  auto& rows = buffer.rows;
  rows.assign(1, 0);
  const auto spread = [&](std::size_t issue, std::size_t stride) {
    const auto at = std::find(box.issues.begin(), box.issues.end(), issue);
    const std::uint8_t* mask = at == box.issues.end()
                                   ? nullptr
                                   : box.mask(static_cast<std::size_t>(at - box.issues.begin()));
    buffer.more.clear();
    for (std::size_t o = 0; o < kept_[issue].size(); ++o) {
      if (mask != nullptr && mask[o] == 0) continue;
      for (const auto row : rows) buffer.more.push_back(row + o * stride);
    }
    rows.swap(buffer.more);
  };
  spread(b.issue, 1);
  for (std::size_t k = 0; k < b.separator.size(); ++k) {
    spread(buckets_[first_bucket_[b.separator[k]]].issue, std::size_t{b.stride[k]} * b.choices);
  }
  for (const auto row : rows) {
    if (box.forbidden()) {
      ok_[b.first_row + row] = 0;
      continue;
    }
    std::int64_t* own = own_.data() + (b.first_row + row) * dims_;
    for (std::size_t j = 0; j < parties_; ++j) own[j] += (*box.add)[j];
  }
}

void Elimination::add_loose(const ReducedBox& box) {
  LooseBox out;
  out.forbidden = box.forbidden();
  out.add.assign(dims_, 0);
  if (!box.forbidden()) std::copy(box.add->begin(), box.add->end(), out.add.begin());
  std::vector<std::pair<std::uint32_t, std::size_t>> by_position;
  for (std::size_t k = 0; k < box.issues.size(); ++k) {
    by_position.emplace_back(position_[box.issues[k]], k);
  }
  std::sort(by_position.begin(), by_position.end());
  for (const auto& [position, k] : by_position) {
    loose_at_[position].push_back({static_cast<std::uint32_t>(loose_.size()),
                                   static_cast<std::uint32_t>(out.positions.size())});
    out.positions.push_back(position);
    const std::uint8_t* mask = box.mask(k);
    out.mask.emplace_back(mask, mask + kept_[box.issues[k]].size());
  }
  loose_.push_back(std::move(out));
}

void Elimination::measure() {
  std::vector<double> low(dims_);
  std::vector<double> high(dims_);
  for (const Bucket& b : buckets_) {
    std::fill(low.begin(), low.end(), k_infinity);
    std::fill(high.begin(), high.end(), -k_infinity);
    for (std::size_t row = b.first_row; row < b.first_row + b.rows(); ++row) {
      for (std::size_t d = 0; d < dims_; ++d) {
        low[d] = std::min(low[d], own_real_[d * total_rows() + row]);
        high[d] = std::max(high[d], own_real_[d * total_rows() + row]);
      }
    }
    for (std::size_t d = 0; d < dims_; ++d) {
      magnitude_[d] += std::max(std::abs(low[d]), std::abs(high[d]));
      range_[d] += high[d] - low[d];
    }
  }
  for (const auto& box : loose_) {
    for (std::size_t d = 0; d < dims_; ++d) {
      magnitude_[d] += std::abs(static_cast<double>(box.add[d]));
      range_[d] += std::abs(static_cast<double>(box.add[d]));
    }
  }
  for (std::size_t d = 0; d < dims_; ++d) {
    magnitude_[d] += std::abs(static_cast<double>(base_[d]));
  }
}

void Elimination::propagate() {
  std::vector<std::uint8_t> alive(total_cells_, 0);
  for (const Bucket& b : buckets_) {
    for (std::size_t row = 0; row < b.rows(); ++row) {
      std::uint8_t& ok = ok_[b.first_row + row];
      for (std::size_t z = 0; z < b.children.size(); ++z) {
        if (alive[buckets_[b.children[z]].first_cell + b.child_cell[z][row]] == 0) ok = 0;
      }
      if (ok != 0) alive[b.first_cell + row / b.choices] = 1;
    }
    if (b.separator.empty() && alive[b.first_cell] == 0) feasible_ = false;
  }
}

namespace {

/// out[r] += price * own[r].
ENTENTE_VECTORISED
void add_priced(double price, const double* own, std::size_t rows, double* out) {
  for (std::size_t r = 0; r < rows; ++r) out[r] += price * own[r];
}

/// out[r] += message[cell[r]].
ENTENTE_VECTORISED
void add_messages(const double* message, const std::uint32_t* cell, std::size_t rows, double* out) {
  for (std::size_t r = 0; r < rows; ++r) out[r] += message[cell[r]];
}

/// out[r] = -infinity where not ok.
ENTENTE_VECTORISED
void veto(const std::uint8_t* ok, std::size_t rows, double* out) {
  for (std::size_t r = 0; r < rows; ++r) out[r] = ok[r] != 0 ? out[r] : -k_infinity;
}

}  // namespace

void Elimination::fill_rows(const Bucket& b, const double* price, Worth& worth) const {
  double* row = worth.row.data() + b.first_row;
  for (std::size_t d = 0; d < dims_; ++d) {
    add_priced(price[d], own_real_.data() + d * total_rows() + b.first_row, b.rows(), row);
  }
  for (std::size_t z = 0; z < b.children.size(); ++z) {
    add_messages(worth.cell.data() + buckets_[b.children[z]].first_cell, b.child_cell[z].data(),
                 b.rows(), row);
  }
  veto(ok_.data() + b.first_row, b.rows(), row);
}

/// Moment matching of mini-buckets (Ihler, Flerova, Dechter & Otten 2012): what is added to a
/// choice in one bucket is taken from it in the others.
void Elimination::balance(std::size_t position, Worth& worth) const {
  const std::size_t first = first_bucket_[position];
  const std::size_t count = first_bucket_[position + 1] - first;
  const std::size_t options = choices(position);
  worth.balance.assign(count * options, -k_infinity);
  for (std::size_t k = 0; k < count; ++k) {
    const Bucket& b = buckets_[first + k];
    const double* row = worth.row.data() + b.first_row;
    double* most = worth.balance.data() + k * options;
    for (std::size_t c = 0; c < b.cells; ++c, row += options) {
      for (std::size_t o = 0; o < options; ++o) most[o] = std::max(most[o], row[o]);
    }
  }
  for (std::size_t o = 0; o < options; ++o) {
    double mean = 0;
    for (std::size_t k = 0; k < count; ++k) mean += worth.balance[k * options + o];
    mean /= static_cast<double>(count);
    for (std::size_t k = 0; k < count; ++k) {
      double& shift = worth.balance[k * options + o];
      shift = mean == -k_infinity ? 0 : mean - shift;
    }
  }
  for (std::size_t k = 0; k < count; ++k) {
    const Bucket& b = buckets_[first + k];
    double* row = worth.row.data() + b.first_row;
    const double* shift = worth.balance.data() + k * options;
    for (std::size_t c = 0; c < b.cells; ++c, row += options) {
      for (std::size_t o = 0; o < options; ++o) row[o] += shift[o];
    }
  }
}

double Elimination::max_sum(const double* price, Worth& worth) const {
  if (!feasible_) return -k_infinity;
  worth.cell.resize(total_cells_);
  worth.row.assign(total_rows(), 0);
  double total = 0;
  for (std::size_t d = 0; d < dims_; ++d) total += price[d] * static_cast<double>(base_[d]);
  for (std::size_t p = 0; p < size(); ++p) {
    for (auto t = first_bucket_[p]; t < first_bucket_[p + 1]; ++t) {
      fill_rows(buckets_[t], price, worth);
    }
    if (first_bucket_[p + 1] - first_bucket_[p] > 1) balance(p, worth);
    for (auto t = first_bucket_[p]; t < first_bucket_[p + 1]; ++t) {
      const Bucket& b = buckets_[t];
      const double* row = worth.row.data() + b.first_row;
      for (std::size_t c = 0; c < b.cells; ++c, row += b.choices) {
        worth.cell[b.first_cell + c] = *std::max_element(row, row + b.choices);
      }
      if (b.separator.empty()) total += worth.cell[b.first_cell];
    }
  }
  return total;
}

void Elimination::argmax(const Worth& worth, Choice* choice) const {
  std::vector<double> sum;
  for (std::size_t p = size(); p-- > 0;) {
    sum.assign(choices(p), 0);
    for (auto t = first_bucket_[p]; t < first_bucket_[p + 1]; ++t) {
      const Bucket& b = buckets_[t];
      const double* row = worth.row.data() + b.first_row + cell(t, choice) * b.choices;
      for (std::size_t o = 0; o < b.choices; ++o) sum[o] += row[o];
    }
    choice[p] = static_cast<Choice>(std::max_element(sum.begin(), sum.end()) - sum.begin());
  }
}

void Elimination::argmax_amounts(const Worth& worth, double* amount) const {
  for (std::size_t d = 0; d < dims_; ++d) amount[d] = static_cast<double>(base_[d]);
  std::vector<std::size_t> at(buckets_.size(), 0);  // cells, as their parents see them
  for (std::size_t t = buckets_.size(); t-- > 0;) {
    const Bucket& b = buckets_[t];
    const double* row = worth.row.data() + b.first_row + at[t] * b.choices;
    const auto best = static_cast<std::size_t>(std::max_element(row, row + b.choices) - row);
    const std::size_t r = at[t] * b.choices + best;
    const std::int64_t* gives = own(b.first_row + r);
    for (std::size_t d = 0; d < dims_; ++d) amount[d] += static_cast<double>(gives[d]);
    for (std::size_t z = 0; z < b.children.size(); ++z) at[b.children[z]] = b.child_cell[z][r];
  }
}

double Elimination::loose_bonus(const double* price) const {
  double total = 0;
  for (const auto& box : loose_) {
    double worth = 0;
    for (std::size_t d = 0; d < dims_; ++d) worth += price[d] * static_cast<double>(box.add[d]);
    total += std::max(0.0, worth);
  }
  return total;
}

Outcome Elimination::decode(const Choice* choice) const {
  Outcome outcome(size());
  for (std::size_t p = 0; p < size(); ++p) {
    outcome[buckets_[first_bucket_[p]].issue] = option(p, choice[p]);
  }
  return outcome;
}

void Elimination::encode(const Outcome& outcome, Choice* choice) const {
  for (std::size_t p = 0; p < size(); ++p) {
    const std::uint32_t issue = buckets_[first_bucket_[p]].issue;
    const auto& kept = kept_[issue];
    const auto at = std::lower_bound(kept.begin(), kept.end(), outcome[issue]);
    choice[p] = static_cast<Choice>(at - kept.begin());
  }
}

}  // namespace entente::bargain
