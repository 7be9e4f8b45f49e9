#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"

namespace entente::format {

/// One value of a YAML or JSON text, with the place where it starts.
struct YamlNode {
  enum class Kind {
    scalar,
    sequence,
    mapping,
    refused,  ///< already reported (an alias, a map as a key); say nothing more about it
  };
  Kind kind = Kind::scalar;
  bool quoted = false;  ///< scalar in quotes, or a block of text
  int line = 0;
  int column = 0;
  std::string text;  ///< of a scalar, as written where it is not quoted
  /// Items of a sequence; of a mapping key, value, key, value, ... (keys are scalars, all
  /// different).
  std::vector<YamlNode> children;

  /// An unquoted nothing, `null` or `~`.
  [[nodiscard]] bool is_null() const;
  [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }

  /// Mappings: the number of keys, and the i-th key and value.
  [[nodiscard]] std::size_t pair_count() const { return children.size() / 2; }
  [[nodiscard]] const YamlNode& key(std::size_t i) const { return children[2 * i]; }
  [[nodiscard]] const YamlNode& value(std::size_t i) const { return children[2 * i + 1]; }
};

/// A text taken apart. Errors that leave the tree readable (a key written twice, an anchor, ...) do
/// not make it unreadable, so that a reader can go on and report the rest.
struct YamlDocument {
  bool readable = false;  ///< false: the root means nothing
  YamlNode root;
  Diagnostics diagnostics;
};

/// Takes a YAML 1.2 or JSON text apart. Never throws for bad input, never prints. Refused with a
/// place and a hint: more than one document, anchors and aliases (so a small file cannot unfold
/// into a huge one), merge keys, tags, keys written twice, keys that are lists or maps, control
/// characters, text that is not UTF-8, and what exceeds the limits of limits.hpp. Linear in the
/// size of the text.
[[nodiscard]] YamlDocument parse_yaml(std::string_view text, const std::string& file);

}  // namespace entente::format
