#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace entente {

/// A place in a file a person can go to. Lines and columns count from 1; columns count
/// characters (code points), not bytes. 0 means unknown.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;

  bool operator==(const Place&) const = default;
};

enum class Severity { note, warning, error };

/// One thing to say about an input: what is wrong (`message`) and how to mend it (`hint`, may be
/// empty).
struct Diagnostic {
  Severity severity = Severity::error;
  Place place;
  std::string message;
  std::string hint;

  bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// A value, or everything that stood in its way.
template <class T>
using Result = tl::expected<T, Diagnostics>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

/// Sorts by file, line, column, severity (errors first), message; removes exact repeats. What has
/// no place comes last: it is about the whole.
void sort_diagnostics(Diagnostics& diagnostics);

/// Sorts, and keeps at most `most`: errors before warnings before notes. Where something is left
/// out, here or before (`omitted` of them), a note at the end says how many. Returns that number.
std::size_t cut_diagnostics(Diagnostics& diagnostics, std::size_t most, std::size_t omitted = 0);

/// "file:line:column"; parts that are unknown are left out.
[[nodiscard]] std::string to_string(const Place& place);

/// "note", "warning" or "error".
[[nodiscard]] const char* to_string(Severity severity);

/// "file:line:column: error: message" and, when there is one, "\n  hint: ..." on a second line.
[[nodiscard]] std::string to_string(const Diagnostic& diagnostic);

/// Shorthand for an error with a place.
[[nodiscard]] Diagnostic make_error(Place place, std::string message, std::string hint = {});
[[nodiscard]] Diagnostic make_warning(Place place, std::string message, std::string hint = {});

}  // namespace entente
