#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace entente {

/// Asks long work to stop. Any thread (also a signal handler) may call `request`; workers look
/// at `requested` every few thousand steps and return their best so far.
class CancelToken {
 public:
  void request() noexcept { flag_.store(true, std::memory_order_relaxed); }
  [[nodiscard]] bool requested() const noexcept { return flag_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> flag_{false};
  static_assert(std::atomic<bool>::is_always_lock_free);
};

/// What long work tells while it runs. Counts are in the unit named by `step` ("issues",
/// "nodes"); `total` is 0 when unknown.
struct Progress {
  std::string_view task;
  std::string_view step;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
  /// Of an optimisation: the value of the best found so far and a proven bound on what is
  /// possible, in the unit of the task; none where there is none to tell.
  std::optional<double> best = {};
  std::optional<double> bound = {};
};

using ProgressCallback = std::function<void(const Progress&)>;

/// What every long computation takes. All members may be left at their defaults.
struct WorkControl {
  const CancelToken* cancel = nullptr;
  ProgressCallback progress;
  /// Threads to use at most; results do not depend on it.
  int threads = 1;

  [[nodiscard]] bool cancelled() const noexcept { return cancel != nullptr && cancel->requested(); }
  void report(const Progress& p) const {
    if (progress) progress(p);
  }
  /// The same work, with `change` applied to what it tells. This must outlive the copy.
  template <class Change>
  [[nodiscard]] WorkControl telling(Change change) const {
    WorkControl copy = *this;
    if (!progress) return copy;
    copy.progress = [this, change = std::move(change)](Progress p) {
      change(p);
      report(p);
    };
    return copy;
  }
};

}  // namespace entente
