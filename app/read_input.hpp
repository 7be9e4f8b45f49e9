#pragma once

#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "app/arguments.hpp"
#include "app/terminal.hpp"
#include "entente/format/load.hpp"

namespace entente::app {

/// What a file beside the scenario holds, read by `read`; nothing after complaining.
template <class Read>
auto read_input(const Arguments& arguments, const std::string& path, Read read)
    -> std::optional<typename decltype(read(format::SourceText{}))::value_type> {
  const auto source = format::read_file(path);
  if (!source) {
    complain({fmt::format("cannot read {}: {}", in_quotes(path), source.error()), ""});
    return std::nullopt;
  }
  auto result = read(*source);
  if (!result) {
    complain(result.error(), arguments);
    return std::nullopt;
  }
  return std::move(*result);
}

}  // namespace entente::app
