#include "app/help.hpp"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "entente/base/version.hpp"
#include "entente/report/text_table.hpp"
#include "entente/report/text_width.hpp"

namespace entente::app {
namespace {

using report::TextTable;

constexpr std::string_view k_purpose =
    "Finds, tests, stages and carries agreements between parties that do not trust each other.";

std::vector<std::string> paragraphs(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// What the verb is about; then how its options name things.
std::vector<std::string> paragraphs(const VerbSpec& verb) {
  auto all = paragraphs(verb.about);
  const bool names = std::any_of(verb.options.begin(), verb.options.end(), [](const auto& option) {
    return option.value.find("PARTY") != std::string_view::npos ||
           option.value.find("ISSUE") != std::string_view::npos;
  });
  if (names) {
    all.emplace_back(
        "PARTY and ISSUE are the names that the file uses, or the titles that pages show where no "
        "two have the same.");
  }
  return all;
}

std::string wrapped(std::string_view text, int width, int indent) {
  std::string out;
  for (const auto& line : report::wrap(text, width - indent)) {
    out += std::string(static_cast<std::size_t>(indent), ' ') + line + '\n';
  }
  return out;
}

std::string usage(const VerbSpec& verb) {
  std::string text = fmt::format("entente {}", verb.name);
  if (!verb.arguments.empty()) text += fmt::format(" {}", verb.arguments);
  return text + " [OPTION...]";
}

std::string option_usage(const OptionSpec& option) {
  std::string text(option.name);
  if (option.name == "--help") text = "-h, " + text;
  if (!option.value.empty()) text += fmt::format(" {}", option.value);
  return text;
}

/// What may stand there, and what holds when it is not given: "60 to 200; default 80".
std::string value_notes(const OptionSpec& option) {
  std::vector<std::string> notes;
  switch (option.kind) {
    case OptionKind::choice:
      notes.push_back(fmt::format("{}", fmt::join(option.choices, ", ")));
      break;
    case OptionKind::integer:
      notes.push_back(option.high >= 1e9
                          ? fmt::format("at least {:.0f}", option.low)
                          : fmt::format("{:.0f} to {:.0f}", option.low, option.high));
      break;
    case OptionKind::percent:
      notes.push_back(fmt::format("{:.0f} to {:.0f}", option.low, option.high));
      break;
    case OptionKind::seconds:
      notes.emplace_back("above 0");
      break;
    case OptionKind::flag:
    case OptionKind::text:
      break;
  }
  if (!option.default_text.empty())
    notes.push_back(fmt::format("default: {}", option.default_text));
  if (option.repeatable) notes.emplace_back("may be repeated");
  return fmt::format("{}", fmt::join(notes, "; "));
}

std::string described(const OptionSpec& option) {
  const std::string notes = value_notes(option);
  return notes.empty() ? std::string(option.help) : fmt::format("{} ({})", option.help, notes);
}

std::vector<std::string_view> groups(const VerbSpec& verb) {
  std::vector<std::string_view> names;
  for (const auto& option : verb.options) {
    if (std::find(names.begin(), names.end(), option.group) == names.end()) {
      names.push_back(option.group);
    }
  }
  return names;
}

std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows, int width) {
  TextTable table({{TextTable::Align::left, 2}, {TextTable::Align::left}});
  for (const auto& [left, right] : rows) table.add_row({{left}, {right}});
  report::Style style;
  style.width = width;
  return table.render(style, width, 2);
}

std::string examples_text(const VerbSpec& verb, int width) {
  std::string out = "Examples:\n";
  for (const auto& example : verb.examples) {
    out += wrapped(example.command, width, 2);
    out += wrapped(example.meaning, width, 6);
  }
  return out;
}

std::string verb_markdown(const VerbSpec& verb) {
  std::string out =
      fmt::format("\n## entente {}\n\n`{}`\n\n{}{}\n", verb.name, usage(verb),
                  static_cast<char>(std::toupper(verb.summary[0])), verb.summary.substr(1));
  for (const auto& paragraph : paragraphs(verb)) out += '\n' + paragraph + '\n';
  out += "\n```sh\n";
  for (const auto& example : verb.examples) {
    out += fmt::format("{}  # {}\n", example.command, example.meaning);
  }
  out += "```\n";
  for (const auto group : groups(verb)) {
    out += fmt::format("\n| {} | |\n|---|---|\n", group);
    for (const auto& option : verb.options) {
      if (option.group != group) continue;
      out += fmt::format("| `{}` | {} |\n", option_usage(option), described(option));
    }
  }
  out += "\n| Exit code | |\n|---|---|\n";
  for (const auto& code : verb.exit_codes) {
    out += fmt::format("| {} | {} |\n", code.code, code.meaning);
  }
  return out;
}

}  // namespace

std::string program_help(int width) {
  std::string out = wrapped(k_purpose, width, 0);
  out += "\nUsage: entente VERB [FILE...] [OPTION...]\n\nVerbs:\n";
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& verb : verbs()) rows.emplace_back(verb.name, verb.summary);
  out += two_columns(rows, width);
  out += "\nExamples:\n";
  for (const auto& verb : verbs()) {
    if (verb.min_arguments > 0) out += wrapped(verb.examples.front().command, width, 2);
  }
  out += '\n' + wrapped(
                    "entente VERB --help explains a verb, with examples. Exit codes: 0 there "
                    "is an answer, 1 the answer is \"no\" (proven, whatever else was cut "
                    "short), 2 bad use or bad input, 3 a limit was reached.",
                    width, 0);
  return out;
}

std::string verb_help(const VerbSpec& verb, int width) {
  std::string out = wrapped("Usage: " + usage(verb), width, 0);
  for (const auto& paragraph : paragraphs(verb)) out += '\n' + wrapped(paragraph, width, 0);
  out += '\n' + examples_text(verb, width);
  for (const auto group : groups(verb)) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const auto& option : verb.options) {
      if (option.group == group) rows.emplace_back(option_usage(option), described(option));
    }
    out += fmt::format("\n{}:\n", group) + two_columns(rows, width);
  }
  std::vector<std::pair<std::string, std::string>> codes;
  for (const auto& code : verb.exit_codes) {
    codes.emplace_back(std::to_string(code.code), code.meaning);
  }
  return out + "\nExit codes:\n" + two_columns(codes, width);
}

std::string markdown_reference() {
  std::string out =
      "# The program\n\n"
      "<!-- Written by `entente help --markdown`; a test keeps it current. -->\n\n";
  out += fmt::format(
      "{}\n\n`entente VERB [FILE...] [OPTION...]`\n\n| Verb | answers |\n|---|---|\n", k_purpose);
  for (const auto& verb : verbs()) {
    out += fmt::format("| [{}](#entente-{}) | {} |\n", verb.name, verb.name, verb.summary);
  }
  out +=
      "\nAnswers go to stdout, errors to stderr as `file:line:column: error: message` with a hint "
      "below. Exit codes: 0 there is an answer, 1 the answer is \"no\" (proven, whatever else was "
      "cut short), 2 bad use or bad input "
      "(also: the answer could not be written), 3 a limit was reached and the answer is the best "
      "found so far. `--json` is described in [json.md](json.md).\n";
  for (const auto& verb : verbs()) out += verb_markdown(verb);
  return out;
}

int run_help(const Arguments& arguments) {
  Output output;
  const int width = page_style(arguments).width;
  if (arguments.has("--markdown")) {
    output.write(markdown_reference());
  } else if (arguments.files.empty()) {
    output.write(program_help(width));
  } else if (const auto* verb = find_verb(arguments.files.front())) {
    output.write(verb_help(*verb, width));
  } else {
    return complain(unknown_verb(arguments.files.front()));
  }
  return output.finish(k_answer);
}

int run_version(const Arguments&) {
  Output output;
  output.write(fmt::format("entente {}\n", version()));
  return output.finish(k_answer);
}

UsageError unknown_verb(std::string_view word) {
  if (word.empty()) return {"a verb is missing", "entente --help shows what can be asked"};
  if (word.size() > 1 && word[0] == '-') {
    return {"a verb comes first, options behind it; " + in_quotes(word) + " is no verb",
            "for example: entente solve FILE --json"};
  }
  std::vector<std::string_view> names;
  for (const auto& verb : verbs()) names.push_back(verb.name);
  std::string hint = did_you_mean(word, names);
  if (hint.empty()) hint = fmt::format("the verbs are: {}", fmt::join(names, ", "));
  return {
      fmt::format("there is no verb \"{}\"", report::shorten(report::printable(word), 60, false)),
      hint};
}

}  // namespace entente::app
