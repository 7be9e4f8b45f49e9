#include "entente/bargain/epsilon_frontier.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "entente/bargain/corner_relaxation.hpp"
#include "entente/bargain/engine.hpp"
#include "entente/bargain/flip_search.hpp"
#include "entente/bargain/half_spaces.hpp"
#include "entente/bargain/lower_corners.hpp"
#include "entente/bargain/pareto_filter.hpp"
#include "entente/bargain/price_sweep.hpp"
#include "entente/bargain/select_points.hpp"

namespace entente::bargain {
namespace {

/// Nodes of a first search at a corner, and how many times more each further one may take. Few: a
/// rounded relaxation mostly gives a point and a good bound.
constexpr std::uint64_t k_first_nodes = 1'000;
constexpr std::uint64_t k_more_nodes = 16;
/// Nodes for the most that a party can have.
constexpr std::uint64_t k_range_nodes = 1'000'000;
/// What a search costs besides its nodes: sweeps over the options of all parties.
constexpr std::uint64_t k_sweeps = 60;
constexpr std::size_t k_max_corners = 2'000'000;
/// Half-spaces that a new corner is held against.
constexpr std::size_t k_half_spaces = 4'096;
/// Columns that the relaxation of a corner begins with, for each coordinate, and sweeps at most.
constexpr std::size_t k_columns = 4;
constexpr int k_relaxation_sweeps = 30;
/// The relaxation is solved when its bound is known to this share, or to this share of epsilon.
constexpr double k_solved = 0.02;
/// What all gains together count beside the least surplus when a point is rounded: of two equal
/// points the one that gives more is wanted.
constexpr double k_total_weight = 1e-3;
constexpr double k_margin = 1e-9;
constexpr std::int64_t k_no_cap = std::numeric_limits<std::int64_t>::max() - 1;
constexpr double k_infinity = std::numeric_limits<double>::infinity();

using Choice = Elimination::Choice;

class Sandwich {
 public:
  /// `problem`: without caps; `cap`: as in Problem.
  Sandwich(const Problem& problem, std::vector<std::optional<std::int64_t>> cap,
           const FrontierOptions& options, const WorkControl& control,
           const EliminationLimits& tables)
      : problem_(problem),
        cap_(std::move(cap)),
        engine_(make_engine(problem, control)),
        options_(options),
        control_(control),
        quiet_(control.telling([](Progress& p) { p.task = "frontier"; })),
        elimination_(problem, tables, control),
        corners_(problem.no_deal, k_infinity),
        half_spaces_(elimination_.dims(), elimination_.size(), k_half_spaces),
        relaxation_(elimination_.dims()),
        flips_(elimination_, all_floors(problem),
               [this](const std::int64_t* u) { return surplus(u); }) {
    reference_.parties = problem.parties;
    reference_.denominator = problem.denominator;
    reference_.no_deal = problem.no_deal;
    place_.place.assign(elimination_.dims(), 0);
    place_.raised = place_.step = place_.place;
  }

  std::optional<Frontier> run() {
    if (!elimination_.feasible() || !find_ranges()) return std::nullopt;
    while (corners_.size() > 0 && !spent()) {
      const std::size_t k = corners_.greatest();
      if (corners_.bound(k) <= least_gap_) break;
      if (narrow(k)) continue;
      if ((corners_.mark(k) & k_relaxed) == 0) {
        relax(k);
      } else {
        attack(k);
      }
    }
    const double gap = corners_.size() == 0 ? 0 : corners_.bound(corners_.greatest());
    const double epsilon = gap + hidden_;
    if (!(epsilon < 1)) return std::nullopt;
    return frontier(epsilon);
  }

 private:
  /// In the mark of a corner: its relaxation was solved. The rest counts half-spaces.
  static constexpr std::uint32_t k_relaxed = 1;

  static std::vector<std::int64_t> all_floors(const Problem& problem) {
    auto floors = problem.no_deal;
    for (const auto& rule : problem.linear) floors.push_back(-rule.limit);
    return floors;
  }

  /// The points under the caps, without those that another one equals or beats.
  Frontier frontier(double epsilon) {
    KeyedPoints best;
    best.dim = problem_.parties;
    for (KnownPoint& point : points_) {
      for (std::size_t j = 0; j < best.dim; ++j) {
        point.utility[j] = std::min(point.utility[j], cap(j));
      }
      best.coords.insert(best.coords.end(), point.utility.begin(), point.utility.end());
      best.keys.push_back(best.keys.size());
    }
    keep_pareto(best);
    std::vector<KnownPoint> kept;
    for (const auto key : best.keys) kept.push_back(std::move(points_[key]));
    const Frontier list = list_points(best.dim, std::move(kept));
    return {best.dim, std::move(best.coords), list.witnesses(), FrontierStatus::epsilon, epsilon};
  }

  [[nodiscard]] std::uint64_t work() const {
    return work_ + corners_.work() * problem_.parties + half_spaces_.work();
  }

  [[nodiscard]] bool spent() const {
    return control_.cancelled() ||
           points_.size() >= std::min(options_.epsilon_points, options_.max_points) ||
           work() >= options_.epsilon_work || corners_.size() >= k_max_corners;
  }

  SearchResult maximise(const Objective& objective, std::uint64_t nodes) {
    const std::uint64_t left = options_.epsilon_work > work() ? options_.epsilon_work - work() : 1;
    auto result = engine_->maximise(objective, {std::min(nodes, left)}, quiet_);
    work_ += result.nodes + k_sweeps * sweep_cost();
    return result;
  }

  [[nodiscard]] std::uint64_t sweep_cost() const {
    return elimination_.total_rows() * elimination_.dims();
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
      range_.push_back(std::min(end.utility[j], cap(j)) - problem_.no_deal[j]);
      ceiling_.push_back(std::min(end.status == Status::exact ? end.utility[j] : k_no_cap, cap(j)));
      if (range_[j] < 0) return false;
    }
    allow_for_rounding();
    // A range of 0 that is not proven is at least 1 when it is not 0.
    for (auto& r : range_) r = std::max<std::int64_t>(r, 1);
    std::vector<double> range(range_.begin(), range_.end());
    for (std::size_t d = problem_.parties; d < elimination_.dims(); ++d) {
      range.push_back(std::max(1.0, elimination_.range()[d]));
    }
    sweep_.emplace(elimination_, all_floors(problem_), std::move(range));
    for (const auto& end : ends) add_point({end.utility, end.outcome});
    std::vector<double> price(elimination_.dims(), 0);
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      price[j] = 1;
      add_half_space(price.data());
      offer_vertex();
      price[j] = 0;
    }
    std::fill_n(price.begin(), problem_.parties, 1.0);
    add_half_space(price.data());
    offer_vertex();
    return true;
  }

  /// Every utility may be off by the tolerance: the two compared, and the two ends of a range.
  void allow_for_rounding() {
    for (std::size_t j = 0; j < problem_.parties && !problem_.tolerance.empty(); ++j) {
      if (range_[j] == 0 || problem_.tolerance[j] == 0) continue;
      const double off = 2 * problem_.tolerance[j] * to_double(problem_.denominator[j]);
      const double surely = static_cast<double>(range_[j]) - off;
      hidden_ = std::max(hidden_, surely > 0 ? 2 * off / surely : 1);
    }
    least_gap_ = std::max(0.0, options_.epsilon - hidden_);
  }

  [[nodiscard]] std::int64_t cap(std::size_t j) const {
    return cap_.empty() ? k_no_cap : cap_[j].value_or(k_no_cap);
  }

  [[nodiscard]] bool acceptable(const std::int64_t* utility) const {
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (utility[j] < problem_.no_deal[j]) return false;
    }
    return true;
  }

  /// Takes an acceptable outcome, unless the points reach it.
  void add_point(KnownPoint point) {
    const auto tag = static_cast<std::uint32_t>(points_.size());
    if (!corners_.insert(point.utility.data(), ceiling_, tag)) return;
    points_.push_back(std::move(point));
    if (points_.size() % 16 == 0) {
      control_.report({"frontier", "points", points_.size(), options_.epsilon_points});
    }
  }

  /// Takes amounts of an outcome where they narrow a gap that must not stay.
  void offer(const std::vector<std::int64_t>& amounts, const std::vector<Choice>& choice) {
    if (spent() || !(corners_.reached_bound(amounts.data()) > least_gap_)) return;
    const auto end = amounts.begin() + static_cast<std::ptrdiff_t>(problem_.parties);
    add_point({{amounts.begin(), end}, elimination_.decode(choice.data())});
  }

  void offer_vertex() {
    if (vertex_allowed()) offer(sweep_->amounts(), sweep_->choice());
  }

  [[nodiscard]] bool vertex_allowed() const {
    if (!sweep_->allowed() || !acceptable(sweep_->amounts().data())) return false;
    for (std::size_t r = 0; r < problem_.linear.size(); ++r) {
      if (-sweep_->amounts()[problem_.parties + r] > problem_.linear[r].limit) return false;
    }
    return true;
  }

  /// The half-space of these prices of shares (the greatest is about 1), and what is best at them.
  void add_half_space(const double* price) {
    sweep_->run(price);
    work_ += sweep_cost();
    half_spaces_.add(price, sweep_->upper(), sweep_->vertex().data(), sweep_->choice().data());
  }

  /// One unit of party j's utility as a share of its range, as a weight of gains in points.
  [[nodiscard]] Rational share_weight(std::size_t j) const {
    return Rational(problem_.denominator[j] / Rational(Integer(range_[j])));
  }

  void set_place(const std::int64_t* corner) {
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      const bool raised = corner[j] > problem_.no_deal[j];
      place_.place[j] = sweep_->share(j, corner[j]);
      place_.raised[j] = raised ? 1 : 0;
      place_.step[j] = raised ? 1 / static_cast<double>(range_[j]) : 0;
    }
  }

  /// Looks at half-spaces that have come since the corner was last looked at. True when its bound
  /// sank or it is gone.
  bool narrow(std::size_t k) {
    const std::uint32_t seen = corners_.mark(k) / 2;
    if (seen == half_spaces_.count()) return false;
    set_place(corners_.corner(k));
    const double bound = half_spaces_.bound(place_, seen);
    corners_.mark(k) = 2 * half_spaces_.count() + (corners_.mark(k) & k_relaxed);
    if (bound < 0) {
      corners_.remove(k);
      return true;
    }
    if (!(bound < corners_.bound(k))) return false;
    corners_.lower_bound(k, bound);
    return true;
  }

  /// The relaxation at a corner: mixtures of outcomes take the place of outcomes. Its prices give
  /// half-spaces, the outcomes that are best at them and the rounded mixture give points.
  void relax(std::size_t k) {
    target_.assign(corners_.corner(k), corners_.corner(k) + problem_.parties);
    corners_.mark(k) |= k_relaxed;
    set_place(target_.data());
    std::vector<double> below = place_.place;
    for (std::size_t d = 0; d < below.size(); ++d) below[d] -= place_.step[d];
    std::vector<double> first(elimination_.dims(), 0);
    const KnownPoint& known = points_[corners_.tag(k)];
    for (std::size_t j = 0; j < problem_.parties; ++j)
      first[j] = sweep_->share(j, known.utility[j]);
    relaxation_.start(below.data(), place_.raised.data(), first.data());
    column_choice_.clear();
    for (const auto h : half_spaces_.nearest(place_, k_columns * elimination_.dims())) {
      add_column(half_spaces_.vertex(h), half_spaces_.choice(h));
    }
    relaxation_.solve();
    double bound = corners_.bound(k);
    for (int sweeps = 0; sweeps < k_relaxation_sweeps && !spent(); ++sweeps) {
      std::vector<double> price = relaxation_.price();
      const double greatest = *std::max_element(price.begin(), price.end());
      double cost = 0;
      double raised = 0;
      for (std::size_t d = 0; d < price.size(); ++d) {
        price[d] /= greatest;
        cost += price[d] * below[d];
        raised += price[d] * place_.raised[d];
      }
      if (!(raised >= HalfSpaces::k_least_pace)) break;
      add_half_space(price.data());
      bound = std::min(bound, (sweep_->upper() - cost) / raised);
      offer_vertex();
      const double gap = bound - relaxation_.value();
      if (gap <= k_solved * std::max(bound, least_gap_) + k_margin) break;
      add_column(sweep_->vertex().data(), sweep_->choice().data());
      relaxation_.solve();
    }
    round();
  }

  void add_column(const double* vertex, const Choice* choice) {
    relaxation_.add(vertex);
    column_choice_.insert(column_choice_.end(), choice, choice + elimination_.size());
  }

  /// Rounds the mixture of the relaxation: the choice with the most weight on every issue, then
  /// one issue after the other changed as long as the least surplus over the target rises.
  void round() {
    const auto& weight = relaxation_.weights();
    std::vector<Choice> start(elimination_.size(), 0);
    std::vector<double> share;
    for (std::size_t p = 0; p < start.size(); ++p) {
      share.assign(elimination_.choices(p), 0);
      // The first column is a point, with no choices at hand.
      for (std::size_t c = 1; c < weight.size(); ++c) {
        if (weight[c] > 0) share[column_choice_[(c - 1) * start.size() + p]] += weight[c];
      }
      start[p] = static_cast<Choice>(std::max_element(share.begin(), share.end()) - share.begin());
    }
    work_ += 8 * sweep_cost();
    if (flips_.improve(start.data())) offer(flips_.amounts(), flips_.choice());
  }

  /// The least surplus over the target in shares, and a little of the rest.
  [[nodiscard]] double surplus(const std::int64_t* utility) const {
    double least = k_infinity;
    double total = 0;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      const double over = static_cast<double>(utility[j] - target_[j]) * place_.step[j];
      total += over;
      if (place_.raised[j] > 0) least = std::min(least, over);
    }
    return least + k_total_weight * total;
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
      return;
    }
    corners_.lower_bound(k, result.upper * (1 + k_margin) + k_margin);
    if (!result.outcome.empty()) add_point({result.utility, result.outcome});
  }

  const Problem& problem_;
  std::vector<std::optional<std::int64_t>> cap_;
  std::unique_ptr<Engine> engine_;
  const FrontierOptions& options_;
  const WorkControl& control_;
  WorkControl quiet_;
  Elimination elimination_;
  std::optional<PriceSweep> sweep_;
  LowerCorners corners_;
  HalfSpaces half_spaces_;
  CornerRelaxation relaxation_;
  FlipSearch flips_;
  double hidden_ = 0;     ///< what rounding may hide, in shares
  double least_gap_ = 0;  ///< gaps that large may stay
  Problem reference_;     ///< what an objective reads of a problem; gains count from a corner
  std::vector<std::int64_t> range_;
  std::vector<std::int64_t> ceiling_;
  std::vector<Choice> column_choice_;  ///< [column - 1][position] of the relaxation
  CornerPlace place_;                  ///< of the corner looked at
  std::vector<std::int64_t> target_;   ///< the corner that points are rounded towards
  std::vector<KnownPoint> points_;
  std::uint64_t work_ = 0;
};

}  // namespace

std::optional<Frontier> epsilon_frontier(const Problem& problem, const FrontierOptions& options,
                                         const WorkControl& control,
                                         const EliminationLimits& tables) {
  if (control.cancelled()) return std::nullopt;
  if (problem.cap.empty()) return Sandwich(problem, {}, options, control, tables).run();
  Problem uncapped = problem;
  uncapped.cap.clear();
  return Sandwich(uncapped, problem.cap, options, control, tables).run();
}

}  // namespace entente::bargain
