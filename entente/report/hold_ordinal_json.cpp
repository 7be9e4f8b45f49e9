#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "entente/report/diagnostics_json.hpp"
#include "entente/report/hold_ordinal_report.hpp"
#include "entente/report/scenario_json.hpp"

namespace entente::report {
namespace {

using enforce::ConflictMove;
using enforce::k_stabilities;
using enforce::Stability;
using nlohmann::ordered_json;

/// A whole number below 10^15, as it would be printed.
bool is_number(const std::string& name) {
  constexpr std::size_t k_digits = 15;
  return !name.empty() && name.size() <= k_digits &&
         name.find_first_not_of("0123456789") == std::string::npos &&
         (name.size() == 1 || name[0] != '0');
}

class HoldOrdinalJson {
 public:
  explicit HoldOrdinalJson(const HoldOrdinalReport& report)
      : report_(report), conflict_(*report.conflict), analysis_(*report.analysis) {
    const auto& states = conflict_.states;
    numbers_ = std::all_of(states.begin(), states.end(),
                           [](const auto& state) { return is_number(state.name); });
  }

  void write(MemberWriter& out) const {
    out.member("schema", "entente.hold_ordinal/1");
    out.member("title", text_or_null(conflict_.title));
    out.member("source", text_or_null(conflict_.source));
    out.member("sanctions", analysis_.sanctions == enforce::SanctionRule::sequences
                                ? "sequences"
                                : "single_moves");
    write_parties(out);
    out.member("agreement", agreement());
    out.member("equilibria", by_notion(analysis_.equilibria, k_stabilities));
    out.member("states", states());
    out.member("deterrence", deterrence());
    out.member("deterrence_complete", analysis_.deterrence_complete);
    write_coalitions(out);
    out.member("warnings", diagnostics_json(report_.warnings));
  }

 private:
  [[nodiscard]] ordered_json state(std::size_t s) const {
    const std::string& name = conflict_.states[s].name;
    return numbers_ ? ordered_json(std::stoll(name)) : ordered_json(name);
  }

  [[nodiscard]] ordered_json members(const std::vector<std::size_t>& parties) const {
    auto list = ordered_json::array();
    for (const std::size_t p : parties) list.push_back(conflict_.parties[p].key);
    return list;
  }

  [[nodiscard]] ordered_json by_notion(const BitRows& rows, std::size_t notions) const {
    auto object = ordered_json::object();
    for (std::size_t k = 0; k < notions; ++k) {
      auto list = ordered_json::array();
      rows.for_each(k, [&](std::size_t s) { list.push_back(state(s)); });
      object[to_string(static_cast<Stability>(k))] = std::move(list);
    }
    return object;
  }

  [[nodiscard]] ordered_json equilibrium(std::size_t s) const {
    auto list = ordered_json::array();
    for (std::size_t k = 0; k < k_stabilities; ++k) {
      if (analysis_.equilibria.test(k, s)) list.push_back(to_string(static_cast<Stability>(k)));
    }
    return list;
  }

  void write_parties(MemberWriter& out) const {
    auto keys = ordered_json::array();
    auto names = ordered_json::object();
    for (const auto& party : conflict_.parties) {
      keys.push_back(party.key);
      names[party.key] = party.name;
    }
    out.member("parties", keys);
    out.member("party_names", names);
    auto options = ordered_json::array();
    for (const auto& option : conflict_.options) {
      options.push_back(
          {{"option", option.key}, {"title", option.title}, {"by", members(option.by)}});
    }
    out.member("options", options);
  }

  [[nodiscard]] ordered_json agreement() const {
    if (report_.kept == nullptr) return nullptr;
    const auto& kept = *report_.kept;
    auto for_good = ordered_json::array();
    for (const IssueId i : kept.for_good) {
      for_good.push_back(report_.scenario->issues[i.index()].key);
    }
    return {
        {"state", state(kept.agreement)},
        {"equilibrium", equilibrium(kept.agreement)},
        {"no_deal", kept.no_deal ? state(*kept.no_deal) : ordered_json()},
        {"no_deal_equilibrium", kept.no_deal ? equilibrium(*kept.no_deal) : ordered_json::array()},
        {"coarse", kept.coarse},
        {"for_good", for_good}};
  }

  [[nodiscard]] ordered_json states() const {
    auto list = ordered_json::array();
    for (std::size_t s = 0; s < conflict_.state_count(); ++s) {
      const auto& one = conflict_.states[s];
      ordered_json object = {{"state", state(s)},
                             {"title", text_or_null(one.title)},
                             {"pattern", text_or_null(one.pattern)},
                             {"equilibrium", equilibrium(s)}};
      for (std::size_t p = 0; p < conflict_.party_count(); ++p) {
        auto stable = ordered_json::array();
        for (std::size_t k = 0; k < k_stabilities; ++k) {
          if (analysis_.stable[k].test(p, s))
            stable.push_back(to_string(static_cast<Stability>(k)));
        }
        object["stable"][conflict_.parties[p].key] = std::move(stable);
        object["rank"][conflict_.parties[p].key] = conflict_.rank[p][s] + 1;
      }
      list.push_back(std::move(object));
    }
    return list;
  }

  [[nodiscard]] ordered_json path(const std::vector<ConflictMove>& moves) const {
    auto list = ordered_json::array();
    for (const auto& move : moves) {
      list.push_back({{"party", conflict_.parties[move.party].key}, {"to", state(move.to)}});
    }
    return list;
  }

  [[nodiscard]] ordered_json deterrence() const {
    auto list = ordered_json::array();
    for (const auto& d : analysis_.deterrence) {
      ordered_json object = {{"state", state(d.state)},
                             {"party", conflict_.parties[d.party].key},
                             {"improvement", state(d.improvement)}};
      for (const auto s : {Stability::gmr, Stability::smr, Stability::seq, Stability::sseq}) {
        object[to_string(s)] = d.by(s).empty() ? ordered_json() : path(d.by(s));
      }
      list.push_back(std::move(object));
    }
    return list;
  }

  void write_coalitions(MemberWriter& out) const {
    auto coalitions = ordered_json::array();
    for (const auto& c : analysis_.coalitions) {
      coalitions.push_back(
          {{"members", members(c.members)}, {"stable", by_notion(c.stable, c.stable.rows())}});
    }
    auto moves = ordered_json::array();
    for (const auto& m : analysis_.coalition_moves) {
      moves.push_back({{"members", members(analysis_.coalitions[m.coalition].members)},
                       {"from", state(m.from)},
                       {"to", state(m.to)},
                       {"path", path(m.path)}});
    }
    const bool known = analysis_.coalitions_known;
    out.member("coalitions", known ? coalitions : ordered_json());
    out.member("coalition_equilibria", known ? by_notion(analysis_.coalition_equilibria,
                                                         analysis_.coalition_equilibria.rows())
                                             : ordered_json());
    out.member("coalition_moves", moves);
    out.member("coalition_moves_complete", known && analysis_.coalition_moves_complete);
  }

  const HoldOrdinalReport& report_;
  const OrdinalConflict& conflict_;
  const enforce::ConflictAnalysis& analysis_;
  bool numbers_ = false;
};

}  // namespace

void write_hold_ordinal_json(const HoldOrdinalReport& report, const JsonStyle& style,
                             const Sink& sink) {
  MemberWriter out(style, sink);
  HoldOrdinalJson(report).write(out);
  out.finish();
}

}  // namespace entente::report
