#include "entente/bargain/leximin_search.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "entente/bargain/leximin.hpp"

namespace entente::bargain {
namespace {

/// Vectors attaining a level that are listed at most, and the nodes for it: this many, or as many
/// as finding the level took, times a factor.
constexpr std::size_t k_list_vectors = 1'000;
constexpr std::uint64_t k_list_nodes = 20'000;
constexpr std::uint64_t k_list_factor = 4;

/// Floors for all parties; `settled` ones no longer count in the minimum.
struct Assignment {
  std::vector<std::uint8_t> settled;
  std::vector<std::int64_t> floor;

  bool operator<(const Assignment& other) const {
    return std::tie(settled, floor) < std::tie(other.settled, other.floor);
  }
};

/// An assignment that attains the level, and how.
struct Attained {
  Assignment assignment;
  SearchResult result;
};

class LeximinSearch {
 public:
  LeximinSearch(const Problem& problem, Engine& engine, const std::vector<Rational>& weight,
                std::uint64_t max_ties, NodeBudget& budget, const WorkControl& control)
      : problem_(problem),
        engine_(engine),
        weight_(weight),
        max_ties_(max_ties),
        budget_(budget),
        control_(control),
        order_(problem, weight) {
    for (std::size_t j = 0; j < problem.parties; ++j) {
      unit_weight_.push_back(weight[j] / problem.denominator[j]);
    }
  }

  LeximinResult run() {
    std::set<Assignment> open{{std::vector<std::uint8_t>(problem_.parties, 0), problem_.no_deal}};
    for (std::size_t k = 0; k < problem_.parties; ++k) {
      if (!solve_level(open)) return unfinished(k);
      if (attained_.empty()) {  // only before the first level
        result_.status = Status::none;
        return result_;
      }
      last_ = attained_.front().result;
      if (k == 0) {
        result_.upper = attained_.front().result.value;
        result_.least_proven = true;
      }
      if (k + 1 < problem_.parties && list_attaining()) return result_;
      open = next_assignments();
      if (open.size() > max_ties_) return unfinished(k + 1);
    }
    finish();
    return result_;
  }

 private:
  [[nodiscard]] Objective objective(const Assignment& a) const {
    auto weight = weight_;
    for (std::size_t j = 0; j < weight.size(); ++j) {
      if (a.settled[j] != 0) weight[j] = 0;
    }
    return {problem_, Objective::Kind::minimum, std::move(weight), a.floor};
  }

  /// The least weighted gain among parties not settled.
  [[nodiscard]] Rational level_of(const Assignment& a, const std::vector<std::int64_t>& u) const {
    std::optional<Rational> least;
    for (std::size_t j = 0; j < u.size(); ++j) {
      if (a.settled[j] != 0) continue;
      const Rational v = unit_weight_[j] * Rational(Integer(u[j] - problem_.no_deal[j]));
      if (!least || v < *least) least = v;
    }
    return *least;
  }

  /// The least utility with a weighted gain of at least the level (which is >= 0).
  [[nodiscard]] std::int64_t utility_for(std::size_t j, const Rational& level) const {
    const Rational gain = level / unit_weight_[j];
    Integer whole = numerator_of(gain) / denominator_of(gain);
    if (whole * denominator_of(gain) != numerator_of(gain)) ++whole;
    return Integer(whole + problem_.no_deal[j]).convert_to<std::int64_t>();
  }

  /// Finds the greatest max-min value over the assignments and those that attain it. False when
  /// a search was cut short.
  bool solve_level(const std::set<Assignment>& open) {
    attained_.clear();
    const bool first = !last_;
    for (Assignment a : open) {
      if (!attained_.empty()) raise_floors(a, level_);  // less than the best so far is no use
      const auto r = engine_.maximise(objective(a), budget_.left(), first ? control_ : later_);
      budget_.spend(r.nodes);
      if (r.status == Status::none) continue;
      if (r.status != Status::exact) {
        cut_short_ = r;
        return false;
      }
      const Rational level = level_of(a, r.utility);
      if (!attained_.empty() && level > level_) attained_.clear();
      level_ = level;
      attained_.push_back({std::move(a), r});
    }
    return true;
  }

  void raise_floors(Assignment& a, const Rational& level) const {
    for (std::size_t j = 0; j < a.floor.size(); ++j) {
      if (a.settled[j] == 0) a.floor[j] = std::max(a.floor[j], utility_for(j, level));
    }
  }

  /// Settles one more party at exactly the level.
  [[nodiscard]] std::set<Assignment> next_assignments() const {
    std::set<Assignment> next;
    for (const auto& [from, result] : attained_) {
      Assignment a = from;
      raise_floors(a, level_);
      for (std::size_t j = 0; j < problem_.parties; ++j) {
        if (a.settled[j] != 0 || denominator_of(level_ / unit_weight_[j]) != 1) continue;
        Assignment b = a;
        b.settled[j] = 1;
        b.floor[j] = utility_for(j, level_);
        next.insert(std::move(b));
      }
    }
    return next;
  }

  /// Lists the vectors that attain the level, if they are few, and picks the best. True when done.
  bool list_attaining() {
    std::map<std::vector<std::int64_t>, Outcome> list;
    for (const auto& [assignment, result] : attained_) {
      const auto nodes = std::max(k_list_nodes, k_list_factor * result.nodes);
      const bool finished = engine_.enumerate(
          objective(assignment), result.utility,
          [&](const std::int64_t* u, const Outcome& outcome) {
            list.emplace(std::vector<std::int64_t>(u, u + problem_.parties), outcome);
            return list.size() <= k_list_vectors;
          },
          budget_.left_up_to(nodes), control_);
      if (!finished) return false;
    }
    for (const auto& [utility, outcome] : list) offer(utility, outcome);
    result_.status = Status::exact;
    return true;
  }

  /// Takes a vector among the best found so far.
  void offer(const std::vector<std::int64_t>& utility, const Outcome& outcome) {
    Ties& t = result_.ties;
    const int order = t.count == 0 ? 1 : order_.compare(utility.data(), t.largest.data());
    if (order < 0) return;
    if (order > 0) t.count = 0;
    if (order > 0 || utility > t.largest) {
      t.largest = utility;
      t.outcome = outcome;
    }
    ++t.count;
  }

  /// All parties are settled: every assignment left is one optimal vector.
  void finish() {
    std::map<std::vector<std::int64_t>, Outcome> list;
    for (const auto& a : attained_) list.emplace(a.result.utility, a.result.outcome);
    for (const auto& [utility, outcome] : list) offer(utility, outcome);
    result_.ties.complete = list.size() <= max_ties_;
    result_.status = Status::exact;
  }

  /// Levels before the k-th are proven; the rest is the best known.
  LeximinResult unfinished(std::size_t k) {
    if (last_) offer(last_->utility, last_->outcome);
    if (!cut_short_.outcome.empty()) offer(cut_short_.utility, cut_short_.outcome);
    result_.ties.count = std::min<std::uint64_t>(result_.ties.count, 1);
    result_.status = result_.ties.count > 0 ? Status::bound : Status::unknown;
    if (k == 0) result_.upper = cut_short_.upper;
    result_.ties.complete = false;
    return result_;
  }

  const Problem& problem_;
  Engine& engine_;
  const std::vector<Rational>& weight_;
  std::uint64_t max_ties_;
  NodeBudget& budget_;
  const WorkControl& control_;
  /// After the first level, values are no longer the concept's.
  WorkControl later_ = control_.telling([](Progress& p) { p.best = p.bound = std::nullopt; });
  LeximinOrder order_;
  std::vector<Rational> unit_weight_;  ///< [party] weight of one unit of utility
  Rational level_;
  std::vector<Attained> attained_;
  SearchResult cut_short_;
  std::optional<SearchResult> last_;  ///< the best of the level before
  LeximinResult result_;
};

}  // namespace

LeximinResult find_leximin(const Problem& problem, Engine& engine,
                           const std::vector<Rational>& weight, std::uint64_t max_ties,
                           NodeBudget& budget, const WorkControl& control) {
  return LeximinSearch(problem, engine, weight, max_ties, budget, control).run();
}

}  // namespace entente::bargain
