#include "entente/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace entente {

void parallel_for(int threads, std::size_t count, const std::function<void(std::size_t)>& body) {
  if (threads <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) body(i);
    return;
  }
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::size_t failed = count;
  std::mutex failure_mutex;
  const auto work = [&] {
    std::size_t i = 0;
    try {
      for (i = next++; i < count; i = next++) body(i);
    } catch (...) {
      // Every task before this one has been handed out and will finish, so the first task that
      // fails is the same one whatever the threads do.
      const std::lock_guard lock(failure_mutex);
      if (i < failed) {
        failure = std::current_exception();
        failed = i;
      }
      next = count;
    }
  };
  {
    std::vector<std::jthread> pool;
    const std::size_t helpers = std::min(static_cast<std::size_t>(threads), count) - 1;
    pool.reserve(helpers);
    for (std::size_t t = 0; t < helpers; ++t) pool.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace entente
