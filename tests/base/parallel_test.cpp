#include "entente/base/parallel.hpp"

#include <atomic>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/base/work.hpp"

namespace entente {
namespace {

TEST(ThreadsParallelFor, RunsEveryTaskOnce) {
  for (const int threads : {-1, 0, 1, 2, 3, 8, 100}) {
    for (const std::size_t count : {0U, 1U, 2U, 7U, 1000U}) {
      std::vector<std::atomic<int>> runs(count);
      parallel_for(threads, count, [&](std::size_t i) { ++runs.at(i); });
      for (const auto& n : runs) ASSERT_EQ(n, 1);
    }
  }
}

TEST(ThreadsParallelFor, GivesTheSameAtAnyNumberOfThreads) {
  const auto compute = [](int threads) {
    std::vector<std::uint64_t> out(500);
    parallel_for(threads, out.size(), [&](std::size_t i) {
      RandomStream random(i);
      for (int n = 0; n < 100; ++n) out[i] += random.next();
    });
    return out;
  };
  const auto alone = compute(1);
  EXPECT_EQ(compute(2), alone);
  EXPECT_EQ(compute(8), alone);
}

TEST(ThreadsParallelFor, RethrowsTheFirstFailureInTaskOrder) {
  for (const int threads : {1, 2, 8}) {
    for (int repeat = 0; repeat < 50; ++repeat) {
      std::atomic<int> running{0};
      try {
        parallel_for(threads, 64, [&](std::size_t i) {
          ++running;
          // The earlier of two failing tasks takes longer to fail.
          if (i == 5) {
            for (int n = 0; n < 20; ++n) std::this_thread::yield();
          }
          --running;
          if (i == 5 || i == 6 || i > 30) throw std::runtime_error(std::to_string(i));
        });
        FAIL() << "no exception at " << threads << " threads";
      } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "5");
      }
      EXPECT_EQ(running, 0);  // nobody is still at work
    }
  }
}

TEST(ThreadsParallelFor, HandsOutNothingMoreAfterAFailure) {
  std::atomic<std::size_t> ran{0};
  EXPECT_THROW(parallel_for(1, 1000,
                            [&](std::size_t i) {
                              ++ran;
                              if (i == 10) throw std::runtime_error("stop");
                            }),
               std::runtime_error);
  EXPECT_EQ(ran, 11U);
}

TEST(ThreadsCancelToken, IsSeenByOtherThreads) {
  CancelToken token;
  WorkControl control;
  EXPECT_FALSE(control.cancelled());
  control.cancel = &token;
  EXPECT_FALSE(control.cancelled());
  parallel_for(4, 4, [&](std::size_t i) {
    if (i == 0) {
      token.request();
    } else {
      while (!control.cancelled()) std::this_thread::yield();
    }
  });
  EXPECT_TRUE(control.cancelled());
}

TEST(WorkControl, ReportsOnlyToThoseWhoListen) {
  WorkControl control;
  control.report({"task", "step", 1, 2});
  std::uint64_t seen = 0;
  control.progress = [&](const Progress& p) { seen = p.done; };
  control.report({"task", "step", 7, 9});
  EXPECT_EQ(seen, 7U);
}

}  // namespace
}  // namespace entente
