#include "entente/bargain/search_frontier.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

#include "entente/bargain/flip_search.hpp"
#include "entente/bargain/outcome_search.hpp"
#include "entente/bargain/price_bundle.hpp"

namespace entente::bargain {
namespace {

/// Points of the archive looked at for each node allowed: what long frontiers cost beyond nodes.
constexpr std::uint64_t k_looks_per_node = 800;
/// Looks between two checks whether the work was cancelled.
constexpr std::uint64_t k_check_every = std::uint64_t{1} << 22U;
constexpr std::size_t k_directions = 12;
constexpr double k_infinity = std::numeric_limits<double>::infinity();

using Choice = Elimination::Choice;

class StoredWitnesses final : public Frontier::Witnesses {
 public:
  explicit StoredWitnesses(std::vector<Outcome> outcomes) : outcomes_(std::move(outcomes)) {}
  void decode(std::size_t k, Outcome& outcome) const override { outcome = outcomes_[k]; }
  [[nodiscard]] std::size_t bytes() const override {
    std::size_t total = 0;
    for (const auto& o : outcomes_) total += sizeof(o) + o.capacity() * sizeof(Outcome::value_type);
    return total;
  }

 private:
  std::vector<Outcome> outcomes_;
};

/// Mutually non-dominated points with their outcomes. With two parties they stay sorted: the first
/// utility falls, the second rises.
class Archive {
 public:
  explicit Archive(std::size_t parties) : parties_(parties) {}

  [[nodiscard]] std::size_t size() const { return outcomes_.size(); }
  [[nodiscard]] const std::int64_t* point(std::size_t k) const {
    return points_.data() + k * parties_;
  }
  [[nodiscard]] std::uint64_t looks() const { return looks_; }
  [[nodiscard]] std::size_t bytes() const {
    return points_.capacity() * sizeof(std::int64_t) +
           (outcomes_.empty() ? 0 : outcomes_.size() * (sizeof(Outcome) + 2 * outcomes_[0].size()));
  }

  /// Is some point at least as good as `u` for everybody?
  [[nodiscard]] bool covers(const std::int64_t* u) {
    if (killer_ < size() && at_least(point(killer_), u)) return true;
    for (std::size_t k = 0; k < size(); ++k) {
      ++looks_;
      if (at_least(point(k), u)) {
        killer_ = k;
        return true;
      }
    }
    return false;
  }

  void insert(const std::int64_t* u, Outcome outcome) {
    if (covers(u)) return;
    std::size_t kept = 0;
    for (std::size_t k = 0; k < size(); ++k) {
      if (at_least(u, point(k))) continue;
      if (kept != k) {
        std::copy_n(point(k), parties_, points_.data() + kept * parties_);
        outcomes_[kept] = std::move(outcomes_[k]);
      }
      ++kept;
    }
    outcomes_.resize(kept);
    points_.resize(kept * parties_);
    std::size_t at = kept;
    while (parties_ == 2 && at > 0 && point(at - 1)[0] < u[0]) --at;
    points_.insert(points_.begin() + static_cast<std::ptrdiff_t>(at * parties_), u, u + parties_);
    outcomes_.insert(outcomes_.begin() + static_cast<std::ptrdiff_t>(at), std::move(outcome));
  }

  Frontier to_frontier(FrontierStatus status) && {
    std::vector<std::size_t> order(size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::lexicographical_compare(point(b), point(b) + parties_, point(a),
                                          point(a) + parties_);
    });
    std::vector<std::int64_t> utilities;
    std::vector<Outcome> outcomes;
    for (const auto k : order) {
      utilities.insert(utilities.end(), point(k), point(k) + parties_);
      outcomes.push_back(std::move(outcomes_[k]));
    }
    return {parties_, std::move(utilities),
            std::make_shared<const StoredWitnesses>(std::move(outcomes)), status};
  }

 private:
  [[nodiscard]] bool at_least(const std::int64_t* a, const std::int64_t* b) const {
    for (std::size_t j = 0; j < parties_; ++j) {
      if (a[j] < b[j]) return false;
    }
    return true;
  }

  std::size_t parties_;
  std::size_t killer_ = 0;
  std::uint64_t looks_ = 0;
  std::vector<std::int64_t> points_;
  std::vector<Outcome> outcomes_;
};

/// Prices (over the parties' ranges) spread over the simplex: all equal, each alone (nearly), and
/// for two parties an even fan.
std::vector<std::vector<double>> directions(const Elimination& elimination) {
  const std::size_t parties = elimination.parties();
  std::vector<std::vector<double>> out;
  const auto add = [&](const std::vector<double>& share) {
    std::vector<double> price(elimination.dims(), 0);
    for (std::size_t j = 0; j < parties; ++j) {
      price[j] = share[j] / std::max(1.0, elimination.range()[j]);
    }
    out.push_back(std::move(price));
  };
  add(std::vector<double>(parties, 1));
  if (parties == 2) {
    for (std::size_t k = 1; k < k_directions; ++k) {
      const double share = static_cast<double>(k) / static_cast<double>(k_directions);
      add({share, 1 - share});
    }
    return out;
  }
  for (const double tilt : {0.01, 0.3}) {
    for (std::size_t j = 0; j < parties; ++j) {
      std::vector<double> share(parties, tilt);
      share[j] = 1;
      add(share);
    }
  }
  return out;
}

class FrontierSearch {
 public:
  FrontierSearch(const Problem& problem, const Elimination& elimination,
                 const FrontierOptions& options, const WorkControl& control)
      : elimination_(elimination),
        options_(options),
        control_(control),
        parties_(problem.parties),
        reach_(elimination),
        floors_(reach_, std::vector<std::int64_t>(parties_, INT64_MIN + 1), rule_floors(problem)),
        directions_(directions(elimination)),
        archive_(parties_) {}

  Frontier run() {
    if (!floors_.reachable()) return std::move(archive_).to_frontier(FrontierStatus::exact);
    find_seeds();
    PartialOutcome partial(elimination_, make_lanes());
    OutcomeSearch::Limits limits;
    limits.max_nodes = options_.max_nodes;
    OutcomeSearch search(partial, limits, control_);
    search.set_filter([&](std::size_t open) {
      if (out_of_looks()) search.stop();
      return promising(partial, open);
    });
    const bool done = search.run([&](const std::int64_t* amounts, const Choice* choice) {
      if (floors_.met(amounts)) archive_.insert(amounts, elimination_.decode(choice));
      return archive_.size() <= options_.max_points && archive_.bytes() <= options_.max_bytes;
    });
    return std::move(archive_).to_frontier(done ? FrontierStatus::exact : FrontierStatus::partial);
  }

 private:
  static std::vector<std::int64_t> rule_floors(const Problem& problem) {
    std::vector<std::int64_t> floors;
    for (const auto& rule : problem.linear) floors.push_back(-rule.limit);
    return floors;
  }

  /// Long archives make nodes slow: looks are counted, and cancellation is heeded, besides nodes.
  bool out_of_looks() {
    const std::uint64_t looks = archive_.looks() + looks_;
    if (looks > k_looks_per_node * options_.max_nodes) return true;
    if (looks < next_check_) return false;
    next_check_ = looks + k_check_every;
    control_.report({"frontier", "points", archive_.size(), 0});
    return control_.cancelled();
  }

  /// Good outcomes for every direction, so that much is dropped from the start.
  void find_seeds() {
    Elimination::Worth worth;
    std::vector<Choice> choice(elimination_.size(), 0);
    for (const auto& price : directions_) {
      FlipSearch local(elimination_, floors_.active(), [&](const std::int64_t* u) {
        double total = 0;
        for (std::size_t j = 0; j < parties_; ++j) total += price[j] * static_cast<double>(u[j]);
        return total;
      });
      elimination_.max_sum(price.data(), worth);
      elimination_.argmax(worth, choice.data());
      if (!local.improve(choice.data())) continue;
      archive_.insert(local.amounts().data(), elimination_.decode(local.choice().data()));
      if (control_.cancelled()) return;
    }
  }

  /// Directions first, then the reach of each party, then that of rules.
  std::vector<Lane> make_lanes() {
    std::vector<Lane> lanes;
    const auto add = [&](const std::vector<double>& price) {
      Lane lane;
      lane.price = price;
      lane.cut = -k_infinity;
      margin_.push_back(rounding_margin(elimination_, price, 0));
      lanes.push_back(std::move(lane));
    };
    for (const auto& price : directions_) add(price);
    for (std::size_t j = 0; j < parties_; ++j) {
      std::vector<double> price(elimination_.dims(), 0);
      price[j] = 1;
      add(price);
    }
    for (std::size_t d = parties_; d < elimination_.dims(); ++d) {
      if (floors_.active()[d] == k_no_floor) continue;
      lanes.push_back(reach_lane(elimination_, d, 1, floors_.all()[d]));
    }
    best_.resize(parties_);
    return lanes;
  }

  /// Could a completion be a point that the archive does not cover?
  bool promising(const PartialOutcome& partial, std::size_t open) {
    for (std::size_t j = 0; j < parties_; ++j) {
      const std::size_t lane = directions_.size() + j;
      const double most = std::floor(partial.lane_value(open, lane) + margin_[lane]);
      best_[j] = most < 0x1.0p62 ? static_cast<std::int64_t>(most) : INT64_MAX;
    }
    if (parties_ == 2) return promising_corner(partial, open);
    return !archive_.covers(best_.data());
  }

  /// Two parties: uncovered vectors lie above a corner between neighbouring points.
  bool promising_corner(const PartialOutcome& partial, std::size_t open) {
    const std::size_t size = archive_.size();
    std::size_t low = 0;  // first point whose first utility is below best_[0]
    std::size_t high = size;
    while (low < high) {
      const std::size_t mid = (low + high) / 2;
      if (archive_.point(mid)[0] < best_[0]) {
        high = mid;
      } else {
        low = mid + 1;
      }
    }
    for (std::size_t k = low; k <= size; ++k) {
      ++looks_;
      const double x = k < size ? static_cast<double>(archive_.point(k)[0] + 1) : reach_.least(0);
      const double y = k > 0 ? static_cast<double>(archive_.point(k - 1)[1] + 1) : reach_.least(1);
      if (k > 0 && archive_.point(k - 1)[1] >= best_[1]) return false;
      if (fits(partial, open, x, y)) return true;
    }
    return false;
  }

  bool fits(const PartialOutcome& partial, std::size_t open, double x, double y) const {
    for (std::size_t q = 0; q < directions_.size(); ++q) {
      const double corner = directions_[q][0] * x + directions_[q][1] * y;
      if (corner > partial.lane_value(open, q) + margin_[q]) return false;
    }
    return true;
  }

  const Elimination& elimination_;
  const FrontierOptions& options_;
  const WorkControl& control_;
  std::size_t parties_;
  Reach reach_;
  Floors floors_;
  std::vector<std::vector<double>> directions_;
  Archive archive_;
  std::uint64_t looks_ = 0;
  std::uint64_t next_check_ = 0;
  std::vector<double> margin_;
  std::vector<std::int64_t> best_;
};

}  // namespace

Frontier search_frontier(const Problem& problem, const Elimination& elimination,
                         const FrontierOptions& options, const WorkControl& control) {
  return FrontierSearch(problem, elimination, options, control).run();
}

}  // namespace entente::bargain
