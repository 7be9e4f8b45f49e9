#include "entente/format/geniusweb_write.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/decimal_text.hpp"
#include "entente/format/geniusweb_write_space.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/names.hpp"
#include "entente/format/plain_scenario.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/text_node.hpp"

namespace entente::format {
namespace {

class GeniusWebWriter {
 public:
  GeniusWebWriter(const Scenario& scenario, std::string name)
      : s_(scenario), name_(std::move(name)), plain_(make_plain(scenario)) {}

  Written run() {
    TargetTraits target;
    target.title = true;
    written_.losses = losses_of(s_, target);
    if (plain_.issues.empty()) {
      written_.losses.push_back(nothing_to_agree_on(s_));
      return std::move(written_);
    }
    name_all();
    written_.files.push_back({name_, json_text(domain())});
    std::vector<std::string> stems{stem(name_)};
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      const std::string chosen = distinct_file_stem(s_.parties[j].key, stems);
      if (auto profile = write_profile(j)) {
        written_.files.push_back({chosen + ".json", json_text(*profile)});
      }
    }
    return std::move(written_);
  }

 private:
  void name_all() {
    const auto kept = [&](IssueId i) -> const Issue& { return s_.issues[i.index()]; };
    for (const auto i : plain_.issues) {
      options_.push_back(
          fit_names(kept(i).options, "option", {}, kept(i).option_places, written_.losses));
    }
    issues_ = fit_keys(plain_.issues, "issue", {}, written_.losses, kept);
    parties_ = fit_keys(s_.parties, "party", {}, written_.losses);
  }

  TextNode domain() const {
    TextNode issues = map_node();
    for (std::size_t i = 0; i < issues_.size(); ++i) {
      std::vector<TextNode> values;
      for (const auto& o : options_[i]) values.push_back(text_node(o));
      TextNode set = map_node(true);
      set.add("values", list_node(std::move(values)));
      issues.add(issues_[i], std::move(set));
    }
    TextNode map = map_node();
    map.add("name", text_node(s_.title.empty() ? stem(name_) : printable(s_.title, k_max_text)));
    map.add("issuesValues", std::move(issues));
    return map;
  }

  std::string whose(std::size_t j) const { return "party " + in_quotes(s_.parties[j].key); }

  /// The party's wrapped profile, or nothing after an error.
  std::optional<TextNode> write_profile(std::size_t j) {
    spell_out(s_, j, k_geniusweb_combinations, plain_);
    const PlainParty& party = plain_.parties[j];
    auto space = make_geniusweb_space(party);
    if (!space || party.aggregate || party.cap) {
      written_.losses.push_back(make_error(
          s_.preferences[j].place,
          fmt::format("{}: values depend on combinations of more options than can be listed",
                      whose(j)),
          fmt::format("GeniusWeb lists the combinations of issues that interact; {} of them are "
                      "the limit",
                      k_geniusweb_combinations)));
      return std::nullopt;
    }
    note_scale(s_.parties[j], space->scale, written_.losses);
    Rational rounding = 0;
    TextNode map = space->linear ? linear(*space, rounding) : groups(*space, rounding);
    note_rounding(s_.parties[j], rounding, written_.losses);
    map.add("domain", domain());
    map.add("name", text_node(parties_[j]));
    auto floor = reservation(j, *space);
    if (!floor) return std::nullopt;
    map.add("reservationBid", std::move(*floor));
    TextNode root = map_node();
    root.add(space->linear ? "LinearAdditiveUtilitySpace" : "SumOfGroupsUtilitySpace",
             std::move(map));
    return root;
  }

  static TextNode number(const Rational& value, Rational& rounding) {
    return number_node(nearest_decimal_text(value, rounding));
  }

  TextNode linear(const GeniusWebSpace& space, Rational& rounding) const {
    TextNode utilities = map_node();
    TextNode weights = map_node();
    for (std::size_t i = 0; i < issues_.size(); ++i) {
      TextNode values = map_node(true);
      for (std::size_t o = 0; o < options_[i].size(); ++o) {
        values.add(options_[i][o], number(space.groups[i].utilities[o], rounding));
      }
      TextNode inner = map_node(true);
      inner.add("valueUtilities", std::move(values));
      TextNode outer = map_node(true);
      outer.add("DiscreteValueSetUtilities", std::move(inner));
      utilities.add(issues_[i], std::move(outer));
      weights.add(issues_[i], number(space.groups[i].weight, rounding));
    }
    TextNode map = map_node();
    map.add("issueUtilities", std::move(utilities));
    map.add("issueWeights", std::move(weights));
    return map;
  }

  TextNode groups(const GeniusWebSpace& space, Rational& rounding) const {
    TextNode parts = map_node();
    for (std::size_t g = 0; g < space.groups.size(); ++g) {
      const auto& group = space.groups[g];
      std::vector<TextNode> names;
      for (const auto i : group.issues) names.push_back(text_node(issues_[i]));
      std::vector<TextNode> list;
      std::vector<std::size_t> options(group.issues.size(), 0);
      for (const auto& utility : group.utilities) {
        if (utility != 0) list.push_back(combination(group, options, utility, rounding));
        next_combination(options, group.counts);
      }
      TextNode inner = map_node();
      inner.add("issues", list_node(std::move(names)));
      inner.add("utilslist", list_node(std::move(list), false));
      TextNode outer = map_node();
      outer.add("PartsUtilities", std::move(inner));
      parts.add(fmt::format("part{}", g + 1), std::move(outer));
    }
    TextNode map = map_node();
    map.add("partUtilities", std::move(parts));
    return map;
  }

  TextNode combination(const GeniusWebGroup& group, const std::vector<std::size_t>& options,
                       const Rational& utility, Rational& rounding) const {
    std::vector<TextNode> values;
    for (std::size_t k = 0; k < options.size(); ++k) {
      values.push_back(text_node(options_[group.issues[k]][options[k]]));
    }
    TextNode map = map_node(true);
    map.add("values", list_node(std::move(values)));
    map.add("util", number(utility, rounding));
    return map;
  }

  /// The outcome that stands for what no deal is worth, an empty node where none is needed, or
  /// nothing after an error.
  std::optional<TextNode> reservation(std::size_t j, const GeniusWebSpace& space) {
    const Rational wanted = space.scale(plain_.parties[j].no_deal);
    const Place& place = s_.preferences[j].place;
    if (wanted == 0) return TextNode();  // every outcome is worth that much
    if (wanted < 0) {
      written_.losses.push_back(make_warning(
          place,
          fmt::format("{}: what it gets without agreement is worse than any outcome; that is left "
                      "out",
                      whose(j)),
          "without a reservation the party accepts everything there, too"));
      return TextNode();
    }
    const auto floor = find_floor(space, wanted);
    if (!floor) {
      written_.losses.push_back(make_error(
          place,
          fmt::format("{}: no outcome is as good as what it gets without agreement", whose(j)),
          "a reservation there is an outcome, so the party would accept everything; lower it, or "
          "convert to yaml or genius"));
      return std::nullopt;
    }
    if (floor->utility != wanted) {
      written_.losses.push_back(make_warning(
          place,
          fmt::format("{}: what it gets without agreement, {}, becomes the worth of an outcome "
                      "there, {}{}",
                      whose(j), shown_number(wanted), shown_number(floor->utility),
                      floor->least ? "" : " (a better one may exist)"),
          floor->least ? "the party accepts the same outcomes; gains are measured from there"
                       : "there are too many outcomes to look at all of them"));
    }
    TextNode bid = map_node(true);
    for (std::size_t i = 0; i < issues_.size(); ++i) {
      bid.add(issues_[i], text_node(options_[i][floor->options[i]]));
    }
    TextNode map = map_node(true);
    map.add("issuevalues", std::move(bid));
    return map;
  }

  const Scenario& s_;
  std::string name_;
  PlainScenario plain_;
  std::vector<std::string> parties_;
  std::vector<std::string> issues_;
  std::vector<std::vector<std::string>> options_;
  Written written_;
};

}  // namespace

Written write_geniusweb(const Scenario& scenario, const std::string& name) {
  return GeniusWebWriter(scenario, name).run();
}

}  // namespace entente::format
