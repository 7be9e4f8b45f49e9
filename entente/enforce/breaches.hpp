#pragma once

#include <cstddef>
#include <vector>

#include "entente/enforce/commitments.hpp"
#include "entente/enforce/survival.hpp"

namespace entente::enforce {

/// What a party gains by breaking commitments of its own, per period. Sets are rising positions in
/// its Standing::own.
class Breaches {
 public:
  /// An interaction between commitments: `add` counts while all of `broken` and none of `kept` are
  /// broken.
  struct Term {
    std::vector<std::size_t> broken;
    std::vector<std::size_t> kept;
    Rational add;
  };

  /// Keeps nothing of its arguments. Utilities must be sums (as all native ones are).
  Breaches(const Scenario& scenario, const KeptAgreement& agreement, PartyId party);

  [[nodiscard]] std::size_t size() const { return alone_.size(); }
  /// [position] the gain of breaking that one, with no interactions between commitments.
  [[nodiscard]] const std::vector<Rational>& alone() const { return alone_; }
  [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }
  [[nodiscard]] const std::vector<BreachOdds<Rational>>& odds() const { return odds_; }

  /// Utility with the set broken less that with all kept. O(set + terms * size).
  [[nodiscard]] Rational gain(const std::vector<std::size_t>& set) const;
  /// How the set shows.
  [[nodiscard]] std::vector<BreachOdds<Rational>> odds_of(
      const std::vector<std::size_t>& set) const;

 private:
  void add_term(const KeptAgreement& agreement, const std::vector<std::size_t>& own,
                const Interaction& interaction);

  std::vector<Rational> alone_;
  std::vector<Term> terms_;
  std::vector<BreachOdds<Rational>> odds_;
};

}  // namespace entente::enforce
