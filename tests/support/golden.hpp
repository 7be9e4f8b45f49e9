#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace entente::test {

/// Compares a text with the file tests/golden/<name>, which holds it as it should be. With
/// UPDATE_GOLDEN=1 in the environment the file is written instead: look at the difference before
/// committing it. The message names the first line that differs.
[[nodiscard]] testing::AssertionResult matches_golden(std::string_view text,
                                                      const std::string& name);

/// The same for a file anywhere below the project's folder, such as docs/cli.md.
[[nodiscard]] testing::AssertionResult matches_file(std::string_view text, const std::string& path);

}  // namespace entente::test
