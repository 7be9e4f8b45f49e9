#include <algorithm>
#include <cmath>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/leximin.hpp"

// Choosing a deal from an explicit list of utility vectors, exactly.

namespace entente::bargain {
namespace {

/// A list of utility vectors and the question asked of it.
class Choice {
 public:
  Choice(const Problem& problem, const std::int64_t* utilities, std::size_t count)
      : problem_(problem), utilities_(utilities), count_(count) {}

  [[nodiscard]] const std::int64_t* at(std::size_t k) const {
    return utilities_ + k * problem_.parties;
  }
  [[nodiscard]] std::size_t count() const { return count_; }

  [[nodiscard]] bool acceptable(std::size_t k) const {
    return acceptable_but_for(k, problem_.parties);
  }
  [[nodiscard]] bool acceptable_but_for(std::size_t k, std::size_t exempt) const {
    const std::int64_t* u = at(k);
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (j != exempt && u[j] < problem_.no_deal[j]) return false;
    }
    return true;
  }
  [[nodiscard]] bool all_gain(std::size_t k) const {
    const std::int64_t* u = at(k);
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (u[j] <= problem_.no_deal[j]) return false;
    }
    return true;
  }

  [[nodiscard]] bool anyone_can_all_gain() const {
    for (std::size_t k = 0; k < count_; ++k) {
      if (all_gain(k)) return true;
    }
    return false;
  }

  /// Says why nobody can all gain.
  void explain(Deal& deal) const {
    if (count_ == 0) return explain_none(Obstacle::rules, {}, deal);
    auto blocking = gaining_nothing([](std::size_t, std::size_t) { return true; });
    if (!blocking.empty()) return explain_none(Obstacle::nothing, std::move(blocking), deal);
    blocking =
        gaining_nothing([&](std::size_t k, std::size_t j) { return acceptable_but_for(k, j); });
    explain_none(blocking.empty() ? Obstacle::clash : Obstacle::others, blocking, deal);
  }

  /// [party] the ideal utility: the best over acceptable vectors.
  [[nodiscard]] std::vector<std::int64_t> ideal() const {
    std::vector<std::int64_t> best = problem_.no_deal;
    for (std::size_t k = 0; k < count_; ++k) {
      if (!acceptable(k)) continue;
      for (std::size_t j = 0; j < problem_.parties; ++j) best[j] = std::max(best[j], at(k)[j]);
    }
    return best;
  }

 private:
  /// Parties j that gain in none of the vectors k where `counts(k, j)`, and there are some.
  template <class Counts>
  [[nodiscard]] std::vector<PartyId> gaining_nothing(const Counts& counts) const {
    std::vector<PartyId> parties;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      bool some = false;
      bool gains = false;
      for (std::size_t k = 0; k < count_ && !gains; ++k) {
        if (!counts(k, j)) continue;
        some = true;
        gains = at(k)[j] > problem_.no_deal[j];
      }
      if (some && !gains) parties.emplace_back(j);
    }
    return parties;
  }

  const Problem& problem_;
  const std::int64_t* utilities_;
  std::size_t count_;
};

/// Scans the list once for the best vectors under `compare`; fills the deal's ties, utility and
/// `index`. The list need not be free of repeats next to each other, but ties are counted as
/// list entries, so it must not repeat vectors.
template <class Compare>
void scan(const Problem& problem, const Choice& choice, const Compare& compare, Deal& deal,
          std::size_t* index) {
  std::size_t best = choice.count();
  for (std::size_t k = 0; k < choice.count(); ++k) {
    if (!choice.acceptable(k)) continue;
    const int order = best == choice.count() ? 1 : compare(choice.at(k), choice.at(best));
    if (order < 0) continue;
    if (order > 0) {
      deal.ties = 0;
      best = k;
    } else if (std::lexicographical_compare(choice.at(best), choice.at(best) + problem.parties,
                                            choice.at(k), choice.at(k) + problem.parties)) {
      best = k;
    }
    ++deal.ties;
  }
  *index = best;
  deal.utility.assign(choice.at(best), choice.at(best) + problem.parties);
  deal.status = Status::exact;
}

}  // namespace

Deal choose_deal(const Problem& problem, const std::int64_t* utilities, std::size_t count,
                 Concept concept_, const SearchOptions& options, std::size_t* index,
                 const std::vector<std::int64_t>& ideal) {
  const Choice choice(problem, utilities, count);
  Deal deal;
  *index = count;
  if (!choice.anyone_can_all_gain()) {
    choice.explain(deal);
    return deal;
  }
  deal.ideal = choice.ideal();
  for (std::size_t j = 0; j < ideal.size(); ++j) deal.ideal[j] = std::max(deal.ideal[j], ideal[j]);
  deal.ideal_ceiling = deal.ideal;
  const auto weight = concept_weights(problem, concept_, options, deal.ideal);
  const auto scan_by = [&](const auto& order) {
    const auto compare = [&](const std::int64_t* a, const std::int64_t* b) {
      return order.compare(a, b);
    };
    scan(problem, choice, compare, deal, index);
  };
  if (concept_ == Concept::nash) {
    scan_by(Objective(problem, Objective::Kind::log_sum, weight, problem.no_deal));
  } else if (concept_ == Concept::utilitarian) {
    scan_by(Objective(problem, Objective::Kind::linear, weight, problem.no_deal));
  } else {
    scan_by(LeximinOrder(problem, weight));
  }
  deal.value = concept_value(problem, concept_, weight, deal.utility.data());
  return deal;
}

void improve_deal(const Problem& problem, const Frontier& known, Concept concept_,
                  const SearchOptions& options, Deal& deal) {
  if (deal.status == Status::exact || deal.status == Status::none || known.size() == 0) return;
  std::size_t index = known.size();
  Deal best =
      choose_deal(problem, known.utility(0), known.size(), concept_, options, &index, deal.ideal);
  if (index == known.size()) return;
  // Shares count against a ceiling of the ideal point: too small rather than too large.
  const auto ceiling = utility_ceiling(problem);
  const auto weight = concept_weights(problem, concept_, options,
                                      deal.ideal_ceiling.empty() ? ceiling : deal.ideal_ceiling);
  double upper = deal.status == Status::bound
                     ? deal.value + deal.gap
                     : concept_value(problem, concept_, weight, ceiling.data());
  if (concept_ == Concept::kalai_smorodinsky) upper = std::min(upper, greatest_share(options));
  best.outcome = known.outcome(index);
  best.witness_canonical = best.ties_complete = false;
  best.ties = 1;
  best.status = Status::bound;
  best.value = concept_value(problem, concept_, weight, best.utility.data());
  best.gap = std::max(0.0, upper - best.value);
  best.nodes = deal.nodes;
  best.ideal_ceiling = deal.ideal_ceiling;
  deal = std::move(best);
}

}  // namespace entente::bargain
