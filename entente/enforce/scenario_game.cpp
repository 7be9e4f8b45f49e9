#include "entente/enforce/scenario_game.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace entente::enforce {
namespace {

/// What a party does in an action.
struct Deed {
  std::vector<std::size_t> broken;        ///< commitments
  std::vector<ThreatCarriedOut> threats;  ///< carried out
  std::string name;
};

/// What all of them do together.
struct Deeds {
  std::vector<const Deed*> of;      ///< [party]
  std::vector<std::size_t> broken;  ///< commitments that anybody breaks, rising
  std::vector<ThreatCarriedOut> threats;
};

/// Parties that are blamed, as bits; the bit after them stands for a joint issue.
using Blamed = std::uint32_t;
using BlamedChances = std::map<Blamed, Rational>;

/// With these chances, and independently of all before, one of these is blamed too.
BlamedChances also(const BlamedChances& before,
                   const std::vector<std::pair<std::size_t, Rational>>& chances) {
  BlamedChances after;
  for (const auto& [set, probability] : before) {
    Rational rest = 1;
    for (const auto& [bit, chance] : chances) {
      if (chance == 0) continue;
      after[set | (Blamed{1} << bit)] += probability * chance;
      rest -= chance;
    }
    if (rest != 0) after[set] += probability * rest;
  }
  return after;
}

class GameBuilder {
 public:
  GameBuilder(const Scenario& scenario, const Outcome& agreement, const std::vector<IssueId>& only)
      : scenario_(scenario), only_(only) {
    if (scenario.has_status_quo) kept_ = keep_agreement(scenario, agreement);
  }

  Result<ScenarioGame> build() {
    const std::size_t parties = scenario_.party_count();
    if (parties < 2 || parties > 4) {
      return fail(
          fmt::format("a game is looked at with two to four parties, and there are {}", parties),
          "without --as-game any number of parties will do");
    }
    if (!scenario_.has_status_quo) {
      return fail("the scenario states no status quo, so that nothing says what a breach is", "");
    }
    find_commitments();
    made_.game.title = scenario_.title;
    for (std::size_t j = 0; j < parties; ++j) {
      made_.game.players.push_back(scenario_.parties[j].name);
      if (!add_actions(j)) return fail_of_size();
    }
    const std::size_t most =
        needs_signals() ? k_most_signalled_scenario_profiles : k_most_scenario_profiles;
    if (made_.game.profile_count() > most) return fail_of_size();
    if (made_.game.profile_count() == 1) {
      return fail("there is nothing that a party could break or carry out",
                  only_.empty() ? "the agreement is the status quo, or cannot be taken back"
                                : "--on names no issue that the agreement moves");
    }
    add_payoffs();
    if (needs_signals()) add_signals();
    if (made_.monitoring && made_.monitoring->signals.size() > k_most_scenario_signals) {
      return fail_of_size();
    }
    return std::move(made_);
  }

 private:
  tl::unexpected<Diagnostics> fail(std::string message, std::string hint) const {
    return tl::unexpected<Diagnostics>(
        {make_error({scenario_.file, 0, 0}, std::move(message), std::move(hint))});
  }

  tl::unexpected<Diagnostics> fail_of_size() const {
    return fail(fmt::format("there is too much to break or carry out: what parties can do has more "
                            "than {} combinations",
                            needs_signals() ? k_most_signalled_scenario_profiles
                                            : k_most_scenario_profiles),
                "--on ISSUE looks at the issues named; all others stay as agreed");
  }

  [[nodiscard]] bool in_play(IssueId issue) const {
    return only_.empty() || std::find(only_.begin(), only_.end(), issue) != only_.end();
  }

  [[nodiscard]] const Issue& issue_of(std::size_t commitment) const {
    return scenario_.issues[kept_.commitments[commitment].issue.index()];
  }

  void find_commitments() {
    for (std::size_t k = 0; k < kept_.commitments.size(); ++k) {
      const Commitment& c = kept_.commitments[k];
      const bool reversible = issue_of(k).reversible;
      if (!reversible) made_.for_good.push_back(c.issue);
      playable_.push_back(reversible && in_play(c.issue));
      all_in_play_ = all_in_play_ && playable_.back();
      if (playable_.back() && c.lag > 1) made_.late.push_back(c.issue);
    }
  }

  /// Every set of a party's commitments, with every way to carry out its threats; false where that
  /// is too much.
  bool add_actions(std::size_t party) {
    std::vector<std::size_t> own;
    for (const std::size_t k : kept_.parties[party].own) {
      if (playable_[k]) own.push_back(k);
    }
    const auto threats = threat_choices(party);
    if (own.size() > 12 || (threats.size() << own.size()) > k_most_scenario_profiles) return false;
    auto& deeds = deeds_.emplace_back();
    for (const auto& threat : threats) {
      for (std::size_t set = 0; set < (std::size_t{1} << own.size()); ++set) {
        Deed deed{{}, threat, {}};
        for (std::size_t k = 0; k < own.size(); ++k) {
          if (((set >> k) & 1U) != 0) deed.broken.push_back(own[k]);
        }
        deed.name = name_of(deed, own.size());
        deeds.push_back(std::move(deed));
      }
    }
    auto& names = made_.game.actions.emplace_back();
    for (const auto& deed : deeds) names.push_back(deed.name);
    return true;
  }

  /// Every way to carry out a party's threats, none first.
  [[nodiscard]] std::vector<std::vector<ThreatCarriedOut>> threat_choices(std::size_t party) const {
    std::vector<std::vector<ThreatCarriedOut>> choices = {{}};
    for (std::size_t i = 0; i < scenario_.issue_count(); ++i) {
      const Issue& issue = scenario_.issues[i];
      if (issue.threat_by != PartyId(party) || !in_play(IssueId(i))) continue;
      const std::size_t before = choices.size();
      for (std::size_t option = 0; option < issue.options.size(); ++option) {
        const ThreatCarriedOut threat{IssueId(i), OptionId(option)};
        if (threat.option == issue.status_quo || disabling_rule(scenario_, threat) != nullptr) {
          continue;
        }
        for (std::size_t k = 0; k < before && choices.size() <= k_most_scenario_profiles; ++k) {
          choices.push_back(choices[k]);
          choices.back().push_back(threat);
        }
      }
    }
    return choices;
  }

  /// "keep all", "break theft and tools; sanctions=imposed".
  [[nodiscard]] std::string name_of(const Deed& deed, std::size_t own) const {
    std::string name;
    if (own > 0 && deed.broken.empty()) name = "keep all";
    if (own > 1 && deed.broken.size() == own) {
      name = "break all";
    } else {
      for (const std::size_t k : deed.broken) {
        name += (name.empty() ? "break " : ", ") + issue_of(k).key;
      }
    }
    for (const auto& threat : deed.threats) {
      const Issue& issue = scenario_.issues[threat.issue.index()];
      name += (name.empty() ? "" : "; ") + issue.key + '=' + issue.options[threat.option.index()];
    }
    return name.empty() ? "wait" : name;
  }

  [[nodiscard]] Deeds deeds_of(std::size_t profile) const {
    Deeds all;
    for (std::size_t j = 0; j < deeds_.size(); ++j) {
      const Deed& deed = deeds_[j][made_.game.action_of(profile, j)];
      all.of.push_back(&deed);
      all.broken.insert(all.broken.end(), deed.broken.begin(), deed.broken.end());
      all.threats.insert(all.threats.end(), deed.threats.begin(), deed.threats.end());
    }
    std::sort(all.broken.begin(), all.broken.end());
    all.broken.erase(std::unique(all.broken.begin(), all.broken.end()), all.broken.end());
    return all;
  }

  void add_payoffs() {
    for (std::size_t profile = 0; profile < made_.game.profile_count(); ++profile) {
      const Deeds all = deeds_of(profile);
      Outcome outcome = broken_outcome(kept_, all.broken);
      for (const auto& threat : all.threats) {
        outcome[threat.issue.index()] = static_cast<std::uint16_t>(threat.option.index());
      }
      const bool no_deal = all_in_play_ && all.broken.size() == kept_.commitments.size();
      for (std::size_t j = 0; j < scenario_.party_count(); ++j) {
        made_.game.payoff.push_back(no_deal ? no_deal_utility(scenario_, PartyId(j), all.threats)
                                            : utility(scenario_, PartyId(j), outcome));
      }
    }
  }

  [[nodiscard]] bool needs_signals() const {
    if (scenario_.attribution) return true;
    for (std::size_t k = 0; k < kept_.commitments.size(); ++k) {
      const Commitment& c = kept_.commitments[k];
      if (c.false_alarm != 0 || (playable_[k] && c.detection != 1)) return true;
    }
    return false;
  }

  /// Who is blamed after a profile.
  [[nodiscard]] BlamedChances blamed_after(const Deeds& all) const {
    BlamedChances chances{{0, Rational(1)}};
    for (std::size_t j = 0; j < all.of.size(); ++j) {
      Rational unseen = 1;
      for (const std::size_t k : all.of[j]->broken) unseen *= 1 - kept_.commitments[k].detection;
      std::vector<std::pair<std::size_t, Rational>> blame;
      for (std::size_t suspect = 0; suspect < all.of.size(); ++suspect) {
        const Rational share = scenario_.attribution ? scenario_.attribution->blame[j][suspect]
                                                     : Rational(suspect == j ? 1 : 0);
        blame.emplace_back(suspect, (1 - unseen) * share);
      }
      chances = also(chances, blame);
    }
    for (std::size_t k = 0; k < kept_.commitments.size(); ++k) {
      if (std::binary_search(all.broken.begin(), all.broken.end(), k)) continue;
      const Commitment& c = kept_.commitments[k];
      chances = also(chances, {{c.giver ? c.giver->index() : all.of.size(), c.false_alarm}});
    }
    if (const auto& attribution = scenario_.attribution) {
      std::vector<std::pair<std::size_t, Rational>> blame;
      for (std::size_t suspect = 0; suspect < all.of.size(); ++suspect) {
        blame.emplace_back(suspect, attribution->incidents * attribution->incidents_blame[suspect]);
      }
      chances = also(chances, blame);
    }
    return chances;
  }

  /// What all see: the blamed, and the threats carried out.
  struct Seen {
    std::string threats;
    Blamed blamed = 0;
    auto operator<=>(const Seen&) const = default;
  };

  [[nodiscard]] std::string name_of(const Seen& seen) const {
    std::string name;
    const std::size_t parties = scenario_.party_count();
    for (std::size_t j = 0; j < parties; ++j) {
      if (((seen.blamed >> j) & 1U) == 0) continue;
      name += (name.empty() ? "" : " and ") + scenario_.parties[j].key;
    }
    if (!name.empty()) name += " blamed";
    if (((seen.blamed >> parties) & 1U) != 0) {
      name += name.empty() ? "alarm about a joint issue" : ", alarm about a joint issue";
    }
    if (name.empty()) name = "no alarm";
    return seen.threats.empty() ? name : fmt::format("{} ({})", name, seen.threats);
  }

  void add_signals() {
    std::map<Seen, std::size_t> column;
    std::vector<std::map<Seen, Rational>> rows;
    for (std::size_t profile = 0; profile < made_.game.profile_count(); ++profile) {
      const Deeds all = deeds_of(profile);
      std::string threats;
      for (const auto& threat : all.threats) {
        const Issue& issue = scenario_.issues[threat.issue.index()];
        threats +=
            (threats.empty() ? "" : ", ") + issue.key + '=' + issue.options[threat.option.index()];
      }
      auto& row = rows.emplace_back();
      for (auto& [blamed, probability] : blamed_after(all)) {
        const Seen seen{threats, blamed};
        column.emplace(seen, 0);
        row.emplace(seen, probability);
      }
    }
    auto& monitoring = made_.monitoring.emplace();
    for (auto& [seen, number] : column) {
      number = monitoring.signals.size();
      monitoring.signals.push_back(name_of(seen));
    }
    monitoring.probability.assign(rows.size() * monitoring.signals.size(), Rational(0));
    for (std::size_t profile = 0; profile < rows.size(); ++profile) {
      for (const auto& [seen, probability] : rows[profile]) {
        monitoring.probability[profile * monitoring.signals.size() + column.at(seen)] = probability;
      }
    }
  }

  const Scenario& scenario_;
  const std::vector<IssueId>& only_;
  KeptAgreement kept_;
  ScenarioGame made_;
  std::vector<bool> playable_;  ///< [commitment]
  bool all_in_play_ = true;
  std::vector<std::vector<Deed>> deeds_;  ///< [party][action]
};

}  // namespace

Result<ScenarioGame> scenario_game(const Scenario& scenario, const Outcome& agreement,
                                   const std::vector<IssueId>& only) {
  return GameBuilder(scenario, agreement, only).build();
}

}  // namespace entente::enforce
