#include "entente/format/yaml_explain.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

struct Explanation {
  TextPosition place;
  std::string message;
  std::string hint;
};

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Does a quote here start a quoted text (and is not the apostrophe of a word)?
bool starts_quoted(std::string_view text, std::size_t i) {
  while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '\t')) --i;
  return i == 0 || std::string_view("\n\r[{,:-").find(text[i - 1]) != std::string_view::npos;
}

/// Behind the quoted text that starts at `i`, or the end of the text when it is never closed.
std::size_t skip_quoted(std::string_view text, std::size_t i) {
  const char quote = text[i];
  for (++i; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return text.size();
}

/// Reading brackets as a person would: the one that is closed by a bracket of the other kind, else
/// the first that is still open at `end`.
std::optional<std::size_t> open_bracket(std::string_view text, std::size_t end) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < end;) {
    const char c = text[i];
    if ((c == '"' || c == '\'') && starts_quoted(text, i)) {
      i = skip_quoted(text, i);
      continue;
    }
    if (c == '#' &&
        (i == 0 || std::string_view(" \t\n\r").find(text[i - 1]) != std::string_view::npos)) {
      while (i < text.size() && text[i] != '\n' && text[i] != '\r') ++i;
      continue;
    }
    if (c == '[' || c == '{') open.push_back(i);
    if ((c == ']' || c == '}') && !open.empty()) {
      if ((text[open.back()] == '[') != (c == ']')) return open.back();
      open.pop_back();
    }
    ++i;
  }
  if (open.empty()) return std::nullopt;
  return open.front();
}

/// A line near the fault that starts with a tab, if there is one.
std::optional<TextPosition> tab_indentation(const TextPositions& positions, int line) {
  for (const int candidate : {line, line + 1}) {
    const std::string_view text = positions.line(candidate);
    const std::size_t content = text.find_first_not_of(" \t");
    const std::size_t tab = text.find('\t');
    if (content != std::string_view::npos && tab < content) {
      return TextPosition{candidate, static_cast<int>(tab) + 1};
    }
  }
  return std::nullopt;
}

bool starts_line(const TextPositions& positions, TextPosition place) {
  const std::string_view line = positions.line(place.line);
  const std::size_t content = line.find_first_not_of(' ');
  return content != std::string_view::npos && static_cast<int>(content) + 1 == place.column;
}

std::optional<Explanation> unclosed(std::string_view text, const TextPositions& positions,
                                    const YamlFault& fault) {
  const std::string_view words = fault.message;
  const bool flow = has(words, "flow") || has(words, "node content") || has(words, "closing");
  if (!flow || has(words, "extra") || has(words, "closing quote")) return std::nullopt;
  const std::size_t end =
      has(words, "wrongly indented") ? positions.line_start(fault.place.line) : text.size();
  const auto bracket = open_bracket(text, end);
  if (!bracket) return std::nullopt;
  const char opening = text[*bracket];
  return Explanation{positions.at(*bracket),
                     fmt::format("the bracket `{}` that opens here is not closed", opening),
                     fmt::format("close it with `{}`; lines within brackets must be indented "
                                 "deeper than the key they belong to",
                                 opening == '[' ? ']' : '}')};
}

Explanation missing_colon(const TextPositions& positions, const YamlFault& fault) {
  const std::string_view line = positions.line(fault.place.line);
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && colon + 1 < line.size() && line[colon + 1] != ' ') {
    return {{fault.place.line, static_cast<int>(character_count(line.substr(0, colon))) + 1},
            "a space is missing after the colon",
            "write `key: value`"};
  }
  return {fault.place, "a colon is missing after the key", "write `key: value`"};
}

/// Where the next line that is neither blank nor a comment starts.
TextPosition next_content(const TextPositions& positions, int line) {
  for (int next = line + 1; next <= positions.line_count(); ++next) {
    const std::string_view text = positions.line(next);
    const std::size_t content = text.find_first_not_of(" \t");
    if (content == std::string_view::npos || text[content] == '#') continue;
    return {next, static_cast<int>(content) + 1};
  }
  return {line, 1};
}

std::optional<Explanation> about_keys(const TextPositions& positions, const YamlFault& fault) {
  const std::string_view words = fault.message;
  if (has(words, "could not find expected ':'") || has(words, "missing ':'")) {
    return missing_colon(positions, fault);
  }
  if (has(words, "invalid multiline plain key")) {
    if (starts_line(positions, fault.place)) return missing_colon(positions, fault);
    return Explanation{next_content(positions, fault.place.line),
                       fmt::format("this line is indented deeper than line {}, which already has a "
                                   "value",
                                   fault.place.line),
                       "indent both lines alike"};
  }
  if (has(words, "nested block mapping on the same line") ||
      has(words, "invalid block mapping key on same line")) {
    return Explanation{fault.place, "a second `: ` stands on this line",
                       "put a text that holds `: ` in quotes"};
  }
  return std::nullopt;
}

/// A comma is missed at the colon behind a key; people miss it before the key.
Explanation missing_comma(std::string_view text, const TextPositions& positions,
                          const YamlFault& fault) {
  Explanation found{fault.place, "a comma or a colon is missing before this",
                    "write `key: value`, and commas between the entries in brackets"};
  std::size_t at = fault.offset;
  if (at == 0 || at >= text.size() || text[at] != ':') return found;
  const char quote = text[at - 1];
  if (quote == '"' || quote == '\'') {
    at = at >= 2 ? text.rfind(quote, at - 2) : std::string_view::npos;
  } else {
    at = text.find_last_of(" \t\n\r,[]{}", at - 1);
    if (at != std::string_view::npos) ++at;
  }
  if (at < fault.offset) found.place = positions.at(at);
  return found;
}

/// What libfyaml says, and what to say instead.
struct Translation {
  std::string_view theirs;
  std::string_view message;
  std::string_view hint;
};

constexpr std::array<Translation, 20> k_translations{{
    {"invalid indentation in mapping", "the indentation does not fit the lines above",
     "indent the keys of one map alike, with spaces"},
    {"invalid scalar at the end of block sequence",
     "a list item (`- ...`) was expected at this indentation",
     "indent the items of a list alike, and start each with `- `"},
    {"did not find expected '-' indicator",
     "a list item (`- ...`) was expected at this indentation",
     "indent the items of a list alike, and start each with `- `"},
    {"wrongly indented double-quoted",
     "the text in quotes is not closed, or its next line is not indented", "add the closing quote"},
    {"wrongly indented single-quoted",
     "the text in quotes is not closed, or its next line is not indented", "add the closing quote"},
    {"wrongly indented", "the indentation does not fit the lines above",
     "indent text in quotes or brackets deeper than the key it belongs to; a quote or bracket may "
     "not be closed"},
    {"without closing quote", "the text in quotes is not closed", "add the closing quote"},
    {"invalid multiline", "a key must stand on one line", "a quote may not be closed"},
    {"mismatched flow", "this bracket does not match the one that is open",
     "`[` is closed by `]`, `{` by `}`"},
    {"extra comma", "there is nothing before this comma", "remove one of the commas"},
    {"extra closing", "there is a closing bracket too many", "remove it or add the opening one"},
    {"trailing content after", "something stands behind the closing quote",
     "put the whole text in quotes, or none of it"},
    {"invalid value after mapping", "something stands behind the closing bracket",
     "remove it, or add a comma and put it inside"},
    {"plain scalar cannot start", "a text cannot start with this character unless it is in quotes",
     "put the text in quotes"},
    {"invalid alias", "a text cannot start with `*` or `&` unless it is in quotes",
     "put the text in quotes"},
    {"invalid escape", "an escape (`\\...`) in this text in double quotes is unknown",
     "double the backslash, or use single quotes"},
    {"UTF8 escape", "an escape (`\\...`) in this text is no character", "correct the number"},
    {"hex escape", "an escape (`\\...`) in this text is no character", "correct the number"},
    {"tag", "tags (`!name`) are not part of the format",
     "remove it; put a text that starts with `!` in quotes"},
    {"depth", "lists and maps are nested too deep", "a scenario needs fewer than ten levels"},
}};

Explanation explain(std::string_view text, const TextPositions& positions, const YamlFault& fault) {
  if (const auto tab = tab_indentation(positions, fault.place.line);
      tab && (has(fault.message, "tab") || has(fault.message, "indent") ||
              has(fault.message, "key") || has(fault.message, "expected"))) {
    return {*tab, "a tab is used for indentation", "indent with spaces"};
  }
  if (auto found = unclosed(text, positions, fault)) return std::move(*found);
  if (auto found = about_keys(positions, fault)) return std::move(*found);
  if (has(fault.message, "missing comma")) return missing_comma(text, positions, fault);
  for (const auto& t : k_translations) {
    if (has(fault.message, t.theirs)) {
      return {fault.place, std::string(t.message), std::string(t.hint)};
    }
  }
  if (positions.line(fault.place.line).substr(0, 1) == "%") {
    return {fault.place, "this directive (`%...`) is not known", "remove the line"};
  }
  const std::string words =
      fault.message.empty() ? "no reason given" : printable(fault.message, 200);
  return {fault.place, "this is neither YAML nor JSON (" + words + ")",
          "look at this line and the one above for a missing colon, quote or bracket"};
}

}  // namespace

Diagnostic explain_yaml_fault(std::string_view text, const TextPositions& positions,
                              const std::string& file, const YamlFault& fault) {
  Explanation found = explain(text, positions, fault);
  return make_error({file, found.place.line, found.place.column}, std::move(found.message),
                    std::move(found.hint));
}

}  // namespace entente::format
