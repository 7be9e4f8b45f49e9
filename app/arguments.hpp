#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "app/options.hpp"

namespace entente::app {

/// What is wrong with a command line, and how to mend it.
struct UsageError {
  std::string message;
  std::string hint;
};

/// The options of one verb as given, checked against its table.
class Arguments {
 public:
  std::vector<std::string> files;  ///< what is no option, in order

  [[nodiscard]] bool has(std::string_view option) const { return values_.contains(option); }
  /// The value of an option that is given at most once.
  [[nodiscard]] std::optional<std::string> text(std::string_view option) const;
  /// All values of a repeatable option.
  [[nodiscard]] std::vector<std::string> texts(std::string_view option) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view option) const;
  [[nodiscard]] std::optional<double> number(std::string_view option) const;

  void set(std::string_view option, std::vector<std::string> values) {
    values_[std::string(option)] = std::move(values);
  }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

/// Reads what follows the verb on the command line.
[[nodiscard]] tl::expected<Arguments, UsageError> parse_arguments(const VerbSpec& verb,
                                                                  std::vector<std::string> words);

/// A word from the command line, fit to be quoted in a message: between backticks.
[[nodiscard]] std::string in_quotes(std::string_view word);

/// "Did you mean --json?" for a near miss, else nothing.
[[nodiscard]] std::string did_you_mean(std::string_view wanted,
                                       const std::vector<std::string_view>& candidates);

}  // namespace entente::app
