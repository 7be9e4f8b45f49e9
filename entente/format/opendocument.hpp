#pragma once

#include <string>

#include "entente/format/native_sheet.hpp"
#include "entente/format/table_read.hpp"
#include "entente/format/xml_tree.hpp"

namespace entente::format {

/// The table in a document of OpenDocument (the root of its content.xml): the sheet that
/// choose_sheet takes. Rows and cells that are repeated are laid out only where they hold
/// something. Comments and what merged cells cover are no content. (OpenDocument 1.3, part 3,
/// sections 6 and 9.)
[[nodiscard]] Table read_opendocument(const XmlElement& root, const std::string& file,
                                      Problems& problems);

}  // namespace entente::format
