#include "entente/enforce/scenario_conflict.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace entente::enforce {
namespace {

constexpr std::size_t k_not_named = static_cast<std::size_t>(-1);

class Builder {
 public:
  Builder(const Scenario& scenario, const Outcome& agreement, const std::vector<IssueId>& only)
      : scenario_(scenario), agreement_(agreement), only_(only) {}

  Result<ScenarioConflict> build() {
    if (!scenario_.has_status_quo) {
      return fail("the scenario states no status quo, so that nothing says what a breach is", "");
    }
    find_switches();
    if (made_.switches.size() > k_most_switches && only_.empty()) join_by_party();
    if (made_.switches.size() > k_most_switches) {
      return fail(fmt::format("there are {} things to keep, break or carry out, and at most {} can "
                              "be looked at together",
                              made_.switches.size(), k_most_switches),
                  "--on ISSUE looks at the issues named; all others stay as agreed");
    }
    if (made_.switches.empty()) {
      return fail("the agreement has no commitment that a party could break", "");
    }
    name_parties_and_options();
    add_states();
    add_moves();
    rank();
    return std::move(made_);
  }

 private:
  tl::unexpected<Diagnostics> fail(std::string message, std::string hint) const {
    return tl::unexpected<Diagnostics>(
        {make_error({scenario_.file, 0, 0}, std::move(message), std::move(hint))});
  }

  [[nodiscard]] bool in_play(std::size_t issue) const {
    return only_.empty() || std::find(only_.begin(), only_.end(), IssueId(issue)) != only_.end();
  }

  void find_switches() {
    for (std::size_t i = 0; i < scenario_.issue_count(); ++i) {
      const Issue& issue = scenario_.issues[i];
      if (issue.is_threat()) {
        if (in_play(i)) add_threat(i);
        continue;
      }
      if (agreement_[i] == issue.status_quo.index()) continue;
      if (!issue.reversible) made_.for_good.emplace_back(i);
      if (!issue.reversible || !in_play(i)) {
        all_in_play_ = false;
        continue;
      }
      made_.switches.push_back({false, {IssueId(i)}, {}});
    }
  }

  void add_threat(std::size_t i) {
    const Issue& issue = scenario_.issues[i];
    for (std::size_t option = 0; option < issue.options.size(); ++option) {
      const ThreatCarriedOut threat{IssueId(i), OptionId(option)};
      if (option == issue.status_quo.index() || disabling_rule(scenario_, threat) != nullptr) {
        continue;
      }
      made_.switches.push_back({true, {IssueId(i)}, OptionId(option)});
    }
  }

  /// One switch for all commitments of a giver, and one for all joint issues.
  void join_by_party() {
    made_.coarse = true;
    std::vector<ScenarioConflict::Switch> joined;
    std::vector<std::size_t> place(scenario_.party_count() + 1, k_not_named);
    for (auto& s : made_.switches) {
      if (s.threat) {
        joined.push_back(std::move(s));
        continue;
      }
      const auto& giver = scenario_.issues[s.issues.front().index()].giver;
      std::size_t& at = place[giver ? giver->index() : scenario_.party_count()];
      if (at == k_not_named) {
        at = joined.size();
        joined.push_back(std::move(s));
      } else {
        joined[at].issues.push_back(s.issues.front());
      }
    }
    made_.switches = std::move(joined);
  }

  void name_parties_and_options() {
    for (const auto& party : scenario_.parties) {
      made_.conflict.parties.push_back({party.key, party.name});
    }
    made_.conflict.title = scenario_.title;
    made_.conflict.source = scenario_.source;
    made_.conflict.file = scenario_.file;
    std::vector<std::size_t> all(scenario_.party_count());
    std::iota(all.begin(), all.end(), std::size_t{0});
    for (const auto& s : made_.switches) {
      const Issue& issue = scenario_.issues[s.issues.front().index()];
      OrdinalConflict::Option option;
      if (s.threat) {
        option.by = {issue.threat_by->index()};
        option.key = issue.key + '=' + issue.options[s.option.index()];
        option.title = issue.title + ": " + issue.options[s.option.index()];
      } else {
        option.by = issue.giver ? std::vector<std::size_t>{issue.giver->index()} : all;
        const std::string owner = issue.giver ? scenario_.parties[option.by[0]].key : "joint";
        const std::string name = issue.giver ? scenario_.parties[option.by[0]].name : "joint";
        option.key = made_.coarse ? owner : issue.key;
        option.title = made_.coarse ? fmt::format("all {} commitments of {}", s.issues.size(), name)
                                    : issue.title;
        if (made_.coarse && !issue.giver) {
          option.title = fmt::format("all {} joint commitments", s.issues.size());
        }
      }
      made_.conflict.options.push_back(std::move(option));
    }
  }

  /// Is the switch on in the combination?
  static bool on(std::size_t combination, std::size_t k) { return ((combination >> k) & 1U) != 0; }

  /// At most one option of a threat is carried out.
  [[nodiscard]] bool feasible(std::size_t combination) const {
    for (std::size_t k = 1; k < made_.switches.size(); ++k) {
      for (std::size_t l = 0; l < k; ++l) {
        if (made_.switches[k].threat && on(combination, k) && on(combination, l) &&
            made_.switches[l].issues == made_.switches[k].issues) {
          return false;
        }
      }
    }
    return true;
  }

  void add_states() {
    const std::size_t switches = made_.switches.size();
    state_.assign(std::size_t{1} << switches, k_not_named);
    for (std::size_t c = 0; c < state_.size(); ++c) {
      if (!feasible(c)) continue;
      OrdinalConflict::State state;
      bool all_kept = true;
      bool all_broken = true;
      bool threats = false;
      for (std::size_t k = 0; k < switches; ++k) {
        state.pattern += on(c, k) ? 'Y' : 'N';
        const bool threat = made_.switches[k].threat;
        threats = threats || (threat && on(c, k));
        all_kept = all_kept && (threat || on(c, k));
        all_broken = all_broken && (threat || !on(c, k));
      }
      state.name = state.pattern;
      if (all_kept && !threats) {
        made_.agreement = combinations_.size();
        state.title = "the agreement";
      } else if (all_broken && !threats && all_in_play_) {
        made_.no_deal = combinations_.size();
        state.title = "no deal";
      }
      is_no_deal_.push_back(all_broken && all_in_play_);
      state_[c] = combinations_.size();
      combinations_.push_back(c);
      made_.conflict.states.push_back(std::move(state));
    }
  }

  /// Can the party turn the switch on, or off?
  [[nodiscard]] bool can_turn(std::size_t party, std::size_t k, bool to_on) const {
    const auto& by = made_.conflict.options[k].by;
    if (std::find(by.begin(), by.end(), party) == by.end()) return false;
    const Issue& issue = scenario_.issues[made_.switches[k].issues.front().index()];
    if (made_.switches[k].threat) return to_on || issue.reversible;
    return !to_on || issue.giver.has_value();
  }

  void add_moves() {
    const std::size_t n = combinations_.size();
    for (std::size_t p = 0; p < scenario_.party_count(); ++p) {
      std::size_t own = 0;
      for (std::size_t k = 0; k < made_.switches.size(); ++k) {
        if (can_turn(p, k, true) || can_turn(p, k, false)) own |= std::size_t{1} << k;
      }
      BitRows rows(n, n);
      for (std::size_t s = 0; s < n; ++s) {
        // Every set of the party's own switches, changed at once.
        for (std::size_t change = own; change != 0; change = (change - 1) & own) {
          const std::size_t to = combinations_[s] ^ change;
          if (state_[to] != k_not_named && may(p, change, to)) rows.set(s, state_[to]);
        }
      }
      made_.conflict.moves.push_back(std::move(rows));
    }
  }

  [[nodiscard]] bool may(std::size_t party, std::size_t change, std::size_t to) const {
    for (std::size_t k = 0; k < made_.switches.size(); ++k) {
      if (on(change, k) && !can_turn(party, k, on(to, k))) return false;
    }
    return true;
  }

  void rank() {
    const std::size_t n = combinations_.size();
    for (std::size_t p = 0; p < scenario_.party_count(); ++p) {
      std::vector<Rational> worth;
      for (std::size_t s = 0; s < n; ++s) worth.push_back(worth_of(s, PartyId(p)));
      std::vector<std::size_t> order(n);
      std::iota(order.begin(), order.end(), std::size_t{0});
      std::stable_sort(order.begin(), order.end(),
                       [&](std::size_t a, std::size_t b) { return worth[a] > worth[b]; });
      std::vector<std::uint32_t> rank(n, 0);
      for (std::size_t k = 1; k < n; ++k) {
        const bool equal = worth[order[k]] == worth[order[k - 1]];
        rank[order[k]] = rank[order[k - 1]] + (equal ? 0U : 1U);
      }
      made_.conflict.rank.push_back(std::move(rank));
    }
  }

  [[nodiscard]] Rational worth_of(std::size_t state, PartyId party) const {
    Outcome outcome = agreement_;
    std::vector<ThreatCarriedOut> threats;
    for (std::size_t k = 0; k < made_.switches.size(); ++k) {
      const auto& s = made_.switches[k];
      const bool now = on(combinations_[state], k);
      if (s.threat && now) {
        outcome[s.issues.front().index()] = static_cast<std::uint16_t>(s.option.index());
        threats.push_back({s.issues.front(), s.option});
      } else if (!s.threat && !now) {
        for (const IssueId i : s.issues) {
          const std::size_t today = scenario_.issues[i.index()].status_quo.index();
          outcome[i.index()] = static_cast<std::uint16_t>(today);
        }
      }
    }
    return is_no_deal_[state] ? no_deal_utility(scenario_, party, threats)
                              : utility(scenario_, party, outcome);
  }

  const Scenario& scenario_;
  const Outcome& agreement_;
  const std::vector<IssueId>& only_;
  ScenarioConflict made_;
  bool all_in_play_ = true;                ///< every commitment can be broken
  std::vector<std::size_t> combinations_;  ///< [state]
  std::vector<std::size_t> state_;         ///< [combination]
  std::vector<bool> is_no_deal_;           ///< [state]: whatever the threats
};

}  // namespace

Result<ScenarioConflict> scenario_conflict(const Scenario& scenario, const Outcome& agreement,
                                           const std::vector<IssueId>& only) {
  return Builder(scenario, agreement, only).build();
}

}  // namespace entente::enforce
