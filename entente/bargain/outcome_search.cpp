#include "entente/bargain/outcome_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
constexpr std::uint64_t k_report_every = 1U << 14U;

}  // namespace

double rounding_margin(const Elimination& elimination, const std::vector<double>& price,
                       double constant) {
  double size = std::abs(constant);
  for (std::size_t d = 0; d < price.size(); ++d) {
    size += std::abs(price[d]) * elimination.magnitude()[d];
  }
  const std::size_t sums = elimination.buckets() + elimination.dims() + elimination.loose().size();
  // Balancing takes as many sums again, of numbers up to twice as large.
  const std::size_t each = elimination.split() ? 16 : 4;
  return std::numeric_limits<double>::epsilon() * static_cast<double>(32 + each * sums) * size;
}

Lane reach_lane(const Elimination& elimination, std::size_t dim, int sign, std::int64_t need) {
  Lane lane;
  lane.price.assign(elimination.dims(), 0);
  lane.price[dim] = sign;
  const auto goal = static_cast<double>(need) * sign;
  lane.cut = goal - rounding_margin(elimination, lane.price, goal);
  return lane;
}

PartialOutcome::PartialOutcome(const Elimination& elimination, std::vector<Lane> lanes)
    : elimination_(elimination), lanes_(std::move(lanes)) {
  for (const auto& lane : lanes_) cut_.push_back(lane.cut);
  const std::size_t size = elimination.size();
  value_.assign((size + 1) * lanes_.size(), 0);
  amount_.assign((size + 1) * elimination.dims(), 0);
  std::copy(elimination.base().begin(), elimination.base().end(),
            amount_.end() - static_cast<std::ptrdiff_t>(elimination.dims()));
  choice_.assign(size, 0);
  alive_.assign(elimination.loose().size(), 1);
  died_.reserve(elimination.loose().size());
  died_mark_.assign(size, 0);
  fill_losses();
  find_relevant();
}

void PartialOutcome::fill_losses() {
  const Elimination& e = elimination_;
  const std::size_t width = lanes_.size();
  loss_.assign(e.total_rows() * width, 0);
  loose_dead_.assign(e.loose().size() * width, 0);
  loose_hold_.assign(e.loose().size() * width, 0);
  Elimination::Worth worth;
  for (std::size_t q = 0; q < width; ++q) {
    const double* price = lanes_[q].price.data();
    value_[e.size() * width + q] =
        lanes_[q].constant + e.max_sum(price, worth) + e.loose_bonus(price);
    for (std::size_t t = 0; t < e.buckets(); ++t) {
      const auto& b = e.bucket(t);
      for (std::size_t row = 0; row < b.rows(); ++row) {
        double& loss = loss_[(b.first_row + row) * width + q];
        loss = k_infinity;
        if (!e.ok(b.first_row + row)) continue;
        const double best = worth.cell[b.first_cell + row / b.choices];
        loss = std::max(0.0, best - worth.row[b.first_row + row]);
      }
    }
    for (std::size_t l = 0; l < e.loose().size(); ++l) {
      double bonus = 0;
      for (std::size_t d = 0; d < e.dims(); ++d) {
        bonus += price[d] * static_cast<double>(e.loose()[l].add[d]);
      }
      loose_dead_[l * width + q] = std::max(0.0, bonus);
      loose_hold_[l * width + q] = std::max(0.0, -bonus);
    }
  }
  order_.resize(e.total_rows());
  for (std::size_t t = 0; t < e.buckets(); ++t) {
    const auto& b = e.bucket(t);
    for (std::size_t c = 0; c < b.cells; ++c) {
      const std::size_t first = b.first_row + c * b.choices;
      const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(first);
      std::iota(begin, begin + b.choices, std::uint16_t{0});
      if (width == 0) continue;
      std::stable_sort(begin, begin + b.choices, [&](std::uint16_t x, std::uint16_t y) {
        return loss_[(first + x) * width] < loss_[(first + y) * width];
      });
    }
  }
}

void PartialOutcome::find_relevant() {
  const Elimination& e = elimination_;
  relevant_choices_.resize(e.size() + 1);
  relevant_loose_.resize(e.size() + 1);
  std::vector<std::uint32_t> last_use(e.size(), UINT32_MAX);  // least position that looks at it
  for (std::size_t t = e.buckets(); t-- > 0;) {
    for (const auto q : e.bucket(t).separator) last_use[q] = e.bucket(t).position;
  }
  for (std::size_t open = 0; open <= e.size(); ++open) {
    for (std::size_t q = open; q < e.size(); ++q) {
      if (last_use[q] < open) relevant_choices_[open].push_back(static_cast<std::uint32_t>(q));
    }
    for (std::size_t l = 0; l < e.loose().size(); ++l) {
      const auto& at = e.loose()[l].positions;
      if (at.front() < open && at.back() >= open) {
        relevant_loose_[open].push_back(static_cast<std::uint32_t>(l));
      }
    }
    const std::size_t words =
        (relevant_choices_[open].size() + 3) / 4 + (relevant_loose_[open].size() + 63) / 64;
    key_width_ = std::max(key_width_, words + e.dims() + 1);
  }
}

/// Their permutation is made in the place of the first bucket, which has no other use for it.
const std::uint16_t* PartialOutcome::order_jointly(std::size_t position) {
  const std::size_t begin = elimination_.first_bucket(position);
  const std::size_t end = elimination_.first_bucket(position + 1);
  const std::size_t choices = elimination_.choices(position);
  const std::size_t width = lanes_.size();
  joint_loss_.assign(choices, 0);
  for (std::size_t t = begin; t < end && width > 0; ++t) {
    const auto& b = elimination_.bucket(t);
    const std::size_t row = b.first_row + elimination_.cell(t, choice_.data()) * choices;
    for (std::size_t o = 0; o < choices; ++o) joint_loss_[o] += loss_[(row + o) * width];
  }
  const auto& first = elimination_.bucket(begin);
  std::uint16_t* order =
      order_.data() + first.first_row + elimination_.cell(begin, choice_.data()) * choices;
  std::iota(order, order + choices, std::uint16_t{0});
  std::sort(order, order + choices, [this](std::uint16_t x, std::uint16_t y) {
    return std::pair(joint_loss_[x], x) < std::pair(joint_loss_[y], y);
  });
  return order;
}

bool PartialOutcome::possible() const {
  if (!elimination_.feasible()) return false;
  const double* value = value_.data() + elimination_.size() * lanes_.size();
  for (std::size_t q = 0; q < lanes_.size(); ++q) {
    if (value[q] < cut_[q]) return false;
  }
  return true;
}

bool PartialOutcome::decide_loose(std::size_t position, std::size_t choice, double* value,
                                  std::int64_t* amount) {
  const std::size_t width = lanes_.size();
  for (const auto& mention : elimination_.loose_at(position)) {
    if (alive_[mention.box] == 0) continue;
    const auto& box = elimination_.loose()[mention.box];
    if (box.mask[mention.condition][choice] == 0) {
      alive_[mention.box] = 0;
      died_.push_back(mention.box);
      const double* dead = loose_dead_.data() + mention.box * width;
      for (std::size_t q = 0; q < width; ++q) value[q] -= dead[q];
      continue;
    }
    if (mention.condition != 0) continue;
    if (box.forbidden) return false;
    const double* hold = loose_hold_.data() + mention.box * width;
    for (std::size_t q = 0; q < width; ++q) value[q] -= hold[q];
    for (std::size_t d = 0; d < box.add.size(); ++d) amount[d] += box.add[d];
  }
  return true;
}

bool PartialOutcome::push(std::size_t position, std::size_t choice) {
  const std::size_t width = lanes_.size();
  const std::size_t dims = elimination_.dims();
  const double* before = value_.data() + (position + 1) * width;
  double* value = value_.data() + position * width;
  const std::int64_t* sum = amount_.data() + (position + 1) * dims;
  std::int64_t* amount = amount_.data() + position * dims;
  const std::size_t end = elimination_.first_bucket(position + 1);
  for (std::size_t t = elimination_.first_bucket(position); t < end; ++t) {
    const auto& b = elimination_.bucket(t);
    const std::size_t row = b.first_row + elimination_.cell(t, choice_.data()) * b.choices + choice;
    if (!elimination_.ok(row)) return false;
    const double* loss = loss_.data() + row * width;
    const std::int64_t* own = elimination_.own(row);
    for (std::size_t q = 0; q < width; ++q) value[q] = before[q] - loss[q];
    for (std::size_t d = 0; d < dims; ++d) amount[d] = sum[d] + own[d];
    before = value;
    sum = amount;
  }
  died_mark_[position] = died_.size();
  choice_[position] = static_cast<Choice>(choice);
  bool fits = decide_loose(position, choice, value, amount);
  int below = 0;
  for (std::size_t q = 0; q < width; ++q) below |= value[q] < cut_[q] ? 1 : 0;
  fits = fits && below == 0;
  if (!fits) pop(position);
  return fits;
}

void PartialOutcome::pop(std::size_t position) {
  while (died_.size() > died_mark_[position]) {
    alive_[died_.back()] = 1;
    died_.pop_back();
  }
  choice_[position] = 0;
}

double PartialOutcome::bound(std::size_t open) const {
  double least = k_infinity;
  for (std::size_t q = 0; q < lanes_.size(); ++q) {
    if (lanes_[q].bounds_objective) least = std::min(least, lane_value(open, q));
  }
  return least;
}

void PartialOutcome::key(std::size_t open, std::int64_t* out) const {
  std::fill_n(out, key_width_, 0);
  std::size_t word = 0;
  out[word++] = static_cast<std::int64_t>(open);
  const std::int64_t* amount = amounts(open);
  for (std::size_t d = 0; d < elimination_.dims(); ++d) out[word++] = amount[d];
  unsigned shift = 0;
  const auto put = [&](std::uint64_t bits, unsigned count) {
    if (shift + count > 64) ++word, shift = 0;
    out[word] |= static_cast<std::int64_t>(bits << shift);
    shift += count;
  };
  for (const auto p : relevant_choices_[open]) put(choice_[p], 16);
  if (shift > 0) ++word, shift = 0;
  for (const auto l : relevant_loose_[open]) put(alive_[l], 1);
}

bool OutcomeSearch::out_of_work() {
  ++nodes_;
  if (limits_.max_nodes != 0 && nodes_ > limits_.max_nodes) {
    stopped_ = true;
  } else if (nodes_ % k_report_every == 0) {
    control_.report({"search", "nodes", nodes_, limits_.max_nodes});
    if (control_.cancelled()) stopped_ = true;
  }
  return stopped_;
}

bool OutcomeSearch::seen(std::size_t open) {
  if (nodes_ < limits_.remember_after) return false;
  partial_.key(open, key_.data());
  if (states_.bytes() < limits_.memory) return !states_.insert(key_.data()).second;
  return states_.contains(key_.data());
}

void OutcomeSearch::descend(std::size_t open, const Leaf& leaf) {
  if (open == 0) {
    if (!leaf(partial_.amounts(0), partial_.choices())) stopped_ = true;
    return;
  }
  if (seen(open)) return;
  const std::size_t position = open - 1;
  const std::size_t choices = partial_.elimination().choices(position);
  const std::uint16_t* order = partial_.order(position);
  for (std::size_t z = 0; z < choices; ++z) {
    const bool stop_before = stopped_ || out_of_work();
    if (!partial_.push(position, order[z])) continue;
    if (stop_before) {
      open_bound_ = std::max(open_bound_, partial_.bound(position));
    } else if (!filter_ || filter_(position)) {
      descend(position, leaf);
    }
    partial_.pop(position);
  }
}

bool OutcomeSearch::run(const Leaf& leaf) {
  nodes_ = 0;
  stopped_ = false;
  open_bound_ = -k_infinity;
  if (control_.cancelled()) {
    stopped_ = true;
    open_bound_ = partial_.bound(partial_.elimination().size());
    return false;
  }
  if (partial_.possible()) descend(partial_.elimination().size(), leaf);
  return !stopped_;
}

}  // namespace entente::bargain
