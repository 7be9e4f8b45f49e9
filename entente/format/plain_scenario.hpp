#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/base/rational.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Adds where every condition holds; without conditions, always.
struct PlainTerm {
  std::vector<Condition> when;
  Rational add;
};

/// The tree as terms, or nothing where that takes more than `most` of them. Sums stay as compact as
/// they are; a minimum or maximum is listed over all combinations of the issues it looks at.
[[nodiscard]] std::optional<std::vector<PlainTerm>> terms_of(const Scenario& scenario,
                                                             const Aggregate& aggregate,
                                                             std::size_t most);

/// What must be added to a party's uncapped utility so that it never exceeds its cap, or nothing
/// where that takes more than `most` terms (or looking at more than `most` outcomes).
[[nodiscard]] std::optional<std::vector<PlainTerm>> cap_terms(const Scenario& scenario,
                                                              PartyId party, std::size_t most);

/// What a party wants, in numbers alone: uncertain values at their means, threats not carried out.
struct PlainParty {
  std::vector<std::vector<Rational>> values;  ///< [issue kept][option], no row empty
  std::vector<PlainTerm> terms;  ///< on two issues or more; conditions number the issues kept
  Rational constant = 0;
  std::optional<Rational> cap;
  std::optional<Aggregate> aggregate;  ///< only where it could not be turned into terms
  Rational no_deal = 0;                ///< d: what the party gets without agreement

  /// Bounds on the utility before the cap, from the bounds of each part.
  [[nodiscard]] Rational lower_bound() const;
  [[nodiscard]] Rational upper_bound() const;
};

/// A scenario as the formats of other tools can hold it: what agreements are worth and nothing
/// else. Threats are gone, so the issues are those of agreements.
struct PlainScenario {
  std::vector<IssueId> issues;  ///< the issues kept, in the order of the scenario
  std::vector<PlainParty> parties;
};

[[nodiscard]] PlainScenario make_plain(const Scenario& scenario);

/// Turns aggregate and cap into terms where that takes no more than `most` of them each; they stay
/// where it takes more.
void spell_out(const Scenario& scenario, std::size_t party, std::size_t most, PlainScenario& plain);

/// What a target has a place for, besides issues, options and utilities.
struct TargetTraits {
  bool title = false;
  bool givers = false;
  bool status_quo = false;
  bool uncertain = false;
  bool time_discount = false;  ///< of the whole negotiation, as in GENIUS
  bool reservation_value = false;
};

/// What of the scenario the target has no place for, by name and in the order of the scenario;
/// interaction terms, aggregates and caps are for the writer to judge. Only warnings and notes.
[[nodiscard]] Diagnostics losses_of(const Scenario& scenario, const TargetTraits& target);

/// The error where no issue is left once threats are gone.
[[nodiscard]] Diagnostic nothing_to_agree_on(const Scenario& scenario);

/// utility there = factor * (utility here - offset); the factor is above 0.
struct AffineScale {
  Rational factor = 1;
  Rational offset = 0;

  [[nodiscard]] Rational operator()(const Rational& utility) const {
    return factor * (utility - offset);
  }
  [[nodiscard]] bool is_identity() const { return factor == 1 && offset == 0; }
};

/// Says that a party's utilities are on another scale, unless they are not.
void note_scale(const Party& party, const AffineScale& scale, Diagnostics& losses);

/// Says that some numbers are rounded, unless `error` is 0: those of a party's utilities, or those
/// of what `whose` names, with what follows from it.
void note_rounding(const Party& party, const Rational& error, Diagnostics& losses);
void note_rounding(const Place& place, std::string_view whose, const Rational& error,
                   std::string hint, Diagnostics& losses);

/// A fraction as text for people: exact where short, else with 6 significant digits and "about".
[[nodiscard]] std::string shown_number(const Rational& value);

}  // namespace entente::format
