#include "entente/bargain/improve_frontier.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "entente/bargain/find_frontier.hpp"
#include "entente/bargain/improve_search.hpp"
#include "entente/bargain/select_points.hpp"

namespace entente::bargain {
namespace {

/// Rounds of looking at all prices; each takes away less than the one before.
constexpr int k_most_rounds = 8;
/// An option goes only when it falls short by more than sums of doubles can lose.
constexpr double k_margin = 1e-9;

/// Takes options out of one problem until prices find no more.
class OptionFilter {
 public:
  OptionFilter(Problem& problem, const std::vector<std::int64_t>& floor)
      : problem_(problem), floor_(floor), worth_(problem.option_total()) {}

  /// True when an option went.
  bool apply(const double* price) {
    double room = 0;
    double size = 0;
    price_options(price);
    for (std::size_t i = 0; i < problem_.issues; ++i) {
      const double best = dearest(i);
      room += best;
      size += std::abs(best);
    }
    for (const auto& term : problem_.terms) {
      const double add = priced(term.add.data(), price);
      room += std::max(add, 0.0);
      size += std::abs(add);
    }
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      const double least = price[j] * static_cast<double>(floor_[j]);
      room -= least;
      size += std::abs(least);
    }
    return take_out(room + k_margin * size);
  }

 private:
  [[nodiscard]] double priced(const std::int64_t* row, const double* price) const {
    double sum = 0;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      sum += price[j] * static_cast<double>(row[j]);
    }
    return sum;
  }

  void price_options(const double* price) {
    for (std::size_t i = 0; i < problem_.issues; ++i) {
      for (std::size_t o = 0; o < problem_.options[i]; ++o) {
        worth_[problem_.first[i] + o] = priced(problem_.row(i, o), price);
      }
    }
  }

  /// The dearest option left of an issue; 0 where none is left.
  [[nodiscard]] double dearest(std::size_t issue) const {
    double best = 0;
    bool first = true;
    for (std::size_t e = problem_.first[issue]; e < problem_.first[issue + 1]; ++e) {
      if (problem_.allowed[e] == 0) continue;
      if (first || worth_[e] > best) best = worth_[e];
      first = false;
    }
    return best;
  }

  bool take_out(double room) {
    bool gone = false;
    for (std::size_t i = 0; i < problem_.issues; ++i) {
      const double best = dearest(i);
      for (std::size_t e = problem_.first[i]; e < problem_.first[i + 1]; ++e) {
        if (problem_.allowed[e] == 0 || best - worth_[e] <= room) continue;
        problem_.allowed[e] = 0;
        gone = true;
      }
    }
    return gone;
  }

  Problem& problem_;
  const std::vector<std::int64_t>& floor_;
  std::vector<double> worth_;
};

/// Prices at which the vector is about as good as any: the inverse of what each party gains, also
/// with one party's price halved or doubled.
std::vector<double> prices_around(const std::vector<std::int64_t>& draft,
                                  const std::vector<std::int64_t>& better) {
  const std::size_t n = draft.size();
  std::vector<double> base(n);
  for (std::size_t j = 0; j < n; ++j) {
    base[j] = 1 / static_cast<double>(std::max<std::int64_t>(1, better[j] - draft[j]));
  }
  std::vector<double> out = base;
  for (std::size_t j = 0; j < n; ++j) {
    for (const double factor : {0.5, 2.0}) {
      out.insert(out.end(), base.begin(), base.end());
      out[out.size() - n + j] *= factor;
    }
  }
  return out;
}

bool improves(const std::int64_t* utility, const std::vector<std::int64_t>& draft) {
  bool gain = false;
  for (std::size_t j = 0; j < draft.size(); ++j) {
    if (utility[j] < draft[j]) return false;
    gain = gain || utility[j] > draft[j];
  }
  return gain;
}

}  // namespace

Problem within_reach(const Problem& problem, const std::vector<std::int64_t>& floor,
                     const std::vector<double>& directions) {
  Problem out = problem;
  if (!problem.aggregate.empty()) return out;
  const std::size_t n = problem.parties;
  std::vector<double> prices = directions;
  for (std::size_t j = 0; j < n; ++j) {
    prices.insert(prices.end(), n, 0.0);
    prices[prices.size() - n + j] = 1;
  }
  OptionFilter filter(out, floor);
  for (int round = 0; round < k_most_rounds; ++round) {
    bool gone = false;
    for (std::size_t k = 0; k < prices.size(); k += n) {
      gone = filter.apply(prices.data() + k) || gone;
    }
    if (!gone) break;
  }
  return out;
}

Frontier only_improvements(const Frontier& frontier, const std::vector<std::int64_t>& draft) {
  std::vector<std::int64_t> utilities;
  std::vector<std::uint32_t> index;
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    const std::int64_t* u = frontier.utility(k);
    if (!improves(u, draft)) continue;
    utilities.insert(utilities.end(), u, u + draft.size());
    index.push_back(static_cast<std::uint32_t>(k));
  }
  // Points that stand for others do so only together.
  const bool dropped = index.size() < frontier.size();
  const bool stands = frontier.status() != FrontierStatus::epsilon || !dropped;
  return {draft.size(), std::move(utilities),
          select_witnesses(frontier.witnesses(), std::move(index)),
          stands ? frontier.status() : FrontierStatus::partial, stands ? frontier.epsilon() : 0};
}

Frontier improvement_frontier(const Problem& problem, const std::vector<std::int64_t>& draft,
                              const std::vector<std::int64_t>& better,
                              const FrontierOptions& options, const WorkControl& control) {
  const auto slack = rounding_slack(problem);
  auto floor = draft;
  for (std::size_t j = 0; j < floor.size(); ++j) floor[j] -= slack[j];
  std::vector<double> directions;
  if (!better.empty()) directions = prices_around(draft, better);
  // Acceptable is, here, what is as good as the draft.
  Problem reach = within_reach(problem, floor, directions);
  reach.no_deal = draft;
  return only_improvements(find_frontier(reach, options, control), draft);
}

}  // namespace entente::bargain
