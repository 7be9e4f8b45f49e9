#include "entente/format/genius_write.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/decimal_text.hpp"
#include "entente/format/genius_write_space.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/names.hpp"
#include "entente/format/plain_scenario.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

/// How many terms an aggregate or a cap may be spelled out as.
constexpr std::size_t k_most_terms = 5'000;

/// The number of the first option, where the options are whole numbers in a row.
std::optional<int> first_number(const Issue& issue) {
  int first = 0;
  for (std::size_t o = 0; o < issue.options.size(); ++o) {
    const std::string& text = issue.options[o];
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (std::to_string(number) != text) return std::nullopt;
    if (o == 0) first = number;
    if (number != first + static_cast<int>(o)) return std::nullopt;
  }
  return first;
}

class GeniusWriter {
 public:
  GeniusWriter(const Scenario& scenario, std::string name)
      : s_(scenario), name_(std::move(name)), plain_(make_plain(scenario)) {}

  Written run() {
    TargetTraits target;
    target.title = true;
    target.time_discount = true;
    target.reservation_value = true;
    written_.losses = losses_of(s_, target);
    if (plain_.issues.empty()) {
      written_.losses.push_back(nothing_to_agree_on(s_));
      return std::move(written_);
    }
    for (std::size_t j = 0; j < s_.party_count(); ++j) simplify(j);
    space_.linear = std::all_of(plain_.parties.begin(), plain_.parties.end(), is_linear);
    name_issues();
    write_domain();
    write_profiles();
    return std::move(written_);
  }

 private:
  /// GENIUS cuts utilities off above 1 itself, so a cap is a matter of scale.
  void simplify(std::size_t j) {
    PlainParty& party = plain_.parties[j];
    if (party.cap && party.upper_bound() <= *party.cap) party.cap.reset();
    const auto cap = std::exchange(party.cap, std::nullopt);
    const bool awkward = party.aggregate && (plain_.issues.size() < s_.issue_count() ||
                                             !is_rectangular(*party.aggregate));
    if (party.aggregate && (awkward || adds_up(*party.aggregate))) {
      spell_out(s_, j, k_most_terms, plain_);
    }
    party.cap = cap;
    if (!awkward || !party.aggregate) return;
    written_.losses.push_back(make_error(
        s_.preferences[j].place,
        fmt::format("party {}: its utility is the least or greatest of values on options that are "
                    "not in a row, over too many combinations",
                    in_quotes(s_.parties[j].key)),
        fmt::format("GENIUS bounds options by a first and a last one; {} terms can be listed",
                    k_most_terms)));
  }

  /// Could it as well be a list of terms?
  static bool adds_up(const Aggregate& node) {
    return node.kind == Aggregate::Kind::sum &&
           std::all_of(node.children.begin(), node.children.end(), adds_up);
  }

  static bool is_linear(const PlainParty& party) { return party.terms.empty() && !party.aggregate; }

  void name_issues() {
    const auto kept = [&](IssueId i) -> const Issue& { return s_.issues[i.index()]; };
    const auto keys = fit_keys(plain_.issues, "issue", {}, written_.losses, kept);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const Issue& issue = kept(plain_.issues[i]);
      GeniusSpaceIssue out;
      out.name = keys[i];
      if (space_.linear) {
        out.options = fit_names(issue.options, "option", {}, issue.option_places, written_.losses);
      } else {
        out.first = first_number(issue).value_or(0);
        out.count = static_cast<int>(issue.options.size());
        if (!first_number(issue)) number_options(issue);
      }
      space_.issues.push_back(std::move(out));
    }
  }

  void number_options(const Issue& issue) {
    std::string names;
    for (std::size_t o = 0; o < issue.options.size() && o < 20; ++o) {
      names += fmt::format("{}{} = {}", o > 0 ? ", " : "", o, printable(issue.options[o], 40));
    }
    if (issue.options.size() > 20) names += ", ...";
    written_.losses.push_back(
        make_warning(issue.place,
                     fmt::format("issue {}: its options are only numbered there: {}",
                                 in_quotes(issue.key), names),
                     "where values depend on combinations of options, GENIUS knows numbers only"));
  }

  void write_domain() {
    written_.files.push_back({name_, genius_domain_text(printable(s_.title, k_max_text), space_)});
  }

  void write_profiles() {
    std::vector<std::string> stems{stem(name_)};
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      const std::string& key = s_.parties[j].key;
      const std::string chosen = distinct_file_stem(key, stems);
      if (chosen != key) {
        written_.losses.push_back(make_warning(
            s_.parties[j].place,
            fmt::format("the party {} is called {} there", in_quotes(key), in_quotes(chosen)),
            "GENIUS names parties after their files"));
      }
      GeniusProfile profile = make_genius_profile(space_, plain_.parties[j]);
      if (profile.too_many) {
        written_.losses.push_back(make_error(
            s_.preferences[j].place,
            fmt::format("party {}: it would take too many hyper-rectangles", in_quotes(key)),
            "conditions on options that are not in a row multiply them"));
        continue;
      }
      profile.discount = s_.preferences[j].time_discount;
      note_scale(s_.parties[j], profile.scale, written_.losses);
      Rational rounding = 0;
      std::string text = genius_profile_text(space_, profile, rounding);
      note_rounding(s_.parties[j], rounding, written_.losses);
      written_.files.push_back({chosen + ".xml", std::move(text)});
    }
  }

  const Scenario& s_;
  std::string name_;
  PlainScenario plain_;
  GeniusSpace space_;
  Written written_;
};

}  // namespace

Written write_genius(const Scenario& scenario, const std::string& name) {
  return GeniusWriter(scenario, name).run();
}

}  // namespace entente::format
