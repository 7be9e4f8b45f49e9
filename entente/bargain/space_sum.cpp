#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "entente/bargain/dominance_filter.hpp"
#include "entente/bargain/dominance_tree.hpp"
#include "entente/bargain/sum_list.hpp"
#include "entente/base/parallel.hpp"

namespace entente::bargain {
namespace {

/// [c] what a stage's coordinates have at least.
std::vector<std::int64_t> least_row(const SumStage& stage, std::size_t dim) {
  std::vector<std::int64_t> least(stage.row.begin(), stage.row.begin() + static_cast<long>(dim));
  for (std::size_t o = 1; o < stage.size(); ++o) {
    for (std::size_t c = 0; c < dim; ++c) least[c] = std::min(least[c], stage.row[o * dim + c]);
  }
  return least;
}

/// T: the width of coordinates. In 32 bits they are counted from the least that is possible.
template <class T>
class SpaceSum final : public SumList {
 public:
  explicit SpaceSum(const SumPlan& plan)
      : dim_(plan.dim), offset_(plan.dim, 0), rows_(plan.dim + 1, 0) {
    if (k_counted_from_least) {
      offset_ = plan.start;
    } else {
      for (std::size_t c = 0; c < dim_; ++c) rows_[c] = static_cast<T>(plan.start[c]);
    }
  }

  [[nodiscard]] std::size_t size() const override { return rows_.size() / stride(); }
  [[nodiscard]] std::size_t bytes() const override { return size() * bytes_per_point(); }

  std::optional<StageLinks> extend(const SumStage& stage, Limits limits, const WorkControl& control,
                                   const std::function<void()>& told) override {
    if (size() == 0) return StageLinks(stage.size(), 0);  // no rule can be kept any more
    const std::size_t candidates = size() * stage.size();
    std::size_t needed =
        bytes() + DominanceTree<T>::bytes(size(), dim_) + DominanceFilter<T>::bytes(candidates);
    if (needed > limits.bytes) return std::nullopt;
    const DominanceTree<T> tree(rows_.data(), size(), dim_, control.threads);
    DominanceFilter<T> filter(copies_of(tree, stage));
    const auto end = filter.run(limits.points, control, told);
    if (end != DominanceFilter<T>::End::done) return std::nullopt;
    const std::size_t points = filter.survivors();
    needed += points * (bytes_per_point() + StageLinks::bytes_per_point(stage.size()));
    if (needed > limits.bytes) return std::nullopt;
    std::vector<T>().swap(rows_);
    rows_.resize(points * stride());
    StageLinks links(stage.size(), points);
    const auto& copies = filter.copies();
    filter.for_each(control.threads,
                    [&](std::size_t k, std::size_t o, std::size_t leaf, std::size_t lane) {
                      const T* from = tree.lanes(leaf) + lane;
                      T* row = rows_.data() + k * stride();
                      for (std::size_t c = 0; c < dim_; ++c) {
                        row[c] = static_cast<T>(from[c * k_leaf_points] + copies[o].shift[c]);
                      }
                      row[dim_] = static_cast<T>(k);
                      links.set(k, tree.number(leaf, lane), o);
                    });
    if (k_counted_from_least) {
      const auto least = least_row(stage, dim_);
      for (std::size_t c = 0; c < dim_; ++c) offset_[c] += least[c];
    }
    return links;
  }

  std::vector<std::uint32_t> sort() override {
    struct Entry {
      T first;
      std::uint32_t row;
    };
    std::vector<Entry> order(size());
    for (std::size_t k = 0; k < order.size(); ++k) {
      order[k] = {rows_[k * stride()], static_cast<std::uint32_t>(k)};
    }
    std::sort(order.begin(), order.end(), [this](const Entry& a, const Entry& b) {
      if (a.first != b.first) return a.first > b.first;
      const T* x = rows_.data() + a.row * stride();
      const T* y = rows_.data() + b.row * stride();
      return std::lexicographical_compare(y, y + dim_, x, x + dim_);
    });
    std::vector<std::uint32_t> rows(order.size());
    std::vector<std::uint32_t> stood(order.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
      rows[k] = order[k].row;
      stood[k] = static_cast<std::uint32_t>(rows_[rows[k] * stride() + dim_]);
    }
    select(rows);
    return stood;
  }

  void select(const std::vector<std::uint32_t>& kept) override {
    std::vector<T> rows(kept.size() * stride());
    for (std::size_t k = 0; k < kept.size(); ++k) {
      T* row = rows.data() + k * stride();
      std::copy_n(rows_.data() + kept[k] * stride(), dim_, row);
      row[dim_] = static_cast<T>(k);
    }
    rows_ = std::move(rows);
  }

  [[nodiscard]] std::vector<std::int64_t> coordinates(std::size_t dim) const override {
    std::vector<std::int64_t> out(size() * dim);
    for (std::size_t k = 0; k < size(); ++k) {
      for (std::size_t c = 0; c < dim; ++c) {
        out[k * dim + c] = offset_[c] + static_cast<std::int64_t>(rows_[k * stride() + c]);
      }
    }
    return out;
  }

 private:
  static constexpr bool k_counted_from_least = sizeof(T) < sizeof(std::int64_t);

  [[nodiscard]] std::size_t stride() const { return dim_ + 1; }
  /// A row, and the point as it will stand in the frontier.
  [[nodiscard]] std::size_t bytes_per_point() const {
    return stride() * sizeof(T) + dim_ * sizeof(std::int64_t) + 2 * sizeof(std::uint32_t);
  }

  [[nodiscard]] std::vector<TreeCopy<T>> copies_of(const DominanceTree<T>& tree,
                                                   const SumStage& stage) const {
    std::vector<std::int64_t> least(dim_, 0);
    if (k_counted_from_least) least = least_row(stage, dim_);
    const std::size_t parties = dim_ - stage.floor.size();
    std::vector<T> floor;
    if (!stage.floor.empty()) {
      floor.assign(dim_, std::numeric_limits<T>::min());
      for (std::size_t r = 0; r < stage.floor.size(); ++r) {
        const std::size_t c = parties + r;
        floor[c] = held(stage.floor[r], offset_[c] + least[c]);
      }
    }
    std::vector<TreeCopy<T>> copies(stage.size());
    for (std::size_t o = 0; o < stage.size(); ++o) {
      copies[o] = {&tree, std::vector<T>(dim_), floor};
      for (std::size_t c = 0; c < dim_; ++c) {
        copies[o].shift[c] = static_cast<T>(stage.row[o * dim_ + c] - least[c]);
      }
    }
    return copies;
  }

  /// a - b, held at the ends of T.
  static T held(std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    if (__builtin_sub_overflow(a, b, &out)) {
      out = b > 0 ? std::numeric_limits<std::int64_t>::min()
                  : std::numeric_limits<std::int64_t>::max();
    }
    return static_cast<T>(std::clamp<std::int64_t>(out, std::numeric_limits<T>::min(),
                                                   std::numeric_limits<T>::max()));
  }

  std::size_t dim_;
  std::vector<std::int64_t> offset_;  ///< [c] what 0 stands for
  /// [k * stride + c], then the point's number; the tree of the next stage permutes the rows.
  std::vector<T> rows_;
};

/// Do all sums of one option per stage, and their differences, fit 32 bits?
bool fits_32_bits(const SumPlan& plan) {
  for (std::size_t c = 0; c < plan.dim; ++c) {
    double range = 0;
    for (const SumStage& stage : plan.stages) {
      std::int64_t low = stage.row[c];
      std::int64_t high = low;
      for (std::size_t o = 1; o < stage.size(); ++o) {
        low = std::min(low, stage.row[o * plan.dim + c]);
        high = std::max(high, stage.row[o * plan.dim + c]);
      }
      range += static_cast<double>(high) - static_cast<double>(low);
    }
    if (range >= 0x1.0p31) return false;
  }
  return true;
}

}  // namespace

std::unique_ptr<SumList> make_space_sum(const SumPlan& plan, SumWidth width) {
  if (width == SumWidth::automatic && fits_32_bits(plan)) {
    return std::make_unique<SpaceSum<std::int32_t>>(plan);
  }
  return std::make_unique<SpaceSum<std::int64_t>>(plan);
}

}  // namespace entente::bargain
