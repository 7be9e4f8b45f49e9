#pragma once

#include <optional>
#include <string_view>

#include "entente/format/native.hpp"
#include "entente/format/yaml_document.hpp"

namespace entente::format {

/// What a file is, told by its contents.
enum class FileKind {
  native,     ///< our YAML or JSON, and whatever is nothing else
  agreement,  ///< our file that states an agreement
  genius,     ///< XML, and the lists of numbers that stand beside some of GENIUS's
  geniusweb,  ///< JSON of a GeniusWeb domain or profile
  negmas,     ///< YAML or JSON of a NegMAS outcome space or utility function
  negolog,    ///< JSON of a NegoLog profile
  table,      ///< rows and cells, as text or in a spreadsheet's own file
};

/// Looks at the first characters and, where these leave it open, at the keys of the outermost map.
/// The name decides only where the contents say nothing: what is called `.csv` or `.tsv`, or like
/// a spreadsheet's own file, is a table.
/// `tree` is what the file was taken apart into, where that was needed to know.
[[nodiscard]] FileKind kind_of(const SourceText& source, std::optional<YamlDocument>& tree);

/// Is a table meant to be a spreadsheet's own file, and no text?
[[nodiscard]] bool is_spreadsheet(const SourceText& source);

/// "a table", for messages.
[[nodiscard]] std::string_view describe(FileKind kind);

/// Is this XML (rather than YAML or JSON)? Looks at the first character that is not blank.
[[nodiscard]] bool looks_like_xml(std::string_view text);

}  // namespace entente::format
