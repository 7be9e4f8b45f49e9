#include "app/help_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/report/text_table.hpp"
#include "entente/report/text_width.hpp"

namespace entente::app {
namespace {

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
    case OptionKind::number:
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

}  // namespace

std::vector<std::string> paragraphs(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string wrapped(std::string_view text, int width, int indent) {
  std::string out;
  for (const auto& line : report::wrap(text, width - indent)) {
    out += std::string(static_cast<std::size_t>(indent), ' ') + line + '\n';
  }
  return out;
}

std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows, int width) {
  report::TextTable table({{report::TextTable::Align::left, 2}, {report::TextTable::Align::left}});
  for (const auto& [left, right] : rows) table.add_row({{left}, {right}});
  report::Style style;
  style.width = width;
  return table.render(style, width, 2);
}

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

}  // namespace entente::app
