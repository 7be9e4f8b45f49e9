#include <cmath>

#include <nlohmann/json.hpp>

#include "entente/report/diagnostics_json.hpp"
#include "entente/report/hold_report.hpp"
#include "entente/report/scenario_json.hpp"

namespace entente::report {
namespace {

using nlohmann::ordered_json;

ordered_json rational_json(const std::optional<Rational>& value) {
  return value ? json_number(to_double(*value)) : ordered_json();
}

ordered_json boolean_json(const std::optional<bool>& value) {
  return value ? ordered_json(*value) : ordered_json();
}

template <class Whole>
ordered_json whole_json(const std::optional<Whole>& value) {
  return value ? ordered_json(*value) : ordered_json();
}

const std::string& issue_key(const HoldReport& report, std::size_t commitment) {
  const auto& c = report.hold->agreement.commitments[commitment];
  return report.scenario->issues[c.issue.index()].key;
}

ordered_json issues_json(const HoldReport& report, const enforce::Deviation& deviation) {
  auto list = ordered_json::array();
  for (const std::size_t k : deviation.commitments) list.push_back(issue_key(report, k));
  return list;
}

ordered_json commitments_json(const HoldReport& report, const enforce::PartyHold& party) {
  auto list = ordered_json::array();
  for (const auto& one : party.commitments) {
    const auto& c = report.hold->agreement.commitments[one.commitment];
    list.push_back({{"issue", issue_key(report, one.commitment)},
                    {"joint", !c.giver.has_value()},
                    {"gain", json_number(to_double(one.gain))},
                    {"detection", json_number(to_double(c.detection))},
                    {"false_alarm", json_number(to_double(c.false_alarm))},
                    {"lag", c.lag},
                    {"critical_discount", optional_number(one.critical_discount)},
                    {"least_detection", optional_number(one.least_detection)}});
  }
  return list;
}

ordered_json party_json(const HoldReport& report, const enforce::PartyHold& party) {
  return {{"holds", boolean_json(party.holds)},
          {"keep", json_number(to_double(party.keep))},
          {"no_deal", json_number(to_double(party.no_deal))},
          {"discount", rational_json(party.discount)},
          {"critical_discount", optional_number(party.critical_discount)},
          {"added_breaches_open", party.added_breaches_open},
          {"critical_at_most", optional_number(party.critical_at_most)},
          {"slack", optional_number(party.slack)},
          {"required_loss", std::isfinite(party.required_loss) && party.discount
                                ? json_number(party.required_loss)
                                : ordered_json()},
          {"binding", issues_json(report, party.binding)},
          {"worst_deviation", issues_json(report, party.worst)},
          {"deviation_gain", json_number(to_double(party.worst.gain))},
          {"deviation_alarm", json_number(to_double(party.worst.alarm))},
          {"proven", party.proven},
          {"suspension", whole_json(party.suspension)},
          {"most_renegotiation", optional_number(party.most_renegotiation)},
          {"bond", optional_number(party.bond)},
          {"longest_lag", whole_json(party.longest_lag)},
          {"greatest_value", optional_number(party.greatest_value)},
          {"commitments", commitments_json(report, party)}};
}

ordered_json parties_json(const HoldReport& report) {
  auto object = ordered_json::object();
  for (std::size_t j = 0; j < report.hold->parties.size(); ++j) {
    object[report.scenario->parties[j].key] = party_json(report, report.hold->parties[j]);
  }
  return object;
}

ordered_json suspension_json(const HoldReport& report) {
  const auto& hold = *report.hold;
  if (!hold.suspension) return nullptr;
  std::vector<double> values;
  for (const auto& party : hold.parties) values.push_back(*party.value);
  return {{"periods", *hold.suspension},
          {"value", by_party(*report.scenario, values)},
          {"share_suspended", optional_number(hold.share_suspended)}};
}

ordered_json curve_json(const HoldReport& report) {
  if (!report.curve) return nullptr;
  auto points = ordered_json::array();
  for (const auto& point : report.curve->points) {
    points.push_back({{"discount", json_number(point.discount)},
                      {"periods", point.periods},
                      {"share_suspended", json_number(point.share_suspended)},
                      {"share_left", json_number(point.share_left)},
                      {"value", by_party(*report.scenario, point.value)}});
  }
  return {{"from", json_number(report.curve->from)}, {"points", std::move(points)}};
}

ordered_json chances_json(const HoldReport& report, const enforce::BlameChances& chances) {
  std::vector<double> parties;
  for (const auto& chance : chances.party) parties.push_back(to_double(chance));
  return {{"blamed", by_party(*report.scenario, parties)},
          {"unclear", json_number(to_double(chances.unclear))},
          {"nobody", json_number(to_double(chances.nobody))}};
}

ordered_json evidence_json(const HoldReport& report) {
  if (!report.evidence) return nullptr;
  auto list = ordered_json::array();
  for (const auto& one : report.evidence->judgements) {
    auto standards = ordered_json::array();
    for (const std::size_t k : one.standards) {
      const auto& standard = report.standards[k];
      standards.push_back(
          {{"issue", standard.issue
                         ? ordered_json(report.scenario->issues[standard.issue->index()].key)
                         : ordered_json()},
           {"standard", standard.name},
           {"detection", json_number(to_double(standard.detection))},
           {"false_alarm", json_number(to_double(standard.false_alarm))}});
    }
    list.push_back({{"standards", std::move(standards)},
                    {"holds", boolean_json(one.holds)},
                    {"critical_discount", optional_number(one.critical_discount)},
                    {"suspension", whole_json(one.suspension)},
                    {"share_left", optional_number(one.share_left)}});
  }
  return {{"choices", std::move(list)}, {"best", whole_json(report.evidence->best)}};
}

ordered_json blame_json(const HoldReport& report) {
  if (!report.blame) return nullptr;
  const auto& parties = report.scenario->parties;
  auto broken = ordered_json::object();
  for (std::size_t j = 0; j < parties.size(); ++j) {
    broken[parties[j].key] = chances_json(report, report.blame->broken[j]);
  }
  auto hidden = ordered_json::array();
  for (const std::size_t j : report.blame->hidden) hidden.push_back(parties[j].key);
  auto alike = ordered_json::array();
  for (const auto& [a, b] : report.blame->alike) {
    alike.push_back(ordered_json::array({parties[a].key, parties[b].key}));
  }
  return {{"kept", chances_json(report, report.blame->kept)},
          {"broken", std::move(broken)},
          {"hidden", std::move(hidden)},
          {"alike", std::move(alike)},
          {"response", to_string(report.blame->response)}};
}

ordered_json dropped_json(const HoldReport& report) {
  auto list = ordered_json::array();
  for (const auto& one : report.hold->dropped) {
    list.push_back({{"issue", issue_key(report, one.commitment)},
                    {"critical_discount", optional_number(one.critical_discount)},
                    {"holds", boolean_json(one.holds)}});
  }
  return list;
}

ordered_json verification_json(const Scenario& scenario, const enforce::KeptAgreement& agreement,
                               const std::optional<enforce::LeastVerification>& least) {
  if (!least) return nullptr;
  std::vector<std::size_t> beyond;
  for (const PartyId party : least->beyond) beyond.push_back(party.index());
  auto needed = ordered_json::array();
  for (std::size_t k = 0; k < least->needed.size(); ++k) {
    const auto& c = agreement.commitments[k];
    needed.push_back({{"issue", scenario.issues[c.issue.index()].key},
                      {"detection", json_number(to_double(c.detection))},
                      {"needed", json_number(least->needed[k])}});
  }
  const bool possible = least->beyond.empty();
  return {{"beyond", party_keys(scenario, beyond)},
          {"total", possible ? json_number(least->total) : ordered_json()},
          {"at_least", possible ? json_number(least->at_least) : ordered_json()},
          {"commitments", std::move(needed)}};
}

ordered_json price_json(const HoldReport& report, const enforce::HoldingDeal& found) {
  if (found.price.empty()) return nullptr;
  auto object = ordered_json::object();
  for (std::size_t j = 0; j < found.price.size(); ++j) {
    object[report.scenario->parties[j].key] = {{"points", json_number(to_double(found.price[j]))},
                                               {"share", optional_number(found.price_share[j])}};
  }
  return object;
}

ordered_json must_hold_json(const HoldReport& report) {
  if (!report.must_hold) return nullptr;
  const auto& found = *report.must_hold;
  const auto enforced =
      enforce::keep_agreement(*report.scenario, found.free.outcome, report.threats);
  return {{"status", bargain::to_string(found.deal.status)},
          {"value", found.deal.found() ? json_number(found.deal.value) : ordered_json()},
          {"gap", found.deal.found() ? json_number(found.deal.gap) : ordered_json()},
          {"reason", text_or_null(found.deal.reason)},
          {"price", price_json(report, found)},
          {"if_enforced",
           {{"agreement", outcome_json(*report.scenario, found.free.outcome)},
            {"value", json_number(found.free.value)},
            {"holds", found.free_holds},
            {"verification",
             verification_json(*report.scenario, enforced, report.enforced_verification)}}},
          {"solves", found.work.solves},
          {"rules", found.work.rules},
          {"splits", found.work.splits},
          {"nodes", found.work.nodes}};
}

}  // namespace

void write_hold_json(const HoldReport& report, const JsonStyle& style, const Sink& sink) {
  const Scenario& scenario = *report.scenario;
  const auto weakest = report.weakest();
  MemberWriter out(style, sink);
  out.member("schema", "entente.hold/1");
  out.member("title", text_or_null(scenario.title));
  out.member("source", text_or_null(scenario.source));
  out.member("period", text_or_null(scenario.period));
  out.member("holds", boolean_json(report.hold->holds));
  out.member("weakest", weakest ? ordered_json(scenario.parties[*weakest].key) : ordered_json());
  write_titles(scenario, out);
  out.member("of", report.agreement);
  out.member("agreement", outcome_json(scenario, report.hold->agreement.outcome));
  out.member("threats", threats_json(scenario, report.threats));
  out.member("false_alarm", json_number(to_double(report.hold->agreement.false_alarm)));
  out.member("parties", parties_json(report));
  out.member("suspension", suspension_json(report));
  out.member("curve", curve_json(report));
  out.member("most_false_alarms", optional_number(report.hold->most_false_alarms));
  out.member("dropped", dropped_json(report));
  out.member("blame", blame_json(report));
  out.member("evidence", evidence_json(report));
  out.member("verification",
             verification_json(scenario, report.hold->agreement, report.verification));
  out.member("must_hold", must_hold_json(report));
  out.member("reason", ordered_json());
  out.member("warnings", diagnostics_json(report.warnings));
  out.finish();
}

void write_no_deal_to_hold_json(const Scenario& scenario, const std::string& reason,
                                const JsonStyle& style, const Sink& sink) {
  MemberWriter out(style, sink);
  out.member("schema", "entente.hold/1");
  out.member("title", text_or_null(scenario.title));
  out.member("source", text_or_null(scenario.source));
  out.member("holds", ordered_json());
  out.member("agreement", ordered_json());
  out.member("reason", reason);
  out.finish();
}

}  // namespace entente::report
