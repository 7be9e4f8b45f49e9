#include "entente/format/genius_nonlinear.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "entente/format/genius_linear.hpp"

namespace entente::format {
namespace {

using Kind = Aggregate::Kind;

/// GENIUS starts its minima and maxima from here.
const Rational& genius_extreme() {
  static const Rational extreme(Integer(INT32_MAX));
  return extreme;
}

class NonlinearReader {
 public:
  NonlinearReader(const GeniusDomain& domain, GeniusLog& log) : domain_(domain), log_(log) {}

  /// The tree below `ufun`, its own weight left at 1.
  Aggregate read_tree(const XmlElement& ufun) {
    Aggregate node;
    node.kind = read_kind(ufun);
    for (const auto& child : ufun.children) {
      if (child.name == "hyperRectangle") read_rectangle(child, node);
    }
    for (const auto& child : ufun.children) {
      if (child.name != "ufun") continue;
      Aggregate inner = read_tree(child);
      inner.weight = read_weight(child);
      node.children.push_back(std::move(inner));
    }
    return node;
  }

 private:
  /// The options of one issue that lie within all bounds a rectangle states for it.
  struct Span {
    std::int64_t first = 0;  ///< option numbers, both included; empty when first > last
    std::int64_t last = 0;
  };
  using Spans = std::map<std::size_t, Span>;

  Kind read_kind(const XmlElement& ufun) {
    const XmlAttribute* aggregation = ufun.attribute("aggregation");
    if (aggregation == nullptr) {
      log_.error(log_.at(ufun), "this <ufun> has no `aggregation`", "add aggregation=\"sum\"");
      return Kind::sum;
    }
    if (equal_ignoring_case(aggregation->value, "min")) return Kind::minimum;
    if (equal_ignoring_case(aggregation->value, "max")) return Kind::maximum;
    if (!equal_ignoring_case(aggregation->value, "sum")) {
      log_.warning(log_.at(*aggregation),
                   "the aggregation " + in_quotes(aggregation->value) + " is unknown; it means sum",
                   "as in GENIUS, which knows sum, min and max");
    }
    return Kind::sum;
  }

  Rational read_weight(const XmlElement& element) {
    if (element.attribute("weight") == nullptr) return 1;
    return read_number(element, "weight", log_).value_or(1);
  }

  void read_rectangle(const XmlElement& element, Aggregate& node) {
    const Rational weight = read_weight(element);
    const auto utility = read_number(element, "utility", log_);
    const bool exclusive = element.child("EXCLUDES") != nullptr;
    if (exclusive && element.child("INCLUDES") != nullptr) {
      log_.warning(log_.at(*element.child("INCLUDES")),
                   "the INCLUDES of a rectangle with EXCLUDES are ignored", "as in GENIUS");
    }
    const std::string_view wanted = exclusive ? "EXCLUDES" : "INCLUDES";
    Spans spans;
    bool good = utility.has_value();
    for (const auto& bound : element.children) {
      if (bound.name == wanted) good = read_bound(bound, spans) && good;
    }
    if (good) add_box(spans, !exclusive, *utility * weight, element, node);
  }

  bool read_bound(const XmlElement& bound, Spans& spans) {
    const auto index = read_int(bound, "index", log_);
    const auto low = read_int(bound, "min", log_);
    const auto high = read_int(bound, "max", log_);
    if (!index || !low || !high || domain_.unreadable.contains(*index)) return false;
    const auto position = domain_.position(*index);
    if (!position) {
      log_.error(log_.at(*bound.attribute("index")),
                 "the domain has no issue " + std::to_string(*index),
                 "does the profile belong to this domain?");
      return false;
    }
    const GeniusIssue& issue = domain_.issues[*position];
    if (issue.type != GeniusType::integer) {
      log_.error(
          log_.at(*bound.attribute("index")),
          "issue " + in_quotes(issue.name) + " is not an integer issue, so it cannot be bounded",
          "GENIUS allows bounds on integer issues only");
      return false;
    }
    const auto origin = numerator_of(issue.low).convert_to<std::int64_t>();
    const auto count = static_cast<std::int64_t>(issue.options.size());
    const Span all{0, count - 1};
    Span& span = spans.try_emplace(*position, all).first->second;
    span.first = std::max(span.first, *low - origin);
    span.last = std::min(span.last, *high - origin);
    return true;
  }

  void add_box(const Spans& spans, bool inside, Rational value, const XmlElement& element,
               Aggregate& node) {
    Aggregate::Box box;
    box.inside = inside;
    box.value = std::move(value);
    for (const auto& [issue, span] : spans) {
      if (span.first > span.last) {  // never within: nothing if it includes, always if it excludes
        if (inside) box.value = 0;
        box.inside = true;
        box.when.clear();
        break;
      }
      const auto count = static_cast<std::int64_t>(domain_.issues[issue].options.size());
      if (span.first == 0 && span.last == count - 1) continue;
      if (!list(span, IssueId(issue), element, box)) return;
    }
    node.boxes.push_back(std::move(box));
  }

  bool list(const Span& span, IssueId issue, const XmlElement& element, Aggregate::Box& box) {
    const auto length = static_cast<std::size_t>(span.last - span.first + 1);
    if (length > k_genius_max_listed - listed_) {
      if (!full_) {
        log_.error(log_.at(element), "the rectangles list too many options together",
                   "at most " + std::to_string(k_genius_max_listed) + " can be read");
      }
      full_ = true;
      return false;
    }
    listed_ += length;
    Condition condition{issue, {}};
    condition.options.reserve(length);
    for (auto o = span.first; o <= span.last; ++o) {
      condition.options.emplace_back(static_cast<std::size_t>(o));
    }
    box.when.push_back(std::move(condition));
    return true;
  }

  const GeniusDomain& domain_;
  GeniusLog& log_;
  std::size_t listed_ = 0;
  bool full_ = false;
};

bool only_sums(const Aggregate& node) {
  return node.kind == Kind::sum &&
         std::all_of(node.children.begin(), node.children.end(), only_sums);
}

/// A bound on the absolute value of the node, its weight included.
Rational magnitude(const Aggregate& node) {
  Rational total = 0;
  for (const auto& box : node.boxes) total += abs(box.value);
  for (const auto& child : node.children) total += magnitude(child);
  return total * abs(node.weight);
}

/// GENIUS starts a minimum from 2^31 - 1 and a maximum from its negative. That shows only where a
/// node is empty or its values are beyond that.
void add_starting_values(Aggregate& node) {
  for (auto& child : node.children) add_starting_values(child);
  if (node.kind == Kind::sum) return;
  Rational most = 0;
  for (const auto& box : node.boxes) most += abs(box.value);
  for (const auto& child : node.children) most += magnitude(child);
  const bool empty = node.boxes.empty() && node.children.empty();
  if (!empty && most <= genius_extreme()) return;
  Aggregate::Box start;
  start.value = node.kind == Kind::minimum ? genius_extreme() : Rational(-genius_extreme());
  node.boxes.push_back(std::move(start));
}

/// A tree of sums as interaction terms. What always counts is gathered in one term.
class Flattener {
 public:
  explicit Flattener(Preferences& preferences) : preferences_(preferences) {}

  void add(Aggregate& node, const Rational& weight) {
    for (auto& box : node.boxes) {
      const Rational value = box.value * weight;
      if (value == 0) continue;
      if (box.when.empty()) {  // everything lies inside
        if (box.inside) always_ += value;
        continue;
      }
      if (!box.inside) always_ += value;
      add_term(std::move(box.when), box.inside ? value : Rational(-value));
    }
    for (auto& child : node.children) add(child, weight * child.weight);
  }

  /// A bound on the greatest utility.
  Rational finish() {
    if (always_ != 0) add_term({}, always_);
    Rational most = 0;
    for (const auto& term : preferences_.together) {
      if (term.add.a > 0 || term.when.empty()) most += term.add.a;
    }
    return most;
  }

 private:
  void add_term(std::vector<Condition> when, const Rational& value) {
    Interaction term;
    term.when = std::move(when);
    term.add.a = value;
    term.place = preferences_.place;
    preferences_.together.push_back(std::move(term));
  }

  Preferences& preferences_;
  Rational always_ = 0;
};

/// The <utility> inside the first child that has one, with the parts that it needs.
struct UtilityElement {
  const XmlElement* ufun = nullptr;
  Rational maximum = 1;
};

std::optional<UtilityElement> find_utility(const XmlElement& root, GeniusLog& log) {
  const XmlElement* utility = nullptr;
  for (const auto& child : root.children) {
    utility = child.child("utility");
    if (utility != nullptr) break;
  }
  if (utility == nullptr) {
    log.error(log.at(root), "this nonlinear profile has no <utility> inside its <objective>",
              "it holds <utility maxutility=\"...\"><ufun ...>");
    return std::nullopt;
  }
  UtilityElement found;
  found.ufun = utility->child("ufun");
  if (found.ufun == nullptr) {
    log.error(log.at(*utility), "this <utility> holds no <ufun>",
              "add <ufun aggregation=\"sum\"> with the hyperRectangles");
  }
  const auto maximum = read_number(*utility, "maxutility", log);
  if (maximum && *maximum == 0) {
    log.error(log.at(*utility->attribute("maxutility")), "the greatest utility is 0",
              "utilities are divided by it; give the greatest utility any outcome has");
  }
  if (found.ufun == nullptr || !maximum || *maximum == 0) return std::nullopt;
  found.maximum = *maximum;
  return found;
}

}  // namespace

void read_genius_nonlinear(const XmlElement& root, const GeniusDomain& domain, GeniusLog& log,
                           Preferences& preferences) {
  read_genius_time_and_reservation(root, log, preferences);
  preferences.values.assign(domain.issues.size(), {});
  preferences.issue_places.assign(domain.issues.size(), preferences.place);
  const auto utility = find_utility(root, log);
  if (!utility) return;
  Aggregate tree = NonlinearReader(domain, log).read_tree(*utility->ufun);
  if (only_sums(tree)) {
    Flattener flattener(preferences);
    flattener.add(tree, 1 / utility->maximum);
    if (flattener.finish() > 1 + genius_rounding()) preferences.cap = Rational(1);
    return;
  }
  add_starting_values(tree);
  tree.weight = 1 / utility->maximum;
  if (magnitude(tree) > 1 + genius_rounding()) preferences.cap = Rational(1);
  preferences.aggregate = std::move(tree);
}

}  // namespace entente::format
