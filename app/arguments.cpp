#include "app/arguments.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "entente/format/suggest.hpp"
#include "entente/report/text_width.hpp"

namespace entente::app {
namespace {

std::string see_help(const VerbSpec& verb) {
  return fmt::format("entente {} --help shows all options", verb.name);
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string range_text(const OptionSpec& spec) {
  if (spec.kind == OptionKind::seconds) return "a number of seconds above 0";
  if (spec.kind == OptionKind::number) {
    return fmt::format("a number from {:.0f} to {:.0f}", spec.low, spec.high);
  }
  if (spec.high >= 1e9) return fmt::format("a whole number, at least {:.0f}", spec.low);
  return fmt::format("a whole number from {:.0f} to {:.0f}", spec.low, spec.high);
}

bool in_range(const OptionSpec& spec, std::string_view value) {
  if (spec.kind == OptionKind::seconds) {
    const auto number = parse_number<double>(value);
    return number && std::isfinite(*number) && *number > spec.low && *number <= spec.high;
  }
  if (spec.kind == OptionKind::number) {
    const auto number = parse_number<double>(value);
    return number && *number >= spec.low && *number <= spec.high;
  }
  const auto number = parse_number<std::int64_t>(value);
  return number && static_cast<double>(*number) >= spec.low &&
         static_cast<double>(*number) <= spec.high;
}

std::optional<UsageError> check_value(const OptionSpec& spec, const std::string& value) {
  switch (spec.kind) {
    case OptionKind::flag:
    case OptionKind::text:
      return std::nullopt;
    case OptionKind::integer:
    case OptionKind::seconds:
    case OptionKind::number:
      if (in_range(spec, value)) return std::nullopt;
      return UsageError{
          fmt::format("{} takes {}, not {}", spec.name, range_text(spec), in_quotes(value)), ""};
    case OptionKind::choice:
      if (std::find(spec.choices.begin(), spec.choices.end(), value) != spec.choices.end()) {
        return std::nullopt;
      }
      return UsageError{fmt::format("{} takes one of {}, not {}", spec.name,
                                    fmt::join(spec.choices, ", "), in_quotes(value)),
                        did_you_mean(value, spec.choices)};
  }
  return std::nullopt;
}

/// The table's options as CLI11 knows them, and where it puts what it reads.
struct Parser {
  explicit Parser(const VerbSpec& verb) : verb_(verb), flags_(verb.options.size()) {
    values_.resize(verb.options.size());
    cli_.set_help_flag();
    cli_.allow_extras();
    for (std::size_t k = 0; k < verb.options.size(); ++k) {
      const auto& spec = verb.options[k];
      std::string name(spec.name);
      if (spec.name == "--help") name = "-h," + name;
      if (spec.kind == OptionKind::flag) {
        cli_.add_flag(name, flags_[k].on)->disable_flag_override();
      } else {
        cli_.add_option(name, values_[k])->allow_extra_args(false);
      }
    }
  }

  std::optional<UsageError> read(std::vector<std::string> words, Arguments& arguments) {
    // What follows "--" are files, whatever they look like.
    const auto end = std::find(words.begin(), words.end(), "--");
    std::vector<std::string> files;
    if (end != words.end()) files.assign(std::next(end), words.end());
    words.erase(end, words.end());
    if (auto error = flag_with_value(words)) return error;
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    try {
      cli_.parse(std::move(words));
    } catch (const CLI::ArgumentMismatch& error) {
      return UsageError{missing_value(error.what()), see_help(verb_)};
    } catch (const CLI::ParseError& error) {
      return UsageError{report::printable(error.what()), see_help(verb_)};
    }
    auto error = collect(arguments);
    std::move(files.begin(), files.end(), std::back_inserter(arguments.files));
    return error;
  }

 private:
  struct Flag {
    bool on = false;
  };

  /// "--json=1".
  [[nodiscard]] std::optional<UsageError> flag_with_value(
      const std::vector<std::string>& words) const {
    for (const std::string_view word : words) {
      const std::size_t split = word.find('=');
      if (split == std::string_view::npos) continue;
      const auto* spec = find_option(verb_, word.substr(0, split));
      if (spec == nullptr || spec->kind != OptionKind::flag) continue;
      return UsageError{fmt::format("{} takes no value, but there is {}", spec->name,
                                    in_quotes(word.substr(split + 1))),
                        fmt::format("leave out what follows {}", spec->name)};
    }
    return std::nullopt;
  }

  /// CLI11's text begins with the name of the option.
  [[nodiscard]] std::string missing_value(std::string_view what) const {
    for (const auto& spec : verb_.options) {
      if (what.substr(0, spec.name.size()) == spec.name && !spec.value.empty()) {
        return fmt::format("{} needs a value: {} {}", spec.name, spec.name, spec.value);
      }
    }
    return report::printable(what);
  }

  std::optional<UsageError> collect(Arguments& arguments) {
    for (auto& word : cli_.remaining()) {
      if (word.size() > 1 && word[0] == '-') return unknown_option(word);
      arguments.files.push_back(std::move(word));
    }
    for (std::size_t k = 0; k < verb_.options.size(); ++k) {
      const auto& spec = verb_.options[k];
      if (spec.kind == OptionKind::flag) {
        if (flags_[k].on) arguments.set(spec.name, {});
        continue;
      }
      if (values_[k].empty()) continue;
      if (values_[k].size() > 1 && !spec.repeatable) {
        return UsageError{fmt::format("{} is given {} times", spec.name, values_[k].size()), ""};
      }
      for (const auto& value : values_[k]) {
        if (auto error = check_value(spec, value)) return error;
      }
      arguments.set(spec.name, values_[k]);
    }
    return std::nullopt;
  }

  [[nodiscard]] UsageError unknown_option(const std::string& word) const {
    std::vector<std::string_view> names;
    for (const auto& spec : verb_.options) names.push_back(spec.name);
    const std::string_view name = std::string_view(word).substr(0, word.find('='));
    std::string hint = did_you_mean(name, names);
    if (hint.empty()) hint = see_help(verb_);
    return {fmt::format("entente {} has no option {}", verb_.name, in_quotes(name)), hint};
  }

  const VerbSpec& verb_;
  CLI::App cli_;
  std::vector<Flag> flags_;
  std::vector<std::vector<std::string>> values_;
};

std::optional<UsageError> check_count(const VerbSpec& verb, const Arguments& arguments) {
  const std::size_t count = arguments.files.size();
  if (count < verb.min_arguments) {
    const bool several = verb.min_arguments > 1;
    return UsageError{fmt::format("entente {} needs {}", verb.name,
                                  several ? std::string(verb.arguments) : "a file"),
                      fmt::format("for example: {}", verb.examples.front().command)};
  }
  if (count > verb.max_arguments) {
    const std::string what = verb.max_arguments == 0
                                 ? std::string("takes no arguments")
                                 : fmt::format("takes at most {} arguments", verb.max_arguments);
    return UsageError{fmt::format("entente {} {}, but there is {}", verb.name, what,
                                  in_quotes(arguments.files[verb.max_arguments])),
                      see_help(verb)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> Arguments::text(std::string_view option) const {
  const auto found = values_.find(option);
  if (found == values_.end() || found->second.empty()) return std::nullopt;
  return found->second.front();
}

std::vector<std::string> Arguments::texts(std::string_view option) const {
  const auto found = values_.find(option);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::optional<std::int64_t> Arguments::integer(std::string_view option) const {
  const auto value = text(option);
  return value ? parse_number<std::int64_t>(*value) : std::nullopt;
}

std::optional<double> Arguments::number(std::string_view option) const {
  const auto value = text(option);
  return value ? parse_number<double>(*value) : std::nullopt;
}

std::string in_quotes(std::string_view word) {
  return '`' + report::shorten(report::printable(word), 60, false) + '`';
}

std::string did_you_mean(std::string_view wanted, const std::vector<std::string_view>& candidates) {
  const auto found = format::suggest(wanted, candidates);
  return found ? fmt::format("did you mean {}?", in_quotes(candidates[*found])) : "";
}

tl::expected<Arguments, UsageError> parse_arguments(const VerbSpec& verb,
                                                    std::vector<std::string> words) {
  Arguments arguments;
  Parser parser(verb);
  if (auto error = parser.read(std::move(words), arguments)) {
    return tl::unexpected(std::move(*error));
  }
  if (arguments.has("--help")) return arguments;
  if (auto error = check_count(verb, arguments)) return tl::unexpected(std::move(*error));
  return arguments;
}

}  // namespace entente::app
