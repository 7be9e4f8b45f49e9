#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "entente/base/rational.hpp"
#include "entente/format/import_draft.hpp"
#include "entente/format/native_sheet.hpp"

namespace entente::format {

/// A class without the modules in front of it: `TableFun` for `negmas.preferences.TableFun`.
[[nodiscard]] std::string_view class_name(std::string_view text);

/// The node that names a map's class: `type`, or `__python_class__` in what NegMAS itself writes to
/// JSON. Null where there is none.
[[nodiscard]] const YamlNode* class_node(const YamlNode& map);

/// What a function of one issue gives for each of its options, exactly. Nothing after an error.
[[nodiscard]] std::optional<std::vector<Rational>> read_negmas_function(ImportDraft& draft,
                                                                        const Sheet& sheet,
                                                                        std::size_t issue,
                                                                        const YamlNode& node);

/// The options of an issue as numbers; nothing (reported) where one is none.
[[nodiscard]] std::optional<std::vector<Rational>> numbers_of(const ImportDraft& draft,
                                                              const Sheet& sheet, std::size_t issue,
                                                              const YamlNode& at);

}  // namespace entente::format
