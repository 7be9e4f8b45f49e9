#pragma once

#include <string_view>
#include <vector>

namespace entente::app {

/// A small scenario to start from.
struct StarterTemplate {
  std::string_view name;     ///< as --template names it
  std::string_view summary;  ///< one line
  std::string_view text;     ///< native YAML with comments; it has a deal
};

/// All templates; the first is written where none is named.
[[nodiscard]] const std::vector<StarterTemplate>& starter_templates();

}  // namespace entente::app
