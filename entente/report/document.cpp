#include "entente/report/document.hpp"

#include <cassert>

#include "entente/report/text_width.hpp"

namespace entente::report {

Cell number_cell(double value, Tone tone) { return {number_text(value), tone, value}; }

void Table::add_head(std::vector<Cell> cells, Audience to) {
  assert(cells.size() <= columns.size());
  cells.resize(columns.size());
  rows.push_back({Row::Kind::head, std::move(cells), to});
}

void Table::add_row(std::vector<Cell> cells, Audience to) {
  assert(cells.size() <= columns.size());
  cells.resize(columns.size());
  rows.push_back({Row::Kind::cells, std::move(cells), to});
}

void Table::add_heading(Cell cell, Audience to) {
  rows.push_back({Row::Kind::heading, {std::move(cell)}, to});
}

void Table::add_space() { rows.push_back({Row::Kind::space, {}, Audience::everybody}); }

void Document::title(std::string text, std::string source) {
  blocks_.emplace_back(Title{std::move(text), std::move(source)});
}

void Document::heading(std::string text, Audience audience) {
  blocks_.emplace_back(Heading{std::move(text), audience});
}

void Document::paragraph(std::string text, Tone tone, int indent, int hang) {
  add(Paragraph{std::move(text), tone, indent, hang, "", Audience::everybody});
}

}  // namespace entente::report
