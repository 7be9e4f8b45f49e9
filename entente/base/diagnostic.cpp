#include "entente/base/diagnostic.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace entente {

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void sort_diagnostics(Diagnostics& diagnostics) {
  const auto key = [](const Diagnostic& d) {
    return std::make_tuple(std::string_view(d.place.file), d.place.line, d.place.column,
                           -static_cast<int>(d.severity), std::string_view(d.message),
                           std::string_view(d.hint));
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end()), diagnostics.end());
}

std::string to_string(const Place& place) {
  std::string text = place.file;
  if (place.line > 0) {
    if (!text.empty()) text += ':';
    text += std::to_string(place.line);
    if (place.column > 0) text += ':' + std::to_string(place.column);
  }
  return text;
}

const char* to_string(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

std::string to_string(const Diagnostic& diagnostic) {
  std::string text = to_string(diagnostic.place);
  if (!text.empty()) text += ": ";
  text += to_string(diagnostic.severity);
  text += ": " + diagnostic.message;
  if (!diagnostic.hint.empty()) text += "\n  hint: " + diagnostic.hint;
  return text;
}

Diagnostic make_error(Place place, std::string message, std::string hint) {
  return {Severity::error, std::move(place), std::move(message), std::move(hint)};
}

Diagnostic make_warning(Place place, std::string message, std::string hint) {
  return {Severity::warning, std::move(place), std::move(message), std::move(hint)};
}

}  // namespace entente
