#pragma once

#include <span>
#include <string>
#include <string_view>

#include "entente/model/scenario.hpp"

namespace entente::format {

/// A file of GENIUS: its name, for messages and for the party's name, and its whole text.
struct GeniusFile {
  std::string name;
  std::string_view text;
};

/// Reads a GENIUS domain and the profiles of one or more parties as one scenario, faithful to
/// GENIUS 10.4 (docs/genius.md states what that means).
///
/// Each profile is a party, its key the file's name without folder and extension. Issues stand in
/// GENIUS's order and have no giver; there is no status quo, and the reservation (0 where none is
/// stated) is the utility of no deal. Integer issues have one option per number, real issues 21.
/// Utilities are exact fractions of the decimal numbers in the files, between 0 and 1 as a rule.
///
/// Errors: all problems of all files at once, each with its place, except that a file whose XML
/// cannot be read shows only the first reason. O(length of the files + options * parties).
[[nodiscard]] ReadResult read_genius(const GeniusFile& domain,
                                     std::span<const GeniusFile> profiles);

}  // namespace entente::format
