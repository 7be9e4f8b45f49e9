#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/bargain/solve.hpp"

namespace entente::bargain {

/// One thing that could be different, so that a deal becomes possible.
struct Change {
  enum class Kind {
    drop_goal,          ///< `index`: in WhyOptions::goals
    put_on_table,       ///< `index`: an issue of WhyOptions::off
    drop_rule,          ///< `index`: in Scenario::rules
    carry_out_threat,   ///< `index`: a threat issue, `option` of it, when there is no deal
    lower_reservation,  ///< `index`: a party, which is content with less
  };
  Kind kind = Kind::drop_rule;
  std::size_t index = 0;
  OptionId option;
  /// With lower_reservation: by more than this many of the party's points (>= 0).
  Rational by_more_than = 0;

  bool operator==(const Change&) const = default;
};

/// "drop_goal", "put_on_table", "drop_rule", "carry_out_threat", "lower_reservation".
[[nodiscard]] const char* to_string(Change::Kind kind);

/// Changes that together open a deal, while no part of them does, and no reservation lowered by
/// less either.
struct Relaxation {
  std::vector<Change> changes;  ///< reservations last
  /// The Nash deal (of those who accept it) once they are made, found by solving the changed
  /// scenario, each reservation lowered by the least that is more than `by_more_than`.
  Status status = Status::unknown;  ///< exact, or bound
  Outcome outcome;
  std::vector<PartyId> accepted_by;  ///< everybody unless the acceptance rule wants fewer
  std::vector<Rational> utility;     ///< [party] in points
  /// [party] in points, over no deal after the threats and before any reservation is lowered: below
  /// 0, or 0, for those whose reservation is.
  std::vector<Rational> gain;
};

/// How far one party is from making a deal impossible, or possible.
struct Margin {
  /// exact; none: not enough others can gain, whatever this party gets; unknown: stopped.
  Status status = Status::unknown;
  /// With exact: the greatest gain it can have while enough others gain, in points. Above 0: a deal
  /// with it exists as long as it asks for less than that on top of what it gets without a deal. 0
  /// or below: a deal opens once it asks for more than that less.
  Rational most = 0;
  /// False: others are enough for a deal, whatever this party asks for.
  bool needed = true;
};

struct WhyOptions {
  std::vector<Condition> goals;           ///< all must hold in the deal
  std::vector<IssueId> off;               ///< issues that stay at the status quo
  std::vector<ThreatCarriedOut> threats;  ///< carried out already
  std::size_t most_changes = 2;           ///< the largest relaxation looked for, at least 1
  std::uint64_t max_questions = 20'000;   ///< relaxations tried, at most
  std::size_t max_relaxations = 100;      ///< listed, at most
  /// Of the search for a deal as asked, whose answer everything else rests on; 0: no limit.
  std::uint64_t deal_nodes = 100'000'000;
  std::uint64_t max_nodes = 1'000'000;  ///< of each search for what would change it; 0: no limit
};

/// Why there is a deal, or none. A deal is an outcome in which enough parties (all, or as many as
/// the acceptance rule wants) gain, and all goals hold.
struct Why {
  Problem problem;  ///< as asked: goals and issues off the table are rules of `scenario`
  Scenario scenario;
  Deal deal;  ///< the Nash deal (of those who accept it) as things stand, or who blocks it
  std::vector<PartyId> accepted_by;  ///< with a deal; see AcceptedDeal
  /// Goals, rules and issues off the table that no outcome keeps together, though any of them left
  /// out would do; empty where the rules leave some outcome.
  std::vector<Change> conflict;
  std::vector<Margin> margins;  ///< [party]
  /// Without a deal: minimal changes that open one, by number of changes, then of reservations
  /// among them, then by their amounts as shares of what outcomes range over. Where a threat or a
  /// reservation changes, what is better for nobody than leaving everything as it is counts as no
  /// deal (if the rules allow that); in `margins` as well.
  std::vector<Relaxation> relaxations;
  /// Every minimal combination of up to `most_changes` changes is there, with all minimal amounts.
  /// Where there is none of goals, issues, rules and threats alone, one larger minimal set of
  /// goals, issues and rules; where there is none of reservations alone, one larger set of those.
  bool relaxations_complete = true;
  /// No deal either without any of the goals and rules and with all issues on the table.
  bool hopeless = false;
  /// With a deal: issues without which there is none (each taken off the table alone), and threats
  /// carried out without which there is none.
  std::vector<IssueId> needed_issues;
  std::vector<ThreatCarriedOut> needed_threats;
  bool needed_complete = true;
  Diagnostics warnings;
  bool complete = true;  ///< nothing was cut short
};

/// Explains. With a deal: one question per party, issue and threat. Without: at most
/// `max_questions`, each a scenario changed and solved (see GainSearch), so that every relaxation
/// has been verified by solving again. Errors: those of make_problem and check_goals; `off` without
/// a status quo.
[[nodiscard]] Result<Why> explain_deal(const Scenario& scenario, const WhyOptions& options,
                                       const WorkControl& control);

}  // namespace entente::bargain
