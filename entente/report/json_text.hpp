#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace entente::report {

/// Takes text as it is made, so that large answers need not be held as a whole.
using Sink = std::function<void(std::string_view)>;

struct JsonStyle {
  bool ascii = false;     ///< characters beyond ASCII as \uXXXX
  int width = 100;        ///< objects and arrays that fit are kept on one line
  bool one_line = false;  ///< no line breaks at all
};

/// A number as JSON: whole numbers below 2^53 without a point, others in the fewest digits that
/// read back as the same double; null for what is no number.
[[nodiscard]] nlohmann::ordered_json json_number(double value);

/// Appends the value as JSON on one line. Control and invisible characters are escaped (the text
/// is safe to show in a terminal); broken UTF-8 becomes U+FFFD.
void append_json_line(const nlohmann::ordered_json& value, const JsonStyle& style,
                      std::string& out);

/// Appends the value as readable JSON whose first line starts at column `indent`; members that do
/// not fit on a line are indented by two more.
void append_json(const nlohmann::ordered_json& value, const JsonStyle& style, int indent,
                 std::string& out);

}  // namespace entente::report
