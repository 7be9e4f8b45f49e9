#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace entente::test {

struct ProcessResult {
  int exit_code = -1;  ///< -1 when ended by a signal
  int signal = 0;      ///< that signal
  std::string out;
  std::string err;
};

struct ProcessOptions {
  /// Set on top of a fixed environment (LC_ALL=C.UTF-8, TERM=xterm, nothing else that the program
  /// looks at); an empty value removes the variable.
  std::vector<std::pair<std::string, std::string>> environment;
  std::string in_file = "/dev/null";  ///< stdin
  bool terminal_out = false;          ///< stdout is a terminal of 80 columns
  std::string out_file;               ///< stdout goes to this file ("/dev/full")
  bool close_out_at_once = false;     ///< the reader of stdout is gone before the program starts
  int signal_when_ready = 0;          ///< sent once the program handles SIGINT itself
  std::size_t lines_first = 0;        ///< and has written so many lines to stdout
};

/// Does the system lend out terminals? Some containers have none.
[[nodiscard]] bool terminals_available();

/// Runs the program under test (build/.../bin/entente) in the project's folder to its end; killed
/// after two minutes.
[[nodiscard]] ProcessResult run_entente(const std::vector<std::string>& arguments,
                                        const ProcessOptions& options = {});

}  // namespace entente::test
