#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/rational.hpp"
#include "entente/format/plain_scenario.hpp"

namespace entente::format {

/// An issue as it stands in the files of GENIUS: its index is its number plus 1.
struct GeniusSpaceIssue {
  std::string name;
  std::vector<std::string> options;  ///< discrete ones
  int first = 0;                     ///< integer ones: the number of the first option
  int count = 0;                     ///< and how many there are
};

struct GeniusSpace {
  bool linear = true;  ///< else all issues are integer ones and all profiles nonlinear
  std::vector<GeniusSpaceIssue> issues;
};

/// A rectangle of outcomes with a value; bounds are option numbers from 0, both included.
struct GeniusBox {
  struct Bound {
    std::size_t issue = 0;
    std::size_t low = 0;
    std::size_t high = 0;
  };
  std::vector<Bound> bounds;
  bool inside = true;
  Rational value = 0;
};

/// A party's utility as GENIUS computes it, in the numbers that stand in its file.
struct GeniusProfile {
  AffineScale scale;
  Rational reservation = 0;
  std::optional<Rational> discount;
  std::vector<Rational> weights;                   ///< linear: [issue]
  std::vector<std::vector<Rational>> evaluations;  ///< linear: [issue][option]
  Rational maximum = 1;                            ///< nonlinear: what the sum is divided by
  std::vector<GeniusBox> boxes;                    ///< nonlinear
  std::optional<Aggregate> aggregate;              ///< nonlinear: a tree beside the boxes
  bool too_many = false;  ///< more rectangles than a file may hold; nothing else means anything
};

/// Are all conditions of the tree on options in a row, and its numbers such that GENIUS's limits
/// on minima and maxima do not matter?
[[nodiscard]] bool is_rectangular(const Aggregate& aggregate);

[[nodiscard]] GeniusProfile make_genius_profile(const GeniusSpace& space, const PlainParty& party);

[[nodiscard]] std::string genius_domain_text(std::string_view title, const GeniusSpace& space);

/// `rounding` grows to the greatest error that writing a number made, in utilities there.
[[nodiscard]] std::string genius_profile_text(const GeniusSpace& space,
                                              const GeniusProfile& profile, Rational& rounding);

/// A text as the value of an attribute, between double quotes.
[[nodiscard]] std::string xml_attribute_text(std::string_view text);

}  // namespace entente::format
