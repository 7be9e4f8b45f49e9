#include "app/new_questions.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/name_search.hpp"
#include "entente/base/rational.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"

namespace entente::app {
namespace {

template <class T>
using Answer = tl::expected<T, UsageError>;

tl::unexpected<UsageError> wrong(std::string message, std::string hint = "") {
  return tl::unexpected(UsageError{std::move(message), std::move(hint)});
}

/// "a, b and c" are three; semicolons part where a name has a comma.
std::vector<std::string> split_list(std::string_view text) {
  const char mark = text.find(';') == std::string_view::npos ? ',' : ';';
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(mark, begin), text.size());
    const auto part = trimmed(text.substr(begin, end - begin));
    if (!part.empty()) parts.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

bool is_clean(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = format::utf8_length(text.substr(at));
    if (length == 0) return false;
    at += length;
  }
  return !format::has_control_character(text);
}

Answer<std::string> parse_text(std::string_view text, std::size_t most) {
  if (!is_clean(text)) return wrong("that holds characters that no name can have");
  if (format::character_count(text) > most) {
    return wrong(fmt::format("that is too long: {} characters at most", most));
  }
  return std::string(text);
}

/// A name of something, which may not be one of `taken`.
Answer<std::string> parse_name(std::string_view text, const std::vector<std::string>& taken) {
  auto name = parse_text(text, format::k_max_name);
  if (!name) return name;
  if (std::find(taken.begin(), taken.end(), *name) != taken.end()) {
    return wrong(fmt::format("{} is there twice", in_quotes(*name)), "give it another name");
  }
  return name;
}

/// Parties and issues share a map with these keys in files.
Answer<std::string> parse_key(std::string_view text, const std::vector<std::string>& taken) {
  constexpr std::array<std::string_view, 3> k_reserved = {"reservation", "together", "file"};
  if (std::find(k_reserved.begin(), k_reserved.end(), text) != k_reserved.end()) {
    return wrong(fmt::format("{} has a meaning of its own in files", in_quotes(text)),
                 "give it another name");
  }
  return parse_name(text, taken);
}

/// `least` names at least, each taken by `parse`.
template <class Parse>
Answer<std::vector<std::string>> parse_names(std::string_view text, std::size_t least,
                                             std::size_t most, const Parse& parse) {
  std::vector<std::string> names;
  for (const auto& part : split_list(text)) {
    auto name = parse(part, names);
    if (!name) return tl::unexpected(name.error());
    names.push_back(std::move(*name));
  }
  if (names.size() < least) {
    return wrong(fmt::format("it takes {} at least", least), "part the names by commas");
  }
  if (names.size() > most) return wrong(fmt::format("these are too many: {} at most", most));
  return names;
}

/// A party by its name (capitals do not matter) or number; nothing where all must act.
Answer<std::optional<PartyId>> parse_giver(std::string_view text,
                                           const std::vector<Party>& parties) {
  if (text.empty()) return std::nullopt;
  std::vector<std::string_view> names;
  for (std::size_t j = 0; j < parties.size(); ++j) {
    const bool same = std::equal(
        text.begin(), text.end(), parties[j].key.begin(), parties[j].key.end(), [](char a, char b) {
          const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; };
          return lower(a) == lower(b);
        });
    if (same || text == std::to_string(j + 1)) return PartyId(j);
    names.push_back(parties[j].key);
  }
  std::string hint = did_you_mean(text, names);
  if (hint.empty()) hint = fmt::format("the parties are: {}", fmt::join(names, ", "));
  return wrong(fmt::format("there is no party {}", in_quotes(text)), hint);
}

/// A number, perhaps with a decimal comma.
std::optional<Rational> parse_number_word(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), ',', '.');
  return parse_decimal(text);
}

/// Are commas within words decimal signs, because there are `count` numbers only then?
bool has_decimal_commas(std::string_view text, std::size_t count) {
  constexpr std::string_view blanks = " \t;";
  std::size_t words = 0;
  for (std::size_t begin = text.find_first_not_of(blanks); begin < text.size(); ++words) {
    const std::size_t end = std::min(text.find_first_of(blanks, begin), text.size());
    const auto word = text.substr(begin, end - begin);
    if (word.ends_with(',') || !parse_number_word(word)) return false;
    begin = text.find_first_not_of(blanks, end);
  }
  return words == count && text.find(',') != std::string_view::npos;
}

/// One number for each option but the first, which is worth 0; nothing: all are.
Answer<std::vector<Value>> parse_values(std::string_view text, std::size_t options) {
  std::vector<Value> values(options);
  if (text.empty()) return std::vector<Value>();
  // "1,5 2" has decimal commas, "1, 2" and "1,2,3" have not: too few numbers otherwise.
  const std::string_view marks = has_decimal_commas(text, options - 1) ? " \t;" : " \t,;";
  std::size_t count = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    begin = std::min(text.find_first_not_of(marks, begin), text.size());
    const std::size_t end = std::min(text.find_first_of(marks, begin), text.size());
    if (begin == end) break;
    const auto word = text.substr(begin, end - begin);
    const auto number = parse_number_word(word);
    if (!number) return wrong(fmt::format("{} is no number", in_quotes(word)), "for example: -3.5");
    if (++count < options) values[count].a = *number;
    begin = end;
  }
  if (count != options - 1) {
    return wrong(fmt::format("{} {} for {} {}", count, count == 1 ? "number" : "numbers",
                             options - 1, options == 2 ? "option" : "options"),
                 "one for each, with blanks between them");
  }
  return values;
}

class Interview {
 public:
  explicit Interview(const Interviewer& interviewer) : interviewer_(interviewer) {}

  Answer<Scenario> run() {
    const auto title =
        ask("What is it about, in one line? (may be left empty)",
            [](std::string_view text) { return parse_text(text, format::k_max_text); });
    if (!title) return tl::unexpected(title.error());
    scenario_.title = *title;
    if (const auto error = ask_for_parties()) return tl::unexpected(*error);
    for (bool more = true; more;) {
      const auto asked = ask_for_issue();
      if (!asked) return tl::unexpected(asked.error());
      more = *asked;
    }
    if (const auto error = left_over()) return tl::unexpected(*error);
    return std::move(scenario_);
  }

 private:
  /// Asks until `parse` takes the answer, where there is somebody to ask again.
  template <class Parse>
  auto ask(const std::string& question, const Parse& parse) -> decltype(parse(std::string_view())) {
    for (;;) {
      ++number_;
      const auto line = interviewer_.ask(question);
      if (!line) return wrong("there are no more answers", "nothing was written");
      auto parsed = parse(trimmed(*line));
      if (parsed) return parsed;
      if (interviewer_.explain) {
        interviewer_.explain(parsed.error());
        --number_;
        continue;
      }
      return wrong(fmt::format("answer {}, to \"{}\": {}", number_, trimmed(question),
                               parsed.error().message),
                   parsed.error().hint);
    }
  }

  std::optional<UsageError> ask_for_parties() {
    const auto names =
        ask("Who must agree? The parties, with commas between them (or semicolons, where a name "
            "has a comma):",
            [](std::string_view text) {
              return parse_names(text, 2, format::k_max_parties, parse_key);
            });
    if (!names) return names.error();
    for (const auto& name : *names) scenario_.parties.push_back({name, name, {}, {}});
    scenario_.preferences.resize(names->size());
    scenario_.beliefs.resize(names->size());
    return std::nullopt;
  }

  /// False: that was all.
  Answer<bool> ask_for_issue() {
    const auto& taken = issue_names_;
    const auto name =
        ask(taken.empty() ? "What is there to settle? The first issue:"
                          : "The next issue? (empty: that was all)",
            [&](std::string_view text) -> Answer<std::string> {
              if (text.empty() && taken.empty()) return wrong("it takes an issue");
              if (!text.empty() && taken.size() == format::k_max_issues) {
                return wrong(fmt::format("there may be {} issues at most", format::k_max_issues));
              }
              return parse_key(text, taken);
            });
    if (!name) return tl::unexpected(name.error());
    if (name->empty()) return false;
    Issue issue;
    issue.key = issue.title = *name;
    if (const auto error = ask_for_options(issue)) return tl::unexpected(*error);
    issue_names_.push_back(issue.key);
    scenario_.issues.push_back(issue);
    if (const auto error = ask_for_values(issue)) return tl::unexpected(*error);
    return true;
  }

  std::optional<UsageError> ask_for_options(Issue& issue) {
    const auto options = ask(
        "  How can it be settled? From none to most, first what is in force today, with commas:",
        [](std::string_view text) {
          return parse_names(text, 2, format::k_max_options, parse_name);
        });
    if (!options) return options.error();
    issue.options = *options;
    issue.option_places.resize(options->size());
    std::vector<std::string> parties;
    for (const auto& party : scenario_.parties) parties.push_back(party.key);
    const auto giver = ask(
        fmt::format("  Who must act: {}? (empty: it takes all of them)", fmt::join(parties, ", ")),
        [&](std::string_view text) { return parse_giver(text, scenario_.parties); });
    if (!giver) return giver.error();
    issue.giver = *giver;
    return std::nullopt;
  }

  std::optional<UsageError> ask_for_values(const Issue& issue) {
    const std::vector<std::string> others(issue.options.begin() + 1, issue.options.end());
    for (std::size_t j = 0; j < scenario_.party_count(); ++j) {
      const auto values =
          ask(fmt::format("  To {}, {} is worth 0. How many points: {}? (empty: 0, too)",
                          scenario_.parties[j].key, issue.options.front(), fmt::join(others, "; ")),
              [&](std::string_view text) { return parse_values(text, issue.options.size()); });
      if (!values) return values.error();
      scenario_.preferences[j].values.push_back(*values);
      scenario_.preferences[j].issue_places.emplace_back();
    }
    return std::nullopt;
  }

  /// A file of answers may go on behind the last one, by mistake.
  [[nodiscard]] std::optional<UsageError> left_over() const {
    if (interviewer_.explain) return std::nullopt;
    const auto line = interviewer_.ask("");
    if (!line || trimmed(*line).empty()) return std::nullopt;
    return UsageError{
        fmt::format("there are more answers than questions, from {} on", in_quotes(*line)),
        "an empty line where an issue is asked for ends the list"};
  }

  const Interviewer& interviewer_;
  Scenario scenario_;
  std::vector<std::string> issue_names_;
  std::size_t number_ = 0;  ///< of answers
};

}  // namespace

tl::expected<Scenario, UsageError> ask_for_scenario(const Interviewer& interviewer) {
  return Interview(interviewer).run();
}

}  // namespace entente::app
