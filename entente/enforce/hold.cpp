#include "entente/enforce/hold.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "entente/enforce/party_hold.hpp"
#include "entente/enforce/suspension.hpp"
#include "entente/model/backquoted.hpp"

namespace entente::enforce {
namespace {

constexpr double k_rounding = 1e-12;
constexpr int k_halvings = 50;

Diagnostics unfit(const Scenario& scenario) {
  Diagnostics errors;
  if (!scenario.has_status_quo) {
    errors.push_back(make_error({scenario.file},
                                "this scenario states no status quo, so that nothing tells what "
                                "each party would go back to",
                                "convert it (entente convert) and add status_quo and giver to its "
                                "issues"));
  }
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    if (scenario.preferences[j].is_sum()) continue;
    errors.push_back(make_error(
        scenario.preferences[j].place,
        fmt::format("the utility of {} is no sum of values", backquoted(scenario.parties[j].key)),
        "only sums can be looked at commitment by commitment"));
  }
  return errors;
}

CommitmentHold one_commitment(const PartyQuestion& question, const Standing& standing,
                              std::size_t position, const std::optional<Rational>& discount) {
  CommitmentHold out;
  out.commitment = standing.own[position];
  out.gain = question.breaches().gain({position});
  out.critical_discount = question.critical_of({position});
  if (discount) out.least_detection = question.least_detection(position, to_double(*discount));
  return out;
}

/// The least bond that makes keeping worth it; none where false alarms would take more of it than
/// the agreement gives beyond no deal, so that it is not worth posting, or where there is nothing
/// to be kept by it.
std::optional<double> bond_of(const PartyHold& party, double false_alarm, double discount) {
  if (*party.slack >= 0) return 0;
  const double whole = to_double(Rational(party.keep - party.no_deal));
  if (party.required_loss <= 0 || whole < 0) return std::nullopt;
  const double bond = -*party.slack * discount / (1 - discount);
  if (false_alarm * bond >= whole && false_alarm > 0) return std::nullopt;
  return bond;
}

/// What depends on the party's own discount factor.
void add_own_discount(const PartyQuestion& question, const PartyQuestion::Critical& critical,
                      double false_alarm, PartyHold& out) {
  const double discount = to_double(*out.discount);
  const bool keeps = PartyQuestion::keeps(critical, *out.discount);
  out.holds = keeps;
  if (keeps && out.added_breaches_open &&
      !(out.critical_at_most && discount >= *out.critical_at_most)) {
    out.holds.reset();
  }
  auto demand = question.demand(discount);
  out.worst = question.deviation(demand.breach.set);
  out.proven = out.proven && demand.breach.proven;
  out.required_loss = demand.loss;
  if (std::isfinite(demand.loss)) {
    out.slack = question.whole() - demand.loss;
    out.bond = bond_of(out, false_alarm, discount);
  }
  if (keeps) {
    // On the very threshold rounding must not say that no suspension is long enough.
    const double required = std::min(demand.loss, question.whole());
    out.suspension = suspension_periods(required, question.whole(), false_alarm, discount);
    if (required > 0) {
      out.most_renegotiation =
          most_renegotiation(required, question.whole(), false_alarm, discount);
    }
  }
  out.longest_lag = question.longest_lag(discount);
}

PartyHold party_hold(const Scenario& scenario, const KeptAgreement& agreement, std::size_t party,
                     const HoldOptions& options) {
  const PartyQuestion question(scenario, agreement, PartyId(party), options.max_nodes);
  const Standing& standing = agreement.parties[party];
  PartyHold out;
  out.keep = standing.keep;
  out.no_deal = standing.no_deal;
  out.discount = discount_of(scenario, options, party);
  const auto critical = question.critical();
  out.critical_discount = critical.discount;
  out.proven = critical.proven;
  out.binding = question.deviation(critical.set);
  out.added_breaches_open = question.may_add_breaches() && !question.looks_at_added_breaches();
  if (out.added_breaches_open) out.critical_at_most = question.critical_at_most();
  if (out.discount) {
    add_own_discount(question, critical, to_double(agreement.false_alarm), out);
  }
  for (std::size_t k = 0; k < standing.own.size(); ++k) {
    out.commitments.push_back(one_commitment(question, standing, k, out.discount));
  }
  return out;
}

/// All, none, or not known, of what the parties do.
std::optional<bool> all_hold(const std::vector<std::optional<bool>>& each) {
  const std::optional<bool> no = false;
  if (std::find(each.begin(), each.end(), no) != each.end()) return false;
  const bool open = std::find(each.begin(), each.end(), std::nullopt) != each.end();
  return open ? std::nullopt : std::optional<bool>(true);
}

/// What false alarms leave at most of an agreement that holds, with suspensions drawn by lot.
void add_greatest_values(Hold& hold) {
  const double false_alarm = to_double(hold.agreement.false_alarm);
  for (auto& party : hold.parties) {
    const double discount = to_double(*party.discount);
    const double whole = to_double(Rational(party.keep - party.no_deal));
    const double a = 1 - discount + discount * false_alarm;
    party.greatest_value =
        to_double(party.keep) - discount * false_alarm * std::min(party.required_loss, whole) / a;
  }
}

/// The shortest suspension that deters all, and what it makes of the agreement; nothing where only
/// one for good does.
void add_suspension(Hold& hold) {
  std::uint64_t longest = 0;
  for (const auto& party : hold.parties) {
    if (!party.suspension) return;
    longest = std::max(longest, *party.suspension);
  }
  hold.suspension = longest;
  const double false_alarm = to_double(hold.agreement.false_alarm);
  hold.share_suspended = share_suspended(false_alarm, longest);
  for (auto& party : hold.parties) {
    const Stakes stakes{to_double(party.keep), to_double(party.no_deal), 0, 1, false_alarm};
    party.value = suspension_value(stakes, to_double(*party.discount), longest);
  }
}

/// Would it hold if every commitment had that probability of a false alarm?
bool holds_with(const std::vector<PartyQuestion>& questions, const Hold& hold, double false_alarm) {
  const auto n = static_cast<double>(hold.agreement.commitments.size());
  const double quiet = to_double(1 - hold.agreement.incident_alarm) * std::pow(1 - false_alarm, n);
  for (std::size_t j = 0; j < hold.parties.size(); ++j) {
    const Standing& standing = hold.agreement.parties[j];
    auto odds = questions[j].odds();
    for (std::size_t k = 0; k < odds.size(); ++k) {
      const Commitment& c = hold.agreement.commitments[standing.own[k]];
      odds[k].false_alarm = false_alarm;
      odds[k].detection = std::max(false_alarm, to_double(c.detection * standing.blamed));
    }
    if (!questions[j].keeps(odds, quiet, to_double(*hold.parties[j].discount))) return false;
  }
  return true;
}

std::optional<double> most_false_alarms(const Scenario& scenario, const Hold& hold,
                                        const HoldOptions& options) {
  std::vector<PartyQuestion> questions;
  questions.reserve(hold.parties.size());
  for (std::size_t j = 0; j < hold.parties.size(); ++j) {
    questions.emplace_back(scenario, hold.agreement, PartyId(j), options.max_nodes);
  }
  if (!holds_with(questions, hold, 0)) return std::nullopt;
  // With more than the most certain detection, alarms tell nothing of any breach.
  double low = 0;
  double high = 0;
  for (const auto& c : hold.agreement.commitments) high = std::max(high, to_double(c.detection));
  if (high == 1) high = std::nextafter(1.0, 0.0);
  if (holds_with(questions, hold, high)) return high;
  for (int k = 0; k < k_halvings; ++k) {
    const double middle = (low + high) / 2;
    (holds_with(questions, hold, middle) ? low : high) = middle;
  }
  return low;
}

Dropped without(const Scenario& scenario, const Hold& hold, std::size_t commitment,
                const HoldOptions& options) {
  const auto agreement =
      keep_agreement(scenario, broken_outcome(hold.agreement, {commitment}), options.threats);
  Dropped out{commitment, 0.0, std::nullopt};
  std::vector<std::optional<bool>> each;
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    const auto critical =
        PartyQuestion(scenario, agreement, PartyId(j), options.max_nodes).critical();
    if (!critical.discount) out.critical_discount.reset();
    if (out.critical_discount) {
      out.critical_discount = std::max(*out.critical_discount, *critical.discount);
    }
    const auto discount = discount_of(scenario, options, j);
    each.push_back(discount ? std::optional<bool>(PartyQuestion::keeps(critical, *discount))
                            : std::nullopt);
    if (!critical.discount) each.back() = false;
  }
  out.holds = all_hold(each);
  return out;
}

}  // namespace

std::optional<Rational> discount_of(const Scenario& scenario, const HoldOptions& options,
                                    std::size_t party) {
  if (party < options.discounts.size() && options.discounts[party]) {
    return options.discounts[party];
  }
  return scenario.parties[party].discount;
}

Diagnostics hold_errors(const Scenario& scenario, const HoldOptions& options) {
  Diagnostics errors = unfit(scenario);
  for (std::size_t j = 0; j < scenario.party_count() && errors.empty(); ++j) {
    const auto discount = discount_of(scenario, options, j);
    if (!discount || (*discount > 0 && *discount < 1)) continue;
    errors.push_back(
        make_error(scenario.parties[j].place,
                   fmt::format("the discount factor of {} must be above 0 and below 1 "
                               "here, not {}",
                               backquoted(scenario.parties[j].key), to_text(*discount)),
                   "with 1 the future has no end and outweighs everything: state "
                   "0.999 for a very patient party"));
  }
  return errors;
}

Result<Hold> hold(const Scenario& scenario, const Outcome& agreement, const HoldOptions& options) {
  Diagnostics errors = hold_errors(scenario, options);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  Hold out;
  out.agreement = keep_agreement(scenario, agreement, options.threats);
  std::vector<std::optional<bool>> each;
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    out.parties.push_back(party_hold(scenario, out.agreement, j, options));
    each.push_back(out.parties.back().holds);
    if (!out.parties.back().critical_discount) each.back() = false;
  }
  out.holds = all_hold(each);
  const bool all_discounts = std::all_of(out.parties.begin(), out.parties.end(),
                                         [](const PartyHold& p) { return p.discount.has_value(); });
  if (out.holds == true) {
    add_greatest_values(out);
    add_suspension(out);
  }
  if (all_discounts) out.most_false_alarms = most_false_alarms(scenario, out, options);
  for (std::size_t k = 0; k < out.agreement.commitments.size(); ++k) {
    out.dropped.push_back(without(scenario, out, k, options));
  }
  return out;
}

}  // namespace entente::enforce
