#include "entente/report/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "entente/report/unicode_width.hpp"

namespace entente::report {
namespace {

using nlohmann::ordered_json;

void append_unit(std::uint32_t unit, std::string& out) { out += fmt::format("\\u{:04x}", unit); }

void append_escaped(char32_t c, std::string& out) {
  if (c < 0x10000) {
    append_unit(static_cast<std::uint32_t>(c), out);
    return;
  }
  const auto rest = static_cast<std::uint32_t>(c) - 0x10000U;
  append_unit(0xD800U + (rest >> 10U), out);
  append_unit(0xDC00U + (rest & 0x3FFU), out);
}

void append_string(std::string_view text, const JsonStyle& style, std::string& out) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(text, at);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == k_not_utf8) {
      append_escaped(0xFFFD, out);
    } else if (is_invisible(c) || (style.ascii && c > 0x7F)) {
      append_escaped(c, out);
    } else {
      out += text.substr(begin, at - begin);
    }
  }
  out += '"';
}

void append_scalar(const ordered_json& value, const JsonStyle& style, std::string& out) {
  if (value.is_string()) {
    append_string(value.get_ref<const std::string&>(), style, out);
  } else if (value.is_number_float()) {
    const double number = value.get<double>();
    out += std::isfinite(number) ? fmt::format("{}", number) : "null";
  } else {
    out += value.dump();
  }
}

/// Appends the value on one line; false, with some of it appended, when `out` would be longer than
/// `limit` bytes.
bool append_line(const ordered_json& value, const JsonStyle& style, std::size_t limit,
                 std::string& out) {
  if (!value.is_structured()) {
    append_scalar(value, style, out);
    return out.size() <= limit;
  }
  out += value.is_object() ? '{' : '[';
  bool first = true;
  for (auto it = value.begin(); it != value.end(); ++it) {
    if (!first) out += ", ";
    first = false;
    if (value.is_object()) {
      append_string(it.key(), style, out);
      out += ": ";
    }
    if (!append_line(*it, style, limit, out)) return false;
  }
  out += value.is_object() ? '}' : ']';
  return out.size() <= limit;
}

}  // namespace

ordered_json json_number(double value) {
  constexpr double k_exact = 9007199254740992.0;  // 2^53
  if (!std::isfinite(value)) return nullptr;
  if (std::fabs(value) < k_exact && value == std::trunc(value)) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

void append_json_line(const ordered_json& value, const JsonStyle& style, std::string& out) {
  append_line(value, style, std::string::npos, out);
}

void append_json(const ordered_json& value, const JsonStyle& style, int indent, std::string& out) {
  if (!value.is_structured() || value.empty() || style.one_line) {
    append_json_line(value, style, out);
    return;
  }
  // What is too long for a line is not written to its end: nested lists would be, at every depth.
  const std::size_t begin = out.size();
  const int room = std::max(0, style.width - indent);
  if (append_line(value, style, begin + static_cast<std::size_t>(room), out)) return;
  out.resize(begin);
  const std::string inner(static_cast<std::size_t>(indent + 2), ' ');
  out += value.is_object() ? "{\n" : "[\n";
  bool first = true;
  for (auto it = value.begin(); it != value.end(); ++it) {
    if (!first) out += ",\n";
    first = false;
    out += inner;
    if (value.is_object()) {
      append_string(it.key(), style, out);
      out += ": ";
    }
    append_json(*it, style, indent + 2, out);
  }
  out += '\n' + std::string(static_cast<std::size_t>(indent), ' ');
  out += value.is_object() ? '}' : ']';
}

}  // namespace entente::report
