#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "app/help_text.hpp"
#include "app/topics.hpp"

namespace entente::app {
namespace {

std::string title_of(const Topic& topic) {
  std::string out(topic.title.empty() ? topic.name : topic.title);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') {
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  }
  return out;
}

/// As the headings of a Markdown page are linked to.
std::string anchor(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), ' ', '-');
  return out;
}

}  // namespace

std::string topic_help(const Topic& topic, int width) {
  std::string out = wrapped(title_of(topic), width, 0);
  for (const auto& paragraph : paragraphs(topic.text)) out += '\n' + wrapped(paragraph, width, 0);
  out += "\nExample:\n" + wrapped(topic.example, width, 2) + wrapped(topic.shows, width, 6);
  out += '\n' + wrapped(fmt::format("See also: {}.", fmt::join(topic.see, ", ")), width, 0);
  return out;
}

std::string topics_markdown() {
  std::string out =
      "# Concepts\n\n"
      "<!-- Written by `entente help --concepts`; a test keeps it current. -->\n\n"
      "What the words mean that the program uses, in plain words. `entente help CONCEPT` shows the "
      "same in a terminal. The commands run in the folder that holds `examples/`.\n\n";
  for (const auto& topic : topics()) {
    out += fmt::format("- [{}](#{})\n", topic.name, anchor(topic.name));
  }
  for (const auto& topic : topics()) {
    out += fmt::format("\n## {}\n", title_of(topic));
    for (const auto& paragraph : paragraphs(topic.text)) out += '\n' + paragraph + '\n';
    out += fmt::format("\n```sh\n{}\n```\n\n{}\n", topic.example, topic.shows);
    std::string see;
    for (const auto name : topic.see) {
      see += fmt::format("{}[{}](#{})", see.empty() ? "" : ", ", name, anchor(name));
    }
    out += fmt::format("\nSee also: {}.\n", see);
  }
  return out;
}

}  // namespace entente::app
