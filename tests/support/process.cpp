#include "tests/support/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace entente::test {
namespace {

constexpr auto k_patience = std::chrono::minutes(2);

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  return {ends[0], ends[1]};
}

Pipe make_terminal() {
  winsize size{};
  size.ws_col = 80;
  size.ws_row = 24;
  Pipe ends;
  if (openpty(&ends.read, &ends.write, nullptr, nullptr, &size) != 0) {
    throw std::runtime_error("openpty");
  }
  fcntl(ends.read, F_SETFD, FD_CLOEXEC);
  fcntl(ends.write, F_SETFD, FD_CLOEXEC);
  return ends;
}

Pipe make_out(const ProcessOptions& options) {
  if (options.terminal_out) return make_terminal();
  if (options.out_file.empty()) return make_pipe();
  return {-1, open(options.out_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
}

std::vector<std::string> environment_of(const ProcessOptions& options) {
  std::map<std::string, std::string> variables = {{"LC_ALL", "C.UTF-8"}, {"TERM", "xterm"}};
  // Sanitizers and coverage are told where to report through the environment.
  for (const char* name : {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "GCOV_PREFIX",
                           "GCOV_PREFIX_STRIP"}) {
    if (const char* value = std::getenv(name)) variables[name] = value;
  }
  for (const auto& [name, value] : options.environment) variables[name] = value;
  std::vector<std::string> lines;
  for (const auto& [name, value] : variables) {
    if (!value.empty()) lines.push_back(name + '=' + value);
  }
  return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (auto& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

/// The child's half of fork: only calls that are safe there.
[[noreturn]] void become(char** arguments, char** environment, const char* in, int out, int err) {
  if (chdir(ENTENTE_SOURCE_DIR) != 0) _exit(126);
  dup2(open(in, O_RDONLY), STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  execve(arguments[0], arguments, environment);
  _exit(127);
}

/// Does the process catch SIGINT (so that it is past its start)? As Linux shows it.
bool catches_interrupt(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("SigCgt:")) continue;
    const auto mask = std::strtoull(line.c_str() + 7, nullptr, 16);
    return ((mask >> static_cast<unsigned>(SIGINT - 1)) & 1U) != 0;
  }
  return false;
}

bool drain(int& descriptor, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t count = read(descriptor, buffer.data(), buffer.size());
  if (count > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
  }
  // A terminal whose other end is closed reads as EIO.
  if (count < 0 && errno == EINTR) return true;
  close(descriptor);
  descriptor = -1;
  return false;
}

/// Collects both streams until both end; sends the signal on the way.
void collect(pid_t process, int out, int err, const ProcessOptions& options,
             ProcessResult& result) {
  const auto give_up = std::chrono::steady_clock::now() + k_patience;
  bool to_send = options.signal_when_ready != 0;
  while (out >= 0 || err >= 0) {
    const auto lines = std::count(result.out.begin(), result.out.end(), '\n');
    if (to_send && lines >= static_cast<std::ptrdiff_t>(options.lines_first) &&
        catches_interrupt(process)) {
      kill(process, options.signal_when_ready);
      to_send = false;
    }
    std::array<pollfd, 2> wait = {pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
    poll(wait.data(), wait.size(), to_send ? 5 : 1000);
    if (out >= 0 && wait[0].revents != 0) drain(out, result.out);
    if (err >= 0 && wait[1].revents != 0) drain(err, result.err);
    if (std::chrono::steady_clock::now() > give_up) kill(process, SIGKILL);
  }
}

}  // namespace

bool terminals_available() {
  const int lent = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (lent < 0) return false;
  const bool usable = grantpt(lent) == 0 && unlockpt(lent) == 0;
  close(lent);
  return usable;
}

ProcessResult run_entente(const std::vector<std::string>& arguments,
                          const ProcessOptions& options) {
  std::vector<std::string> words = {ENTENTE_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  auto variables = environment_of(options);
  const auto argv = pointers(words);
  const auto envp = pointers(variables);
  Pipe out = make_out(options);
  const Pipe err = make_pipe();
  if (options.close_out_at_once) {
    close(out.read);
    out.read = -1;
  }
  const pid_t process = fork();
  if (process < 0) throw std::runtime_error("fork");
  if (process == 0) {
    become(const_cast<char**>(argv.data()), const_cast<char**>(envp.data()),
           options.in_file.c_str(), out.write, err.write);
  }
  close(out.write);
  close(err.write);
  ProcessResult result;
  collect(process, out.read, err.read, options, result);
  int status = 0;
  waitpid(process, &status, 0);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  return result;
}

}  // namespace entente::test
