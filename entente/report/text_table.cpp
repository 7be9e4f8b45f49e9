#include "entente/report/text_table.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

constexpr int k_gap = 2;            ///< between columns
constexpr int k_longest_word = 14;  ///< longer words may be broken to make room
constexpr int k_most_lines = 400;   ///< of one cell or paragraph

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> wrapped_lines(std::string_view text, int width, int hang) {
  std::vector<std::string> lines;
  for (const auto line : split_lines(text)) {
    if (display_width(line) <= width) {
      lines.emplace_back(line);
      continue;
    }
    const std::size_t lead = std::min(line.find_first_not_of(' '), line.size());
    const int inner = std::max(2 + hang, width - static_cast<int>(lead));
    const auto wrapped = wrap(line, inner, hang);
    for (std::size_t k = 0; k < wrapped.size(); ++k) {
      const std::size_t indent = lead + (k == 0 ? 0 : static_cast<std::size_t>(hang));
      lines.push_back(std::string(indent, ' ') + wrapped[k]);
    }
  }
  return lines;
}

/// Where the parts of a list end, the last one left out: at its line breaks, else after its commas
/// and semicolons.
std::vector<std::size_t> part_ends(std::string_view text, bool by_lines) {
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (by_lines ? text[at] == '\n' : (text[at] == ',' || text[at] == ';') && text[at + 1] == ' ') {
      ends.push_back(by_lines ? at : at + 1);
    }
  }
  return ends;
}

}  // namespace

std::vector<std::string> cell_lines(std::string_view text, int width, int hang, int max_lines,
                                    bool ascii) {
  auto lines = wrapped_lines(text, width, hang);
  if (lines.size() > static_cast<std::size_t>(max_lines)) {
    lines.resize(static_cast<std::size_t>(max_lines));
    // One column more than there is, so that the cut is always marked.
    lines.back() = shorten(pad_right(lines.back(), width + 1), width, ascii);
  }
  return lines;
}

std::vector<std::string> whole_lines(std::string_view text, int width, int hang, bool ascii) {
  auto lines = wrapped_lines(text, width, hang);
  if (lines.size() <= static_cast<std::size_t>(k_most_lines)) return lines;
  const bool by_lines = text.find('\n') != std::string_view::npos;
  const auto ends = part_ends(text, by_lines);
  // What is kept is the start of the text, so that it grows with its parts.
  const auto kept = [&](std::size_t end, std::size_t left) {
    return wrapped_lines(std::string(text.substr(0, end)) +
                             (by_lines ? '\n' + rest_text(std::to_string(left))
                                       : std::string(" ... and more (all of them with --json)")),
                         width, hang);
  };
  std::size_t low = 0;
  for (std::size_t high = ends.size(); low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    const bool fits =
        kept(ends[middle], ends.size() - middle).size() <= static_cast<std::size_t>(k_most_lines);
    (fits ? low : high) = fits ? middle + 1 : middle;
  }
  if (low == 0) return cell_lines(text, width, hang, k_most_lines, ascii);
  return kept(ends[low - 1], ends.size() - (low - 1));
}

void TextTable::add_row(std::vector<Cell> cells) {
  assert(cells.size() <= columns_.size());
  cells.resize(columns_.size());
  rows_.push_back({Row::Kind::cells, std::move(cells)});
}

void TextTable::add_heading(Cell cell) { rows_.push_back({Row::Kind::heading, {std::move(cell)}}); }

void TextTable::add_space() { rows_.push_back({Row::Kind::space, {}}); }

std::vector<TextTable::Extent> TextTable::extents() const {
  std::vector<Extent> extents(columns_.size());
  for (const auto& row : rows_) {
    if (row.kind != Row::Kind::cells) continue;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      for (const auto line : split_lines(row.cells[c].text)) {
        const int hang = columns_[c].hang;
        extents[c].natural = std::max(extents[c].natural, display_width(line));
        extents[c].least =
            std::max(extents[c].least, std::min(k_longest_word, longest_piece(line)) + hang);
      }
      extents[c].least = std::min(extents[c].least, extents[c].natural);
    }
  }
  return extents;
}

int TextTable::least_width() const {
  const auto extent = extents();
  return std::accumulate(extent.begin(), extent.end(),
                         k_gap * static_cast<int>(columns_.size() - 1),
                         [](int total, const Extent& e) { return total + e.least; });
}

std::vector<int> TextTable::widths(int available) const {
  const auto extent = extents();
  std::vector<int> widths(columns_.size());
  // Every column is cut at a common level, but never below what its words need; the highest level
  // that fits. Where even the words do not fit, they give way too.
  const auto total_at = [&](int level, bool break_words) {
    int total = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const int least =
          break_words ? std::min(2 + columns_[c].hang, extent[c].natural) : extent[c].least;
      const int kept = static_cast<int>(level * columns_[c].share);
      widths[c] = std::min(extent[c].natural, std::max(least, kept));
      total += widths[c];
    }
    return total;
  };
  int level = available;
  while (level > 1 && total_at(level, false) > available) --level;
  if (total_at(level, false) > available) {
    level = available;
    while (level > 1 && total_at(level, true) > available) --level;
    static_cast<void>(total_at(level, true));
  }
  // Columns left over go, one by one, to those that still wrap.
  int spare = available - std::accumulate(widths.begin(), widths.end(), 0);
  for (bool gave = true; spare > 0 && gave;) {
    gave = false;
    for (std::size_t c = 0; c < columns_.size() && spare > 0; ++c) {
      if (widths[c] >= extent[c].natural) continue;
      ++widths[c];
      --spare;
      gave = true;
    }
  }
  return widths;
}

void TextTable::render_cells(const Row& row, const std::vector<int>& widths, const Style& style,
                             int indent, std::string& out) const {
  std::vector<std::vector<std::string>> lines(columns_.size());
  std::size_t height = 1;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    lines[c] = whole_lines(row.cells[c].text, widths[c], columns_[c].hang, style.ascii);
    height = std::max(height, lines[c].size());
  }
  for (std::size_t k = 0; k < height; ++k) {
    // Spaces are written only before the next text, so that no line ends in them.
    int owed = indent;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const std::string_view text = k < lines[c].size() ? lines[c][k] : std::string_view();
      const int space = std::max(0, widths[c] - display_width(text));
      if (columns_[c].align == Align::right) owed += space;
      if (!text.empty()) {
        out.append(static_cast<std::size_t>(owed), ' ');
        out += paint(text, row.cells[c].tone, style);
        owed = 0;
      }
      if (columns_[c].align == Align::left) owed += space;
      owed += k_gap;
    }
    out += '\n';
  }
}

std::string TextTable::render(const Style& style, int width, int indent) const {
  const int gaps = k_gap * static_cast<int>(columns_.size() - 1);
  const auto column_widths = widths(width - indent - gaps);
  std::string out;
  for (const auto& row : rows_) {
    switch (row.kind) {
      case Row::Kind::cells:
        render_cells(row, column_widths, style, indent, out);
        break;
      case Row::Kind::heading:
        for (const auto& line : whole_lines(row.cells[0].text, width - indent, 2, style.ascii)) {
          out.append(static_cast<std::size_t>(indent), ' ');
          out += paint(line, row.cells[0].tone, style) + '\n';
        }
        break;
      case Row::Kind::space:
        out += '\n';
        break;
    }
  }
  return out;
}

}  // namespace entente::report
