#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "entente/base/work.hpp"
#include "entente/report/stop.hpp"

namespace entente::app {

/// Watches over long work: Ctrl-C (and SIGTERM) and a time limit ask it to stop, a line on stderr
/// tells how far it is. A second Ctrl-C ends the program at once. One at a time.
class RunControl {
 public:
  RunControl(std::optional<double> time_limit_seconds, bool show_progress);
  ~RunControl();
  RunControl(const RunControl&) = delete;
  RunControl& operator=(const RunControl&) = delete;

  /// What to hand to long work; valid while this lives.
  [[nodiscard]] WorkControl work(int threads);
  /// Requested with the work's own token, and already when half of the time is over: for a first
  /// attempt whose replacement needs time, too.
  [[nodiscard]] static const CancelToken* half_time();
  /// Why the work was asked to stop; none when it was not.
  [[nodiscard]] report::Stop stop() const;
  /// Erases the progress line.
  void clear_progress();

 private:
  void watch_the_clock(double seconds);
  [[nodiscard]] bool wait_for(double seconds);
  void show(const Progress& progress);

  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool show_progress_;
  std::mutex mutex_;
  std::condition_variable finished_;
  bool done_ = false;
  std::atomic<bool> out_of_time_{false};
  std::chrono::steady_clock::time_point shown_at_;
  std::size_t shown_width_ = 0;
  std::thread clock_;
};

/// --threads, else the number of processors.
[[nodiscard]] int thread_count(std::optional<std::int64_t> wanted);

}  // namespace entente::app
