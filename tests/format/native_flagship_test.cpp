#include <string>

#include <gtest/gtest.h>

#include "entente/format/load.hpp"
#include "entente/model/outcome.hpp"

namespace entente::format {
namespace {

std::string all(const Diagnostics& diagnostics) {
  std::string text;
  for (const auto& d : diagnostics) text += to_string(d) + "\n";
  return text;
}

TEST(NativeFlagship, Reads) {
  const auto result =
      load_scenario({std::string(ENTENTE_SOURCE_DIR) + "/examples/us-china-2015.yaml"});
  ASSERT_TRUE(result.scenario) << all(result.diagnostics);
  EXPECT_EQ(result.scenario->party_count(), 2U);
  EXPECT_EQ(result.scenario->issue_count(), 13U);
}

}  // namespace
}  // namespace entente::format
