#include "app/terminal.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

namespace entente::app {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

/// What the variables say, not whether that locale is installed: the terminal is elsewhere.
bool locale_is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = environment(name);
    if (value.empty()) continue;
    std::string lower(value);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower.find("utf-8") != std::string::npos || lower.find("utf8") != std::string::npos;
  }
  return false;
}

int parse_width(std::string_view text) {
  int width = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), width);
  return error == std::errc() && end == text.data() + text.size() ? width : 0;
}

int terminal_width(int descriptor) {
  if (const int width = parse_width(environment("COLUMNS")); width > 0) return width;
  winsize size{};
  if (isatty(descriptor) == 1 && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return 80;
}

report::Style style_for(const Arguments& arguments, int descriptor) {
  report::Style style;
  const auto width = arguments.integer("--width");
  style.width = std::clamp(width ? static_cast<int>(*width) : terminal_width(descriptor),
                           report::k_min_width, report::k_max_width);
  style.ascii = arguments.has("--ascii") || !locale_is_utf8();
  const std::string when = arguments.text("--color").value_or("auto");
  style.colour =
      when == "always" || (when == "auto" && isatty(descriptor) == 1 &&
                           environment("NO_COLOR").empty() && environment("TERM") != "dumb");
  return style;
}

}  // namespace

report::Style page_style(const Arguments& arguments) { return style_for(arguments, STDOUT_FILENO); }

report::Style message_style(const Arguments& arguments) {
  return style_for(arguments, STDERR_FILENO);
}

report::JsonStyle json_style(const Arguments& arguments) {
  report::JsonStyle style;
  style.ascii = arguments.has("--ascii");
  return style;
}

bool can_show_progress() { return isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb"; }

}  // namespace entente::app
