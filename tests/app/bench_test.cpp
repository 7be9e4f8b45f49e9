#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"

namespace entente {
namespace {

using test::run_entente;

TEST(Bench, TheSignatureReproducesAtAnyNumberOfThreads) {
  const auto one = run_entente({"bench", "--signature", "--threads", "1"});
  EXPECT_EQ(one.exit_code, 0);
  EXPECT_THAT(one.err, testing::IsEmpty());
  // A change of this file means that some answer changed.
  EXPECT_TRUE(test::matches_file(one.out, "bench/signature.txt"));
  EXPECT_EQ(run_entente({"bench", "--signature", "--threads", "4"}).out, one.out);
}

}  // namespace
}  // namespace entente
