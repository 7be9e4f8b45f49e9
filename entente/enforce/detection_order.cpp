#include "entente/enforce/detection_order.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace entente::enforce {
namespace {

/// Up to so many commitments all orders are looked at.
constexpr std::size_t k_all_orders = 16;
/// Stands for the trace of certain detection.
constexpr double k_certain = 700;
/// What is that close to 0 is the rounding of 0.
constexpr double k_rounding = 1e-12;

/// The trace that deters from a gain: H(D). The share left, (1 - q^m) + q^m (1 - q) / (1 - q rho)
/// with q = discount * quiet, m = lag - 1 and rho = exp(-trace), must be at most
/// loss / (loss + gain).
class NeededTrace {
 public:
  explicit NeededTrace(const Deterrent& d)
      : loss_(d.loss), q_(d.discount * d.quiet), late_(std::pow(q_, d.lag - 1)) {}

  [[nodiscard]] double operator()(double gain) const {
    if (gain <= 0) return 0;
    const double share = (loss_ / (loss_ + gain) - (1 - late_)) / late_;
    const double rho = share > 0 ? (1 - (1 - q_) / share) / q_ : 0;
    return rho > k_rounding ? std::min(k_certain, -std::log(rho)) : k_certain;
  }

 private:
  double loss_;
  double q_;
  double late_;
};

class Orders {
 public:
  Orders(const std::vector<TemptingCommitment>& commitments, const Deterrent& deterrent)
      : commitments_(commitments), needed_(deterrent) {
    for (const auto& c : commitments) {
      now_.push_back(c.detection < 1 ? std::min(k_certain, std::log1p(-c.false_alarm) -
                                                               std::log1p(-c.detection))
                                     : k_certain);
    }
  }

  LeastDetection run() { return now_.size() <= k_all_orders ? best_order() : good_order(); }

 private:
  /// What raising the trace of a commitment to this adds to its detection.
  [[nodiscard]] double cost(std::size_t k, double trace) const {
    if (trace <= now_[k]) return 0;
    const double left = trace >= k_certain ? 0 : std::exp(-trace);
    return (1 - commitments_[k].false_alarm) * (std::exp(-now_[k]) - left);
  }

  [[nodiscard]] double detection(std::size_t k, double trace) const {
    if (trace <= now_[k]) return commitments_[k].detection;
    if (trace >= k_certain) return 1;
    return 1 - (1 - commitments_[k].false_alarm) * std::exp(-trace);
  }

  /// Over all sets, rising: what their traces must add up to, where none is below what it is now;
  /// and the least cost of raising the commitments of the set first.
  LeastDetection best_order() {
    const std::size_t n = now_.size();
    const std::size_t sets = std::size_t{1} << n;
    std::vector<double> gain(sets, 0);
    std::vector<double> trace(sets, 0);
    std::vector<double> least(sets, 0);
    std::vector<std::uint8_t> last(sets, 0);
    for (std::size_t set = 1; set < sets; ++set) {
      const auto lowest = static_cast<std::size_t>(std::countr_zero(set));
      gain[set] = gain[set & (set - 1)] + commitments_[lowest].gain;
      trace[set] = needed_(gain[set]);
      for (std::size_t k = 0; k < n; ++k) {
        const std::size_t without = set & ~(std::size_t{1} << k);
        if (without != set) trace[set] = std::max(trace[set], trace[without] + now_[k]);
      }
      least[set] = std::numeric_limits<double>::infinity();
      for (std::size_t k = 0; k < n; ++k) {
        const std::size_t without = set & ~(std::size_t{1} << k);
        if (without == set) continue;
        const double with_it = least[without] + cost(k, trace[set] - trace[without]);
        if (with_it >= least[set]) continue;
        least[set] = with_it;
        last[set] = static_cast<std::uint8_t>(k);
      }
    }
    LeastDetection out;
    out.detection.assign(n, 0);
    for (std::size_t set = sets - 1; set != 0;) {
      const std::size_t k = last[set];
      const std::size_t without = set & ~(std::size_t{1} << k);
      out.detection[k] = detection(k, trace[set] - trace[without]);
      set = without;
    }
    out.total = out.at_least = least[sets - 1];
    return out;
  }

  /// What the traces of these commitments must add up to: some beginning, by gain per trace, is
  /// deterred by H, and the others have what they have now.
  [[nodiscard]] double trace_of(std::vector<std::size_t> set) const {
    std::sort(set.begin(), set.end(), [&](std::size_t a, std::size_t b) {
      const double left = commitments_[a].gain * now_[b];
      const double right = commitments_[b].gain * now_[a];
      return left != right ? left > right : a < b;
    });
    double rest = 0;
    for (const std::size_t k : set) rest += now_[k];
    double most = rest;
    double gain = 0;
    for (const std::size_t k : set) {
      gain += commitments_[k].gain;
      rest -= now_[k];
      most = std::max(most, needed_(gain) + rest);
    }
    return most;
  }

  /// [commitment] the corner that an order leads to.
  [[nodiscard]] std::vector<double> corner(const std::vector<std::size_t>& order) const {
    std::vector<double> traces(order.size(), 0);
    std::vector<std::size_t> set;
    double before = 0;
    for (const std::size_t k : order) {
      set.push_back(k);
      const double with_it = trace_of(set);
      traces[k] = with_it - before;
      before = with_it;
    }
    return traces;
  }

  [[nodiscard]] double total(const std::vector<double>& traces) const {
    double sum = 0;
    for (std::size_t k = 0; k < traces.size(); ++k) sum += cost(k, traces[k]);
    return sum;
  }

  /// The better of a few orders. The bound: costs are concave, so above their chords up to the
  /// greatest trace that any order asks for, and sums of chords are least for the order by slope.
  LeastDetection good_order() {
    const std::size_t n = now_.size();
    std::vector<std::size_t> all(n);
    std::iota(all.begin(), all.end(), std::size_t{0});
    const double whole = trace_of(all);
    std::vector<double> slope;
    for (std::size_t k = 0; k < n; ++k) {
      std::vector<std::size_t> others = all;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(k));
      const double most = whole - trace_of(std::move(others));
      slope.push_back(most > now_[k] ? cost(k, most) / (most - now_[k]) : 0);
    }
    const auto ordered = [&](const auto& before) {
      auto order = all;
      std::stable_sort(order.begin(), order.end(), before);
      return corner(order);
    };
    const auto by_slope =
        ordered([&](std::size_t a, std::size_t b) { return slope[a] > slope[b]; });
    const auto by_gain = ordered(
        [&](std::size_t a, std::size_t b) { return commitments_[a].gain < commitments_[b].gain; });
    const auto& best = total(by_gain) <= total(by_slope) ? by_gain : by_slope;
    LeastDetection out;
    out.total = total(best);
    for (std::size_t k = 0; k < n; ++k) {
      out.detection.push_back(detection(k, best[k]));
      out.at_least += slope[k] * std::max(0.0, by_slope[k] - now_[k]);
    }
    out.at_least = std::min(out.at_least, out.total);
    return out;
  }

  const std::vector<TemptingCommitment>& commitments_;
  NeededTrace needed_;
  std::vector<double> now_;  ///< traces
};

}  // namespace

LeastDetection least_detection_by_order(const std::vector<TemptingCommitment>& commitments,
                                        const Deterrent& deterrent) {
  return Orders(commitments, deterrent).run();
}

}  // namespace entente::enforce
