#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/format/native_sheet.hpp"
#include "entente/format/xml_tree.hpp"
#include "entente/format/zip_archive.hpp"

namespace entente::format {

/// What an XML part of a spreadsheet's file may hold; with 16 MiB of text, it takes 500 MB at most.
inline constexpr XmlLimits k_spreadsheet_xml{1'000'000, 2'000'000};

/// Parses an XML part of a spreadsheet's file. Places in it mean nothing to its user, so trouble
/// with it is told in a message about the file.
[[nodiscard]] std::optional<XmlElement> parse_part(std::string_view xml, std::string_view part,
                                                   const std::string& file, Problems& problems);

/// Unpacks it, too.
[[nodiscard]] std::optional<XmlElement> read_part(ZipArchive& archive, std::string_view part,
                                                  const std::string& file, Problems& problems);

/// An element's name without its namespace: "sheet" for `x:sheet`.
[[nodiscard]] std::string_view local_name(std::string_view name);

/// The value of an attribute, or nothing (an empty text is nothing, too).
[[nodiscard]] std::string_view attribute_text(const XmlElement& element, std::string_view name);

/// A count of a file, from 1: what is absent, or no number, is 1, and what is huge is 2^24.
[[nodiscard]] std::int64_t count_of(std::string_view text);

}  // namespace entente::format
