#include "app/output.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "app/exit_code.hpp"
#include "app/terminal.hpp"
#include "entente/report/check_report.hpp"

namespace entente::app {

void to_stderr(std::string_view text) {
  // Nobody is left to be told when this fails.
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

void Output::write(std::string_view text) {
  if (error_ != 0 || text.empty()) return;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) error_ = errno;
}

bool Output::flush() {
  if (error_ == 0 && std::fflush(stdout) != 0) error_ = errno;
  return error_ == 0;
}

int Output::finish(int code) {
  if (flush()) return code;
  if (error_ != EPIPE) {
    to_stderr("entente: cannot write the answer: " + std::string(std::strerror(error_)) + '\n');
  }
  return k_bad_use;
}

UsageError cannot_write(const std::string& path, const std::string& reason) {
  return {"cannot write " + in_quotes(path) + ": " + reason, ""};
}

int complain(const UsageError& error) {
  to_stderr("entente: " + error.message + '\n');
  if (!error.hint.empty()) to_stderr("  hint: " + error.hint + '\n');
  return k_bad_use;
}

void complain(const Diagnostics& diagnostics, const Arguments& arguments) {
  to_stderr(report::diagnostics_text(diagnostics, message_style(arguments)));
}

}  // namespace entente::app
