#include "app/run_control.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>

#include <fmt/format.h>

#include "entente/report/progress_text.hpp"
#include "entente/report/text_width.hpp"

namespace entente::app {
namespace {

using Clock = std::chrono::steady_clock;

// A signal handler can reach nothing but globals. All are lock-free.
struct Tokens {
  CancelToken whole;
  CancelToken half;
};
Tokens* tokens() {
  static Tokens instance;
  return &instance;
}
CancelToken* g_token = &tokens()->whole;
CancelToken* g_half_token = &tokens()->half;
std::atomic<bool> g_interrupted{false};

extern "C" void ask_to_stop(int) {
  g_interrupted.store(true, std::memory_order_relaxed);
  g_half_token->request();
  g_token->request();
  // The next one is not asked.
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

}  // namespace

RunControl::RunControl(std::optional<double> time_limit_seconds, bool show_progress)
    : show_progress_(show_progress), shown_at_(start_ + std::chrono::milliseconds(800)) {
  struct sigaction action{};
  action.sa_handler = ask_to_stop;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  if (time_limit_seconds) {
    clock_ = std::thread([this, limit = *time_limit_seconds] { watch_the_clock(limit); });
  }
}

RunControl::~RunControl() {
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  finished_.notify_all();
  if (clock_.joinable()) clock_.join();
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

void RunControl::watch_the_clock(double seconds) {
  // Signals go to the thread that works.
  if (!wait_for(seconds / 2)) return;
  g_half_token->request();
  if (!wait_for(seconds)) return;
  out_of_time_ = true;
  g_token->request();
}

/// Until so many seconds after the start; false when the work was done before.
bool RunControl::wait_for(double seconds) {
  std::unique_lock lock(mutex_);
  const auto until =
      start_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  return !finished_.wait_until(lock, until, [this] { return done_; });
}

const CancelToken* RunControl::half_time() { return g_half_token; }

WorkControl RunControl::work(int threads) {
  WorkControl control;
  control.cancel = g_token;
  control.threads = threads;
  if (show_progress_) control.progress = [this](const Progress& p) { show(p); };
  return control;
}

report::Stop RunControl::stop() const {
  if (g_interrupted) return report::Stop::interrupted;
  if (out_of_time_) return report::Stop::time_limit;
  return report::Stop::none;
}

void RunControl::show(const Progress& progress) {
  constexpr auto k_pause = std::chrono::milliseconds(200);
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  if (now - shown_at_ < k_pause) return;
  shown_at_ = now;
  const std::chrono::duration<double> elapsed = now - start_;
  const std::string text = report::progress_text(progress, elapsed.count());
  fmt::print(stderr, "\r{}", report::pad_right(text, static_cast<int>(shown_width_)));
  std::fflush(stderr);
  shown_width_ = std::max(shown_width_, text.size());
}

void RunControl::clear_progress() {
  const std::lock_guard lock(mutex_);
  if (shown_width_ == 0) return;
  fmt::print(stderr, "\r{}\r", std::string(shown_width_, ' '));
  std::fflush(stderr);
  shown_width_ = 0;
}

int thread_count(std::optional<std::int64_t> wanted) {
  if (wanted) return static_cast<int>(*wanted);
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 256);
}

}  // namespace entente::app
