#pragma once

#include <optional>
#include <string>

#include "entente/report/style.hpp"

namespace entente::report {

/// Who gets to see a part. A terminal page stays short; a file holds all there is, and can be
/// looked at in more ways.
enum class Audience { everybody, terminal, file };

enum class Align { left, right };

/// One cell of a table: printable text (see text_width.hpp), '\n' between lines that must stay
/// apart.
struct Cell {
  std::string text;
  Tone tone = Tone::plain;
  std::optional<double> number = {};  ///< what the text shows, in full, where it is a number
  std::string meaning = {};           ///< what a sign stands for, for tables for programs
};

struct Column {
  Align align = Align::left;
  int hang = 0;      ///< lines of a cell after the first are moved right by this much
  double share = 1;  ///< how much of the width it keeps, against others, where not all fits
};

}  // namespace entente::report
