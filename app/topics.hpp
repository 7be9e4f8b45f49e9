#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::app {

/// A concept in plain words. What the terminal and docs/concepts.md say is made from these.
struct Topic {
  std::string_view name;               ///< "empty concession"
  std::vector<std::string_view> also;  ///< other words for it
  std::string_view text;               ///< paragraphs parted by '\n'
  std::string_view example;            ///< a command, for where the folder examples/ is
  std::string_view shows;              ///< what to see in its answer
  std::vector<std::string_view> see;   ///< names of related concepts
  std::string_view title = {};         ///< the name at the head of a text, where capitals matter
};

/// All concepts, those of everyday use first.
[[nodiscard]] const std::vector<Topic>& topics();

/// The names of all concepts as single words, with hyphens for blanks.
[[nodiscard]] const std::vector<std::string>& topic_words();

/// The concept of that name, or one of its other words; capitals, hyphens and underscores do not
/// matter. Null when there is none.
[[nodiscard]] const Topic* find_topic(std::string_view words);

/// `entente help CONCEPT`.
[[nodiscard]] std::string topic_help(const Topic& topic, int width);
/// docs/concepts.md: all of them.
[[nodiscard]] std::string topics_markdown();

}  // namespace entente::app
