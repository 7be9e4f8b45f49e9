#pragma once

#include <cstdint>

namespace entente::test {

/// How many of `full` rounds of random cases to run: all of them in ordinary builds. Sanitizers
/// make a round about ten times as slow and look for faults that do not need rare values, so there
/// a quarter of the rounds is run.
constexpr std::uint64_t rounds(std::uint64_t full) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return (full + 3) / 4;
#else
  return full;
#endif
}

}  // namespace entente::test
