#include <algorithm>
#include <limits>
#include <numeric>

#include "entente/bargain/bundle_search.hpp"
#include "entente/bargain/vectorised.hpp"

namespace entente::bargain {
namespace {

/// A partial choice: its bounds, where it came from, how promising it is.
struct Partial {
  Lanes bound;
  double key = 0;  ///< the least bound
  std::uint32_t parent = 0;
  std::uint32_t entry = 0;
};

struct Step {
  std::uint32_t parent = 0;
  std::uint32_t entry = 0;
};

ENTENTE_VECTORISED
void subtract(const Lanes& from, const Lanes& loss, Lanes& to) {
  for (std::size_t q = 0; q < k_lanes; ++q) to.x[q] = from.x[q] - loss.x[q];
}

/// Levels by falling swing: large pieces first, fine adjustments last.
std::vector<std::size_t> beam_order(const Core& core, const Bundle& bundle) {
  std::vector<double> swing(core.levels(), 0);
  for (std::size_t d = 0; d < core.levels(); ++d) {
    const Lanes& reference = bundle.loss[core.entry[core.first[d]]];
    for (auto k = core.first[d]; k < core.first[d + 1]; ++k) {
      for (std::size_t q = 0; q < k_lanes; ++q) {
        const double change = bundle.loss[core.entry[k]].x[q] - reference.x[q];
        swing[d] = std::max(swing[d], change < 0 ? -change : change);
      }
    }
  }
  std::vector<std::size_t> order(core.levels());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return swing[a] > swing[b]; });
  return order;
}

class Beam {
 public:
  Beam(TreeSearch& search, std::size_t width)
      : s_(search), core_(*search.core), width_(width), order_(beam_order(core_, *s_.bundle)) {}

  void run() {
    Partial root;
    root.bound = core_.root;
    now_.push_back(root);
    for (const auto level : order_) {
      grow(level);
      if (next_.empty()) return;
      keep_best();
      now_.swap(next_);
    }
    for (std::size_t k = 0; k < now_.size(); ++k) report(k);
  }

 private:
  void grow(std::size_t level) {
    next_.clear();
    for (std::size_t k = 0; k < now_.size(); ++k) {
      for (auto c = core_.first[level]; c < core_.first[level + 1]; ++c) {
        Partial& child = next_.emplace_back();
        child.entry = core_.entry[c];
        child.parent = static_cast<std::uint32_t>(k);
        subtract(now_[k].bound, s_.bundle->loss[child.entry], child.bound);
        if (!rate(child)) next_.pop_back();
        ++s_.nodes;
      }
    }
  }

  /// The least bound; false when some bound does not pass its threshold.
  bool rate(Partial& child) const {
    child.key = std::numeric_limits<double>::infinity();
    for (std::size_t q = 0; q < k_lanes; ++q) {
      if (child.bound.x[q] <= s_.threshold.x[q]) return false;
      if (!s_.bundle->floors_only[q]) child.key = std::min(child.key, child.bound.x[q]);
    }
    return true;
  }

  /// Cuts next_ to the beam's width, in an order that depends on nothing but the numbers.
  void keep_best() {
    if (next_.size() > width_) {
      rank_.resize(next_.size());
      std::iota(rank_.begin(), rank_.end(), 0U);
      const auto cut = rank_.begin() + static_cast<std::ptrdiff_t>(width_);
      std::nth_element(rank_.begin(), cut, rank_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return next_[a].key > next_[b].key || (next_[a].key == next_[b].key && a < b);
      });
      std::sort(rank_.begin(), cut);
      for (std::size_t k = 0; k < width_; ++k) next_[k] = next_[rank_[k]];
      next_.resize(width_);
    }
    history_.emplace_back();
    for (const auto& p : next_) history_.back().push_back({p.parent, p.entry});
  }

  void report(std::size_t k) {
    auto choice = core_.choice;
    auto utility = core_.base;
    for (std::size_t d = order_.size(); d-- > 0;) {
      const Step step = history_[d][k];
      choice[core_.issue[order_[d]]] = step.entry;
      for (std::size_t j = 0; j < utility.size(); ++j) utility[j] += s_.table->row(step.entry)[j];
      k = step.parent;
    }
    s_.leaf(choice.data(), utility.data());
  }

  TreeSearch& s_;
  const Core& core_;
  std::size_t width_;
  std::vector<std::size_t> order_;
  std::vector<Partial> now_;
  std::vector<Partial> next_;
  std::vector<std::uint32_t> rank_;
  std::vector<std::vector<Step>> history_;
};

}  // namespace

void run_beam(TreeSearch& search, std::size_t width) { Beam(search, width).run(); }

}  // namespace entente::bargain
