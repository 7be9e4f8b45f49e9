#include "entente/format/geniusweb_write_space.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "entente/format/decimal_text.hpp"

namespace entente::format {
namespace {

constexpr std::size_t k_most_steps = 1'000'000;
/// No weight is smaller than the greatest divided by this: their digits stay few.
constexpr int k_most_halvings = 20;

/// Issues joined by terms, as lists of issues in order; groups by their first issue.
std::vector<std::vector<std::size_t>> join_issues(const PlainParty& party) {
  std::vector<std::size_t> leader(party.values.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  const auto find = [&](std::size_t i) {
    while (leader[i] != i) i = leader[i] = leader[leader[i]];
    return i;
  };
  for (const auto& term : party.terms) {
    for (const auto& c : term.when) {
      const std::size_t a = find(term.when.front().issue.index());
      const std::size_t b = find(c.issue.index());
      leader[std::max(a, b)] = std::min(a, b);
    }
  }
  std::vector<std::vector<std::size_t>> groups(leader.size());
  for (std::size_t i = 0; i < leader.size(); ++i) groups[find(i)].push_back(i);
  std::erase_if(groups, [](const auto& group) { return group.empty(); });
  return groups;
}

bool holds_in(const Condition& condition, const std::vector<std::size_t>& issues,
              const std::vector<std::size_t>& options) {
  const auto at = std::lower_bound(issues.begin(), issues.end(), condition.issue.index());
  const OptionId option(options[static_cast<std::size_t>(at - issues.begin())]);
  return std::binary_search(condition.options.begin(), condition.options.end(), option);
}

/// The group with the party's own values.
std::optional<GeniusWebGroup> make_group(const PlainParty& party, std::vector<std::size_t> issues) {
  GeniusWebGroup group;
  group.issues = std::move(issues);
  std::size_t combinations = 1;
  for (const auto i : group.issues) {
    group.counts.push_back(party.values[i].size());
    if (group.issues.size() > 1 && combinations > k_geniusweb_combinations / group.counts.back()) {
      return std::nullopt;
    }
    combinations *= group.counts.back();
  }
  std::vector<const PlainTerm*> terms;
  for (const auto& term : party.terms) {
    if (std::binary_search(group.issues.begin(), group.issues.end(),
                           term.when.front().issue.index())) {
      terms.push_back(&term);
    }
  }
  std::vector<std::size_t> options(group.issues.size(), 0);
  do {
    Rational worth = 0;
    for (std::size_t k = 0; k < options.size(); ++k) {
      worth += party.values[group.issues[k]][options[k]];
    }
    for (const auto* term : terms) {
      const bool all = std::all_of(term->when.begin(), term->when.end(), [&](const Condition& c) {
        return holds_in(c, group.issues, options);
      });
      if (all) worth += term->add;
    }
    group.utilities.push_back(std::move(worth));
  } while (next_combination(options, group.counts));
  return group;
}

/// The least power of two that is at least `value`, for values above 0.
Rational power_of_two(const Rational& value) {
  Rational power = 1;
  while (power < value) power *= 2;
  while (power / 2 >= value) power /= 2;
  return power;
}

/// Weights that are powers of two, each at least the range of its group, and that sum to a power
/// of two: as long as there is room, the smallest is doubled, which never oversteps, since all are
/// multiples of it. Divided by their sum they are exact decimals that sum to 1.
void weigh(const std::vector<Rational>& ranges, const Rational& unit, GeniusWebSpace& space) {
  std::vector<Rational> weights;
  const Rational most = power_of_two(*std::max_element(ranges.begin(), ranges.end()) * unit);
  const Rational least = most / Rational(Integer(1) << k_most_halvings);
  for (const auto& range : ranges) {
    weights.push_back(range == 0 ? least : std::max<Rational>(least, power_of_two(range * unit)));
  }
  Rational sum = std::accumulate(weights.begin(), weights.end(), Rational(0));
  const Rational room = power_of_two(sum);
  while (sum < room) {
    const auto smallest = std::min_element(weights.begin(), weights.end());
    sum += *smallest;
    *smallest *= 2;
  }
  for (std::size_t g = 0; g < weights.size(); ++g) {
    space.groups[g].weight = weights[g] / sum;
    for (auto& u : space.groups[g].utilities) u = u * unit / weights[g];
  }
  space.scale.factor = unit / sum;
}

class FloorSearch {
 public:
  FloorSearch(const GeniusWebSpace& space, Rational wanted)
      : space_(space), wanted_(std::move(wanted)) {
    const std::size_t count = space.groups.size();
    low_.resize(count + 1, Rational(0));
    high_.resize(count + 1, Rational(0));
    for (std::size_t g = count; g-- > 0;) {
      const auto& group = space.groups[g];
      std::vector<std::size_t> order(group.utilities.size());
      std::iota(order.begin(), order.end(), std::size_t{0});
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return group.utilities[a] < group.utilities[b];
      });
      low_[g] = low_[g + 1] + group.weight * group.utilities[order.front()];
      high_[g] = high_[g + 1] + group.weight * group.utilities[order.back()];
      orders_.insert(orders_.begin(), std::move(order));
    }
    chosen_.resize(count, 0);
  }

  std::optional<GeniusWebFloor> run() {
    if (high_[0] < wanted_) return std::nullopt;
    // Something to start from: the best outcome.
    best_ = high_[0];
    for (const auto& order : orders_) best_choice_.push_back(order.back());
    search(0, 0);
    GeniusWebFloor floor;
    floor.utility = best_;
    floor.least = steps_ < k_most_steps || best_ == wanted_;
    for (std::size_t g = 0; g < best_choice_.size(); ++g) append(g, floor.options);
    return floor;
  }

 private:
  void search(std::size_t g, const Rational& worth) {
    if (best_ == wanted_ || steps_ >= k_most_steps) return;
    ++steps_;
    if (g == chosen_.size()) {
      best_ = worth;
      best_choice_ = chosen_;
      return;
    }
    const auto& group = space_.groups[g];
    for (const auto o : orders_[g]) {
      const Rational here = worth + group.weight * group.utilities[o];
      if (here + high_[g + 1] < wanted_) continue;
      if (here + low_[g + 1] >= best_) return;
      chosen_[g] = o;
      search(g + 1, here);
    }
  }

  void append(std::size_t g, std::vector<std::size_t>& options) const {
    const auto& group = space_.groups[g];
    std::size_t rest = best_choice_[g];
    for (std::size_t k = group.issues.size(); k-- > 0;) {
      if (options.size() <= group.issues[k]) options.resize(group.issues[k] + 1, 0);
      options[group.issues[k]] = rest % group.counts[k];
      rest /= group.counts[k];
    }
  }

  const GeniusWebSpace& space_;
  Rational wanted_;
  std::vector<Rational> low_;   ///< [group]: the least that this and later ones add
  std::vector<Rational> high_;  ///< likewise the most
  std::vector<std::vector<std::size_t>> orders_;  ///< [group]: combinations, rising
  std::vector<std::size_t> chosen_;
  std::vector<std::size_t> best_choice_;
  Rational best_ = 0;
  std::size_t steps_ = 0;
};

}  // namespace

bool next_combination(std::vector<std::size_t>& options, const std::vector<std::size_t>& counts) {
  for (std::size_t k = options.size(); k-- > 0;) {
    if (++options[k] < counts[k]) return true;
    options[k] = 0;
  }
  return false;
}

std::optional<GeniusWebSpace> make_geniusweb_space(const PlainParty& party) {
  GeniusWebSpace space;
  space.linear = party.terms.empty();
  space.scale.offset = party.constant;
  std::vector<Rational> numbers;
  std::vector<Rational> ranges;
  for (auto& issues : join_issues(party)) {
    auto group = make_group(party, std::move(issues));
    if (!group) return std::nullopt;
    const auto [low, high] = std::minmax_element(group->utilities.begin(), group->utilities.end());
    const Rational least = *low;
    ranges.push_back(*high - least);
    space.scale.offset += least;
    for (auto& u : group->utilities) u -= least;
    numbers.insert(numbers.end(), group->utilities.begin(), group->utilities.end());
    space.groups.push_back(std::move(*group));
  }
  const Rational unit(decimal_multiplier(numbers));
  Rational sum = std::accumulate(ranges.begin(), ranges.end(), Rational(0));
  if (sum == 0) ranges.front() = sum = 1;
  if (space.linear) {
    weigh(ranges, unit, space);
    return space;
  }
  space.scale.factor = unit / decimal_divisor(sum * unit);
  for (auto& group : space.groups) {
    for (auto& u : group.utilities) u *= space.scale.factor;
  }
  return space;
}

std::optional<GeniusWebFloor> find_floor(const GeniusWebSpace& space, const Rational& wanted) {
  return FloorSearch(space, wanted).run();
}

}  // namespace entente::format
