#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::format {

/// A value of a YAML or JSON text that is to be written.
struct TextNode {
  enum class Kind { text, number, truth, null, list, map };
  Kind kind = Kind::null;
  std::string text;             ///< of texts; of numbers and truths as they are written
  bool bare = false;            ///< texts: safe to stand in YAML as they are
  std::vector<TextNode> items;  ///< of lists; the values of a map
  std::vector<std::string> keys;
  std::vector<std::string> comments;  ///< per key: lines above it in YAML; may be shorter than keys
  bool one_line = false;              ///< lists and maps: written as [a, b] or {a: b}

  /// Adds a key and its value; `comment` may have several lines.
  TextNode& add(std::string key, TextNode value, std::string comment = {});
};

[[nodiscard]] TextNode text_node(std::string text);
/// An uncertain value such as `-8±2`, which stands without quotes in YAML.
[[nodiscard]] TextNode bare_node(std::string text);
/// `number` as JSON writes it; a number that JSON writes otherwise (".5") is put right.
[[nodiscard]] TextNode number_node(std::string number);
[[nodiscard]] TextNode truth_node(bool truth);
[[nodiscard]] TextNode list_node(std::vector<TextNode> items, bool one_line = true);
[[nodiscard]] TextNode map_node(bool one_line = false);

/// The tree as YAML, with its comments: parse_yaml reads back the same tree. Texts must be UTF-8.
[[nodiscard]] std::string yaml_text(const TextNode& root);

/// The tree as JSON, without comments.
[[nodiscard]] std::string json_text(const TextNode& root);

/// A text as YAML writes it: as it stands where that is safe anywhere, else in double quotes.
[[nodiscard]] std::string yaml_scalar(std::string_view text);

/// A text as JSON writes it: in double quotes.
[[nodiscard]] std::string json_scalar(std::string_view text);

}  // namespace entente::format
