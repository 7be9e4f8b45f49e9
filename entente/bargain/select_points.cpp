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
    const double units = problem.tolerance[j] * static_cast<double>(problem.denominator[j]);
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
