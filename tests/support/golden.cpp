#include "tests/support/golden.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace entente::test {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

bool updating() {
  const char* value = std::getenv("UPDATE_GOLDEN");
  return value != nullptr && std::string_view(value) == "1";
}

std::string line_at(std::string_view text, std::size_t at) {
  const std::size_t begin = text.rfind('\n', at == 0 ? 0 : at - 1);
  const std::size_t start = begin == std::string_view::npos || begin >= at ? 0 : begin + 1;
  return std::string(text.substr(start, text.find('\n', start) - start));
}

testing::AssertionResult difference(std::string_view text, std::string_view expected,
                                    const std::string& path) {
  const auto where = std::mismatch(text.begin(), text.end(), expected.begin(), expected.end());
  const auto at = static_cast<std::size_t>(where.first - text.begin());
  const auto line = 1 + std::count(text.begin(), where.first, '\n');
  return testing::AssertionFailure()
         << path << " differs at line " << line << "\n  expected: " << line_at(expected, at)
         << "\n  actual:   " << line_at(text, at)
         << "\nUPDATE_GOLDEN=1 writes the new text. All of it:\n"
         << text;
}

}  // namespace

testing::AssertionResult matches_file(std::string_view text, const std::string& path) {
  const fs::path file = fs::path(ENTENTE_SOURCE_DIR) / path;
  const auto expected = read_file(file);
  if (expected && *expected == text) return testing::AssertionSuccess();
  if (!updating()) {
    if (expected) return difference(text, *expected, path);
    return testing::AssertionFailure() << path << " is missing. The text:\n" << text;
  }
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.flush();
  if (!out) return testing::AssertionFailure() << "cannot write " << path;
  return testing::AssertionSuccess();
}

testing::AssertionResult matches_golden(std::string_view text, const std::string& name) {
  return matches_file(text, "tests/golden/" + name);
}

}  // namespace entente::test
