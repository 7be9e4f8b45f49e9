// Random domains and profiles, written as GENIUS XML and read back, against a plain evaluator in
// doubles that works on the drawn numbers and shares nothing with the reader.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/base/rational.hpp"
#include "entente/format/genius.hpp"
#include "entente/model/outcome.hpp"

namespace entente::format {
namespace {

constexpr double k_tolerance = 1e-12;
constexpr std::size_t k_steps = 21;

enum class Type { discrete, integer, real };

/// An issue of the domain together with how one profile evaluates it.
struct DrawnIssue {
  Type type = Type::discrete;
  int index = 0;
  std::size_t options = 1;
  double low = 0;  ///< integer and real
  double high = 0;
  double weight = 0;
  std::vector<double> evaluations;  ///< discrete
  double extra = -1;                ///< evaluation of a value the domain lacks; < 0: none
  int profile_low = 0;              ///< integer
  double slope = 0;
  double offset = 0;
  int function = 0;  ///< real: 0 linear, 1 constant, 2 triangular
  double parameter[3] = {0, 0, 0};
};

struct DrawnNode {
  int index = 0;
  std::vector<DrawnNode> objectives;
  std::vector<DrawnIssue> issues;
};

struct DrawnBox {
  bool excludes = false;
  double utility = 0;
  double weight = 1;
  struct Bound {
    std::size_t issue;  ///< in GENIUS's order
    int low;
    int high;
  };
  std::vector<Bound> bounds;
};

struct DrawnFunction {
  int aggregation = 0;  ///< 0 sum, 1 min, 2 max
  double weight = 1;
  std::vector<DrawnBox> boxes;
  std::vector<DrawnFunction> inner;
};

class Drawing {
 public:
  explicit Drawing(std::uint64_t seed) : random_(seed) {}

  DrawnNode tree(bool integers_only) {
    integers_only_ = integers_only;
    DrawnNode root = node(0);
    if (issues_ == 0) root.issues.push_back(issue());
    return root;
  }

  DrawnFunction function(const std::vector<const DrawnIssue*>& order, bool sums_only, int depth) {
    DrawnFunction f;
    f.aggregation = sums_only ? 0 : static_cast<int>(below(3));
    f.weight = below(2) == 0 ? 1 : number(-2, 3);
    const auto boxes = below(4) + (depth == 0 ? 1 : 0);
    for (std::uint64_t b = 0; b < boxes; ++b) f.boxes.push_back(box(order));
    if (depth < 2) {
      const auto inner = below(3);
      for (std::uint64_t k = 0; k < inner; ++k) {
        f.inner.push_back(function(order, sums_only, depth + 1));
      }
    }
    return f;
  }

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }

  /// A number with few digits, or one with all the digits of a double.
  double number(double low, double high) {
    const double x = low + (high - low) * random_.uniform();
    return below(3) == 0 ? x : std::round(x * 100) / 100;
  }

 private:
  DrawnNode node(int depth) {
    DrawnNode n;
    n.index = next_index();
    for (auto k = below(4); k > 0 && issues_ < 3; --k) n.issues.push_back(issue());
    if (depth < 3) {
      for (auto k = below(3); k > 0; --k) n.objectives.push_back(node(depth + 1));
    }
    return n;
  }

  int next_index() { return index_ += 1 + static_cast<int>(below(4)); }

  DrawnIssue issue() {
    ++issues_;
    DrawnIssue i;
    i.index = next_index();
    i.weight = number(-0.1, 0.6);
    i.type = integers_only_ ? Type::integer : static_cast<Type>(below(3));
    if (i.type == Type::discrete) {
      i.options = 1 + below(5);
      const double scale = below(6) == 0 ? 1e-6 : below(2) == 0 ? 1 : 50;
      for (std::size_t o = 0; o < i.options; ++o) {
        i.evaluations.push_back(scale * number(-0.2, 1));
      }
      if (below(4) == 0) i.extra = scale * number(0, 2);
    } else if (i.type == Type::integer) {
      i.options = 1 + below(6);
      i.low = static_cast<double>(below(20)) - 10;
      i.high = i.low + static_cast<double>(i.options - 1);
      i.profile_low = static_cast<int>(i.low) + static_cast<int>(below(5)) - 2;
      i.slope = number(-0.5, 0.5);
      i.offset = number(-0.5, 1.5);
    } else {
      i.options = k_steps;
      i.low = number(-5, 5);
      i.high = i.low + 0.5 + static_cast<double>(below(10));
      i.function = static_cast<int>(below(3));
      for (auto& p : i.parameter) p = number(-1, 1);
      if (i.function == 2) {
        i.parameter[0] = number(i.low - 1, i.high);
        i.parameter[2] = i.parameter[0] + number(0.1, 2);
        i.parameter[1] = i.parameter[2] + number(0.1, 2);
      }
    }
    return i;
  }

  DrawnBox box(const std::vector<const DrawnIssue*>& order) {
    DrawnBox b;
    b.excludes = below(3) == 0;
    b.utility = number(-5, 40);
    if (below(3) == 0) b.weight = number(-1, 2);
    const auto bounds = below(4);
    for (std::uint64_t k = 0; k < bounds; ++k) {
      const auto issue = static_cast<std::size_t>(below(order.size()));
      const int low = static_cast<int>(order[issue]->low);
      const int from = low - 1 + static_cast<int>(below(order[issue]->options + 2));
      b.bounds.push_back({issue, from, from - 1 + static_cast<int>(below(4))});
    }
    return b;
  }

  RandomStream random_;
  bool integers_only_ = false;
  int index_ = -1;
  std::size_t issues_ = 0;
};

/// GENIUS's order: below each node first its objectives, then its issues.
void in_order(const DrawnNode& node, std::vector<const DrawnIssue*>& order) {
  for (const auto& o : node.objectives) in_order(o, order);
  for (const auto& i : node.issues) order.push_back(&i);
}

double number_of(const DrawnIssue& i, std::size_t option) {
  if (i.type == Type::integer) return i.low + static_cast<double>(option);
  return i.low + static_cast<double>(option) * (i.high - i.low) / (k_steps - 1);
}

double clamp01(double x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

double evaluation(const DrawnIssue& i, std::size_t option) {
  if (i.type == Type::discrete) {
    double most = *std::max_element(i.evaluations.begin(), i.evaluations.end());
    if (i.extra >= 0) most = std::max(most, i.extra);
    return most < 1e-5 ? 0 : i.evaluations[option] / most;
  }
  const double x = number_of(i, option);
  if (i.type == Type::integer) return clamp01(i.slope * (x - i.profile_low) + i.offset);
  const double* p = i.parameter;
  if (i.function == 0) return clamp01(p[1] * x + p[0]);
  if (i.function == 1) return p[0];
  if (x < p[0]) return 0;
  if (x < p[2]) return (x - p[0]) / (p[2] - p[0]);
  return x < p[1] ? 1 - (x - p[2]) / (p[1] - p[2]) : 0;
}

double linear_utility(const std::vector<const DrawnIssue*>& order, const Outcome& outcome) {
  double sum = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    sum += order[i]->weight * evaluation(*order[i], outcome[i]);
  }
  return sum > 1 ? 1 : sum;
}

double box_utility(const DrawnBox& b, const std::vector<const DrawnIssue*>& order,
                   const Outcome& outcome) {
  bool within = true;
  for (const auto& bound : b.bounds) {
    const double x = number_of(*order[bound.issue], outcome[bound.issue]);
    within = within && bound.low <= x && x <= bound.high;
  }
  const bool counts = b.bounds.empty() || (b.excludes ? !within : within);
  return counts ? b.utility * b.weight : 0;
}

double function_utility(const DrawnFunction& f, const std::vector<const DrawnIssue*>& order,
                        const Outcome& outcome) {
  constexpr double k_extreme = std::numeric_limits<std::int32_t>::max();
  double total = f.aggregation == 0 ? 0 : f.aggregation == 1 ? k_extreme : -k_extreme;
  const auto take = [&](double u) {
    if (f.aggregation == 0) total += u;
    if (f.aggregation == 1) total = std::min(total, u);
    if (f.aggregation == 2) total = std::max(total, u);
  };
  for (const auto& b : f.boxes) take(box_utility(b, order, outcome));
  for (const auto& g : f.inner) take(function_utility(g, order, outcome) * g.weight);
  return total;
}

std::string name_of(const DrawnIssue& i) { return fmt::format("issue & {}", i.index); }

std::string domain_issue(const DrawnIssue& i) {
  std::string xml = fmt::format("<issue index=\"{}\" name=\"issue &amp; {}\"", i.index, i.index);
  if (i.type == Type::integer) {
    return xml +
           fmt::format(" type=\"integer\" lowerbound=\"{}\" upperbound=\"{}\"/>\n", i.low, i.high);
  }
  if (i.type == Type::real) {
    return xml + fmt::format(" type='real'><range lowerbound='{}' upperbound='{}'/></issue>\n",
                             i.low, i.high);
  }
  xml += ">";
  for (std::size_t o = 0; o < i.options; ++o) xml += fmt::format("<item value=\"v{}\"/>", o);
  return xml + "</issue>\n";
}

std::string profile_issue(const DrawnIssue& i) {
  std::string xml = fmt::format("<issue index=\"{}\"", i.index);
  if (i.type == Type::integer) {
    return xml + fmt::format(
                     " type='Integer' lowerbound='{}' upperbound='{}'>"
                     "<evaluator ftype='linear' slope='{}' offset='{:.16e}'/></issue>\n",
                     i.profile_low, i.high, i.slope, i.offset);
  }
  if (i.type == Type::real) {
    const char* const names[] = {"linear", "constant", "triangular"};
    return xml + fmt::format(
                     " type=\"REAL\"><range lowerbound=\"{}\" upperbound=\"{}\"/>"
                     "<evaluator ftype=\"{}\" parameter0=\"{}\" parameter1=\"{}\" "
                     "parameter2=\"{}\"/></issue>\n",
                     i.low, i.high, names[i.function], i.parameter[0], i.parameter[1],
                     i.parameter[2]);
  }
  xml += " type=\"discrete\">";
  for (std::size_t o = i.options; o-- > 0;) {
    xml += fmt::format("<item value=\"v{}\" evaluation=\"{}\"/>", o, i.evaluations[o]);
  }
  if (i.extra >= 0) xml += fmt::format("<item value='other' evaluation='{}'/>", i.extra);
  return xml + "</issue>\n";
}

/// The tree as XML. Issues come before the objectives in the text: GENIUS reads them after.
std::string tree_xml(const DrawnNode& n, bool profile) {
  std::string xml = fmt::format("<objective index=\"{}\" name=\"o\">\n", n.index);
  for (const auto& i : n.issues) {
    if (profile) xml += fmt::format("<weight index=\"{}\" value=\"{}\"/>\n", i.index, i.weight);
    xml += profile ? profile_issue(i) : domain_issue(i);
  }
  for (const auto& o : n.objectives) xml += tree_xml(o, profile);
  return xml + "</objective>\n";
}

std::string function_xml(const DrawnFunction& f, const std::vector<const DrawnIssue*>& order) {
  const char* const names[] = {"sum", "min", "max"};
  std::string xml =
      fmt::format("<ufun aggregation=\"{}\" weight=\"{}\">\n", names[f.aggregation], f.weight);
  for (const auto& g : f.inner) xml += function_xml(g, order);
  for (const auto& b : f.boxes) {
    xml += fmt::format("<hyperRectangle utility=\"{}\" weight=\"{}\">", b.utility, b.weight);
    for (const auto& bound : b.bounds) {
      xml += fmt::format("<{} index=\"{}\" min=\"{}\" max=\"{}\"/>",
                         b.excludes ? "EXCLUDES" : "INCLUDES", order[bound.issue]->index, bound.low,
                         bound.high);
    }
    xml += "</hyperRectangle>\n";
  }
  return xml + "</ufun>\n";
}

std::string domain_xml(const DrawnNode& root) {
  return "<negotiation_template><utility_space>" + tree_xml(root, false) +
         "</utility_space></negotiation_template>";
}

Scenario read(const std::string& domain, const std::string& profile) {
  const GeniusFile files[] = {{"profile.xml", profile}};
  ReadResult result = read_genius({"domain.xml", domain}, files);
  for (const auto& d : result.diagnostics) {
    if (d.severity == Severity::error) ADD_FAILURE() << to_string(d) << "\n" << domain << profile;
  }
  return result.scenario.value_or(Scenario{});
}

void expect_order(const Scenario& s, const std::vector<const DrawnIssue*>& order) {
  ASSERT_EQ(s.issue_count(), order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(s.issues[i].key, name_of(*order[i]));
    EXPECT_EQ(s.issues[i].options.size(), order[i]->options);
  }
}

Outcome random_outcome(const Scenario& s, Drawing& drawing) {
  Outcome outcome;
  for (const auto& issue : s.issues) {
    outcome.push_back(static_cast<std::uint16_t>(drawing.below(issue.options.size())));
  }
  return outcome;
}

TEST(GeniusRandom, LinearProfilesAgreeWithAPlainEvaluator) {
  int capped = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(seed);
    Drawing drawing(seed);
    const DrawnNode root = drawing.tree(false);
    std::vector<const DrawnIssue*> order;
    in_order(root, order);
    const Scenario s =
        read(domain_xml(root), "<utility_space>" + tree_xml(root, true) + "</utility_space>");
    expect_order(s, order);
    if (s.preferences.empty()) continue;
    capped += s.preferences[0].cap ? 1 : 0;
    for (int k = 0; k < 40; ++k) {
      const Outcome outcome = random_outcome(s, drawing);
      ASSERT_NEAR(to_double(utility(s, PartyId(0), outcome)), linear_utility(order, outcome),
                  k_tolerance);
    }
  }
  EXPECT_GT(capped, 20);
}

/// Compares random nonlinear profiles; `sums_only` ones must come out without an aggregate.
void compare_nonlinear(bool sums_only) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Drawing drawing(seed);
    const DrawnNode root = drawing.tree(true);
    std::vector<const DrawnIssue*> order;
    in_order(root, order);
    const DrawnFunction f = drawing.function(order, sums_only, 0);
    const double most = drawing.number(5, 60) * (drawing.below(5) == 0 ? -1 : 1);
    const Scenario s =
        read(domain_xml(root),
             fmt::format("<utility_space type=\"nonlinear\"><objective index=\"0\">\n"
                         "<utility maxutility=\"{}\">{}</utility></objective></utility_space>",
                         most, function_xml(f, order)));
    expect_order(s, order);
    if (s.preferences.empty()) continue;
    if (sums_only) {
      EXPECT_FALSE(s.preferences[0].aggregate);
    }
    for (int k = 0; k < 40; ++k) {
      const Outcome outcome = random_outcome(s, drawing);
      const double expected = std::min(1.0, function_utility(f, order, outcome) / most);
      const double scale = std::max(1.0, std::abs(expected));
      ASSERT_NEAR(to_double(utility(s, PartyId(0), outcome)) / scale, expected / scale,
                  k_tolerance);
    }
  }
}

TEST(GeniusRandom, SumsOfHyperRectanglesAgreeWithAPlainEvaluator) { compare_nonlinear(true); }

TEST(GeniusRandom, MinimaAndMaximaAgreeWithAPlainEvaluator) { compare_nonlinear(false); }

}  // namespace
}  // namespace entente::format
