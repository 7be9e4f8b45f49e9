#include "entente/enforce/breaches.hpp"

#include <algorithm>
#include <utility>

namespace entente::enforce {
namespace {

bool allows(const Condition& condition, OptionId option) {
  return std::find(condition.options.begin(), condition.options.end(), option) !=
         condition.options.end();
}

bool contains(const std::vector<std::size_t>& sorted, std::size_t position) {
  return std::binary_search(sorted.begin(), sorted.end(), position);
}

bool holds(const Breaches::Term& term, const std::vector<std::size_t>& set) {
  return std::all_of(term.broken.begin(), term.broken.end(),
                     [&](std::size_t k) { return contains(set, k); }) &&
         std::none_of(term.kept.begin(), term.kept.end(),
                      [&](std::size_t k) { return contains(set, k); });
}

}  // namespace

Breaches::Breaches(const Scenario& scenario, const KeptAgreement& agreement, PartyId party) {
  const auto& own = agreement.parties[party.index()].own;
  const Preferences& p = scenario.preferences[party.index()];
  for (const std::size_t index : own) {
    const Commitment& c = agreement.commitments[index];
    const auto& row = p.values[c.issue.index()];
    alone_.push_back(row.empty() ? Rational(0)
                                 : row[c.broken.index()].mean() - row[c.kept.index()].mean());
    odds_.push_back(odds_of_breach(agreement, index, party));
  }
  for (const auto& interaction : p.together) add_term(agreement, own, interaction);
}

/// Conditions on other issues hold or not whatever the party breaks; what is left are conditions on
/// its own commitments, each of which wants one of them kept, or broken, or neither.
void Breaches::add_term(const KeptAgreement& agreement, const std::vector<std::size_t>& own,
                        const Interaction& interaction) {
  Term term;
  term.add = interaction.add.mean();
  for (const auto& condition : interaction.when) {
    const auto found = std::find_if(own.begin(), own.end(), [&](std::size_t index) {
      return agreement.commitments[index].issue == condition.issue;
    });
    if (found == own.end()) {
      if (!allows(condition, OptionId(agreement.outcome[condition.issue.index()]))) return;
      continue;
    }
    const Commitment& c = agreement.commitments[*found];
    const auto position = static_cast<std::size_t>(found - own.begin());
    const bool if_kept = allows(condition, c.kept);
    const bool if_broken = allows(condition, c.broken);
    if (!if_kept && !if_broken) return;
    if (if_kept && !if_broken) term.kept.push_back(position);
    if (!if_kept && if_broken) term.broken.push_back(position);
  }
  if (term.broken.size() + term.kept.size() == 1) {
    // A condition on one commitment is part of its own value.
    if (term.kept.empty()) {
      alone_[term.broken.front()] += term.add;
    } else {
      alone_[term.kept.front()] -= term.add;
    }
  } else if (!term.broken.empty() || !term.kept.empty()) {
    terms_.push_back(std::move(term));
  }
}

Rational Breaches::gain(const std::vector<std::size_t>& set) const {
  Rational sum = 0;
  for (const std::size_t k : set) sum += alone_[k];
  for (const auto& term : terms_) {
    if (holds(term, set)) sum += term.add;
    if (term.broken.empty()) sum -= term.add;  // it held before
  }
  return sum;
}

std::vector<BreachOdds<Rational>> Breaches::odds_of(const std::vector<std::size_t>& set) const {
  std::vector<BreachOdds<Rational>> out;
  for (const std::size_t k : set) out.push_back(odds_[k]);
  return out;
}

}  // namespace entente::enforce
