#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "entente/report/hold_page_parts.hpp"
#include "entente/report/text_page.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using enforce::Commitment;
using enforce::CommitmentHold;
using enforce::PartyHold;

constexpr const char* k_never_enough = "even certain detection is not enough";

Cell share_cell(const std::optional<double>& share, const char* otherwise) {
  if (share) return {share_up(*share), Tone::plain, *share};
  return {std::string(k_nothing), Tone::plain, {}, otherwise};
}

Cell number_or_nothing(const std::optional<double>& value, const char* otherwise) {
  if (value) return number_cell(*value);
  return {std::string(k_nothing), Tone::plain, {}, otherwise};
}

class HoldPage {
 public:
  explicit HoldPage(const HoldReport& report)
      : report_(report),
        scenario_(*report.scenario),
        hold_(*report.hold),
        names_(*report.scenario) {}

  Document make() {
    write_title(scenario_, page_);
    page_.space();
    page_.paragraph("Parties: " + join_and(names_.parties) + '.');
    write_none_holds(report_, page_);
    write_verdict();
    write_must_hold(report_, page_);
    write_agreement();
    write_price(report_, names_, page_);
    write_parties();
    write_suspension();
    write_suspension_charts(report_, names_, page_);
    write_help();
    write_verification(report_, names_, page_);
    write_evidence(report_, names_, page_);
    write_commitments();
    write_blame(report_, names_, page_);
    write_assumptions();
    write_warnings(report_.warnings, page_);
    return std::move(page_);
  }

 private:
  [[nodiscard]] const Commitment& commitment(std::size_t k) const {
    return hold_.agreement.commitments[k];
  }

  [[nodiscard]] const std::string& issue_name(std::size_t k) const {
    return names_.issues[commitment(k).issue.index()];
  }

  [[nodiscard]] std::string list_of(const std::vector<std::size_t>& commitments) const {
    std::vector<std::string> names;
    for (const std::size_t k : commitments) names.push_back(issue_name(k));
    return join_and(names);
  }

  [[nodiscard]] std::string periods_text(std::uint64_t periods) const {
    const std::string count = count_text(periods, "period", "periods");
    const std::string length = printable(scenario_.period);
    return length.empty() ? count : fmt::format("{} of {}", count, length);
  }

  void write_verdict() {
    if (hold_.agreement.commitments.empty()) {
      page_.paragraph("This agreement moves nothing, so that there is nothing to break.",
                      Tone::warning);
    } else if (!hold_.holds && open_by_added_breaches()) {
      page_.paragraph(
          "Whether it holds is open. It would against breaches from one moment on; but a party "
          "could "
          "add some before the first is known, in too many ways to look at.",
          Tone::warning);
    } else if (!hold_.holds) {
      page_.paragraph(
          "Whether it holds depends on how patient the parties are: no discount factor is known "
          "for "
          "all of them. The least ones that are enough stand below; --discount tells how it is "
          "with "
          "yours.",
          Tone::warning);
    } else if (*hold_.holds) {
      page_.paragraph(
          "It holds, with nobody to enforce it: whatever a party could break, it gains no more by "
          "that than it loses when the agreement ends.",
          Tone::strong);
    } else {
      page_.paragraph("It does not hold.", Tone::bad);
    }
    for (std::size_t j = 0; j < hold_.parties.size(); ++j) {
      const PartyHold& party = hold_.parties[j];
      if (party.holds.value_or(party.critical_discount.has_value())) continue;
      page_.paragraph(breaker_text(j, party), Tone::bad);
    }
    write_weakest();
  }

  /// Do all have discount factors that are enough against breaches from one moment on?
  [[nodiscard]] bool open_by_added_breaches() const {
    return std::all_of(hold_.parties.begin(), hold_.parties.end(), [](const PartyHold& party) {
      return party.discount && (party.holds == true || party.added_breaches_open);
    });
  }

  /// Why a party does not keep it.
  [[nodiscard]] std::string breaker_text(std::size_t j, const PartyHold& party) const {
    const std::string& name = names_.parties[j];
    if (party.keep < party.no_deal) {
      return fmt::format(
          "{} would rather have no deal: the agreement is worth {} a period to it, no "
          "deal {}.",
          name, number_text(to_double(party.keep)), number_text(to_double(party.no_deal)));
    }
    const auto& worst = party.discount ? party.worst : party.binding;
    std::string text = fmt::format(
        "{} gains {} a period by breaking {}, which raises an alarm with probability {} a period",
        name, number_text(to_double(worst.gain)), list_of(worst.commitments),
        share_text(to_double(worst.alarm)));
    if (hold_.agreement.false_alarm > 0) {
      text += fmt::format(" (without any breach: {})",
                          share_text(to_double(hold_.agreement.false_alarm)));
    }
    int lag = 1;
    for (const std::size_t k : worst.commitments) lag = std::max(lag, commitment(k).lag);
    if (lag > 1) {
      text += fmt::format(", after up to {}", periods_text(static_cast<std::uint64_t>(lag)));
    }
    text += fmt::format("; the end of the agreement would cost it {} a period. ",
                        number_text(to_double(party.keep - party.no_deal)));
    if (!party.critical_discount) return text + "No discount factor makes up for that.";
    return text + fmt::format("With a discount factor of {} or more it would keep it; it has {}.",
                              share_up(*party.critical_discount),
                              number_text(to_double(*party.discount)));
  }

  void write_weakest() {
    const auto j = report_.weakest();
    if (!j || hold_.holds == false) return;
    const PartyHold& party = hold_.parties[*j];
    page_.paragraph(fmt::format(
        "It is weakest for {}, tempted by {}: a discount factor of {} is "
        "needed{}.",
        names_.parties[*j], list_of(party.binding.commitments), share_up(*party.critical_discount),
        party.discount ? fmt::format(", and {} is there", number_text(to_double(*party.discount)))
                       : std::string()));
  }

  void write_agreement() {
    page_.heading("The agreement");
    page_.paragraph(fmt::format("Looked at: {}.", printable(report_.agreement)));
    std::vector<std::string> threats;
    for (const auto& t : report_.threats) {
      threats.push_back(fmt::format("{}: {}", names_.issues[t.issue.index()],
                                    names_.options[t.issue.index()][t.option.index()]));
    }
    if (!threats.empty()) {
      page_.paragraph("Carried out while it is suspended: " + join_and(threats) + '.');
    }
    Table table("agreement", "What the agreement settles",
                {{Align::left, 2}, {}, {Align::left, 2}});
    table.add_head({{"Commitment", Tone::strong}, {"By", Tone::strong}, {"Agreed", Tone::strong}});
    for (const auto& c : hold_.agreement.commitments) {
      table.add_row({{names_.issues[c.issue.index()]},
                     {c.giver ? names_.parties[c.giver->index()] : "all"},
                     {names_.options[c.issue.index()][c.kept.index()]}});
    }
    page_.add(std::move(table));
  }

  void write_parties() {
    page_.heading("What keeps each party to it");
    Table table("parties", "What keeps each party to the agreement",
                {{Align::left, 2},
                 {Align::right},
                 {Align::right},
                 {Align::right},
                 {Align::right},
                 {Align::right}});
    table.add_head({{"Per period", Tone::strong},
                    {"Agreement", Tone::strong},
                    {"No deal", Tone::strong},
                    {"Discount", Tone::strong},
                    {"Needed", Tone::strong},
                    {"Slack", Tone::strong}});
    for (std::size_t j = 0; j < hold_.parties.size(); ++j) {
      const PartyHold& party = hold_.parties[j];
      const std::optional<double> discount =
          party.discount ? std::optional<double>(to_double(*party.discount)) : std::nullopt;
      Cell needed = share_cell(party.critical_discount, "no discount factor is enough");
      if (party.holds) needed.tone = *party.holds ? Tone::good : Tone::bad;
      table.add_row({{names_.parties[j]},
                     number_cell(to_double(party.keep)),
                     number_cell(to_double(party.no_deal)),
                     number_or_nothing(discount, "not stated"),
                     std::move(needed),
                     number_or_nothing(party.slack, "not known")});
    }
    page_.add(std::move(table));
    const bool never = std::any_of(hold_.parties.begin(), hold_.parties.end(),
                                   [](const PartyHold& p) { return !p.critical_discount; });
    page_.paragraph(
        fmt::format("Discount: what a point of the next period is worth today. Needed: the least "
                    "that keeps the party from breaking anything{}. Slack: points per period that "
                    "the party loses without the agreement beyond what deters it.",
                    never ? fmt::format(" ({}: none does)", k_nothing) : std::string()),
        Tone::faint);
    write_orders();
  }

  /// Lags of several periods: breaches may be added one after the other.
  void write_orders() {
    for (std::size_t j = 0; j < hold_.parties.size(); ++j) {
      const PartyHold& party = hold_.parties[j];
      if (!party.added_breaches_open || !party.critical_discount) continue;
      page_.paragraph(fmt::format(
          "{} could add breaches before the first is known, in too many ways to look at. What is "
          "said of it is of breaches from one moment on. {}",
          names_.parties[j],
          party.critical_at_most
              ? fmt::format("From a discount factor of {} on no others pay, in whatever order.",
                            share_up(*party.critical_at_most))
              : std::string("With no discount factor are others ruled out.")));
    }
  }

  void write_suspension() {
    if (hold_.holds != true || hold_.agreement.commitments.empty()) return;
    page_.heading("How long to suspend it after an alarm");
    if (!hold_.suspension) {
      page_.paragraph(
          "For good: the agreement holds only just, and not with a suspension that ends.",
          Tone::strong);
      return;
    }
    if (*hold_.suspension == 0) {
      page_.paragraph("No suspension is needed: no party gains by breaking anything.");
      return;
    }
    page_.paragraph(fmt::format("An alarm need not end it for good: a suspension of {} is enough, "
                                "and no shorter one is.",
                                periods_text(*hold_.suspension)),
                    Tone::strong);
    if (hold_.agreement.false_alarm == 0) return;
    std::vector<double> values;
    std::vector<double> prices;
    for (const auto& party : hold_.parties) {
      values.push_back(*party.value);
      prices.push_back(to_double(party.keep) - *party.value);
    }
    page_.paragraph(fmt::format(
        "False alarms come in {} of the periods in which all keep it, so that {} of all periods "
        "are "
        "suspended while nobody has broken anything. With that it is worth, per period, {}: the "
        "price of false alarms is {}.",
        percent_text(to_double(hold_.agreement.false_alarm)), percent_text(*hold_.share_suspended),
        amounts_text(names_.parties, values), amounts_text(names_.parties, prices)));
  }

  static std::string percent_text(double share) {
    return number_text(std::round(share * 1e3) / 10) + " %";
  }

  void write_help() {
    if (!hold_.holds || hold_.agreement.commitments.empty()) return;
    page_.heading(*hold_.holds ? "How much it bears" : "What would make it hold");
    for (std::size_t j = 0; j < hold_.parties.size(); ++j) {
      const PartyHold& party = hold_.parties[j];
      if (party.holds == true) write_room(j, party);
      if (party.holds == false) write_remedies(j, party);
    }
    if (hold_.most_false_alarms) {
      item(
          fmt::format("False alarms: if all commitments raised them equally often, it would hold "
                      "up to a probability of {} a period for each.",
                      share_down(*hold_.most_false_alarms)));
    } else if (*hold_.holds == false) {
      item("Fewer false alarms alone are not enough.");
    }
    write_dropped();
  }

  void item(std::string text) {
    page_.add(Paragraph{std::move(text), Tone::plain, 0, 0, "- ", Audience::everybody});
  }

  void write_room(std::size_t j, const PartyHold& party) {
    if (party.worst.gain <= 0) {
      item(names_.parties[j] + " has nothing to gain by breaking anything.");
      return;
    }
    if (party.most_renegotiation) {
      item(
          fmt::format("{} keeps it as long as a suspension for good is called off early with a "
                      "probability of at most {} a period.",
                      names_.parties[j], share_down(*party.most_renegotiation)));
    }
    if (!party.longest_lag) return;
    item(*party.longest_lag >= enforce::k_longest_lag
             ? fmt::format("{} keeps it however late breaches are known.", names_.parties[j])
             : fmt::format("{} keeps it as long as its breaches are known within {}.",
                           names_.parties[j],
                           periods_text(static_cast<std::uint64_t>(*party.longest_lag))));
  }

  void write_remedies(std::size_t j, const PartyHold& party) {
    const std::string& name = names_.parties[j];
    if (party.keep < party.no_deal) {
      item(fmt::format("{} has to get {} more a period before anything else can help.", name,
                       number_text(to_double(party.no_deal - party.keep))));
      return;
    }
    bool seen = false;
    for (const CommitmentHold& one : party.commitments) {
      const double now = to_double(commitment(one.commitment).detection);
      if (!one.least_detection || *one.least_detection <= now) continue;
      seen = true;
      item(fmt::format("{}: notice a breach of {} with a probability of {} a period instead of {}.",
                       name, issue_name(one.commitment), share_up(*one.least_detection),
                       share_text(now)));
    }
    if (!seen && party.commitments.size() > 1 && detection_is_enough(j)) {
      item(name + ": no single commitment is enough to watch better; several have to be.");
    }
    if (party.longest_lag) {
      item(*party.longest_lag == 0
               ? fmt::format("{}: know of all its breaches at once, before they pay.", name)
               : fmt::format("{}: know of all its breaches within {}.", name,
                             periods_text(static_cast<std::uint64_t>(*party.longest_lag))));
    }
    if (party.bond && *party.bond > 0) {
      item(fmt::format("{}: a bond worth {} points, lost with an alarm.", name,
                       number_text(*party.bond)));
    } else if (party.required_loss > 0 && !party.bond) {
      item(name +
           ": no bond is worth it, as false alarms would take more of it than the agreement "
           "gives.");
    }
    if (party.critical_discount) {
      item(fmt::format("{}: care more for the future, with a discount factor of {}.", name,
                       share_up(*party.critical_discount)));
    }
  }

  /// Would the party keep everything if enough of it were watched better?
  [[nodiscard]] bool detection_is_enough(std::size_t j) const {
    if (!report_.verification) return false;
    const auto& beyond = report_.verification->beyond;
    return std::find(beyond.begin(), beyond.end(), PartyId(j)) == beyond.end();
  }

  void write_dropped() {
    if (hold_.holds != false) return;
    std::vector<std::string> names;
    for (const auto& one : hold_.dropped) {
      if (one.holds == true) names.push_back(issue_name(one.commitment));
    }
    if (names.empty()) {
      item("There is no single commitment without which the rest would hold.");
    } else {
      item("The rest holds without any one of these: " + join_and(names) + '.');
    }
  }

  void write_commitments() {
    if (hold_.agreement.commitments.empty()) return;
    page_.heading("Commitment by commitment");
    Table table("commitments", "What a breach of each commitment gains, and how it shows",
                {{Align::left, 2},
                 {Align::right},
                 {Align::right},
                 {Align::right},
                 {Align::right},
                 {Align::right},
                 {Align::right}});
    table.add_head({{"Commitment", Tone::strong},
                    {"Gain", Tone::strong},
                    {"Discount", Tone::strong},
                    {"Noticed", Tone::strong},
                    {"Needed", Tone::strong},
                    {"False alarms", Tone::strong},
                    {"Lag", Tone::strong}});
    for (std::size_t j = 0; j < hold_.parties.size(); ++j) {
      if (hold_.parties[j].commitments.empty()) continue;
      table.add_heading({names_.parties[j], Tone::strong});
      for (const auto& one : hold_.parties[j].commitments) {
        const Commitment& c = commitment(one.commitment);
        table.add_row({{issue_name(one.commitment)},
                       number_cell(to_double(one.gain)),
                       share_cell(one.critical_discount, "no discount factor is enough"),
                       number_cell(to_double(c.detection)),
                       share_cell(one.least_detection, hold_.parties[j].discount
                                                           ? k_never_enough
                                                           : "not known without a discount factor"),
                       number_cell(to_double(c.false_alarm)),
                       number_cell(c.lag)});
      }
    }
    page_.add(std::move(table));
    write_detection_chart(report_, names_, page_);
    std::string text =
        "Gain: of breaking it alone, per period. Discount: the least discount factor that keeps "
        "the "
        "party from that. Noticed and false alarms: probabilities per "
        "period. Needed: the least with which the party keeps all its commitments, all else as it "
        "is";
    if (never_enough()) text += fmt::format(" ({}: {})", k_nothing, k_never_enough);
    page_.paragraph(text + ". Lag: periods until a breach is known.", Tone::faint);
  }

  /// Is there a commitment that not even certain detection would have kept?
  [[nodiscard]] bool never_enough() const {
    return std::any_of(hold_.parties.begin(), hold_.parties.end(), [](const PartyHold& party) {
      return party.discount && std::any_of(party.commitments.begin(), party.commitments.end(),
                                           [](const auto& c) { return !c.least_detection; });
    });
  }

  void write_assumptions() {
    std::vector<std::string> unseen;
    std::vector<std::string> for_good;
    for (std::size_t k = 0; k < hold_.agreement.commitments.size(); ++k) {
      const Issue& issue = scenario_.issues[commitment(k).issue.index()];
      if (!issue.detection) unseen.push_back(names_.issues[commitment(k).issue.index()]);
      if (!issue.reversible) for_good.push_back(names_.issues[commitment(k).issue.index()]);
    }
    page_.heading("What this takes for granted");
    page_.paragraph(
        "A party that breaks commitments goes back to the status quo in these and goes on "
        "until an alarm. Any alarm, right or wrong, suspends the whole agreement for "
        "all. While they weigh a breach, parties expect all others to keep theirs.");
    if (!unseen.empty()) {
      page_.paragraph(
          "No detection is stated, so that a breach counts as noticed for certain, of " +
          join_and(unseen) + '.');
    }
    if (!for_good.empty()) {
      page_.paragraph(
          "What cannot be taken back is looked at as not done yet; to break it is not "
          "to do it: " +
          join_and(for_good) + '.');
    }
  }

  const HoldReport& report_;
  const Scenario& scenario_;
  const enforce::Hold& hold_;
  PrintableNames names_;
  Document page_;
};

/// How far a party's discount factor is above what it needs.
double room(const PartyHold& party) {
  if (!party.critical_discount) return -2;
  return party.discount ? to_double(*party.discount) - *party.critical_discount
                        : -*party.critical_discount;
}

}  // namespace

std::optional<std::size_t> HoldReport::weakest() const {
  std::optional<std::size_t> found;
  for (std::size_t j = 0; j < hold->parties.size(); ++j) {
    const PartyHold& party = hold->parties[j];
    if (party.critical_discount && *party.critical_discount == 0) continue;
    if (!found || room(party) < room(hold->parties[*found])) found = j;
  }
  return found;
}

Document hold_document(const HoldReport& report) { return HoldPage(report).make(); }

std::string hold_page(const HoldReport& report, const Style& style) {
  return text_page(hold_document(report), style);
}

}  // namespace entente::report
