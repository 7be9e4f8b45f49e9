#include "entente/base/version.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(Version, IsThatOfTheProject) {
  std::ifstream in(ENTENTE_SOURCE_DIR "/CMakeLists.txt");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_NE(text.find("\n  VERSION " + std::string(version()) + "\n"), std::string::npos)
      << version();
}

}  // namespace
}  // namespace entente
