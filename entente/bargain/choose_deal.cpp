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

  /// Parties that gain nothing in any outcome acceptable to all others.
  [[nodiscard]] std::vector<PartyId> blocking() const {
    std::vector<PartyId> parties;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      bool gains = false;
      for (std::size_t k = 0; k < count_ && !gains; ++k) {
        gains = at(k)[j] > problem_.no_deal[j] && acceptable_but_for(k, j);
      }
      if (!gains) parties.emplace_back(j);
    }
    return parties;
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
                 Concept concept_, const SearchOptions& options, std::size_t* index) {
  const Choice choice(problem, utilities, count);
  Deal deal;
  *index = count;
  if (!choice.anyone_can_all_gain()) {
    explain_none(choice.blocking(), deal);
    return deal;
  }
  if (concept_ == Concept::nash || concept_ == Concept::utilitarian) {
    const Objective objective(
        problem, concept_ == Concept::nash ? Objective::Kind::log_sum : Objective::Kind::linear,
        concept_weights(problem, concept_, options, {}), problem.no_deal);
    scan(
        problem, choice,
        [&](const std::int64_t* a, const std::int64_t* b) { return objective.compare(a, b); }, deal,
        index);
  } else {
    const LeximinOrder order(problem, concept_weights(problem, concept_, options, choice.ideal()));
    scan(
        problem, choice,
        [&](const std::int64_t* a, const std::int64_t* b) { return order.compare(a, b); }, deal,
        index);
  }
  deal.value =
      concept_value(problem, concept_, concept_weights(problem, concept_, options, choice.ideal()),
                    deal.utility.data());
  return deal;
}

}  // namespace entente::bargain
