#include "entente/format/file_kind.hpp"

#include <algorithm>

#include "entente/format/geniusweb.hpp"
#include "entente/format/import_draft.hpp"
#include "entente/format/native_sections.hpp"
#include "entente/format/negmas.hpp"
#include "entente/format/negolog.hpp"
#include "entente/format/spreadsheet.hpp"
#include "entente/format/table_read.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/write.hpp"
#include "entente/format/xml_tree.hpp"

namespace entente::format {
namespace {

/// The text from the first character that is not blank.
std::string_view skip_blanks(std::string_view text) {
  text = without_byte_order_mark(text);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text;
}

/// Does some line begin with the key `entente`? Then this is a file of ours.
bool has_our_key(std::string_view text) {
  return text.starts_with("entente:") || text.find("\nentente:") != std::string_view::npos ||
         text.find("\"entente\"") != std::string_view::npos;
}

/// One that does not so much as mention an agreement need not be taken apart to know which it is.
bool is_plainly_native(std::string_view text) {
  return text.find("agre") == std::string_view::npos && has_our_key(text);
}

FileKind kind_of_map(const YamlDocument& document) {
  if (!document.readable || !document.root.is_mapping()) return FileKind::native;
  Problems unheard;
  if (is_agreement_file(Sheet("", unheard), document.root)) return FileKind::agreement;
  if (entry(document.root, "entente") != nullptr) return FileKind::native;
  if (is_geniusweb(document.root)) return FileKind::geniusweb;
  if (is_negolog(document.root)) return FileKind::negolog;
  return is_negmas(document.root) ? FileKind::negmas : FileKind::native;
}

bool named_like_table(std::string_view name) {
  const auto target = target_of(name);
  return target == Target::csv || target == Target::tsv || named_like_spreadsheet(name);
}

}  // namespace

bool is_spreadsheet(const SourceText& source) {
  return looks_like_spreadsheet(source.text) ||
         (named_like_spreadsheet(source.name) && !looks_like_table(source.text));
}

bool looks_like_xml(std::string_view text) {
  const std::string_view rest = skip_blanks(text);
  return !rest.empty() && rest.front() == '<';
}

FileKind kind_of(const SourceText& source, std::optional<YamlDocument>& tree) {
  const std::string_view text = source.text;
  if (looks_like_spreadsheet(text)) return FileKind::table;
  if (looks_like_xml(text)) return FileKind::genius;
  if (looks_like_table(text)) return FileKind::table;
  // The contents count for more than the name.
  if (named_like_table(source.name) && !has_our_key(text)) return FileKind::table;
  if (begins_with_number_list(skip_blanks(text))) return FileKind::genius;
  if (is_plainly_native(text)) return FileKind::native;
  return kind_of_map(tree.emplace(parse_yaml(text, source.name)));
}

std::string_view describe(FileKind kind) {
  switch (kind) {
    case FileKind::native:
      return "a scenario or preferences in YAML or JSON";
    case FileKind::agreement:
      return "an agreement";
    case FileKind::genius:
      return "XML";
    case FileKind::geniusweb:
      return "GeniusWeb JSON";
    case FileKind::negmas:
      return "a NegMAS file";
    case FileKind::negolog:
      return "a NegoLog profile";
    case FileKind::table:
      return "a table";
  }
  return {};
}

}  // namespace entente::format
