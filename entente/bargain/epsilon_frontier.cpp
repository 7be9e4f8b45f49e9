#include "entente/bargain/epsilon_frontier.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "entente/bargain/lower_corners.hpp"
#include "entente/bargain/select_points.hpp"

namespace entente::bargain {
namespace {

/// Nodes of a first search at a corner, and how many times more each further one may take. Few: a
/// rounded relaxation mostly gives a point and a good bound.
constexpr std::uint64_t k_first_nodes = 1'000;
constexpr std::uint64_t k_more_nodes = 16;
/// Nodes for the best outcome at given prices: mostly none are needed.
constexpr std::uint64_t k_price_nodes = 2'000;
/// Nodes for the most that a party can have.
constexpr std::uint64_t k_range_nodes = 1'000'000;
/// What a search costs besides its nodes: sweeps over the options of all parties.
constexpr std::uint64_t k_sweeps = 20;
constexpr std::size_t k_max_corners = 2'000'000;
/// Prices are whole multiples of this share of their sum.
constexpr double k_price_steps = 1 << 20;
/// Bounds are doubles: they are widened by more than their computation may have lost.
constexpr double k_margin = 1e-9;
constexpr double k_infinity = std::numeric_limits<double>::infinity();

/// Every acceptable outcome has price . share <= most; shares: gains over the parties' ranges.
struct HalfSpace {
  std::vector<double> price;  ///< [party] >= 0, sum 1
  double most = 0;
};

class Sandwich {
 public:
  Sandwich(const Problem& problem, Engine& engine, const FrontierOptions& options,
           const WorkControl& control)
      : problem_(problem),
        engine_(engine),
        options_(options),
        control_(control),
        quiet_(control.telling([](Progress& p) { p.task = "frontier"; })),
        lowest_(utility_floor(problem)),
        corners_(problem.no_deal, k_infinity) {
    reference_.parties = problem.parties;
    reference_.denominator = problem.denominator;
    reference_.no_deal = problem.no_deal;
  }

  std::optional<Frontier> run() {
    if (!find_ranges()) return std::nullopt;
    while (corners_.size() > 0 && !spent()) {
      const std::size_t k = corners_.greatest();
      if (corners_.bound(k) <= options_.epsilon) break;
      if (narrow(k)) continue;
      attack(k);
    }
    const double epsilon = corners_.size() == 0 ? 0 : corners_.bound(corners_.greatest());
    if (!(epsilon < 1)) return std::nullopt;
    const Frontier none(problem_.parties, {}, nullptr, FrontierStatus::epsilon, epsilon);
    return add_points(none, std::move(points_));
  }

 private:
  [[nodiscard]] bool spent() const {
    return control_.cancelled() ||
           points_.size() >= std::min(options_.epsilon_points, options_.max_points) ||
           work_ >= options_.epsilon_work || corners_.size() >= k_max_corners;
  }

  SearchResult maximise(const Objective& objective, std::uint64_t nodes) {
    const std::uint64_t left = options_.epsilon_work > work_ ? options_.epsilon_work - work_ : 1;
    auto result = engine_.maximise(objective, {std::min(nodes, left)}, quiet_);
    work_ += result.nodes + k_sweeps * problem_.option_total() * problem_.parties;
    return result;
  }

  /// The parties' ranges, and the points where they end. Where one is not proven, what is reached
  /// of it counts: epsilon can only come out larger. False when no acceptable outcome was found.
  bool find_ranges() {
    std::vector<SearchResult> ends;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      std::vector<Rational> weight(problem_.parties, 0);
      weight[j] = 1;
      ends.push_back(
          maximise({problem_, Objective::Kind::linear, weight, problem_.no_deal}, k_range_nodes));
      const SearchResult& end = ends.back();
      if (end.outcome.empty()) return false;
      range_.push_back(end.utility[j] - problem_.no_deal[j]);
      ceiling_.push_back(end.status == Status::exact
                             ? end.utility[j]
                             : std::numeric_limits<std::int64_t>::max() - 1);
    }
    for (const auto& end : ends) add_point(end);
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      std::vector<double> price(problem_.parties, 0);
      price[j] = 1;
      if (range_[j] > 0) add_half_space(price);
    }
    add_half_space(std::vector<double>(problem_.parties, 1));
    return true;
  }

  /// Takes an acceptable outcome that the points do not reach.
  bool add_point(const SearchResult& result) {
    if (result.outcome.empty()) return false;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (result.utility[j] < problem_.no_deal[j]) return false;
    }
    if (!corners_.insert(result.utility.data(), ceiling_)) return false;
    points_.push_back({result.utility, result.outcome});
    if (points_.size() % 16 == 0) {
      control_.report({"frontier", "points", points_.size(), options_.epsilon_points});
    }
    return true;
  }

  /// The outcome that is best at these prices of shares: a half-space around all, and a point.
  void add_half_space(std::vector<double> price) {
    double sum = 0;
    for (std::size_t j = 0; j < price.size(); ++j) {
      if (range_[j] == 0 || !(price[j] > 0)) price[j] = 0;
      sum += price[j];
    }
    if (!(sum > 0) || !std::isfinite(sum)) return;
    double steps = 0;
    std::vector<Rational> weight;
    for (std::size_t j = 0; j < price.size(); ++j) {
      price[j] = std::round(price[j] / sum * k_price_steps);
      steps += price[j];
      weight.push_back(price[j] == 0 ? Rational(0)
                                     : Rational(Rational(static_cast<std::int64_t>(price[j])) *
                                                share_weight(j)));
    }
    const auto best =
        maximise({problem_, Objective::Kind::linear, std::move(weight), lowest_}, k_price_nodes);
    if (best.status == Status::exact || best.status == Status::bound) {
      for (double& p : price) p /= steps;
      half_spaces_.push_back({std::move(price), best.upper / steps + k_margin});
    }
    add_point(best);
  }

  /// One unit of party j's utility as a share of its range, as a weight of gains in points.
  [[nodiscard]] Rational share_weight(std::size_t j) const {
    return Rational(problem_.denominator[j] / Rational(Integer(range_[j])));
  }

  /// Looks at half-spaces that have come since the corner was last looked at. True when its bound
  /// sank or it is gone.
  bool narrow(std::size_t k) {
    const double before = corners_.bound(k);
    for (auto& seen = corners_.mark(k); seen < half_spaces_.size(); ++seen) {
      const double bound = bound_under(half_spaces_[seen], corners_.corner(k));
      if (bound < 0) {
        corners_.remove(k);
        return true;
      }
      corners_.lower_bound(k, bound);
    }
    return corners_.bound(k) < before;
  }

  /// The most by which an outcome within the half-space and above the corner can pass the point
  /// just below it, in every raised coordinate, in shares. Below 0: there is no such outcome.
  [[nodiscard]] double bound_under(const HalfSpace& half_space, const std::int64_t* corner) const {
    double room = half_space.most;
    double raised = 0;
    double step = 0;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (half_space.price[j] <= 0) continue;
      const auto range = static_cast<double>(range_[j]);
      room -= half_space.price[j] * static_cast<double>(corner[j] - problem_.no_deal[j]) / range;
      if (corner[j] == problem_.no_deal[j]) continue;
      raised += half_space.price[j];
      step += half_space.price[j] / range;
    }
    if (room < -k_margin) return -1;
    return raised > 0 ? (std::max(room, 0.0) + step) / raised + k_margin : k_infinity;
  }

  /// Searches the corner's quadrant.
  void attack(std::size_t k) {
    const std::vector<std::int64_t> corner(corners_.corner(k),
                                           corners_.corner(k) + problem_.parties);
    std::vector<Rational> weight(problem_.parties, 0);
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      reference_.no_deal[j] = corner[j] - 1;
      if (corner[j] > problem_.no_deal[j]) weight[j] = share_weight(j);
    }
    const Objective objective(reference_, Objective::Kind::minimum, std::move(weight), corner);
    std::uint64_t nodes = k_first_nodes;
    SearchResult result = maximise(objective, nodes);
    while (result.status == Status::unknown && !spent()) {
      nodes *= k_more_nodes;
      result = maximise(objective, nodes);
    }
    if (result.status == Status::none) {
      corners_.remove(k);
    } else {
      corners_.lower_bound(k, result.upper * (1 + k_margin) + k_margin);
      add_point(result);
    }
    for (std::size_t j = 0; j < result.price.size(); ++j) {
      result.price[j] *= static_cast<double>(range_[j]);
    }
    if (!result.price.empty()) add_half_space(std::move(result.price));
  }

  const Problem& problem_;
  Engine& engine_;
  const FrontierOptions& options_;
  const WorkControl& control_;
  WorkControl quiet_;
  std::vector<std::int64_t> lowest_;
  LowerCorners corners_;
  Problem reference_;  ///< what an objective reads of a problem; gains count from a corner
  std::vector<std::int64_t> range_;
  std::vector<std::int64_t> ceiling_;
  std::vector<HalfSpace> half_spaces_;
  std::vector<KnownPoint> points_;
  std::uint64_t work_ = 0;
};

}  // namespace

std::optional<Frontier> epsilon_frontier(const Problem& problem, Engine& engine,
                                         const FrontierOptions& options,
                                         const WorkControl& control) {
  if (control.cancelled()) return std::nullopt;
  return Sandwich(problem, engine, options, control).run();
}

}  // namespace entente::bargain
