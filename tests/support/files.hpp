#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace entente::test {

/// What is in a file, byte for byte; empty where it cannot be read.
[[nodiscard]] std::string text_of(const std::filesystem::path& path);

/// The names in a folder, sorted.
[[nodiscard]] std::vector<std::string> files_in(const std::filesystem::path& folder);

}  // namespace entente::test
