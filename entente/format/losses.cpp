#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/decimal_text.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/names.hpp"
#include "entente/format/native_sheet.hpp"
#include "entente/format/plain_scenario.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::size_t k_names_listed = 30;

/// What is lost is told in full, so that it can be written elsewhere.
std::string whole(std::string_view text) { return '`' + printable(text, k_max_text) + '`'; }

constexpr std::size_t k_longest_number = 20;

/// "a, b and c".
std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

class LossList {
 public:
  LossList(const Scenario& scenario, const TargetTraits& target) : s_(scenario), target_(target) {}

  Diagnostics run() {
    heading();
    for (const auto& party : s_.parties) describe(party);
    for (const auto& issue : s_.issues) describe(issue);
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      beliefs(j);
      if (!target_.uncertain) uncertain_values(j);
      time_discount(j);
    }
    for (const auto& rule : s_.rules) describe(rule);
    acceptance();
    if (s_.attribution) lost(s_.attribution->place, "who is blamed for what is left out");
    no_deal();
    return std::move(losses_);
  }

 private:
  void lost(const Place& place, std::string message, std::string hint = {}) {
    losses_.push_back(make_warning(place, std::move(message), std::move(hint)));
  }

  /// Says that `what` of `whose` is left out, in one message.
  void left_out(const Place& place, const std::string& whose,
                const std::vector<std::string>& what) {
    if (what.empty()) return;
    const bool one = what.size() == 1;
    lost(place, fmt::format("{}: {} {} left out", whose, joined(what), one ? "is" : "are"));
  }

  void heading() {
    std::vector<std::string> parts;
    // Where a file states no title, its name stands for one, and that was never said.
    const bool titled = !s_.title.empty() && s_.title != stem(s_.file);
    if (titled && !target_.title) parts.emplace_back("its title");
    if (!s_.source.empty()) parts.emplace_back("its source");
    if (!s_.period.empty()) parts.emplace_back("the length of a period");
    left_out({s_.file, 0, 0}, "the scenario", parts);
  }

  void describe(const Party& party) {
    std::vector<std::string> parts;
    if (party.name != party.key) parts.push_back("the name " + whole(party.name));
    if (party.discount) parts.push_back("the discount factor " + shown_number(*party.discount));
    left_out(party.place, "party " + in_quotes(party.key), parts);
  }

  void describe(const Issue& issue) {
    if (issue.is_threat()) {
      lost(issue.place,
           fmt::format("the threat {} of {} is left out", in_quotes(issue.key),
                       in_quotes(s_.parties[issue.threat_by->index()].key)),
           "agreements keep their worth; that it could be carried out is not known there");
      return;
    }
    std::vector<std::string> parts;
    if (issue.title != issue.key) parts.push_back("the title " + whole(issue.title));
    if (issue.giver && !target_.givers) {
      parts.push_back("the giver " + in_quotes(s_.parties[issue.giver->index()].key));
    }
    if (s_.has_status_quo && !target_.status_quo) {
      parts.push_back("the status quo " + in_quotes(issue.options[issue.status_quo.index()]));
    }
    if (issue.acknowledged) parts.emplace_back("whether it is acknowledged");
    if (issue.detection) parts.emplace_back("the detection");
    if (issue.false_alarm) parts.emplace_back("the false alarms");
    if (issue.lag != 1) parts.emplace_back("the lag");
    if (!issue.reversible) parts.emplace_back("that it cannot be taken back");
    left_out(issue.place, "issue " + in_quotes(issue.key), parts);
  }

  void beliefs(std::size_t j) {
    std::vector<std::string_view> about;
    for (const auto& b : s_.beliefs[j]) about.emplace_back(s_.issues[b.issue.index()].key);
    if (about.empty()) return;
    lost(s_.beliefs[j].front().place,
         fmt::format("party {}: its beliefs about {} are left out", in_quotes(s_.parties[j].key),
                     listed(about, k_names_listed)));
  }

  void uncertain_values(std::size_t j) {
    const Preferences& wishes = s_.preferences[j];
    std::vector<std::string_view> about;
    for (std::size_t i = 0; i < wishes.values.size(); ++i) {
      const auto& row = wishes.values[i];
      if (!s_.issues[i].is_threat() &&
          std::any_of(row.begin(), row.end(), [](const Value& v) { return v.uncertain(); })) {
        about.emplace_back(s_.issues[i].key);
      }
    }
    const std::string party = in_quotes(s_.parties[j].key);
    if (!about.empty()) {
      lost(wishes.place, fmt::format("party {}: the uncertain values of {} become their means",
                                     party, listed(about, k_names_listed)));
    }
    if (wishes.reservation && wishes.reservation->uncertain()) {
      lost(wishes.place,
           fmt::format("party {}: its uncertain reservation becomes its mean", party));
    }
    for (const auto& term : wishes.together) {
      if (!term.add.uncertain() || needs_threat(term)) continue;
      lost(term.place, fmt::format("party {}: the uncertain value of this combination becomes "
                                   "its mean",
                                   party));
    }
  }

  /// Does it count only where a threat is carried out, and go with that?
  [[nodiscard]] bool needs_threat(const Interaction& term) const {
    return std::any_of(term.when.begin(), term.when.end(), [&](const Condition& c) {
      const Issue& issue = s_.issues[c.issue.index()];
      return issue.is_threat() &&
             !std::binary_search(c.options.begin(), c.options.end(), issue.status_quo);
    });
  }

  void time_discount(std::size_t j) {
    const auto& discount = s_.preferences[j].time_discount;
    if (target_.time_discount || !discount || *discount == 1) return;
    lost(s_.preferences[j].place,
         fmt::format("party {}: the discount factor {} of the whole negotiation is left out",
                     in_quotes(s_.parties[j].key), shown_number(*discount)));
  }

  void describe(const Rule& rule) {
    lost(rule.place, fmt::format("the rule {} is left out", whole(rule.text)),
         "what it forbids can be agreed on there");
  }

  void acceptance() {
    if (s_.acceptance.at_least == 0 && s_.acceptance.veto.empty()) return;
    lost({s_.file, 0, 0}, "how many parties must accept is left out", "there, all must");
  }

  void no_deal() {
    if (!s_.has_status_quo || target_.status_quo || !target_.reservation_value) return;
    losses_.push_back({Severity::note,
                       {s_.file, 0, 0},
                       "what each party gets without an agreement stands there as its reservation",
                       ""});
  }

  const Scenario& s_;
  const TargetTraits& target_;
  Diagnostics losses_;
};

}  // namespace

Diagnostics losses_of(const Scenario& scenario, const TargetTraits& target) {
  return LossList(scenario, target).run();
}

std::string shown_number(const Rational& value) {
  if (auto text = decimal_text(value); text && text->size() <= k_longest_number) return *text;
  if (auto text = to_fraction_text(value); text.size() <= k_longest_number) return text;
  return fmt::format("about {:.6g}", to_double(value));
}

void note_scale(const Party& party, const AffineScale& scale, Diagnostics& losses) {
  if (scale.is_identity()) return;
  const std::string whose = in_quotes(party.key);
  std::string how;
  if (scale.offset == 0) {
    how = fmt::format("{} x utility", shown_number(scale.factor));
  } else {
    how = fmt::format("{} x (utility {} {})", shown_number(scale.factor),
                      scale.offset < 0 ? '+' : '-', shown_number(abs(scale.offset)));
  }
  losses.push_back({Severity::note, party.place,
                    fmt::format("party {}: utilities are on another scale there: {}", whose, how),
                    "what the party prefers stays the same"});
}

Diagnostic nothing_to_agree_on(const Scenario& scenario) {
  return make_error({scenario.file, 0, 0},
                    "all issues are threats, so there is nothing to agree on", "");
}

void note_rounding(const Party& party, const Rational& error, Diagnostics& losses) {
  note_rounding(party.place, "party " + in_quotes(party.key), error,
                "outcomes that were worth the same may differ by that much", losses);
}

void note_rounding(const Place& place, std::string_view whose, const Rational& error,
                   std::string hint, Diagnostics& losses) {
  if (error == 0) return;
  losses.push_back(
      make_warning(place,
                   fmt::format("{}: numbers without exact decimals are rounded, by {:.2g} at most",
                               whose, to_double(error)),
                   std::move(hint)));
}

}  // namespace entente::format
