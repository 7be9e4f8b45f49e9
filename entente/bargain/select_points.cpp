#include "entente/bargain/select_points.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "entente/bargain/pareto_filter.hpp"

namespace entente::bargain {
namespace {

class SelectedWitnesses : public Frontier::Witnesses {
 public:
  SelectedWitnesses(std::shared_ptr<const Frontier::Witnesses> all,
                    std::vector<std::uint32_t> index)
      : all_(std::move(all)), index_(std::move(index)) {}

  void decode(std::size_t k, Outcome& outcome) const override { all_->decode(index_[k], outcome); }
  [[nodiscard]] std::size_t bytes() const override { return all_->bytes() + 4 * index_.size(); }

 private:
  std::shared_ptr<const Frontier::Witnesses> all_;
  std::vector<std::uint32_t> index_;
};

/// Witnesses of a frontier's points below `index_of_added`, and of points added to it.
class WidenedWitnesses : public Frontier::Witnesses {
 public:
  WidenedWitnesses(std::shared_ptr<const Frontier::Witnesses> all, std::vector<std::uint32_t> index,
                   std::size_t first_added, std::vector<KnownPoint> added)
      : all_(std::move(all)),
        index_(std::move(index)),
        first_added_(first_added),
        added_(std::move(added)) {}

  void decode(std::size_t k, Outcome& outcome) const override {
    if (index_[k] < first_added_) {
      all_->decode(index_[k], outcome);
    } else {
      outcome = added_[index_[k] - first_added_].outcome;
    }
  }
  [[nodiscard]] std::size_t bytes() const override {
    std::size_t total = (all_ ? all_->bytes() : 0) + 4 * index_.size();
    for (const auto& point : added_) total += 2 * point.outcome.size();
    return total;
  }

 private:
  std::shared_ptr<const Frontier::Witnesses> all_;
  std::vector<std::uint32_t> index_;  ///< [k] place in the frontier, or first_added_ + place
  std::size_t first_added_;
  std::vector<KnownPoint> added_;
};

/// Is a at least as good as b for everybody?
bool covers(const std::int64_t* a, const std::int64_t* b, std::size_t parties) {
  for (std::size_t j = 0; j < parties; ++j) {
    if (a[j] < b[j]) return false;
  }
  return true;
}

/// Those that no other one of them, and no point of the frontier, covers; sorted, best first.
std::vector<KnownPoint> news(const Frontier& frontier, std::vector<KnownPoint> points) {
  std::sort(points.begin(), points.end(),
            [](const KnownPoint& a, const KnownPoint& b) { return a.utility > b.utility; });
  std::vector<KnownPoint> fresh;
  for (auto& point : points) {
    const auto* u = point.utility.data();
    const std::size_t n = point.utility.size();
    bool covered = std::any_of(fresh.begin(), fresh.end(), [&](const KnownPoint& other) {
      return covers(other.utility.data(), u, n);
    });
    for (std::size_t k = 0; k < frontier.size() && !covered; ++k) {
      covered = covers(frontier.utility(k), u, n);
    }
    if (!covered) fresh.push_back(std::move(point));
  }
  return fresh;
}

/// The points of a frontier, keyed by their place in it.
KeyedPoints keyed_points(const Frontier& frontier) {
  KeyedPoints points;
  points.dim = frontier.parties();
  points.coords.assign(frontier.utility(0), frontier.utility(frontier.size()));
  points.keys.resize(frontier.size());
  for (std::size_t k = 0; k < frontier.size(); ++k) points.keys[k] = k;
  return points;
}

Frontier from_points(KeyedPoints points, const Frontier& origin, FrontierStatus status) {
  std::vector<std::uint32_t> index(points.keys.begin(), points.keys.end());
  return {points.dim, std::move(points.coords),
          select_witnesses(origin.witnesses(), std::move(index)), status};
}

/// Two parties: point k + 1 is the one below k that comes closest in the first utility, the last
/// one kept that above k that comes closest in the second.
void drop_within_in_plane(KeyedPoints& points, const std::vector<std::int64_t>& slack) {
  const std::size_t size = points.size();
  const auto at = [&](std::size_t k) { return points.coords.data() + 2 * k; };
  std::size_t kept = 0;
  for (std::size_t k = 0; k < size; ++k) {
    const bool covered_above = kept > 0 && at(kept - 1)[1] >= at(k)[1] - slack[1];
    const bool covered_below = k + 1 < size && at(k + 1)[0] >= at(k)[0] - slack[0];
    if (covered_above || covered_below) continue;
    std::copy_n(at(k), 2, points.coords.data() + 2 * kept);
    points.keys[kept++] = points.keys[k];
  }
  points.coords.resize(2 * kept);
  points.keys.resize(kept);
}

}  // namespace

std::shared_ptr<const Frontier::Witnesses> select_witnesses(
    std::shared_ptr<const Frontier::Witnesses> witnesses, std::vector<std::uint32_t> index) {
  return std::make_shared<SelectedWitnesses>(std::move(witnesses), std::move(index));
}

Frontier clip(const Frontier& frontier, const std::vector<std::optional<std::int64_t>>& cap,
              const WorkControl& control) {
  if (frontier.size() == 0) return frontier;
  KeyedPoints points = keyed_points(frontier);
  for (std::size_t k = 0; k < points.size(); ++k) {
    for (std::size_t j = 0; j < cap.size(); ++j) {
      auto& x = points.coords[k * points.dim + j];
      if (cap[j]) x = std::min(x, *cap[j]);
    }
  }
  FrontierStatus status = frontier.status();
  KeyedPoints first{points.dim,
                    {points.coords.begin(), points.coords.begin() + static_cast<long>(points.dim)},
                    {0}};
  if (!keep_pareto(points, control)) {
    points = std::move(first);
    status = FrontierStatus::partial;
  }
  return from_points(std::move(points), frontier, status);
}

Frontier drop_look_alikes(const Problem& problem, const Frontier& frontier,
                          const WorkControl& control) {
  if (frontier.size() <= 1) return frontier;
  std::vector<std::int64_t> slack(problem.parties, 0);
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const double units = problem.tolerance[j] * to_double(problem.denominator[j]);
    slack[j] = static_cast<std::int64_t>(std::ceil(2 * units));
  }
  KeyedPoints points = keyed_points(frontier);
  if (problem.parties == 2) {
    drop_within_in_plane(points, slack);
  } else if (!drop_within(points, slack, control)) {
    return {frontier.parties(),
            {frontier.utility(0), frontier.utility(frontier.size())},
            frontier.witnesses(),
            FrontierStatus::partial};
  }
  if (points.size() == frontier.size()) return frontier;
  return from_points(std::move(points), frontier, frontier.status());
}

Frontier list_points(std::size_t parties, std::vector<KnownPoint> points) {
  std::vector<std::int64_t> utilities;
  std::vector<std::uint32_t> index;
  for (const auto& point : points) {
    utilities.insert(utilities.end(), point.utility.begin(), point.utility.end());
    index.push_back(static_cast<std::uint32_t>(index.size()));
  }
  return {parties, std::move(utilities),
          std::make_shared<WidenedWitnesses>(nullptr, std::move(index), 0, std::move(points)),
          FrontierStatus::exact};
}

Frontier add_points(const Frontier& frontier, std::vector<KnownPoint> points) {
  if (points.empty()) return frontier;
  const std::size_t n = points.front().utility.size();
  auto added = news(frontier, std::move(points));
  if (added.empty()) return frontier;
  std::vector<std::int64_t> utilities;
  std::vector<std::uint32_t> index;
  const auto put = [&](const std::int64_t* u, std::size_t place) {
    utilities.insert(utilities.end(), u, u + n);
    index.push_back(static_cast<std::uint32_t>(place));
  };
  std::size_t next = 0;
  const auto put_added_before = [&](const std::int64_t* u) {
    for (; next < added.size(); ++next) {
      const auto& v = added[next].utility;
      if (u != nullptr && std::lexicographical_compare(v.begin(), v.end(), u, u + n)) return;
      put(v.data(), frontier.size() + next);
    }
  };
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    const auto* u = frontier.utility(k);
    put_added_before(u);
    const bool beaten = std::any_of(added.begin(), added.end(), [&](const KnownPoint& point) {
      return covers(point.utility.data(), u, n);
    });
    if (!beaten) put(u, k);
  }
  put_added_before(nullptr);
  return {n, std::move(utilities),
          std::make_shared<WidenedWitnesses>(frontier.witnesses(), std::move(index),
                                             frontier.size(), std::move(added)),
          frontier.status(), frontier.epsilon()};
}

std::vector<std::uint32_t> spread_indices(std::size_t size, std::size_t count,
                                          const std::vector<std::uint32_t>& must) {
  std::vector<std::uint32_t> out;
  if (count >= size) {
    for (std::size_t k = 0; k < size; ++k) out.push_back(static_cast<std::uint32_t>(k));
    return out;
  }
  std::vector<std::uint32_t> fixed(must.begin(),
                                   must.begin() + static_cast<long>(std::min(count, must.size())));
  const std::size_t rest = count - fixed.size();
  for (std::size_t k = 0; k < rest; ++k) {
    const std::size_t spread = rest == 1 ? 0 : k * (size - 1) / (rest - 1);
    out.push_back(static_cast<std::uint32_t>(spread));
  }
  std::vector<std::uint32_t> all;
  std::set_union(out.begin(), out.end(), fixed.begin(), fixed.end(), std::back_inserter(all));
  return all;
}

}  // namespace entente::bargain
