#include "entente/base/diagnostic.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace entente {
namespace {

/// Keeps `most` of more, in their order: errors before warnings before notes.
void keep_gravest(Diagnostics& diagnostics, std::size_t most) {
  std::vector<bool> kept(diagnostics.size(), false);
  std::size_t room = most;
  for (const auto severity : {Severity::error, Severity::warning, Severity::note}) {
    for (std::size_t k = 0; k < diagnostics.size() && room > 0; ++k) {
      if (diagnostics[k].severity != severity) continue;
      kept[k] = true;
      --room;
    }
  }
  std::size_t next = 0;
  for (std::size_t k = 0; k < diagnostics.size(); ++k) {
    if (!kept[k]) continue;
    if (next != k) diagnostics[next] = std::move(diagnostics[k]);
    ++next;
  }
  diagnostics.resize(most);
}

}  // namespace

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void sort_diagnostics(Diagnostics& diagnostics) {
  const auto key = [](const Diagnostic& d) {
    return std::make_tuple(d.place == Place{}, std::string_view(d.place.file), d.place.line,
                           d.place.column, -static_cast<int>(d.severity),
                           std::string_view(d.message), std::string_view(d.hint));
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end()), diagnostics.end());
}

std::size_t cut_diagnostics(Diagnostics& diagnostics, std::size_t most, std::size_t omitted) {
  sort_diagnostics(diagnostics);
  if (diagnostics.size() > most) {
    omitted += diagnostics.size() - most;
    keep_gravest(diagnostics, most);
  }
  if (omitted == 0) return 0;
  std::string message = std::to_string(omitted);
  message += omitted == 1 ? " more message is not shown" : " more messages are not shown";
  diagnostics.push_back({Severity::note, {}, std::move(message), "see to those above first"});
  return omitted;
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
