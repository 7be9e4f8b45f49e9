#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"

namespace entente::format {

// What an XML file may hold at most, besides k_max_file_bytes and k_max_depth of limits.hpp.
struct XmlLimits {
  std::size_t elements = 200'000;
  std::size_t attributes = 1'000'000;
};

/// name="value". Entities are decoded, line breaks and tabs in the value are blanks.
struct XmlAttribute {
  std::string name;
  std::string value;
  int line = 0;  ///< of the name, from 1
  int column = 0;
};

/// <name attributes>text and children</name>
struct XmlElement {
  std::string name;
  std::string text;  ///< all text directly inside, entities decoded
  std::vector<XmlAttribute> attributes;
  std::vector<XmlElement> children;
  int line = 0;  ///< of the '<', from 1
  int column = 0;
  std::size_t offset = 0;  ///< bytes of the parent's text that stand before it

  /// The attribute of this name, the last one where it is repeated; null when there is none.
  [[nodiscard]] const XmlAttribute* attribute(std::string_view wanted) const;
  /// The first child element of this name; null when there is none.
  [[nodiscard]] const XmlElement* child(std::string_view wanted) const;
};

/// Is the first line two or more numbers with commas between them, as in the pareto.xml (which is
/// no XML) that stands beside some GENIUS profiles?
[[nodiscard]] bool begins_with_number_list(std::string_view text);

/// Reads the XML that people and GENIUS write: elements, attributes, text, comments, CDATA,
/// processing instructions and DOCTYPE (the last two are skipped, nothing they name is fetched).
/// Lenient on purpose where general XML readers are not, because files in use need it: comments
/// and blank lines before `<?xml`, attributes without a blank between them or without quotes,
/// blanks around `=`, repeated attributes, unknown entities (kept as written), text after the root
/// (ignored with a warning), bytes that are not UTF-8 (the file then counts as Latin-1, with a
/// warning).
///
/// Any bytes may be given. The first thing that cannot be read, or a limit above, becomes an error
/// in `diagnostics` (with `file` in its place) and the result is empty. O(length).
[[nodiscard]] std::optional<XmlElement> read_xml(std::string_view text, const std::string& file,
                                                 Diagnostics& diagnostics,
                                                 const XmlLimits& limits = {});

}  // namespace entente::format
