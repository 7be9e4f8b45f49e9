#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "entente/base/diagnostic.hpp"
#include "entente/format/text_positions.hpp"

namespace entente::format {

/// Why the YAML library could not go on: its words, and the place it names.
struct YamlFault {
  std::string message;
  TextPosition place;
  std::size_t offset = 0;  ///< of the place in the text, where it is about a byte; else 0
};

/// Says in plain words what is wrong with the text, where the cause is (an unclosed bracket is
/// reported where it opens), and how to mend it where that can be guessed.
[[nodiscard]] Diagnostic explain_yaml_fault(std::string_view text, const TextPositions& positions,
                                            const std::string& file, const YamlFault& fault);

}  // namespace entente::format
