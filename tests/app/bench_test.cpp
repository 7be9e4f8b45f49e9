#include <csignal>

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

TEST(Bench, AnInterruptedRunHasNoSignature) {
  test::ProcessOptions interrupted;
  interrupted.signal_when_ready = SIGINT;
  const auto result = run_entente({"bench"}, interrupted);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, testing::HasSubstr("there is no signature"));
  EXPECT_THAT(run_entente({"bench", "--signature"}, interrupted).out, testing::IsEmpty());
}

}  // namespace
}  // namespace entente
