#pragma once

#include "entente/format/import_draft.hpp"
#include "entente/format/native_sheet.hpp"
#include "entente/format/yaml_document.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Read the body of a profile into the party's preferences: values, terms, and the worth of the
/// reservation bid. GeniusWeb refuses weights that do not sum to 1 and utilities outside of 0..1;
/// here they are read as they stand, with a warning.
void read_geniusweb_linear(ImportDraft& draft, const Sheet& sheet, const YamlNode& body,
                           Preferences& wishes);
void read_geniusweb_groups(ImportDraft& draft, const Sheet& sheet, const YamlNode& body,
                           Preferences& wishes);

}  // namespace entente::format
