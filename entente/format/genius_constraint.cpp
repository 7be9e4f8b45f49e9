#include "entente/format/genius_constraint.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/genius_linear.hpp"
#include "entente/format/java_number.hpp"

namespace entente::format {
namespace {

using Kind = Aggregate::Kind;
/// Which options of an issue; issues by their position.
using Options = std::map<std::size_t, std::vector<OptionId>>;

/// The order in which Java's HashMap lists whole numbers while there are few of them.
std::uint32_t java_bucket(std::int32_t index) {
  const auto bits = static_cast<std::uint32_t>(index);
  return (bits ^ (bits >> 16U)) & 15U;
}

class ConstraintReader {
 public:
  ConstraintReader(const GeniusDomain& domain, GeniusLog& log) : domain_(domain), log_(log) {}

  void read(const XmlElement& rules, Preferences& preferences) {
    const XmlElement* ranks = rules.child("ranks");
    if (ranks == nullptr) {
      log_.error(log_.at(rules), "these <rules> hold no <ranks>",
                 "they say what options are worth: <ranks><issue index=\"1\"><item value=\"...\" "
                 "rank=\"...\"/>");
      return;
    }
    read_ranks(*ranks);
    const XmlElement* constraints = rules.child("constraints");
    for (const auto& child : rules.children) {
      if (&child != ranks && &child != constraints) ignored(child, rules);
    }
    if (constraints != nullptr) {
      for (const auto& child : constraints->children) {
        if (child.name == "constraint") {
          read_constraint(child);
        } else {
          ignored(child, *constraints);
        }
      }
    }
    build(preferences);
  }

 private:
  struct Ranked {
    std::size_t issue = 0;
    std::vector<Rational> worth;  ///< per option, from 0 to 1
  };

  /// Nothing that may have been meant as a rule is passed over in silence.
  void ignored(const XmlElement& element, const XmlElement& parent) {
    const bool again = element.name == "ranks" || element.name == "constraints";
    std::string hint;
    if (parent.name == "constraints") {
      hint = "a constraint is written <constraint type=\"zeroConstraint\" ...>";
    } else if (parent.name == "rules") {
      hint = again ? "the first one counts" : "they hold <ranks> and <constraints>";
    }
    log_.warning(
        log_.at(element),
        fmt::format("this <{}> within <{}> is ignored", printable(element.name, 60), parent.name),
        std::move(hint));
  }

  const GeniusIssue& issue(std::size_t position) const { return domain_.issues[position]; }

  /// The position of the issue that an attribute names; unknown ones are reported.
  std::optional<std::size_t> position(const XmlElement& element) {
    const auto index = read_int(element, "index", log_);
    if (!index || domain_.unreadable.contains(*index)) return std::nullopt;
    const auto found = domain_.position(*index);
    if (!found) {
      log_.error(log_.at(*element.attribute("index")),
                 "the domain has no issue " + std::to_string(*index),
                 "does the profile belong to this domain?");
    }
    return found;
  }

  void read_ranks(const XmlElement& ranks) {
    for (const auto& child : ranks.children) {
      if (child.name != "issue") {
        ignored(child, ranks);
        continue;
      }
      const auto at = position(child);
      if (!at) continue;
      const bool again = std::any_of(ranked_.begin(), ranked_.end(),
                                     [&](const Ranked& r) { return r.issue == *at; });
      if (again) {
        log_.error(log_.at(child), "issue " + in_quotes(issue(*at).name) + " is ranked twice",
                   "keep one of the two");
        continue;
      }
      if (auto worth = read_worth(child, *at)) ranked_.push_back({*at, std::move(*worth)});
    }
    if (ranks.child("issue") == nullptr) {
      log_.error(log_.at(ranks), "no issue is ranked", "rank the options of each issue");
    }
  }

  std::optional<std::vector<Rational>> read_worth(const XmlElement& element, std::size_t at) {
    std::map<std::string, std::int32_t> rank_of;
    std::int32_t most = 0;
    bool good = true;
    for (const auto& item : element.children) {
      const XmlAttribute* value = item.attribute("value");
      if (item.name != "item" || value == nullptr) {
        ignored(item, element);
        continue;
      }
      const auto rank = read_int(item, "rank", log_);
      good = good && rank;
      if (rank && *rank < 0) {
        log_.error(log_.at(*item.attribute("rank")), "this rank is below 0",
                   "ranks count from 0 or 1 upwards, the best option highest");
        good = false;
      }
      if (!rank) continue;
      rank_of[value->value] = *rank;
      most = std::max(most, *rank);
    }
    if (!good) return std::nullopt;
    if (most == 0) {
      log_.error(log_.at(element),
                 "no option of issue " + in_quotes(issue(at).name) + " has a rank above 0",
                 "GENIUS divides by the greatest rank");
      return std::nullopt;
    }
    std::vector<Rational> worth;
    for (const auto& option : issue(at).options) {
      const auto found = rank_of.find(option);
      if (found == rank_of.end()) {
        log_.error(log_.at(element),
                   "option " + in_quotes(option) + " of issue " + in_quotes(issue(at).name) +
                       " has no rank",
                   "GENIUS fails when such an option is offered");
        return std::nullopt;
      }
      worth.emplace_back(found->second, most);
    }
    return worth;
  }

  std::vector<OptionId> options_where(std::size_t at,
                                      const std::function<bool(const std::string&)>& wanted) const {
    std::vector<OptionId> found;
    for (std::size_t o = 0; o < issue(at).options.size(); ++o) {
      if (wanted(issue(at).options[o])) found.emplace_back(o);
    }
    return found;
  }

  std::vector<OptionId> containing(std::size_t at, const std::string& part, bool wanted) const {
    return options_where(at, [&](const std::string& option) {
      return (option.find(part) != std::string::npos) == wanted;
    });
  }

  /// Narrows what the box allows of an issue.
  static void narrow(Options& box, std::size_t at, const std::vector<OptionId>& options) {
    const auto [place, fresh] = box.try_emplace(at, options);
    if (fresh) return;
    std::vector<OptionId> both;
    std::set_intersection(place->second.begin(), place->second.end(), options.begin(),
                          options.end(), std::back_inserter(both));
    place->second = std::move(both);
  }

  const std::string* text(const XmlElement& element, const char* attribute) {
    const XmlAttribute* found = element.attribute(attribute);
    if (found != nullptr) return &found->value;
    log_.error(log_.at(element),
               "this <" + element.name + "> has no `" + std::string(attribute) + "`",
               "add " + std::string(attribute) + "=\"...\"");
    return nullptr;
  }

  /// The elements that a kind of constraint is made of; none for an unknown kind.
  static std::vector<std::string_view> parts_of(std::string_view kind) {
    if (kind.ends_with("ZeroOutcomeConstraint")) return {"checkassignment"};
    if (kind == "zeroConstraint" || kind == "conditionalZeroConstraint") return {"valueassignment"};
    if (kind == "sumZeroConstraintList") return {"item", "condition"};
    if (kind == "sumZeroConstraint" || kind == "sumZeroNotConstraint") return {"item"};
    return {};
  }

  void read_constraint(const XmlElement& element) {
    const XmlAttribute* type = element.attribute("type");
    const std::string kind = type == nullptr ? std::string() : type->value;
    const auto parts = parts_of(kind);
    for (const auto& child : element.children) {
      if (!parts.empty() && std::find(parts.begin(), parts.end(), child.name) == parts.end()) {
        ignored(child, element);
      }
    }
    if (kind == "inclusiveZeroOutcomeConstraint") {
      read_inclusive(element);
    } else if (kind == "conditionalZeroOutcomeConstraint") {
      read_conditional_outcome(element);
    } else if (kind == "zeroConstraint" || kind == "conditionalZeroConstraint") {
      read_assignments(element, kind == "conditionalZeroConstraint");
    } else if (kind == "sumZeroConstraint" || kind == "sumZeroNotConstraint" ||
               kind == "sumZeroConstraintList") {
      read_sum(element, kind);
    } else {
      log_.warning(log_.at(element), "the constraint " + in_quotes(kind) + " is ignored",
                   "as in GENIUS, which does not know it either");
    }
  }

  /// The children of one name, by issue; where an issue returns, the last one counts.
  std::optional<std::map<std::size_t, const XmlElement*>> by_issue(const XmlElement& element,
                                                                   const char* name) {
    std::map<std::size_t, const XmlElement*> found;
    bool good = true;
    for (const auto& child : element.children) {
      if (child.name != name) continue;
      const auto at = position(child);
      good = good && at;
      if (at) found[*at] = &child;
    }
    if (!good) return std::nullopt;
    return found;
  }

  void read_assignments(const XmlElement& element, bool conditional) {
    const auto target = position(element);
    const auto assigned = by_issue(element, "valueassignment");
    const std::string* part = conditional ? text(element, "value") : nullptr;
    if (!target || !assigned || (conditional && part == nullptr)) return;
    Options box;
    for (const auto& [at, child] : *assigned) {
      const std::string* value = text(*child, "value");
      if (value == nullptr) return;
      narrow(box, at, options_where(at, [&](const std::string& o) { return o == *value; }));
    }
    if (conditional) narrow(box, *target, containing(*target, *part, false));
    issue_zero_[*target].push_back(std::move(box));
  }

  /// An option as a whole number; where it is none, GENIUS fails.
  std::optional<std::int64_t> number(std::size_t at, std::size_t option, const XmlElement& where) {
    const auto value = parse_java_int(issue(at).options[option]);
    if (value) return *value;
    log_.error(log_.at(where),
               "option " + in_quotes(issue(at).options[option]) + " of issue " +
                   in_quotes(issue(at).name) + " is no whole number",
               "GENIUS fails on this constraint");
    return std::nullopt;
  }

  void read_sum(const XmlElement& element, const std::string& kind) {
    const auto target = position(element);
    const auto low = read_int(element, "min", log_);
    const auto high = read_int(element, "max", log_);
    std::vector<std::string> parts;
    if (kind == "sumZeroConstraintList") {
      for (const auto& child : element.children) {
        if (child.name != "condition") continue;
        if (const auto* value = text(child, "value")) parts.push_back(*value);
      }
    } else if (const auto* value = text(element, "value")) {
      parts.push_back(*value);
    }
    std::vector<std::size_t> related;
    bool good = target && low && high;
    std::size_t combinations = 1;
    for (const auto& child : element.children) {
      if (child.name != "item") continue;
      const auto at = position(child);
      good = good && at;
      if (!at) continue;
      related.push_back(*at);
      combinations = std::min(combinations * issue(*at).options.size(), k_genius_max_sums + 1);
    }
    if (!good) return;
    if (combinations > k_genius_max_sums) {
      log_.error(log_.at(element), "this constraint sums too many combinations of options",
                 fmt::format("at most {} can be read", k_genius_max_sums));
      return;
    }
    const bool negated = kind == "sumZeroNotConstraint";
    const auto targeted = options_where(*target, [&](const std::string& option) {
      const bool any = std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
        return option.find(part) != std::string::npos;
      });
      return any != negated;
    });
    add_sums(element, related, *low, *high, *target, targeted);
  }

  void add_sums(const XmlElement& element, const std::vector<std::size_t>& related,
                std::int64_t low, std::int64_t high, std::size_t target,
                const std::vector<OptionId>& targeted) {
    std::vector<std::size_t> chosen(related.size(), 0);
    for (bool more = true; more;) {
      std::int64_t total = 0;
      Options box;
      for (std::size_t k = 0; k < related.size(); ++k) {
        const auto value = number(related[k], chosen[k], element);
        if (!value) return;
        total += *value;
        narrow(box, related[k], {OptionId(chosen[k])});
      }
      if (low <= total && total <= high) {
        narrow(box, target, targeted);
        issue_zero_[target].push_back(std::move(box));
      }
      more = false;
      for (std::size_t k = related.size(); k-- > 0 && !more;) {
        more = ++chosen[k] < issue(related[k]).options.size();
        if (!more) chosen[k] = 0;
      }
    }
  }

  void read_inclusive(const XmlElement& element) {
    const auto checks = by_issue(element, "checkassignment");
    if (!checks) return;
    Options box;
    for (const auto& [at, child] : *checks) {
      const std::string* condition = text(*child, "condition");
      if (condition == nullptr) return;
      if (condition->find("numeric") == std::string::npos) {
        narrow(box, at, containing(at, *condition, true));
        continue;
      }
      // As in GENIUS, "positive" only rules out what is below 0, and 0 itself is both.
      const bool positive = condition->find("positive") != std::string::npos;
      const bool negative = condition->find("negative") != std::string::npos;
      std::vector<OptionId> kept;
      for (std::size_t o = 0; o < issue(at).options.size(); ++o) {
        const auto value = number(at, o, *child);
        if (!value) return;
        if (!(positive && *value < 0) && !(negative && *value > 0)) kept.emplace_back(o);
      }
      narrow(box, at, kept);
    }
    outcome_zero_.push_back(std::move(box));
  }

  void read_conditional_outcome(const XmlElement& element) {
    const auto checks = by_issue(element, "checkassignment");
    if (!checks) return;
    if (checks->size() != 2) {
      log_.error(
          log_.at(element),
          "this constraint checks " + std::to_string(checks->size()) + " issues; it needs two",
          "GENIUS fails otherwise: one with a number's sign, one with a part of a text");
      return;
    }
    std::pair<std::size_t, const XmlElement*> first = *checks->begin();
    std::pair<std::size_t, const XmlElement*> second = *std::next(checks->begin());
    if (java_bucket(issue(second.first).index) < java_bucket(issue(first.first).index)) {
      std::swap(first, second);
    }
    const std::string* sign = text(*first.second, "condition");
    const std::string* part = text(*second.second, "condition");
    if (sign == nullptr || part == nullptr) return;
    const bool positive = *sign == "numeric=positive";
    if (!positive && *sign != "numeric=negative") {
      log_.warning(log_.at(*first.second),
                   "this constraint never holds: " + in_quotes(*sign) + " states no sign",
                   "as in GENIUS, which looks at the issue of lower index first");
      return;
    }
    std::vector<OptionId> signed_ones;
    for (std::size_t o = 0; o < issue(first.first).options.size(); ++o) {
      const auto value = number(first.first, o, *first.second);
      if (!value) return;
      if (positive ? *value > 0 : *value < 0) signed_ones.emplace_back(o);
    }
    Options box;
    narrow(box, first.first, signed_ones);
    narrow(box, second.first, containing(second.first, *part, false));
    outcome_zero_.push_back(std::move(box));
  }

  /// A box that is worth 1 but where the options are met; nothing where they never are.
  std::optional<Aggregate::Box> zero_box(const Options& options) const {
    Aggregate::Box box;
    box.inside = false;
    box.value = 1;
    for (const auto& [at, allowed] : options) {
      if (allowed.empty()) return std::nullopt;
      if (allowed.size() < issue(at).options.size()) box.when.push_back({IssueId(at), allowed});
    }
    return box;
  }

  Aggregate sum_of(const Ranked& ranked) const {
    Aggregate sum;
    for (std::size_t o = 0; o < ranked.worth.size(); ++o) {
      Aggregate::Box box;
      box.when.push_back({IssueId(ranked.issue), {OptionId(o)}});
      box.value = ranked.worth[o];
      sum.boxes.push_back(std::move(box));
    }
    return sum;
  }

  /// The least of the tree and of what the constraints leave.
  Aggregate limited(Aggregate tree, const std::vector<Options>& zeros) const {
    Aggregate least;
    least.kind = Kind::minimum;
    for (const auto& zero : zeros) {
      if (auto box = zero_box(zero)) least.boxes.push_back(std::move(*box));
    }
    if (least.boxes.empty()) return tree;
    least.children.push_back(std::move(tree));
    return least;
  }

  void build(Preferences& preferences) const {
    const Rational share(1, Integer(std::max<std::size_t>(ranked_.size(), 1)));
    bool plain = true;
    Aggregate total;
    for (const auto& ranked : ranked_) {
      const auto zeros = issue_zero_.find(ranked.issue);
      Aggregate part = sum_of(ranked);
      if (zeros != issue_zero_.end()) part = limited(std::move(part), zeros->second);
      plain = plain && part.kind == Kind::sum;
      part.weight = share;
      total.children.push_back(std::move(part));
    }
    total = limited(std::move(total), outcome_zero_);
    if (!plain || total.kind != Kind::sum) {
      preferences.aggregate = std::move(total);
      return;
    }
    for (const auto& ranked : ranked_) {
      for (const auto& worth : ranked.worth) {
        Value value;
        value.a = worth * share;
        preferences.values[ranked.issue].push_back(std::move(value));
      }
    }
  }

  const GeniusDomain& domain_;
  GeniusLog& log_;
  std::vector<Ranked> ranked_;
  std::map<std::size_t, std::vector<Options>> issue_zero_;
  std::vector<Options> outcome_zero_;
};

/// The <rules> inside the first child that has them, or inside the root.
const XmlElement* find_rules(const XmlElement& root) {
  for (const auto& child : root.children) {
    if (const auto* rules = child.child("rules")) return rules;
  }
  return root.child("rules");
}

}  // namespace

void read_genius_constraint(const XmlElement& root, const GeniusDomain& domain, GeniusLog& log,
                            Preferences& preferences) {
  read_genius_time_and_reservation(root, log, preferences);
  preferences.values.assign(domain.issues.size(), {});
  preferences.issue_places.assign(domain.issues.size(), preferences.place);
  const XmlElement* rules = find_rules(root);
  if (rules == nullptr) {
    log.error(log.at(root), "this constraint profile has no <rules>",
              "it holds <rules> with <ranks> and <constraints>");
    return;
  }
  ConstraintReader(domain, log).read(*rules, preferences);
}

}  // namespace entente::format
