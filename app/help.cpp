#include "app/help.hpp"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/help_text.hpp"
#include "app/output.hpp"
#include "app/terminal.hpp"
#include "app/topics.hpp"
#include "app/verbs.hpp"
#include "entente/base/version.hpp"
#include "entente/report/text_width.hpp"

namespace entente::app {
namespace {

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

/// The names of all concepts, none of them broken.
std::string concept_list(int width) {
  std::string out;
  std::string line;
  for (const auto& topic : topics()) {
    const bool last = &topic == &topics().back();
    const std::string name = std::string(topic.name) + (last ? "" : ",");
    if (!line.empty() && line.size() + 1 + name.size() > static_cast<std::size_t>(width)) {
      out += line + '\n';
      line.clear();
    }
    line += (line.empty() ? "  " : " ") + name;
  }
  return out + line + '\n';
}

/// A verb may be named like a concept.
std::string concept_of_that_name(const VerbSpec& verb, int width) {
  const auto* topic = find_topic(verb.name);
  if (topic == nullptr) return "";
  return '\n' + wrapped(fmt::format("What the word means: entente help {}", topic->name), width, 0);
}

/// Of a word that is neither a verb nor a concept.
UsageError nothing_to_explain(std::string_view words) {
  std::vector<std::string_view> names = verb_names();
  for (const auto& topic : topics()) {
    names.push_back(topic.name);
    names.insert(names.end(), topic.also.begin(), topic.also.end());
  }
  std::string hint = did_you_mean(words, names);
  if (hint.empty()) hint = "entente help lists the verbs and concepts";
  return {fmt::format("there is no verb and no concept {}", in_quotes(words)), hint};
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
    if (verb.arguments.starts_with("FILE")) out += wrapped(verb.examples.front().command, width, 2);
  }
  out += "\nConcepts:\n" + concept_list(width);
  out += '\n' + wrapped("entente help CONCEPT explains one, with an example.", width, 0);
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
  return out + "\nExit codes:\n" + two_columns(codes, width) + concept_of_that_name(verb, width);
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
      "cut short), 2 bad use or bad input (also: the answer could not be written), 3 a limit was "
      "reached, or Ctrl-C was pressed, and the answer is the best found so far. Outside a search, "
      "Ctrl-C ends the program at once, by the signal (130 in a shell). `--json` is described in "
      "[json.md](json.md), the words of these pages in [concepts.md](concepts.md).\n";
  for (const auto& verb : verbs()) out += verb_markdown(verb);
  return out;
}

int run_help(const Arguments& arguments) {
  Output output;
  const int width = page_style(arguments).width;
  const std::string words = fmt::format("{}", fmt::join(arguments.files, " "));
  if (arguments.has("--markdown")) {
    output.write(markdown_reference());
  } else if (arguments.has("--concepts")) {
    output.write(topics_markdown());
  } else if (words.empty()) {
    output.write(program_help(width));
  } else if (const auto* verb = find_verb(words)) {
    output.write(verb_help(*verb, width));
  } else if (const auto* topic = find_topic(words)) {
    output.write(topic_help(*topic, width));
  } else {
    return complain(nothing_to_explain(words));
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
  const auto names = verb_names();
  std::string hint = did_you_mean(word, names);
  if (hint.empty()) hint = fmt::format("the verbs are: {}", fmt::join(names, ", "));
  return {"there is no verb " + in_quotes(word), hint};
}

}  // namespace entente::app
