#include "app/next_step.hpp"

#include <algorithm>

#include "entente/report/text_width.hpp"

namespace entente::app {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-./,:=@%+").find(c) != std::string_view::npos;
}

/// In single quotes where a shell would read it otherwise.
std::string shell_word(std::string_view word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace

std::string next_step(std::string_view lead, std::string_view verb, const Arguments& arguments,
                      const std::vector<std::string_view>& options, bool ascii,
                      std::string_view left_out) {
  std::string command = "entente " + std::string(verb);
  for (const auto& file : arguments.files) {
    if (file != left_out) command += ' ' + shell_word(file);
  }
  for (const auto option : options) {
    for (const auto& value : arguments.texts(option)) {
      command += ' ' + std::string(option) + ' ' + shell_word(value);
    }
  }
  if (report::printable(command, ascii) != command) return "";
  return '\n' + std::string(lead) + "\n  " + command + '\n';
}

}  // namespace entente::app
