#include "entente/enforce/outer_iteration.hpp"

#include <algorithm>
#include <limits>

namespace entente::enforce {
namespace {

constexpr std::size_t k_most_bounds = 4;     ///< kept for a direction and a profile
constexpr double k_sweep_tolerance = 1e-13;  ///< of payoffs in [0, 1]
constexpr double k_equal = 1e-13;
constexpr double k_lost = -1e-9;  ///< a set less wide than this is empty

}  // namespace

std::vector<double> needs_of(const MonitoredProfile<double>& profile, double discount,
                             double margin) {
  std::vector<double> needs;
  needs.reserve(profile.deviations.size());
  for (const auto& deviation : profile.deviations) {
    needs.push_back((1 - discount) / discount * deviation.gain + margin);
  }
  return needs;
}

Vector vector_of(const std::vector<double>& payoff) {
  Vector result{};
  std::copy(payoff.begin(), payoff.end(), result.begin());
  return result;
}

OuterIteration::OuterIteration(const std::vector<MonitoredProfile<double>>& profiles,
                               double discount, HalfSpaces spaces, double eased, double margin)
    : profiles_(profiles),
      discount_(discount),
      spaces_(std::move(spaces)),
      eased_(spaces_.size(), eased),
      margin_(margin) {
  for (std::size_t a = 0; a < profiles.size(); ++a) playable_.push_back(a);
  bounds_.resize(spaces_.size() * profiles.size());
  reached_.resize(spaces_.size());
}

void OuterIteration::add_direction(const Vector& direction) {
  spaces_.add(direction, spaces_.support(direction).value);
  bounds_.resize(spaces_.size() * profiles_.size());
  reached_.emplace_back();
  eased_.push_back(eased_.front());
}

bool OuterIteration::run(const OuterLimits& limits) {
  settled_ = false;
  for (std::size_t k = 0; k < limits.rounds; ++k) {
    if (!limits.plain) sweep_until_settled(limits);
    if (!has_width()) return false;
    double step = 0;
    ++counts_.rounds;
    if (!round(step)) return false;
    if (step <= limits.tolerance) {
      settled_ = true;
      break;
    }
  }
  return true;
}

bool OuterIteration::has_width() const {
  for (std::size_t i = 0; i < spaces_.players(); ++i) {
    if (spaces_.levels()[2 * i] + spaces_.levels()[2 * i + 1] < k_lost) return false;
  }
  return true;
}

/// What playing the profile can be worth in the direction at most, by all that is known. Whatever
/// follows, it is not worth more than the set is.
double OuterIteration::bounded(std::size_t direction, std::size_t profile) const {
  const auto& levels = spaces_.levels();
  const double now = dot(spaces_.direction(direction), vector_of(profiles_[profile].payoff));
  double least = (1 - discount_) * now + discount_ * levels[direction];
  for (const auto& bound : bounds_[direction * profiles_.size() + profile].recent) {
    double value = bound.constant;
    for (const auto& [k, weight] : bound.terms) value += weight * levels[k];
    least = std::min(least, value);
  }
  return least;
}

double OuterIteration::sweep() {
  double step = 0;
  auto& levels = spaces_.levels();
  for (std::size_t k = 0; k < levels.size(); ++k) {
    double most = -std::numeric_limits<double>::infinity();
    for (const std::size_t a : playable_) most = std::max(most, bounded(k, a));
    most += eased_[k];
    if (most >= levels[k]) continue;
    step = std::max(step, levels[k] - most);
    levels[k] = most;
  }
  ++counts_.sweeps;
  return step;
}

void OuterIteration::sweep_until_settled(const OuterLimits& limits) {
  for (std::size_t k = 0; k < limits.sweeps; ++k) {
    if (sweep() <= k_sweep_tolerance || !has_width()) return;
  }
}

/// A point of the set: the middle of the points that go furthest for and against each player.
std::optional<Vector> OuterIteration::centre() const {
  const std::size_t n = spaces_.players();
  Vector result{};
  for (std::size_t k = 0; k < 2 * n; ++k) {
    const auto support = spaces_.support(spaces_.direction(k));
    if (support.empty) return std::nullopt;
    for (std::size_t i = 0; i < n; ++i) {
      result[i] += support.point[i] / static_cast<double>(2 * n);
    }
  }
  return result;
}

bool OuterIteration::round(double& step) {
  const auto middle = centre();
  if (!middle) return false;
  bool empty = false;
  const ContinuationProgram::Set set = [&](const Vector& direction) {
    const auto support = spaces_.support(direction);
    empty = empty || support.empty;
    return Reach{support.value, support.point, 0};
  };
  Programs programs(profiles_.size());
  std::vector<std::size_t> still;
  for (const std::size_t a : playable_) {
    programs[a] = std::make_unique<ContinuationProgram>(
        profiles_[a], needs_of(profiles_[a], discount_, margin_), set, *middle);
    ++counts_.programs;
    if (programs[a]->feasible()) still.push_back(a);
  }
  // What cannot be played in this set cannot be in a part of it.
  playable_ = std::move(still);
  if (playable_.empty()) return false;
  std::vector<double> next;
  next.reserve(spaces_.size());
  for (std::size_t k = 0; k < spaces_.size(); ++k) next.push_back(best_in(k, programs));
  if (empty) return false;
  for (std::size_t k = 0; k < spaces_.size(); ++k) {
    double& level = spaces_.levels()[k];
    const double lowered = std::min(level, next[k] + eased_[k]);
    step = std::max(step, level - lowered);
    level = lowered;
  }
  return true;
}

double OuterIteration::best_in(std::size_t direction, const Programs& programs) {
  std::vector<std::pair<double, std::size_t>> order;
  order.reserve(playable_.size());
  for (const std::size_t a : playable_) order.emplace_back(-bounded(direction, a), a);
  std::sort(order.begin(), order.end());
  double most = -std::numeric_limits<double>::infinity();
  for (const auto& [below, a] : order) {
    if (-below <= most + k_equal) break;
    const auto& solved = programs[a]->maximise(spaces_.direction(direction));
    ++counts_.programs;
    keep_bound(direction, a, *programs[a], solved.penalty);
    const double now =
        (1 - discount_) * dot(spaces_.direction(direction), vector_of(profiles_[a].payoff));
    const double value = now + discount_ * solved.bound;
    if (value <= most) continue;
    most = value;
    reached_[direction] = reached_by(a, *programs[a]);
  }
  return most;
}

/// The levels' weights in the bound that the penalties prove.
void OuterIteration::keep_bound(std::size_t direction, std::size_t profile,
                                const ContinuationProgram& program,
                                const std::vector<double>& penalty) {
  const Vector& v = spaces_.direction(direction);
  const auto needs = needs_of(profiles_[profile], discount_, margin_);
  Bound bound;
  bound.constant = (1 - discount_) * dot(v, vector_of(profiles_[profile].payoff));
  for (std::size_t d = 0; d < needs.size(); ++d) {
    bound.constant -= discount_ * penalty[d] * needs[d];
  }
  for (std::size_t y = 0; y < profiles_[profile].probability.size(); ++y) {
    const auto support = spaces_.support(program.turned(y, v, penalty));
    bound.constant += discount_ * support.slack;
    for (std::size_t i = 0; i < spaces_.players(); ++i) {
      if (support.weight[i] > 0) {
        bound.terms.emplace_back(support.number[i], discount_ * support.weight[i]);
      }
    }
  }
  auto& kept = bounds_[direction * profiles_.size() + profile];
  if (kept.recent.size() < k_most_bounds) {
    kept.recent.push_back(std::move(bound));
  } else {
    kept.recent[kept.next] = std::move(bound);
    kept.next = (kept.next + 1) % k_most_bounds;
  }
}

Reached OuterIteration::reached_by(std::size_t profile, const ContinuationProgram& program) const {
  Reached result{vector_of(profiles_[profile].payoff), profile};
  for (auto& x : result.point) x *= 1 - discount_;
  for (const auto& share : program.shares()) {
    const double weight = discount_ * profiles_[profile].probability[share.signal] * share.weight;
    for (std::size_t i = 0; i < spaces_.players(); ++i) {
      result.point[i] += weight * share.value[i];
    }
  }
  return result;
}

}  // namespace entente::enforce
