#pragma once

#include <string>
#include <string_view>

#include "app/arguments.hpp"
#include "entente/base/diagnostic.hpp"

namespace entente::app {

/// Standard output, whose failures count: whoever reads half an answer must be able to know.
class Output {
 public:
  /// Does nothing after a failure.
  void write(std::string_view text);
  /// Hands on what was written; false once something could not be.
  bool flush();
  /// Flushes. Returns `code`, or k_bad_use when something could not be written; a full disk is
  /// said on stderr, a reader that went away is not.
  [[nodiscard]] int finish(int code);

 private:
  int error_ = 0;
};

/// Straight to standard error.
void to_stderr(std::string_view text);

/// A file that cannot be written, and why.
[[nodiscard]] UsageError cannot_write(const std::string& path, const std::string& reason);

/// "entente: MESSAGE" and the hint on stderr; returns k_bad_use.
int complain(const UsageError& error);

/// Diagnostics on stderr, as file:line:column: error: message.
void complain(const Diagnostics& diagnostics, const Arguments& arguments);

}  // namespace entente::app
