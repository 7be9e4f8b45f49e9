#include "entente/bargain/dual_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// The model's gap at which the relaxation counts as solved, in typical sizes of F.
constexpr double k_solved = 1e-9;
/// ... or as a share of what lies between the bound and the best outcome.
constexpr double k_gap_share = 0.02;
/// Floors may be priced up to this multiple of the typical price.
constexpr double k_floor_price = 1e4;
constexpr int k_newton_steps = 20;

double positive(double range) { return range > 0 ? range : 1; }

using Variable = DualModel::Variable;
using Kind = DualModel::Kind;

/// The cutting-plane model and its centres. With F in typical units: minimise over y and t
///   tau * (c(y) + t) - sum_a log(t - beta_a - alpha_a . y) - sum_v log y_v - sum log(upper - y_v)
class CentreFinder {
 public:
  explicit CentreFinder(const DualModel& model) : model_(model), size_(model.variables.size()) {
    std::size_t shares = 0;
    for (const auto& v : model.variables) shares += v.kind == Kind::share ? 1 : 0;
    for (const auto& v : model.variables) {
      if (v.kind == Kind::share) y_.push_back(1.0 / static_cast<double>(shares));
      if (v.kind == Kind::log) y_.push_back(3 * v.weight);
      if (v.kind == Kind::floor) y_.push_back(std::min(0.1, v.upper / 2));
    }
    has_shares_ = shares > 0;
  }

  [[nodiscard]] const std::vector<double>& y() const { return y_; }
  [[nodiscard]] std::size_t constraints() const { return beta_.size() + 2 * size_; }

  void add_cut(const std::vector<double>& alpha, double beta) {
    alpha_.insert(alpha_.end(), alpha.begin(), alpha.end());
    beta_.push_back(beta);
  }

  /// Newton steps towards the centre for `tau`. Returns c(y) + t there: at most
  /// constraints / tau above the model's optimum, once centred.
  double centre(double tau) {
    t_ = highest_cut() + 1 / tau;
    centred_ = false;
    for (int step = 0; step < k_newton_steps && !centred_; ++step) centred_ = newton(tau) < 0.05;
    return conjugate() + t_;
  }
  /// Did the steps get there? Where they did not, what centre() returned bounds nothing.
  [[nodiscard]] bool centred() const { return centred_; }

 private:
  [[nodiscard]] double height(std::size_t a) const {
    double h = beta_[a];
    for (std::size_t v = 0; v < size_; ++v) h += alpha_[a * size_ + v] * y_[v];
    return h;
  }
  [[nodiscard]] double highest_cut() const {
    double h = -k_infinity;
    for (std::size_t a = 0; a < beta_.size(); ++a) h = std::max(h, height(a));
    return h;
  }
  [[nodiscard]] double conjugate() const {
    double c = 0;
    for (std::size_t v = 0; v < size_; ++v) {
      const auto& var = model_.variables[v];
      if (var.kind == Kind::log) c += var.weight * (var.log_unit - 1 - std::log(y_[v]));
    }
    return c;
  }

  /// Gradient and Hessian over (y, t).
  void assemble(double tau) {
    const std::size_t n = size_ + 1;
    hessian_.assign(n * n, 0);
    gradient_.assign(n, 0);
    gradient_[size_] = tau;
    for (std::size_t a = 0; a < beta_.size(); ++a) {
      const double inverse = 1 / (t_ - height(a));
      const double* alpha = alpha_.data() + a * size_;
      gradient_[size_] -= inverse;
      hessian_[size_ * n + size_] += inverse * inverse;
      for (std::size_t v = 0; v < size_; ++v) {
        gradient_[v] += inverse * alpha[v];
        const double scaled = inverse * inverse * alpha[v];
        hessian_[size_ * n + v] -= scaled;
        for (std::size_t w = 0; w <= v; ++w) hessian_[v * n + w] += scaled * alpha[w];
      }
    }
    for (std::size_t v = 0; v < size_; ++v) {
      const auto& var = model_.variables[v];
      const double inverse = 1 / y_[v];
      const double weight = 1 + (var.kind == Kind::log ? tau * var.weight : 0);
      gradient_[v] -= weight * inverse;
      hessian_[v * n + v] += weight * inverse * inverse;
      if (var.kind == Kind::floor) {
        const double room = 1 / (var.upper - y_[v]);
        gradient_[v] += room;
        hessian_[v * n + v] += room * room;
      }
    }
  }

  /// Cholesky factorisation in place (lower triangle).
  void factorise() {
    const std::size_t n = size_ + 1;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = hessian_[i * n + j];
        for (std::size_t k = 0; k < j; ++k) sum -= hessian_[i * n + k] * hessian_[j * n + k];
        if (i == j) {
          hessian_[i * n + i] = std::sqrt(std::max(sum, 1e-14 * hessian_[i * n + i] + 1e-300));
        } else {
          hessian_[i * n + j] = sum / hessian_[j * n + j];
        }
      }
    }
  }
  void solve(std::vector<double>& x) const {
    const std::size_t n = size_ + 1;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < i; ++k) x[i] -= hessian_[i * n + k] * x[k];
      x[i] /= hessian_[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t k = i + 1; k < n; ++k) x[i] -= hessian_[k * n + i] * x[k];
      x[i] /= hessian_[i * n + i];
    }
  }

  /// The Newton direction; moves along shares keep their sum.
  void find_direction() {
    factorise();
    direction_.assign(gradient_.size(), 0);
    for (std::size_t v = 0; v < gradient_.size(); ++v) direction_[v] = -gradient_[v];
    solve(direction_);
    if (!has_shares_) return;
    std::vector<double> normal(gradient_.size(), 0);
    for (std::size_t v = 0; v < size_; ++v) normal[v] = is_share(v) ? 1 : 0;
    solve(normal);
    double drift = 0;
    double give = 0;
    for (std::size_t v = 0; v < size_; ++v) {
      drift += is_share(v) ? direction_[v] : 0;
      give += is_share(v) ? normal[v] : 0;
    }
    for (std::size_t v = 0; v < direction_.size(); ++v) direction_[v] -= drift / give * normal[v];
  }
  [[nodiscard]] bool is_share(std::size_t v) const {
    return model_.variables[v].kind == Kind::share;
  }

  /// The longest step along the direction that stays inside.
  [[nodiscard]] double longest_step() const {
    double most = k_infinity;
    const auto limit = [&](double room, double pace) {
      if (pace > 0) most = std::min(most, room / pace);
    };
    for (std::size_t v = 0; v < size_; ++v) {
      limit(y_[v], -direction_[v]);
      const auto& var = model_.variables[v];
      if (var.kind == Kind::floor) limit(var.upper - y_[v], direction_[v]);
    }
    for (std::size_t a = 0; a < beta_.size(); ++a) {
      double pace = -direction_[size_];
      for (std::size_t v = 0; v < size_; ++v) pace += alpha_[a * size_ + v] * direction_[v];
      limit(t_ - height(a), pace);
    }
    return most;
  }

  /// One damped Newton step; returns the squared decrement before it.
  double newton(double tau) {
    assemble(tau);
    find_direction();
    double decrement = 0;
    for (std::size_t v = 0; v <= size_; ++v) decrement -= gradient_[v] * direction_[v];
    if (!(decrement > 0)) return 0;
    const double root = std::sqrt(decrement);
    const double step = std::min(root < 0.3 ? 1 : 1 / (1 + 0.5 * root), 0.95 * longest_step());
    double sum = 0;
    for (std::size_t v = 0; v < size_; ++v) {
      y_[v] += step * direction_[v];
      sum += is_share(v) ? y_[v] : 0;
    }
    t_ += step * direction_[size_];
    if (has_shares_) {
      for (std::size_t v = 0; v < size_; ++v) y_[v] /= is_share(v) ? sum : 1;
      t_ = std::max(t_, highest_cut() + 1e-3 / tau);
    }
    return decrement;
  }

  const DualModel& model_;
  std::size_t size_;
  bool has_shares_ = false;
  std::vector<double> alpha_;  ///< [cut][variable]
  std::vector<double> beta_;
  std::vector<double> y_;
  double t_ = 0;
  bool centred_ = false;
  std::vector<double> hessian_;
  std::vector<double> gradient_;
  std::vector<double> direction_;
};

/// The cut of what makes up a bound (with the loose terms that pay at these prices).
void make_cut(const Elimination& elimination, const DualModel& model, const PricedBound& bound,
              const Elimination::Worth& worth_of, std::vector<double>& alpha, double& beta) {
  std::vector<double> amount(elimination.dims());
  elimination.argmax_amounts(worth_of, amount.data());
  for (const auto& box : elimination.loose()) {
    double worth = 0;
    for (std::size_t d = 0; d < amount.size(); ++d) {
      worth += bound.price[d] * static_cast<double>(box.add[d]);
    }
    if (worth <= 0) continue;
    for (std::size_t d = 0; d < amount.size(); ++d) amount[d] += static_cast<double>(box.add[d]);
  }
  alpha.clear();
  for (const auto& v : model.variables) {
    alpha.push_back(v.scale * (amount[v.dim] - v.reference) / model.unit);
  }
  beta = model.fixed_constant;
  for (std::size_t d = 0; d < amount.size(); ++d) beta += model.fixed_price[d] * amount[d];
  if (elimination.split()) {
    // What balancing the buckets leaves; counted as if it did not depend on the prices.
    beta += bound.value - bound.constant;
    for (std::size_t d = 0; d < amount.size(); ++d) beta -= bound.price[d] * amount[d];
  }
  beta /= model.unit;
}

}  // namespace

DualModel objective_model(const Elimination& elimination, const Objective& objective,
                          const std::vector<std::int64_t>& floors) {
  DualModel model;
  model.fixed_price.assign(elimination.dims(), 0);
  const auto& range = elimination.range();
  const std::size_t parties = objective.parties();
  const bool logs = objective.kind() == Objective::Kind::log_sum;
  double typical = 0;
  for (std::size_t j = 0; j < parties; ++j) {
    typical = std::max(typical, objective.unit_weight()[j] * positive(range[j]));
  }
  model.unit = logs ? 1 : positive(typical);
  for (std::size_t j = 0; j < parties; ++j) {
    const double w = objective.unit_weight()[j];
    const auto zero = static_cast<double>(objective.no_deal()[j]);
    if (w == 0) continue;
    Variable v;
    v.dim = j;
    v.reference = zero;
    if (logs) {
      v.kind = Kind::log;
      v.scale = 1 / positive(range[j]);
      v.weight = w;
      v.log_unit = std::log(w * objective.unit()[j] * positive(range[j]));
      model.variables.push_back(v);
    } else if (objective.kind() == Objective::Kind::minimum) {
      v.kind = Kind::share;
      v.scale = w;
      model.variables.push_back(v);
    } else {
      model.fixed_price[j] = w;
      model.fixed_constant -= w * zero;
    }
  }
  for (std::size_t d = 0; d < floors.size(); ++d) {
    if (floors[d] == k_no_floor) continue;
    Variable v;
    v.kind = Kind::floor;
    v.dim = d;
    v.scale = model.unit / positive(range[d]);
    v.reference = static_cast<double>(floors[d]);
    v.upper = k_floor_price;
    model.variables.push_back(v);
  }
  return model;
}

DualModel floor_model(const Elimination& elimination, const std::vector<std::int64_t>& floors) {
  DualModel model;
  model.fixed_price.assign(elimination.dims(), 0);
  for (std::size_t d = 0; d < floors.size(); ++d) {
    if (floors[d] == k_no_floor) continue;
    Variable v;
    v.kind = Kind::share;
    v.dim = d;
    v.scale = 1 / positive(elimination.range()[d]);
    v.reference = static_cast<double>(floors[d]);
    model.variables.push_back(v);
  }
  return model;
}

PricedBound bound_at(const Elimination& elimination, const DualModel& model,
                     const std::vector<double>& y, Elimination::Worth& worth) {
  PricedBound bound;
  bound.price = model.fixed_price;
  bound.constant = model.fixed_constant;
  for (std::size_t v = 0; v < y.size(); ++v) {
    const auto& var = model.variables[v];
    bound.price[var.dim] += var.scale * y[v];
    bound.constant -= var.scale * y[v] * var.reference;
    if (var.kind == Kind::log) {
      bound.constant += var.weight * (var.log_unit - 1 - std::log(y[v]));
    }
  }
  bound.value = bound.constant + elimination.max_sum(bound.price.data(), worth) +
                elimination.loose_bonus(bound.price.data());
  return bound;
}

DualSearchResult search_duals(const Elimination& elimination, const DualModel& model,
                              const std::function<double(const Elimination::Choice*)>& on_outcome) {
  DualSearchResult result;
  CentreFinder finder(model);
  Elimination::Worth worth;
  std::vector<double> alpha;
  std::vector<Elimination::Choice> choice(elimination.size(), 0);
  const std::size_t rounds = model.variables.empty() ? 1 : 30 + 12 * model.variables.size();
  double tau = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    result.bounds.push_back(bound_at(elimination, model, finder.y(), worth));
    result.at.push_back(finder.y());
    const PricedBound& bound = result.bounds.back();
    if (bound.value < result.bounds[result.best].value) result.best = round;
    elimination.argmax(worth, choice.data());
    const double useful = on_outcome(choice.data());
    const double least = result.bounds[result.best].value;
    if (least <= useful) break;
    double beta = 0;
    make_cut(elimination, model, bound, worth, alpha, beta);
    finder.add_cut(alpha, beta);
    const auto constraints = static_cast<double>(finder.constraints());
    tau = std::max(tau, constraints);
    double gap = 0;
    for (int sharpen = 0; sharpen < 3; ++sharpen) {
      const double low = finder.centre(tau) - constraints / tau;
      gap = least / model.unit - low;
      if (!finder.centred()) break;
      const double wanted = constraints / std::max(0.25 * gap, 0.1 * k_solved);
      if (wanted <= tau) break;
      tau = wanted;
    }
    if (!finder.centred()) continue;
    if (gap <= std::max(k_solved, k_gap_share * (least - useful) / model.unit) && gap < 1e300) {
      if (useful > -k_infinity || gap <= k_solved) break;
    }
  }
  return result;
}

}  // namespace entente::bargain
