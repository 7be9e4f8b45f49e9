#include "entente/report/style.hpp"

namespace entente::report {
namespace {

/// Only the sixteen standard colours and attributes: they follow the user's own theme, dark or
/// light.
const char* code(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::strong:
      return "\x1b[1m";
    case Tone::faint:
      return "\x1b[2m";
    case Tone::accent:
      return "\x1b[36m";
    case Tone::good:
      return "\x1b[32m";
    case Tone::warning:
      return "\x1b[33m";
    case Tone::bad:
      return "\x1b[1;31m";
  }
  return "";
}

}  // namespace

std::string paint(std::string_view text, Tone tone, const Style& style) {
  if (!style.colour || tone == Tone::plain || text.empty()) return std::string(text);
  return code(tone) + std::string(text) + "\x1b[0m";
}

}  // namespace entente::report
