#include "entente/bargain/relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// The logarithm goes on as a straight line below this share of a party's range.
constexpr double k_least_gain = 1e-6;
/// The same, on the way to it, where steps stall because some gains are still below and others
/// far above: floors close to what can be had at all.
constexpr double k_falling_least_gain[] = {1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6};
/// Shares below this are taken away altogether.
constexpr double k_least_share = 1e-12;
constexpr std::size_t k_max_trace = 64;
/// Relative distance of bound and mixed optimum at which the relaxation counts as solved: far
/// below the gap that whole options leave.
constexpr double k_solved = 1e-8;

class Relaxer {
 public:
  Relaxer(const ScaledProblem& problem, const WorkControl& control)
      : p_(problem),
        control_(control),
        n_(problem.parties),
        share_(problem.table->option.size(), 0),
        gain_(n_),
        price_(n_),
        step_(n_),
        probe_(n_),
        probe_price_(n_),
        multiplier_(n_, 0) {
    for (std::size_t j = 0; j < n_; ++j) has_floors_ = has_floors_ || p_.floor[j] > -k_infinity;
  }

  HullRelaxation run() {
    const OptionTable& table = *p_.table;
    for (std::size_t i = 0; i < table.issues; ++i) start_issue(i);
    recompute_gains();
    record();
    if (p_.kind == Objective::Kind::minimum) {
      for (const double sharpness : {20.0, 100.0, 500.0, 2'500.0, 12'500.0, 62'500.0, 3e5}) {
        sharpness_ = sharpness;
        if (ascend(k_minimum_rounds) || control_.cancelled()) break;
      }
    } else if (!ascend(k_smooth_rounds) && p_.kind == Objective::Kind::log_sum) {
      ascend_by_steps();
    }
    result_.share = std::move(share_);
    return std::move(result_);
  }

 private:
  static constexpr int k_minimum_rounds = 10;
  static constexpr int k_smooth_rounds = 60;
  static constexpr int k_sweeps_per_round = 3;
  static constexpr int k_patience = 3;

  void start_issue(std::size_t issue) {
    const OptionTable& table = *p_.table;
    std::size_t used = 0;
    for (auto e = table.first[issue]; e < table.first[issue + 1]; ++e) {
      used += table.dominated[e] == 0 ? 1 : 0;
    }
    for (auto e = table.first[issue]; e < table.first[issue + 1]; ++e) {
      if (table.dominated[e] == 0) share_[e] = 1 / static_cast<double>(used);
    }
  }

  void recompute_gains() {
    gain_ = p_.offset;
    for (std::size_t e = 0; e < share_.size(); ++e) {
      if (share_[e] == 0) continue;
      for (std::size_t j = 0; j < n_; ++j) gain_[j] += share_[e] * p_.value[e * n_ + j];
    }
  }

  /// Starts from a logarithm that is soft near zero, and sharpens it.
  void ascend_by_steps() {
    stretch_ = true;
    for (const double least : k_falling_least_gain) {
      least_gain_ = least;
      if (ascend(k_minimum_rounds) || control_.cancelled()) break;
    }
  }

  /// Rounds of sweeps until solved (true), stalled or used up.
  bool ascend(int rounds) {
    int patience = k_patience;
    double last = result_.bound;
    for (int round = 0; round < rounds && patience > 0 && !control_.cancelled(); ++round) {
      bool moved = false;
      for (int s = 0; s < k_sweeps_per_round; ++s) moved = sweep() || moved;
      recompute_gains();
      record();
      if (solved()) return true;
      const double progress = last - result_.bound;
      patience = progress > slack_ * k_stalled ? k_patience : patience - 1;
      last = result_.bound;
      if (has_floors_) {
        update_multipliers();
      } else if (!moved) {
        break;
      }
    }
    return false;
  }

  /// Is the bound met by the mix? Sets the slack between them.
  bool solved() {
    double violation = 0;
    for (std::size_t j = 0; j < n_; ++j) {
      violation = std::max(violation, p_.floor[j] - gain_[j]);
    }
    const double reached = p_.evaluate(gain_.data());
    slack_ = std::max(0.0, result_.bound - reached);
    if (!std::isfinite(slack_)) slack_ = 1;
    if (!std::isfinite(reached)) return false;  // no logarithm yet
    return violation <= k_solved && slack_ <= k_solved * (1 + std::abs(reached));
  }

  void update_multipliers() {
    double worst = 0;
    for (std::size_t j = 0; j < n_; ++j) {
      if (p_.floor[j] == -k_infinity) continue;
      multiplier_[j] = floor_price(j, gain_[j]);
      worst = std::max(worst, p_.floor[j] - gain_[j]);
    }
    if (worst > 0.5 * last_violation_) rho_ = std::min(rho_ * 2, 1e5);
    last_violation_ = worst;
  }

  /// The slope of the smoothed objective at these gains, floors aside.
  void objective_slope(const double* gain, double* price) const {
    if (p_.kind == Objective::Kind::log_sum) {
      for (std::size_t j = 0; j < n_; ++j) {
        price[j] = p_.coefficient[j] / std::max(gain[j], least_gain_);
      }
    } else if (p_.kind == Objective::Kind::linear) {
      for (std::size_t j = 0; j < n_; ++j) price[j] = p_.coefficient[j];
    } else {
      soft_minimum_slope(gain, price);
    }
  }

  [[nodiscard]] double floor_price(std::size_t j, double gain) const {
    if (p_.floor[j] == -k_infinity) return 0;
    return std::max(0.0, multiplier_[j] + rho_ * (p_.floor[j] - gain));
  }

  void slope(const double* gain, double* price) const {
    objective_slope(gain, price);
    if (!has_floors_) return;
    for (std::size_t j = 0; j < n_; ++j) price[j] += floor_price(j, gain[j]);
  }

  void soft_minimum_slope(const double* gain, double* price) const {
    double least = k_infinity;
    for (std::size_t j = 0; j < n_; ++j) {
      if (p_.coefficient[j] > 0) least = std::min(least, gain[j]);
    }
    double sum = 0;
    for (std::size_t j = 0; j < n_; ++j) {
      price[j] = p_.coefficient[j] > 0 ? std::exp(-sharpness_ * (gain[j] - least)) : 0;
      sum += price[j];
    }
    for (std::size_t j = 0; j < n_; ++j) price[j] /= sum;
  }

  double slope_along(double t) {
    for (std::size_t j = 0; j < n_; ++j) probe_[j] = gain_[j] + t * step_[j];
    slope(probe_.data(), probe_price_.data());
    double s = 0;
    for (std::size_t j = 0; j < n_; ++j) s += probe_price_[j] * step_[j];
    return s;
  }

  /// The largest t in (0, limit] up to which the objective rises along step_ (Illinois).
  double line_search(double limit, double slope_at_zero) {
    double high = limit;
    double slope_high = slope_along(limit);
    if (slope_high >= 0) return limit;
    double low = 0;
    double slope_low = slope_at_zero;
    int side = 0;
    for (int it = 0; it < 20 && high - low > 1e-3 * high; ++it) {
      double t = (low * slope_high - high * slope_low) / (slope_high - slope_low);
      if (!(t > low && t < high)) t = (low + high) / 2;
      const double s = slope_along(t);
      if (s >= 0) {
        low = t;
        slope_low = s;
        if (side == 1) slope_high /= 2;
        side = 1;
      } else {
        high = t;
        slope_high = s;
        if (side == -1) slope_low /= 2;
        side = -1;
      }
    }
    return low > 0 ? low : high / 2;
  }

  bool sweep() {
    bool moved = false;
    for (std::size_t i = 0; i < p_.table->issues; ++i) {
      for (int repeat = 0; repeat < 2 && improve_issue(i); ++repeat) moved = true;
    }
    return moved;
  }

  double worth(std::size_t entry) const {
    const double* v = p_.value.data() + entry * n_;
    double s = 0;
    for (std::size_t j = 0; j < n_; ++j) s += price_[j] * v[j];
    return s;
  }

  bool improve_issue(std::size_t issue) {
    const OptionTable& table = *p_.table;
    if (table.first[issue + 1] - table.first[issue] < 2) return false;
    slope(gain_.data(), price_.data());
    std::size_t best = 0;
    std::size_t worst = 0;
    double most = -k_infinity;
    double least = k_infinity;
    for (std::size_t e = table.first[issue]; e < table.first[issue + 1]; ++e) {
      if (table.dominated[e] != 0) continue;
      const double w = worth(e);
      if (w > most) {
        most = w;
        best = e;
      }
      if (share_[e] > 0 && w < least) {
        least = w;
        worst = e;
      }
    }
    if (most - least <= 1e-14 * (1 + std::abs(most))) return false;
    for (std::size_t j = 0; j < n_; ++j) {
      step_[j] = p_.value[best * n_ + j] - p_.value[worst * n_ + j];
    }
    move(best, worst, line_search(share_[worst], most - least));
    return true;
  }

  void move(std::size_t best, std::size_t worst, double t) {
    if (share_[worst] - t < k_least_share) t = share_[worst];
    share_[worst] -= t;
    share_[best] += t;
    for (std::size_t j = 0; j < n_; ++j) gain_[j] += t * step_[j];
  }

  /// Scales all prices of a cut of the logarithms so that its bound is least; returns that bound.
  /// With A the sum of the coefficients and S what the priced gains sum up to at most, the factor
  /// is A / S.
  double stretched(Cut& cut, double bound) const {
    double total = 0;
    double conjugate = 0;
    for (std::size_t j = 0; j < n_; ++j) {
      const double a = p_.coefficient[j];
      if (a == 0) continue;
      total += a;
      conjugate += a * std::log(a / cut.lambda[j]) - a;
    }
    const double most = bound - conjugate;
    if (most <= 0) return bound;
    for (auto& lambda : cut.lambda) lambda *= total / most;
    for (auto& mu : cut.mu) mu *= total / most;
    complete_cut(p_, cut);
    return bound_of(p_, cut);
  }

  /// Turns the prices at the current gains into a cut and keeps it.
  void record() {
    Cut cut;
    cut.lambda.resize(n_);
    objective_slope(gain_.data(), cut.lambda.data());
    for (std::size_t j = 0; j < n_; ++j) cut.mu.push_back(floor_price(j, gain_[j]));
    complete_cut(p_, cut);
    double bound = bound_of(p_, cut);
    if (stretch_) bound = stretched(cut, bound);
    if (result_.trace.empty() || bound < result_.bound) {
      result_.bound = bound;
      result_.best = cut;
    }
    if (result_.trace.size() == k_max_trace) result_.trace.erase(result_.trace.begin());
    result_.trace.push_back(std::move(cut));
  }

  static constexpr double k_stalled = 1e-3;

  const ScaledProblem& p_;
  const WorkControl& control_;
  std::size_t n_;
  bool has_floors_ = false;
  std::vector<double> share_;
  std::vector<double> gain_;
  std::vector<double> price_;
  std::vector<double> step_;
  std::vector<double> probe_;
  std::vector<double> probe_price_;
  std::vector<double> multiplier_;
  double rho_ = 8;
  double last_violation_ = k_infinity;
  double sharpness_ = 20;
  double least_gain_ = k_least_gain;
  bool stretch_ = false;  ///< whether prices are scaled for the least bound
  double slack_ = 1;
  HullRelaxation result_;
};

}  // namespace

void complete_cut(const ScaledProblem& problem, Cut& cut) {
  const std::size_t n = problem.parties;
  cut.price.resize(n);
  cut.constant = 0;
  cut.size = 0;
  const auto add = [&](double x) {
    cut.constant += x;
    cut.size += std::abs(x);
  };
  double sum = 0;
  for (std::size_t j = 0; j < n; ++j) sum += cut.lambda[j];
  for (std::size_t j = 0; j < n; ++j) {
    const double a = problem.coefficient[j];
    if (cut.floors_only || a == 0) {
      cut.lambda[j] = 0;
    } else if (problem.kind == Objective::Kind::log_sum) {
      add(a * std::log(a / cut.lambda[j]));
      add(-a);
    } else if (problem.kind == Objective::Kind::linear) {
      cut.lambda[j] = 1;
    } else {
      cut.lambda[j] /= sum;
    }
    cut.price[j] = cut.lambda[j] + cut.mu[j];
    add(cut.price[j] * problem.offset[j]);
    if (cut.mu[j] > 0) add(-cut.mu[j] * problem.floor[j]);
  }
}

HullRelaxation relax(const ScaledProblem& problem, const WorkControl& control) {
  return Relaxer(problem, control).run();
}

double bound_of(const ScaledProblem& problem, const Cut& cut) {
  const OptionTable& table = *problem.table;
  const std::size_t n = problem.parties;
  double bound = cut.constant;
  for (std::size_t i = 0; i < table.issues; ++i) {
    double most = -k_infinity;
    for (std::size_t e = table.first[i]; e < table.first[i + 1]; ++e) {
      double w = 0;
      for (std::size_t j = 0; j < n; ++j) w += cut.price[j] * problem.value[e * n + j];
      most = std::max(most, w);
    }
    bound += most;
  }
  return bound;
}

}  // namespace entente::bargain
