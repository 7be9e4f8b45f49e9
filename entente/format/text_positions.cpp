#include "entente/format/text_positions.hpp"

#include <algorithm>

namespace entente::format {
namespace {

constexpr std::size_t k_block = 256;

/// Moves `position` over the byte at `i`; true when a new line begins behind it.
bool step(std::string_view text, std::size_t i, TextPosition& position) {
  const char c = text[i];
  if (c == '\n' || (c == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) {
    ++position.line;
    position.column = 1;
    return true;
  }
  // Only the last byte of a character moves on, so that its middle bytes share its column.
  const bool last =
      i + 1 == text.size() || (static_cast<unsigned char>(text[i + 1]) & 0xC0U) != 0x80U;
  if (last) ++position.column;
  return false;
}

}  // namespace

TextPositions::TextPositions(std::string_view text) : text_(text), line_starts_{0} {
  checkpoints_.reserve(text.size() / k_block + 1);
  TextPosition position;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % k_block == 0) checkpoints_.push_back(position);
    if (step(text, i, position)) line_starts_.push_back(i + 1);
  }
  if (text.size() % k_block == 0) checkpoints_.push_back(position);
}

TextPosition TextPositions::at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  TextPosition position = checkpoints_[offset / k_block];
  for (std::size_t i = offset / k_block * k_block; i < offset; ++i) step(text_, i, position);
  return position;
}

std::size_t TextPositions::line_start(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > line_starts_.size()) return text_.size();
  return line_starts_[static_cast<std::size_t>(number) - 1];
}

std::string_view TextPositions::line(int number) const {
  const std::size_t start = line_start(number);
  const std::size_t end = line_start(number + 1);
  std::string_view text = text_.substr(start, end - start);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace entente::format
