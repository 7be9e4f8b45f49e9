// The parts of an .xlsx file, and which of its sheets is read.

#include "entente/format/xlsx.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "entente/format/spreadsheet_part.hpp"

namespace entente::format {
namespace {

/// Where a part refers to another one: its id there, what it is, and its name in the archive.
struct Relation {
  std::string kind;  ///< the last word of its type, such as "worksheet"
  std::string part;
};

using Relations = std::map<std::string, Relation, std::less<>>;

/// The folder of a part, with a slash at the end unless it is the outermost one.
std::string_view folder_of(std::string_view part) {
  const auto slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
}

/// The name in the archive that a target means, as seen from a folder.
std::string resolved(std::string_view folder, std::string_view target) {
  std::string path(target.starts_with('/') ? target.substr(1) : target);
  if (!target.starts_with('/')) path.insert(0, folder);
  std::vector<std::string> steps;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string step = path.substr(begin, end - begin);
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else if (step != ".") {
      steps.push_back(step);
    }
    begin = end + 1;
  }
  return fmt::format("{}", fmt::join(steps, "/"));
}

/// What the part refers to; empty where it refers to nothing.
Relations relations_of(ZipArchive& archive, std::string_view part, const std::string& file,
                       Problems& problems) {
  const std::string_view folder = folder_of(part);
  const std::string name = fmt::format("{}_rels/{}.rels", folder, part.substr(folder.size()));
  Relations relations;
  if (!archive.has(name)) return relations;
  const auto root = read_part(archive, name, file, problems);
  if (!root) return relations;
  for (const auto& child : root->children) {
    if (attribute_text(child, "TargetMode") == "External") continue;
    const std::string_view type = attribute_text(child, "Type");
    const auto slash = type.rfind('/');
    const auto kind = slash == std::string_view::npos ? type : type.substr(slash + 1);
    relations.emplace(
        attribute_text(child, "Id"),
        Relation{std::string(kind), resolved(folder, attribute_text(child, "Target"))});
  }
  return relations;
}

const Relation* find_kind(const Relations& relations, std::string_view kind) {
  const auto found = std::find_if(relations.begin(), relations.end(),
                                  [&](const auto& r) { return r.second.kind == kind; });
  return found == relations.end() ? nullptr : &found->second;
}

/// The attribute of this name in some namespace: `r:id`.
std::string_view qualified_attribute(const XmlElement& element, std::string_view name) {
  const auto found = std::find_if(
      element.attributes.begin(), element.attributes.end(), [&](const XmlAttribute& attribute) {
        return attribute.name != name && local_name(attribute.name) == name;
      });
  return found == element.attributes.end() ? std::string_view() : std::string_view(found->value);
}

class XlsxReader {
 public:
  XlsxReader(ZipArchive& archive, const std::string& file, Problems& problems)
      : archive_(archive), file_(file), problems_(problems) {}

  Table run() {
    const Relations outermost = relations_of(archive_, "", file_, problems_);
    const Relation* document = find_kind(outermost, "officeDocument");
    const std::string workbook_part = document == nullptr ? "xl/workbook.xml" : document->part;
    const auto workbook = read_part(archive_, workbook_part, file_, problems_);
    if (!workbook || problems_.failed()) return {};
    relations_ = relations_of(archive_, workbook_part, file_, problems_);
    read_common(*workbook);
    if (problems_.failed()) return {};
    list_sheets(*workbook);
    const auto chosen = choose_sheet(sheets_, file_, problems_);
    if (!chosen) return {};
    if (!table_sheet_) {  // all are empty, or the first one cannot be read
      table_sheet_ = read_part(archive_, parts_[*chosen], file_, problems_);
      if (!table_sheet_) return {};
    }
    SheetGrid grid(file_, sheets_[*chosen].name, problems_);
    read_xlsx_sheet(*table_sheet_, common_, grid);
    return grid.take();
  }

 private:
  void read_common(const XmlElement& workbook) {
    for (const auto& child : workbook.children) {
      if (local_name(child.name) != "workbookPr") continue;
      const std::string_view stated = attribute_text(child, "date1904");
      common_.since_1904 = stated == "1" || stated == "true";
    }
    if (const Relation* texts = find_kind(relations_, "sharedStrings")) {
      if (const auto root = read_part(archive_, texts->part, file_, problems_)) {
        common_.texts = shared_texts(*root);
      }
    }
    if (const Relation* styles = find_kind(relations_, "styles")) {
      if (const auto root = read_part(archive_, styles->part, file_, problems_)) {
        common_.shows_date = date_formats(*root);
      }
    }
  }

  void list_sheets(const XmlElement& workbook) {
    for (const auto& child : workbook.children) {
      if (local_name(child.name) != "sheets") continue;
      for (const auto& sheet : child.children) list_sheet(sheet);
    }
  }

  void list_sheet(const XmlElement& listed) {
    const auto found = relations_.find(qualified_attribute(listed, "id"));
    if (found == relations_.end() || found->second.kind != "worksheet") return;  // a chart's, say
    SheetSummary sheet;
    sheet.name = attribute_text(listed, "name");
    if (sheet.name.empty()) sheet.name = std::to_string(sheets_.size() + 1);
    const std::string_view state = attribute_text(listed, "state");
    sheet.hidden = state == "hidden" || state == "veryHidden";
    // Of sheets that are not read, all that counts is whether something is on them; one that is
    // too large must not stand in the way of the table.
    Problems unheard;
    auto root = read_part(archive_, found->second.part, file_, unheard);
    sheet.has_content = !root || has_content(*root, common_);
    if (sheet.has_content && !sheet.hidden && !any_chosen_) {
      any_chosen_ = true;
      table_sheet_ = std::move(root);
    }
    sheets_.push_back(std::move(sheet));
    parts_.push_back(found->second.part);
  }

  ZipArchive& archive_;
  const std::string& file_;
  Problems& problems_;
  Relations relations_;
  XlsxCommon common_;
  std::vector<SheetSummary> sheets_;
  std::vector<std::string> parts_;  ///< [sheet]
  bool any_chosen_ = false;
  std::optional<XmlElement> table_sheet_;  ///< of the first visible one with something on it
};

}  // namespace

Table read_xlsx(ZipArchive& archive, const std::string& file, Problems& problems) {
  return XlsxReader(archive, file, problems).run();
}

}  // namespace entente::format
