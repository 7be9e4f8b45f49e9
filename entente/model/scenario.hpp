#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/base/ids.hpp"
#include "entente/base/rational.hpp"

namespace entente {

/// A stated number that may be uncertain. Points are the party's own.
struct Value {
  enum class Kind {
    exact,       ///< a
    normal,      ///< mean a, standard deviation b
    uniform,     ///< from a to b
    triangular,  ///< least a, most likely b, most c
  };
  Kind kind = Kind::exact;
  Rational a = 0;
  Rational b = 0;
  Rational c = 0;

  /// The mean of the distribution, exactly.
  [[nodiscard]] Rational mean() const;
  [[nodiscard]] bool uncertain() const { return kind != Kind::exact; }
  bool operator==(const Value&) const = default;
};

/// Somebody who can agree or refuse.
struct Party {
  std::string key;                   ///< the name used in the file
  std::string name;                  ///< the name shown to people; the key where none is given
  std::optional<Rational> discount;  ///< discount factor per period, in (0, 1]
  Place place;
};

/// One thing to settle.
struct Issue {
  std::string key;
  std::string title;             ///< shown to people; the key where none is given
  std::optional<PartyId> giver;  ///< the party that must act; none for a joint issue
  std::vector<std::string> options;
  std::vector<Place> option_places;
  bool ordered = true;  ///< from none to most: values that go up and down are likely mistakes
  OptionId status_quo;  ///< meaningful only where the scenario has a status quo
  std::optional<bool> acknowledged;
  std::optional<Rational> detection;    ///< per period, in [0, 1]
  std::optional<Rational> false_alarm;  ///< per period, in [0, 1]
  int lag = 1;                          ///< periods until a breach is known, >= 0
  bool reversible = true;
  std::optional<PartyId> threat_by;  ///< set: a threat, never part of an agreement
  Place place;

  [[nodiscard]] bool is_threat() const { return threat_by.has_value(); }
};

/// The issue is settled in one of these ways (options sorted, no repeats, never empty).
struct Condition {
  IssueId issue;
  std::vector<OptionId> options;

  bool operator==(const Condition&) const = default;
};

/// An interaction term: `add` counts when every condition holds.
struct Interaction {
  std::vector<Condition> when;  ///< at most one condition per issue, sorted by issue
  Value add;
  Place place;
};

/// What a party holds another issue's status quo to be: one probability per option, summing to 1.
struct Belief {
  IssueId issue;
  std::vector<Rational> probability;
  Place place;
};

/// A utility that is not a plain sum: a tree of sums, maxima and minima over boxes of outcomes,
/// as other tools write them.
struct Aggregate {
  enum class Kind { sum, maximum, minimum };
  struct Box {
    std::vector<Condition> when;
    bool inside = true;  ///< false: the value counts when any condition fails
    Rational value = 0;  ///< counts in full, else 0
  };
  Kind kind = Kind::sum;
  Rational weight = 1;  ///< multiplies the whole node
  std::vector<Box> boxes;
  std::vector<Aggregate> children;
};

/// What one party wants.
struct Preferences {
  /// values[issue][option]; an empty row means 0 for every option.
  std::vector<std::vector<Value>> values;
  std::vector<Interaction> together;
  std::optional<Value> reservation;  ///< replaces the utility of the no-deal outcome
  /// Utility = min(cap, sum of values and interactions + aggregate) where these are present.
  std::optional<Aggregate> aggregate;
  std::optional<Rational> cap;
  std::optional<Rational> time_discount;  ///< discount factor of other tools' files, in (0, 1]
  std::vector<Place> issue_places;        ///< per issue; line 0 where the party is silent on it
  Place place;

  /// True when the utility is a sum of values and interactions and nothing else.
  [[nodiscard]] bool is_sum() const { return !aggregate && !cap; }
};

/// A restriction on agreements.
struct Rule {
  enum class Kind {
    requires_,  ///< if all of `when` hold, all of `then` must
    excludes,   ///< not all of `when` at once
    ruled_out,  ///< same meaning; said of options rather than of combinations
    at_most,    ///< at most `count` of `issues` moved off the status quo
    at_least,   ///< at least `count` of them
    budget,     ///< the costs of the options chosen add up to at most `limit`
  };
  struct Costs {
    IssueId issue;
    std::vector<Rational> cost;  ///< per option
  };
  Kind kind = Kind::excludes;
  std::vector<Condition> when;
  std::vector<Condition> then;
  int count = 0;
  std::vector<IssueId> issues;
  Rational limit = 0;
  std::vector<Costs> costs;
  std::string text;  ///< the rule in the file's own words, on one line
  Place place;
};

/// How many must accept. Default: all.
struct Acceptance {
  int at_least = 0;           ///< 0 means all
  std::vector<PartyId> veto;  ///< these must be among them
};

/// Who gets the blame. What is left to 1 of a row of shares is blamed on nobody.
struct Attribution {
  /// [culprit][suspect] of the breaches that are noticed, the share blamed on the suspect.
  std::vector<std::vector<Rational>> blame;
  Rational incidents = 0;                 ///< by nobody among the parties: probability per period
  std::vector<Rational> incidents_blame;  ///< [suspect] the share of these blamed on it
  Place place;

  bool operator==(const Attribution&) const = default;
};

/// Everything that was stated, checked and with names resolved. Immutable once read; passed as
/// `const Scenario&`.
struct Scenario {
  std::string title;
  std::string source;
  std::string period;  ///< as written, "6 months"
  std::string file;
  std::vector<Party> parties;
  std::vector<Issue> issues;
  std::vector<std::vector<Belief>> beliefs;  ///< [party]
  std::vector<Preferences> preferences;      ///< [party]
  std::vector<Rule> rules;
  Acceptance acceptance;
  std::optional<Attribution> attribution;  ///< none: a noticed breach is blamed on who broke it
  /// False where no option is in force today, as in most imported files. Then there are no threats,
  /// beliefs or counting rules, and a party that states no reservation gets 0 without a deal.
  bool has_status_quo = true;

  [[nodiscard]] std::size_t party_count() const { return parties.size(); }
  [[nodiscard]] std::size_t issue_count() const { return issues.size(); }
  [[nodiscard]] std::optional<PartyId> find_party(std::string_view key) const;
  [[nodiscard]] std::optional<IssueId> find_issue(std::string_view key) const;
  [[nodiscard]] std::optional<OptionId> find_option(IssueId issue, std::string_view text) const;
};

/// An agreement as a file beside the scenario states it: a draft, or what was signed. It may break
/// rules; threats are no part of it.
struct StatedAgreement {
  std::string title;
  std::vector<std::optional<OptionId>> options;  ///< [issue]; none: the file does not name it
  Place place;
};

/// What a reader returns: a scenario only when there is no error, and everything there was to say.
struct ReadResult {
  std::optional<Scenario> scenario;
  std::optional<StatedAgreement> agreement;  ///< where one was given; only with a scenario
  Diagnostics diagnostics;  ///< where there were too many, the last one says how many more
  std::size_t omitted = 0;  ///< how many more there are; errors go before warnings and notes
};

}  // namespace entente
