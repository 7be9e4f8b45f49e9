#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace entente::format {

/// A line and a column in a text, both from 1. Columns count characters (code points).
struct TextPosition {
  int line = 1;
  int column = 1;

  bool operator==(const TextPosition&) const = default;
};

/// Finds the line and column of any byte of a UTF-8 text. Line ends are LF, CR LF or a lone CR.
/// Building takes one pass; a lookup looks at 256 bytes at most, however long the lines are. The
/// text must outlive the object.
class TextPositions {
 public:
  explicit TextPositions(std::string_view text);

  /// The position of the byte at `offset` (at the end of the text: just behind it).
  [[nodiscard]] TextPosition at(std::size_t offset) const;

  /// The text of a line (from 1) without its line end; empty when there is no such line.
  [[nodiscard]] std::string_view line(int number) const;

  [[nodiscard]] int line_count() const { return static_cast<int>(line_starts_.size()); }

  /// The offset of the first byte of a line (from 1), or the text's size beyond the last.
  [[nodiscard]] std::size_t line_start(int number) const;

 private:
  std::string_view text_;
  std::vector<TextPosition> checkpoints_;
  std::vector<std::size_t> line_starts_;
};

}  // namespace entente::format
