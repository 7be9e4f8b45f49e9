#include "entente/bargain/best_list.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/enumerate.hpp"
#include "entente/bargain/leximin.hpp"

namespace entente::bargain {
namespace {

using Vector = std::vector<std::int64_t>;

/// Outcomes looked at, at most, where only enumeration can answer.
constexpr std::uint64_t k_enumerated = 50'000'000;
/// Pairs of changes tried for the first guess.
constexpr std::size_t k_most_pairs = 400'000;

/// The order of a concept: by its objective, for the lexicographic concepts by all gains.
class ConceptOrder {
 public:
  ConceptOrder(const Problem& problem, Concept which, const std::vector<Rational>& weight)
      : problem_(problem),
        concept_(which),
        objective_(problem, kind(which), weight, problem.no_deal) {
    if (is_lexicographic(which)) leximin_.emplace(problem, weight);
  }

  [[nodiscard]] const Objective& objective() const { return objective_; }

  /// May it be listed at all?
  [[nodiscard]] bool counts(const std::int64_t* u) const {
    const std::int64_t least = concept_ == Concept::nash ? 1 : 0;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (u[j] < problem_.no_deal[j] + least) return false;
    }
    return true;
  }

  [[nodiscard]] int compare(const std::int64_t* a, const std::int64_t* b) const {
    return leximin_ ? leximin_->compare(a, b) : objective_.compare(a, b);
  }

  /// Better, or as good and lexicographically larger.
  [[nodiscard]] bool before(const Vector& a, const Vector& b) const {
    const int order = compare(a.data(), b.data());
    return order != 0 ? order > 0 : a > b;
  }

 private:
  static bool is_lexicographic(Concept which) {
    return which == Concept::kalai_smorodinsky || which == Concept::egalitarian;
  }
  static Objective::Kind kind(Concept which) {
    if (is_lexicographic(which)) return Objective::Kind::minimum;
    return which == Concept::nash ? Objective::Kind::log_sum : Objective::Kind::linear;
  }

  const Problem& problem_;
  Concept concept_;
  Objective objective_;
  std::optional<LeximinOrder> leximin_;
};

/// The best vectors seen, one more than wanted, so that a tie behind the last is noticed.
class Shortlist {
 public:
  Shortlist(const ConceptOrder& order, std::size_t count)
      : count_(count + 1),
        best_([&order](const Vector& a, const Vector& b) { return order.before(a, b); }) {}

  void offer(const std::int64_t* u, std::size_t parties, const Outcome& outcome) {
    Vector utility(u, u + parties);
    if (full() && !best_.key_comp()(utility, best_.rbegin()->first)) return;
    best_.try_emplace(std::move(utility), outcome);
    if (best_.size() > count_) best_.erase(std::prev(best_.end()));
  }
  [[nodiscard]] bool full() const { return best_.size() >= count_; }
  [[nodiscard]] const Vector& last() const { return best_.rbegin()->first; }
  [[nodiscard]] const auto& all() const { return best_; }

 private:
  std::size_t count_;
  std::map<Vector, Outcome, std::function<bool(const Vector&, const Vector&)>> best_;
};

/// One list being made.
class BestSearch {
 public:
  BestSearch(const Problem& problem, Concept which, const std::vector<Rational>& weight,
             std::size_t count, const SearchOptions& options, const WorkControl& control)
      : problem_(problem),
        order_(problem, which, weight),
        list_(order_, count),
        options_(options),
        control_(control) {}

  /// True when nothing better is left out.
  bool run(const Outcome& best) {
    if (!problem_.cap.empty() || !problem_.aggregate.empty()) {
      return for_each_feasible_outcome(problem_, k_enumerated, control_,
                                       [&](const std::int64_t* u, const Outcome& outcome) {
                                         consider(u, outcome);
                                         return true;
                                       }) == EnumerationEnd::complete;
    }
    try_neighbours(best);
    const auto engine = make_engine(problem_, control_);
    const Vector level = list_.full() ? list_.last() : lowest_level();
    return engine->enumerate(
        order_.objective(), level,
        [&](const std::int64_t* u, const Outcome& outcome) {
          consider(u, outcome);
          return list_.full() ? Visited(true, &list_.last()) : Visited(true);
        },
        {options_.max_nodes}, control_);
  }

  [[nodiscard]] const auto& found() const { return list_.all(); }
  [[nodiscard]] const ConceptOrder& order() const { return order_; }

 private:
  void consider(const std::int64_t* u, const Outcome& outcome) {
    if (order_.counts(u)) list_.offer(u, problem_.parties, outcome);
  }

  void consider(const Outcome& outcome) {
    if (!feasible(problem_, outcome.data())) return;
    utility_.resize(problem_.parties);
    utilities(problem_, outcome.data(), utility_.data());
    consider(utility_.data(), outcome);
  }

  /// A level that every outcome worth listing reaches: one unit of gain for all where gains must be
  /// strict, else none.
  [[nodiscard]] Vector lowest_level() const {
    Vector level = problem_.no_deal;
    if (order_.objective().kind() == Objective::Kind::log_sum) {
      for (auto& u : level) ++u;
    }
    return level;
  }

  /// The outcomes that differ from the best in one issue or two.
  void try_neighbours(const Outcome& best) {
    consider(best);
    Outcome x = best;
    const auto change = [&](std::size_t i, const std::function<void()>& then) {
      for (std::uint16_t o = 0; o < problem_.options[i]; ++o) {
        if (o == best[i]) continue;
        x[i] = o;
        then();
      }
      x[i] = best[i];
    };
    for (std::size_t i = 0; i < problem_.issues; ++i) change(i, [&] { consider(x); });
    if (list_.full() && list_.all().size() * 4 < problem_.option_total()) return;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < problem_.issues; ++i) {
      for (std::size_t k = i + 1; k < problem_.issues; ++k) {
        pairs += std::size_t{problem_.options[i]} * problem_.options[k];
        if (pairs > k_most_pairs || control_.cancelled()) return;
        change(i, [&] { change(k, [&] { consider(x); }); });
      }
    }
  }

  const Problem& problem_;
  ConceptOrder order_;
  Shortlist list_;
  const SearchOptions& options_;
  const WorkControl& control_;
  Vector utility_;
};

}  // namespace

BestList find_best(const Problem& problem, Concept concept_, const Deal& deal, std::size_t count,
                   const SearchOptions& options, const WorkControl& control) {
  BestList list;
  list.concept_ = concept_;
  list.complete = deal.status == Status::none;
  if (!deal.found()) return list;
  const auto weight = concept_weights(problem, concept_, options, deal.ideal);
  BestSearch search(problem, concept_, weight, count, options, control);
  // Shares of an ideal point that is only bounded may be in another order.
  const bool shares_known =
      concept_ != Concept::kalai_smorodinsky || deal.ideal == deal.ideal_ceiling;
  list.complete = search.run(deal.outcome) && shares_known;
  for (const auto& [utility, outcome] : search.found()) {
    const bool tied = !list.deals.empty() &&
                      search.order().compare(utility.data(), list.deals.back().utility.data()) == 0;
    if (list.deals.size() == count) {
      list.more_ties = tied;
      break;
    }
    const std::uint64_t rank = tied ? list.deals.back().rank : list.deals.size() + 1;
    list.deals.push_back(
        {rank, concept_value(problem, concept_, weight, utility.data()), utility, outcome});
  }
  return list;
}

}  // namespace entente::bargain
