#include "entente/enforce/detection_boxes.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace entente::enforce {
namespace {

/// Halvings of a side while boxes are searched, and for the answer.
constexpr int k_rough = 12;
constexpr int k_fine = 24;
/// Sums that differ by less are as good.
constexpr double k_same = 1e-5;

using Point = std::vector<double>;

struct Box {
  Point low;
  Point high;
  double at_least = 0;  ///< no point in it that is enough has a smaller sum
};

class BoxSearch {
 public:
  BoxSearch(const Point& now, const std::function<bool(const Point&)>& enough,
            std::uint64_t max_questions)
      : now_(now), enough_(enough), questions_left_(max_questions) {}

  LeastDetection run() {
    best_.assign(now_.size(), 1);
    total_ = sum(best_);
    add({now_, best_, 0});
    while (!boxes_.empty() && questions_left_ > 0) {
      const auto first =
          std::min_element(boxes_.begin(), boxes_.end(),
                           [](const Box& a, const Box& b) { return a.at_least < b.at_least; });
      Box box = std::move(*first);
      boxes_.erase(first);
      if (box.at_least >= total_ - k_same) break;
      divide(box);
    }
    offer(best_, k_fine);
    double at_least = total_;
    for (const Box& box : boxes_) at_least = std::min(at_least, box.at_least);
    return {best_, total_, std::max(0.0, at_least - k_same)};
  }

 private:
  [[nodiscard]] double sum(const Point& p) const {
    double total = 0;
    for (std::size_t k = 0; k < p.size(); ++k) total += p[k] - now_[k];
    return total;
  }

  /// Once no question is left nothing is known to be enough.
  bool ask(const Point& p) {
    if (questions_left_ == 0) return false;
    --questions_left_;
    return enough_(p);
  }

  /// The least value of a coordinate, from `low` on, with which the point is enough, as it is with
  /// `point[k]`: between the two returned.
  std::pair<double, double> bracket(Point point, std::size_t k, double low, int halvings) {
    double high = point[k];
    point[k] = low;
    if (ask(point)) return {low, low};
    for (int step = 0; step < halvings && questions_left_ > 0; ++step) {
      const double middle = low + (high - low) / 2;
      point[k] = middle;
      (ask(point) ? high : low) = middle;
    }
    return {low, high};
  }

  /// Lowers one coordinate after the other as far as it goes: those with the most room first.
  void offer(Point point, int halvings) {
    std::vector<std::size_t> order(point.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return point[a] - now_[a] > point[b] - now_[b];
    });
    for (const std::size_t k : order) point[k] = bracket(point, k, now_[k], halvings).second;
    const double total = sum(point);
    if (total > total_) return;
    total_ = total;
    best_ = std::move(point);
  }

  /// Takes in a box of which the upper corner is enough, without what cannot be enough or is no
  /// better than the best.
  void add(Box box) {
    for (std::size_t k = 0; k < box.low.size(); ++k) {
      box.low[k] = bracket(box.high, k, box.low[k], k_rough).first;
    }
    box.at_least = sum(box.low);
    const double room = total_ - box.at_least;
    if (room <= k_same) return;
    for (std::size_t k = 0; k < box.low.size(); ++k) {
      box.high[k] = std::min(box.high[k], box.low[k] + room);
    }
    if (questions_left_ > 0 && !ask(box.high)) return;
    if (ask(box.low)) {
      best_ = box.low;
      total_ = box.at_least;
      return;
    }
    if (questions_left_ > 0) offer(box.high, k_rough);
    boxes_.push_back(std::move(box));
  }

  void divide(const Box& box) {
    std::size_t longest = 0;
    for (std::size_t k = 0; k < box.low.size(); ++k) {
      if (box.high[k] - box.low[k] > box.high[longest] - box.low[longest]) longest = k;
    }
    const double middle = (box.low[longest] + box.high[longest]) / 2;
    Box below = box;
    below.high[longest] = middle;
    if (questions_left_ == 0 || ask(below.high)) add(std::move(below));
    Box above = box;
    above.low[longest] = middle;
    add(std::move(above));
  }

  const Point& now_;
  const std::function<bool(const Point&)>& enough_;
  std::uint64_t questions_left_;
  Point best_;
  double total_ = 0;
  std::vector<Box> boxes_;
};

}  // namespace

LeastDetection least_detection_by_boxes(
    const std::vector<double>& now, const std::function<bool(const std::vector<double>&)>& enough,
    std::uint64_t max_questions) {
  return BoxSearch(now, enough, max_questions).run();
}

}  // namespace entente::enforce
