#include "entente/format/spreadsheet_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "entente/base/rational.hpp"
#include "entente/format/decimal_text.hpp"

namespace entente::format {
namespace {

std::optional<double> finite(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// The format without what it shows as it stands: quoted and escaped text, colours, conditions and
/// currencies. Of brackets, only those stay that count hours, minutes or seconds: `[hh]`.
std::string without_literals(std::string_view code) {
  std::string rest;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == ';') break;  // what follows is for other signs
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size());
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) {
        rest += inside;
      }
      i = end;
    } else {
      rest += c;
    }
  }
  return rest;
}

}  // namespace

std::optional<std::string> stored_number(std::string_view text) {
  const auto number = finite(text);
  if (!number) return std::nullopt;
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), *number);
  if (error != std::errc()) return std::nullopt;
  std::string shortest(digits.data(), end);
  const auto exact = parse_decimal(shortest);
  if (!exact) return shortest;  // too extreme for a value, and refused as one
  return decimal_text(*exact).value_or(shortest);
}

bool is_date_format(std::string_view code) {
  const std::string rest = without_literals(code);
  if (rest == "General") return false;
  return rest.find_first_of("dDmMyYhHsS") != std::string::npos;
}

bool is_date_format(std::size_t number) {
  return (number >= 14 && number <= 22) || (number >= 27 && number <= 36) ||
         (number >= 45 && number <= 47) || (number >= 50 && number <= 58);
}

std::optional<std::string> date_text(std::string_view serial, bool since_1904) {
  constexpr double k_most = 2'958'466;  // the year 10000
  constexpr std::int64_t k_seconds_a_day = 86'400;
  const auto number = finite(serial);
  if (!number || *number < 0 || *number >= k_most) return std::nullopt;
  const std::int64_t seconds = std::llround(*number * static_cast<double>(k_seconds_a_day));
  const std::int64_t days = seconds / k_seconds_a_day;
  const std::int64_t hour = seconds % k_seconds_a_day / 3600;
  const std::int64_t minute = seconds % 3600 / 60;
  const std::int64_t second = seconds % 60;
  if (days == 0) return fmt::format("PT{:02}H{:02}M{:02}S", hour, minute, second);
  namespace chrono = std::chrono;
  // The older epoch counts a 29th of February 1900, which never was.
  const chrono::sys_days epoch =
      since_1904 ? chrono::sys_days{chrono::year{1904} / 1 / 1}
                 : chrono::sys_days{chrono::year{1899} / 12 / (days < 60 ? 31 : 30)};
  const chrono::year_month_day date{epoch + chrono::days{days}};
  const std::string day =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (seconds % k_seconds_a_day == 0) return day;
  return day + fmt::format("T{:02}:{:02}:{:02}", hour, minute, second);
}

}  // namespace entente::format
