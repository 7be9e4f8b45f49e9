#pragma once

#include <string>
#include <string_view>

namespace entente {

/// A name or a rule as messages show it, in backquotes.
[[nodiscard]] inline std::string backquoted(std::string_view text) {
  return '`' + std::string(text) + '`';
}

}  // namespace entente
