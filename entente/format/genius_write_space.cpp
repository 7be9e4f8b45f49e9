#include "entente/format/genius_write_space.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "entente/base/markup.hpp"
#include "entente/format/decimal_text.hpp"
#include "entente/format/genius_linear.hpp"

namespace entente::format {
namespace {

// An XML file may hold 200,000 elements; a rectangle is one, and each of its bounds is.
constexpr std::size_t k_most_elements = 150'000;

/// GENIUS takes an issue whose greatest evaluation is below 0.00001 for worthless.
const Rational& least_evaluation() {
  static const Rational least(1, 1000);
  return least;
}

bool in_a_row(const Condition& condition) {
  return condition.options.back().index() - condition.options.front().index() + 1 ==
         condition.options.size();
}

/// Multiplied so that all numbers have exact decimals and none of interest is tiny.
std::vector<Rational> evaluations_of(std::vector<Rational> row) {
  const Rational most = *std::max_element(row.begin(), row.end());
  Rational factor(decimal_multiplier(row));
  if (most > 0) {
    while (most * factor < least_evaluation()) factor *= 10;
  }
  for (auto& value : row) value *= factor;
  return row;
}

GeniusProfile make_linear(const PlainParty& party) {
  GeniusProfile profile;
  Rational least = party.constant;
  Rational most = party.constant;
  std::vector<Rational> lows;
  std::vector<Rational> highs;
  for (const auto& row : party.values) {
    const auto [low, high] = std::minmax_element(row.begin(), row.end());
    lows.push_back(*low);
    highs.push_back(*high);
    least += *low;
    most += *high;
  }
  const bool fits = party.constant == 0 &&
                    (party.cap ? *party.cap == 1 : most <= 1 + genius_rounding()) &&
                    std::all_of(lows.begin(), lows.end(), [](const auto& low) { return low >= 0; });
  if (!fits) {
    profile.scale.offset = least;
    std::vector<Rational> numbers{party.no_deal - least};
    Rational range = party.cap ? Rational(*party.cap - least) : Rational(most - least);
    if (range <= 0) range = 1;
    for (std::size_t i = 0; i < lows.size(); ++i) numbers.push_back(highs[i] - lows[i]);
    const Rational multiplier(decimal_multiplier(numbers));
    // A cap must come to lie at 1 exactly.
    profile.scale.factor = party.cap ? Rational(1 / range)
                                     : Rational(multiplier / decimal_divisor(multiplier * range));
  }
  for (std::size_t i = 0; i < party.values.size(); ++i) {
    auto row = party.values[i];
    const Rational low = fits ? Rational(0) : lows[i];
    for (auto& value : row) value -= low;
    profile.weights.push_back(profile.scale.factor * (highs[i] - low));
    profile.evaluations.push_back(evaluations_of(std::move(row)));
  }
  profile.reservation = profile.scale(party.no_deal);
  return profile;
}

/// Every outcome is worth the cap, which is 0 there.
GeniusProfile make_constant(const PlainParty& party) {
  GeniusProfile profile;
  profile.scale.offset = *party.cap;
  for (const auto& row : party.values) {
    profile.weights.emplace_back(0);
    profile.evaluations.emplace_back(row.size(), Rational(0));
  }
  profile.reservation = profile.scale(party.no_deal);
  return profile;
}

/// Adds the boxes of a term: one for each choice of one run of options per condition.
bool add_boxes(const std::vector<Condition>& when, const Rational& value, std::size_t& elements,
               std::vector<GeniusBox>& boxes) {
  std::vector<GeniusBox> made(1);
  made[0].value = value;
  for (const auto& c : when) {
    std::vector<GeniusBox> next;
    for (std::size_t o = 0; o < c.options.size();) {
      std::size_t last = o;
      while (last + 1 < c.options.size() &&
             c.options[last + 1].index() == c.options[last].index() + 1) {
        ++last;
      }
      for (const auto& box : made) {
        next.push_back(box);
        next.back().bounds.push_back(
            {c.issue.index(), c.options[o].index(), c.options[last].index()});
        elements += next.back().bounds.size() + 1;
        if (elements > k_most_elements) return false;
      }
      o = last + 1;
    }
    made = std::move(next);
  }
  boxes.insert(boxes.end(), made.begin(), made.end());
  return true;
}

void append_numbers(const Aggregate& node, std::vector<Rational>& numbers) {
  numbers.push_back(node.weight);
  for (const auto& box : node.boxes) numbers.push_back(box.value);
  for (const auto& child : node.children) append_numbers(child, numbers);
}

void multiply(Aggregate& node, const Rational& factor) {
  for (auto& box : node.boxes) box.value *= factor;
  for (auto& child : node.children) multiply(child, factor);
}

GeniusProfile make_nonlinear(const PlainParty& party) {
  GeniusProfile profile;
  const Rational low = party.lower_bound();
  const Rational high = party.upper_bound();
  const bool fits = low >= 0 && (party.cap ? *party.cap == 1 : high <= 1 + genius_rounding());
  Rational range = 1;
  if (!fits) {
    profile.scale.offset = low;
    range = party.cap ? Rational(*party.cap - low) : Rational(high - low);
    if (range <= 0) range = 1;
  }
  profile.aggregate = party.aggregate;
  std::size_t elements = 0;
  const Rational always = party.constant - profile.scale.offset;
  bool room = always == 0 || add_boxes({}, always, elements, profile.boxes);
  for (std::size_t i = 0; i < party.values.size(); ++i) {
    for (std::size_t o = 0; o < party.values[i].size() && room; ++o) {
      const Rational& value = party.values[i][o];
      if (value == 0) continue;
      room = add_boxes({{IssueId(i), {OptionId(o)}}}, value, elements, profile.boxes);
    }
  }
  for (const auto& term : party.terms) {
    room = room && add_boxes(term.when, term.add, elements, profile.boxes);
  }
  profile.too_many = !room;
  std::vector<Rational> numbers{range, party.no_deal - profile.scale.offset};
  for (const auto& box : profile.boxes) numbers.push_back(box.value);
  if (profile.aggregate) append_numbers(*profile.aggregate, numbers);
  // The numbers in the file are multiplied, and the greatest utility with them.
  const Rational multiplier(decimal_multiplier(numbers));
  for (auto& box : profile.boxes) box.value *= multiplier;
  if (profile.aggregate) multiply(*profile.aggregate, multiplier);
  profile.maximum = range * multiplier;
  if (!fits && !party.cap) profile.maximum = decimal_divisor(profile.maximum);
  profile.scale.factor = multiplier / profile.maximum;
  profile.reservation = profile.scale(party.no_deal);
  return profile;
}

/// The tag of an issue of integers, whole.
std::string integer_tag(std::size_t i, const GeniusSpaceIssue& issue) {
  return fmt::format(
      "    <issue index=\"{}\" name={} type=\"integer\" etype=\"integer\" vtype=\"integer\" "
      "lowerbound=\"{}\" upperbound=\"{}\"/>\n",
      i + 1, xml_attribute_text(issue.name), issue.first, issue.first + issue.count - 1);
}

/// The tag of an issue of options with one item for each; `more(o)` stands in its tag.
template <class More>
std::string discrete_tag(std::size_t i, const GeniusSpaceIssue& issue, const More& more) {
  std::string text = fmt::format(
      "    <issue index=\"{}\" name={} type=\"discrete\" etype=\"discrete\" "
      "vtype=\"discrete\">\n",
      i + 1, xml_attribute_text(issue.name));
  for (std::size_t o = 0; o < issue.options.size(); ++o) {
    text += fmt::format("      <item index=\"{}\" value={}{}/>\n", o + 1,
                        xml_attribute_text(issue.options[o]), more(o));
  }
  return text + "    </issue>\n";
}

class ProfileText {
 public:
  ProfileText(const GeniusSpace& space, const GeniusProfile& profile, Rational& rounding)
      : space_(space), profile_(profile), rounding_(rounding) {}

  std::string run() {
    text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    text_ += space_.linear ? "<utility_space number_of_issues=\""
                           : "<utility_space type=\"nonlinear\" number_of_issues=\"";
    text_ += fmt::format("{}\">\n", space_.issues.size());
    text_ += "  <objective index=\"0\" name=\"root\" type=\"objective\" etype=\"objective\">\n";
    if (space_.linear) {
      linear();
    } else {
      nonlinear();
    }
    text_ += "  </objective>\n";
    if (profile_.discount) {
      text_ += fmt::format("  <discount_factor value=\"{}\"/>\n", number(*profile_.discount));
    }
    text_ += fmt::format("  <reservation value=\"{}\"/>\n", number(profile_.reservation));
    return text_ + "</utility_space>\n";
  }

 private:
  std::string number(const Rational& value) { return nearest_decimal_text(value, rounding_); }

  void linear() {
    for (std::size_t i = 0; i < space_.issues.size(); ++i) {
      text_ += fmt::format("    <weight index=\"{}\" value=\"{}\"/>\n", i + 1,
                           number(profile_.weights[i]));
      text_ += discrete_tag(i, space_.issues[i], [&](std::size_t o) {
        return fmt::format(" evaluation=\"{}\"", number(profile_.evaluations[i][o]));
      });
    }
  }

  void nonlinear() {
    for (std::size_t i = 0; i < space_.issues.size(); ++i) {
      text_ += integer_tag(i, space_.issues[i]);
    }
    text_ += fmt::format("    <utility maxutility=\"{}\">\n", number(profile_.maximum));
    text_ += "      <ufun type=\"PlainUfun\" weight=\"1\" aggregation=\"sum\">\n";
    for (const auto& b : profile_.boxes) box(b, 8);
    if (profile_.aggregate) tree(*profile_.aggregate, 8);
    text_ += "      </ufun>\n    </utility>\n";
  }

  void box(const GeniusBox& b, std::size_t indent) {
    text_ += fmt::format("{:{}}<hyperRectangle utility=\"{}\"", "", indent, number(b.value));
    if (b.bounds.empty()) {
      text_ += "/>\n";
      return;
    }
    text_ += ">";
    for (const auto& bound : b.bounds) {
      const int first = space_.issues[bound.issue].first;
      text_ +=
          fmt::format("<{} index=\"{}\" min=\"{}\" max=\"{}\"/>",
                      b.inside ? "INCLUDES" : "EXCLUDES", bound.issue + 1,
                      first + static_cast<int>(bound.low), first + static_cast<int>(bound.high));
    }
    text_ += "</hyperRectangle>\n";
  }

  void tree(const Aggregate& node, std::size_t indent) {
    const char* kind = node.kind == Aggregate::Kind::sum       ? "sum"
                       : node.kind == Aggregate::Kind::minimum ? "min"
                                                               : "max";
    text_ += fmt::format("{:{}}<ufun type=\"PlainUfun\" weight=\"{}\" aggregation=\"{}\">\n", "",
                         indent, number(node.weight), kind);
    for (const auto& b : node.boxes) {
      GeniusBox out;
      out.inside = b.inside;
      out.value = b.value;
      for (const auto& c : b.when) {
        out.bounds.push_back(
            {c.issue.index(), c.options.front().index(), c.options.back().index()});
      }
      // A rectangle without bounds holds everything, so one that must be left is never met.
      if (out.bounds.empty() && !out.inside) out.value = 0;
      box(out, indent + 2);
    }
    for (const auto& child : node.children) tree(child, indent + 2);
    text_ += fmt::format("{:{}}</ufun>\n", "", indent);
  }

  const GeniusSpace& space_;
  const GeniusProfile& profile_;
  Rational& rounding_;
  std::string text_;
};

}  // namespace

bool is_rectangular(const Aggregate& node) {
  // GENIUS starts minima and maxima from about 2 10^9; far below that it never shows.
  static const Rational limit(1'000'000);
  const bool counts =
      node.kind == Aggregate::Kind::sum || !node.boxes.empty() || !node.children.empty();
  return counts && abs(node.weight) <= 1000 &&
         std::all_of(node.boxes.begin(), node.boxes.end(),
                     [&](const Aggregate::Box& box) {
                       return abs(box.value) <= limit &&
                              std::all_of(box.when.begin(), box.when.end(), in_a_row);
                     }) &&
         std::all_of(node.children.begin(), node.children.end(), is_rectangular);
}

GeniusProfile make_genius_profile(const GeniusSpace& space, const PlainParty& party) {
  if (party.cap && party.lower_bound() >= *party.cap) return make_constant(party);
  return space.linear ? make_linear(party) : make_nonlinear(party);
}

std::string genius_domain_text(std::string_view title, const GeniusSpace& space) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<negotiation_template>\n";
  text += fmt::format("<utility_space number_of_issues=\"{}\">\n", space.issues.size());
  text += fmt::format("  <objective index=\"0\" name={} type=\"objective\" etype=\"objective\">\n",
                      xml_attribute_text(title.empty() ? "root" : title));
  for (std::size_t i = 0; i < space.issues.size(); ++i) {
    text += space.linear ? discrete_tag(i, space.issues[i], [](std::size_t) { return ""; })
                         : integer_tag(i, space.issues[i]);
  }
  return text + "  </objective>\n</utility_space>\n</negotiation_template>\n";
}

std::string genius_profile_text(const GeniusSpace& space, const GeniusProfile& profile,
                                Rational& rounding) {
  return ProfileText(space, profile, rounding).run();
}

std::string xml_attribute_text(std::string_view text) { return '"' + escape_markup(text) + '"'; }

}  // namespace entente::format
