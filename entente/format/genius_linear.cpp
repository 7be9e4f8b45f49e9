#include "entente/format/genius_linear.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "entente/format/java_number.hpp"

namespace entente::format {
namespace {

/// An issue of the profile with the weight that stands beside it.
struct Weighted {
  const XmlElement* element = nullptr;
  Rational weight = 0;
};

/// The profile's tree, flattened by index. Where an index returns, the last one counts.
struct ProfileTree {
  std::map<std::int32_t, Weighted> weighted;
  std::map<std::int32_t, const XmlElement*> issues;  ///< with or without weight
};

/// What a real evaluator does with a number.
struct RealFunction {
  enum class Kind { linear, constant, triangular };
  Kind kind = Kind::constant;
  Rational a = 0, b = 0, c = 0;  ///< parameter0, parameter1, parameter2

  [[nodiscard]] Rational operator()(const Rational& x) const {
    switch (kind) {
      case Kind::constant:
        return a;
      case Kind::linear:
        return std::clamp<Rational>(b * x + a, 0, 1);
      case Kind::triangular:
        if (x < a) return 0;
        if (x < c) return (x - a) / (c - a);
        if (x < b) return 1 - (x - c) / (b - c);
        return 0;
    }
    return 0;
  }
};

class LinearReader {
 public:
  LinearReader(const GeniusDomain& domain, GeniusLog& log, Preferences& preferences)
      : domain_(domain), log_(log), preferences_(preferences) {}

  void read(const XmlElement& root) {
    collect(root);
    preferences_.values.assign(domain_.issues.size(), {});
    preferences_.issue_places.assign(domain_.issues.size(), {});
    for (std::size_t i = 0; i < domain_.issues.size(); ++i) read_issue(root, i);
    report_strangers();
    set_cap(root);
  }

 private:
  /// GENIUS looks at every element of the file as if it were a level of the tree.
  void collect(const XmlElement& level) {
    read_genius_time_and_reservation(level, log_, preferences_);
    const auto weights = read_weights(level);
    for (const auto* kind : {"issue", "objective"}) {
      for (const auto& child : level.children) {
        if (child.name != kind) continue;
        const auto index = read_int(child, "index", log_);
        if (!index) continue;
        if (child.name == "issue") tree_.issues[*index] = &child;
        const auto weight = weights.find(*index);
        if (weight != weights.end()) tree_.weighted[*index] = {&child, weight->second};
      }
    }
    for (const auto& child : level.children) collect(child);
  }

  std::map<std::int32_t, Rational> read_weights(const XmlElement& level) {
    std::map<std::int32_t, Rational> weights;
    for (const auto& child : level.children) {
      if (child.name != "weight") continue;
      const auto index = read_int(child, "index", log_);
      const auto value = read_number(child, "value", log_);
      if (index && value) weights[*index] = *value;
    }
    return weights;
  }

  void read_issue(const XmlElement& root, std::size_t i) {
    const GeniusIssue& issue = domain_.issues[i];
    const auto found = tree_.weighted.find(issue.index);
    if (found == tree_.weighted.end()) {
      report_silence(root, issue);
      return;
    }
    const XmlElement& element = *found->second.element;
    preferences_.issue_places[i] = log_.at(element);
    compare_names(element, issue);
    const auto evaluations = evaluate(element, issue);
    for (const auto& e : evaluations) {
      Value value;
      value.a = found->second.weight * e;
      preferences_.values[i].push_back(std::move(value));
    }
  }

  void report_silence(const XmlElement& root, const GeniusIssue& issue) {
    const auto seen = tree_.issues.find(issue.index);
    const std::string which =
        "issue " + std::to_string(issue.index) + " (" + in_quotes(issue.name) + ")";
    if (seen != tree_.issues.end()) {
      log_.error(log_.at(*seen->second), which + " has no weight beside it",
                 "add <weight index=\"" + std::to_string(issue.index) + "\" value=\"...\"/>");
    } else {
      log_.error(log_.at(root), which + " of the domain is missing in this profile",
                 "does the profile belong to this domain? Otherwise add the issue and its weight");
    }
  }

  void compare_names(const XmlElement& element, const GeniusIssue& issue) {
    const XmlAttribute* name = element.attribute("name");
    if (element.name != "issue" || name == nullptr || name->value == issue.name) return;
    log_.warning(log_.at(*name),
                 "issue " + std::to_string(issue.index) + " is called " + in_quotes(name->value) +
                     " here and " + in_quotes(issue.name) + " in the domain",
                 "the index decides, as in GENIUS");
  }

  /// One evaluation per option; empty after an error.
  std::vector<Rational> evaluate(const XmlElement& element, const GeniusIssue& issue) {
    GeniusType type = read_type(element);
    // An unknown type of <objective> would be discrete, but it evaluates no option.
    if (element.name == "objective") type = GeniusType::objective;
    if (type == GeniusType::objective) {
      log_.warning(log_.at(element),
                   "issue " + in_quotes(issue.name) + " is an objective here, so it counts nothing",
                   "GENIUS ignores the evaluations of objectives");
      return std::vector<Rational>(issue.options.size(), 0);
    }
    if (type != issue.type) {
      log_.error(log_.at(element),
                 "issue " + in_quotes(issue.name) + " is " + name_of(type) + " here and " +
                     name_of(issue.type) + " in the domain",
                 "state the same type in both");
      return {};
    }
    switch (type) {
      case GeniusType::integer:
        return evaluate_integer(element, issue);
      case GeniusType::real:
        return evaluate_real(element, issue);
      default:
        return evaluate_discrete(element, issue);
    }
  }

  static const char* name_of(GeniusType type) {
    if (type == GeniusType::integer) return "integer";
    return type == GeniusType::real ? "real" : "discrete";
  }

  /// An item of the profile: its evaluation, unless it has none.
  struct Item {
    const XmlElement* element = nullptr;
    std::optional<Rational> evaluation;
  };

  std::map<std::string, Item> read_items(const XmlElement& element) {
    std::map<std::string, Item> items;
    for (const auto& child : element.children) {
      if (child.name != "item") continue;
      const XmlAttribute* value = child.attribute("value");
      const XmlAttribute* evaluation = child.attribute("evaluation");
      if (value == nullptr) continue;
      Item& item = items[value->value];
      item.element = &child;
      // GENIUS passes over what it cannot read; an earlier evaluation of the same value stays.
      if (evaluation == nullptr) continue;
      if (auto number = parse_java_double(evaluation->value)) item.evaluation = std::move(number);
    }
    return items;
  }

  std::vector<Rational> evaluate_discrete(const XmlElement& element, const GeniusIssue& issue) {
    const auto items = read_items(element);
    std::optional<Rational> most;
    for (const auto& [value, item] : items) {
      if (item.evaluation && (!most || *item.evaluation > *most)) most = item.evaluation;
    }
    const bool flat = most && *most < Rational(1, 100'000);
    std::vector<Rational> out;
    bool good = true;
    for (const auto& option : issue.options) {
      const auto found = items.find(option);
      if (found == items.end() || !found->second.evaluation) {
        report_unvalued(element, issue, option,
                        found == items.end() ? nullptr : found->second.element);
        good = false;
        continue;
      }
      out.push_back(flat ? Rational(0) : *found->second.evaluation / *most);
    }
    report_strange_items(issue, items);
    return good ? out : std::vector<Rational>{};
  }

  void report_unvalued(const XmlElement& element, const GeniusIssue& issue,
                       const std::string& option, const XmlElement* item) {
    const std::string which = "option " + in_quotes(option) + " of issue " + in_quotes(issue.name);
    const XmlAttribute* evaluation = item == nullptr ? nullptr : item->attribute("evaluation");
    if (item == nullptr) {
      log_.error(log_.at(element), which + " is missing in this profile",
                 "add <item value=\"...\" evaluation=\"...\"/>; the value must be written exactly "
                 "as in the domain");
    } else if (evaluation == nullptr || evaluation->value == "null") {
      log_.error(log_.at(*item), which + " has no evaluation",
                 "GENIUS fails when such an option is offered; add evaluation=\"...\"");
    } else {
      log_.error(log_.at(*evaluation),
                 "the evaluation " + in_quotes(evaluation->value) + " of " + which +
                     " is not a finite number",
                 "give a decimal number such as 3 or 0.5");
    }
  }

  void report_strange_items(const GeniusIssue& issue, const std::map<std::string, Item>& items) {
    const std::set<std::string> known(issue.options.begin(), issue.options.end());
    for (const auto& [value, item] : items) {
      if (known.contains(value)) continue;
      log_.warning(log_.at(*item.element),
                   "issue " + in_quotes(issue.name) + " has no option " + in_quotes(value) +
                       " in the domain",
                   "as in GENIUS it cannot be chosen, but its evaluation counts when the greatest "
                   "one is sought");
    }
  }

  std::vector<Rational> evaluate_integer(const XmlElement& element, const GeniusIssue& issue) {
    const XmlElement* bounds = bounds_element(element);
    if (bounds == nullptr) {
      log_.error(log_.at(element), "issue " + in_quotes(issue.name) + " states no bounds here",
                 "repeat lowerbound and upperbound of the domain: GENIUS counts from the lower "
                 "bound that the profile states");
      return {};
    }
    const auto low = read_int(*bounds, "lowerbound", log_);
    const XmlElement* evaluator = element.child("evaluator");
    std::optional<Rational> slope = 0;
    std::optional<Rational> offset = 0;
    if (evaluator != nullptr) {
      slope = read_number(*evaluator, "slope", log_);
      offset = read_number(*evaluator, "offset", log_);
    } else {
      log_.warning(log_.at(element),
                   "issue " + in_quotes(issue.name) + " has no evaluator, so it counts nothing",
                   "add <evaluator ftype=\"linear\" slope=\"...\" offset=\"...\"/>");
    }
    if (!low || !slope || !offset) return {};
    std::vector<Rational> out;
    for (std::size_t o = 0; o < issue.options.size(); ++o) {
      out.push_back(
          std::clamp<Rational>(*slope * (issue.number(o) - Rational(*low)) + *offset, 0, 1));
    }
    return out;
  }

  std::vector<Rational> evaluate_real(const XmlElement& element, const GeniusIssue& issue) {
    const auto function = read_real_function(element, issue);
    std::vector<Rational> out;
    if (!function) return out;
    for (std::size_t o = 0; o < issue.options.size(); ++o) {
      out.push_back((*function)(issue.number(o)));
    }
    return out;
  }

  std::optional<RealFunction> read_real_function(const XmlElement& element,
                                                 const GeniusIssue& issue) {
    const XmlElement* evaluator = element.child("evaluator");
    const XmlAttribute* type = evaluator == nullptr ? nullptr : evaluator->attribute("ftype");
    if (type == nullptr) {
      log_.error(log_.at(evaluator == nullptr ? element : *evaluator),
                 "issue " + in_quotes(issue.name) + " has no evaluator with an `ftype`",
                 "add <evaluator ftype=\"linear\" parameter0=\"...\" parameter1=\"...\"/>");
      return std::nullopt;
    }
    using Kind = RealFunction::Kind;
    RealFunction function;
    std::size_t parameters = 0;
    if (equal_ignoring_case(type->value, "constant")) {
      function.kind = Kind::constant;
      parameters = 1;
    } else if (equal_ignoring_case(type->value, "linear")) {
      function.kind = Kind::linear;
      parameters = 2;
    } else if (equal_ignoring_case(type->value, "triangular")) {
      function.kind = Kind::triangular;
      parameters = 3;
    } else {
      log_.error(log_.at(*type),
                 "the evaluator " + in_quotes(type->value) + " of issue " + in_quotes(issue.name) +
                     " is none that GENIUS can use",
                 "use linear, constant or triangular");
      return std::nullopt;
    }
    const std::pair<const char*, Rational*> slots[] = {
        {"parameter0", &function.a}, {"parameter1", &function.b}, {"parameter2", &function.c}};
    bool good = true;
    for (std::size_t k = 0; k < parameters; ++k) {
      auto value = read_number(*evaluator, slots[k].first, log_);
      good = good && value.has_value();
      if (value) *slots[k].second = std::move(*value);
    }
    return good ? std::optional(function) : std::nullopt;
  }

  void report_strangers() {
    for (const auto& [index, element] : tree_.issues) {
      if (domain_.position(index) || domain_.unreadable.contains(index)) continue;
      log_.warning(log_.at(*element),
                   "issue " + std::to_string(index) + " is not in the domain; it is ignored",
                   "does the profile belong to this domain?");
    }
  }

  /// GENIUS counts a utility above 1 as 1.
  void set_cap(const XmlElement& root) {
    Rational most = 0;
    for (const auto& row : preferences_.values) {
      if (row.empty()) continue;
      most += std::max_element(row.begin(), row.end(), [](const Value& x, const Value& y) {
                return x.a < y.a;
              })->a;
    }
    if (most <= 1 + genius_rounding()) return;
    preferences_.cap = Rational(1);
    log_.warning(log_.at(root), "the best outcome would be worth more than 1; it counts as 1",
                 "as in GENIUS, which takes the weights as they are and cuts off above 1");
  }

  const GeniusDomain& domain_;
  GeniusLog& log_;
  Preferences& preferences_;
  ProfileTree tree_;
};

/// Would Java's Double.valueOf take this text, as NaN, infinite or too large? GENIUS then counts
/// with it; any other text it passes over.
bool not_finite_in_java(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n+-");
  return first != std::string_view::npos &&
         std::string_view(".0123456789NI").find(text[first]) != std::string_view::npos;
}

/// The `value` of the first child of this name, or nothing.
std::optional<Rational> stated(const XmlElement& element, std::string_view name, GeniusLog& log) {
  const XmlElement* child = element.child(name);
  if (child == nullptr) return std::nullopt;
  const XmlAttribute* value = child->attribute("value");
  auto number = value == nullptr ? std::nullopt : parse_java_double(value->value);
  if (number) return number;
  if (value != nullptr && not_finite_in_java(value->value)) {
    log.error(
        log.at(*value),
        "the " + std::string(name) + " " + in_quotes(value->value) + " is not a finite number",
        "give a decimal number such as 0.5");
  } else {
    log.warning(log.at(*child), "the <" + child->name + "> states no number; it is ignored",
                "as in GENIUS; write value=\"0.5\", for instance");
  }
  return std::nullopt;
}

}  // namespace

const Rational& genius_rounding() {
  static const Rational rounding(1, Integer("1000000000000"));
  return rounding;
}

void read_genius_time_and_reservation(const XmlElement& element, GeniusLog& log,
                                      Preferences& preferences) {
  if (auto reservation = stated(element, "reservation", log)) {
    Value value;
    value.a = std::move(*reservation);
    preferences.reservation = std::move(value);
  }
  if (auto discount = stated(element, "discount_factor", log)) {
    const bool used = *discount > 0 && *discount <= 1;
    if (*discount < 0 || *discount > 1) {
      log.warning(log.at(*element.child("discount_factor")),
                  "the discount factor " + in_quotes(to_text(*discount)) +
                      " is not between 0 and 1; 1 is used",
                  "as in GENIUS");
    }
    preferences.time_discount = used ? *discount : Rational(1);
  }
}

void read_genius_linear(const XmlElement& root, const GeniusDomain& domain, GeniusLog& log,
                        Preferences& preferences) {
  LinearReader(domain, log, preferences).read(root);
}

}  // namespace entente::format
