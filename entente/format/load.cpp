#include "entente/format/load.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "entente/format/agreement.hpp"
#include "entente/format/file_kind.hpp"
#include "entente/format/folder.hpp"
#include "entente/format/genius.hpp"
#include "entente/format/geniusweb.hpp"
#include "entente/format/import_draft.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/negmas.hpp"
#include "entente/format/negolog.hpp"
#include "entente/format/spreadsheet.hpp"
#include "entente/format/table_read.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/write.hpp"
#include "entente/format/yaml_document.hpp"
#include "entente/model/validate.hpp"

namespace entente::format {
namespace {

namespace fs = std::filesystem;

/// How messages name standard input, and where it is.
constexpr std::string_view k_input_name = "<stdin>";
constexpr const char* k_input_path = "/dev/stdin";

std::string reason(int error) { return std::generic_category().message(error); }

/// Is `path` (links resolved) below `folder` (links resolved)?
bool is_below(const fs::path& path, const fs::path& folder) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

/// Opens what a scenario in `folder` names.
tl::expected<SourceText, std::string> open_beside(const fs::path& folder,
                                                  const std::string& relative) {
  std::error_code error;
  const fs::path base = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
  if (error) return tl::unexpected<std::string>(error.message());
  const fs::path path = folder / relative;
  const fs::path target = fs::canonical(path, error);
  if (error) return tl::unexpected<std::string>(error.message());
  if (!is_below(target, base)) {
    return tl::unexpected<std::string>("it lies outside the scenario's folder");
  }
  return read_file(path.string(), true);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// What one look at a file of ours among several tells, so that its tree need not be kept.
struct Outline {
  Diagnostics faults;  ///< why it cannot be taken apart
  bool scenario = false;
  std::vector<std::string> files;  ///< that it names
};

/// Files as they came, told apart.
struct Sources {
  std::vector<SourceText> all;
  std::vector<FileKind> kinds;
  std::vector<Outline> outlines;  ///< of those of ours, where there are several files
  bool from_folder = false;       ///< their order means nothing

  /// What the scenario is written in: the kind of the first file that is no mere agreement.
  [[nodiscard]] FileKind family() const {
    const auto first = std::find_if(kinds.begin(), kinds.end(),
                                    [](FileKind kind) { return kind != FileKind::agreement; });
    return first == kinds.end() ? FileKind::native : *first;
  }

  [[nodiscard]] std::vector<const SourceText*> of(FileKind kind) const {
    std::vector<const SourceText*> found;
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (kinds[k] == kind) found.push_back(&all[k]);
    }
    return found;
  }
};

/// What cannot be taken apart tells nothing about its kind, and must not make another file look
/// like the odd one out.
Diagnostics refuse_broken(const Sources& sources) {
  Diagnostics found;
  for (std::size_t k = 0; k < sources.all.size(); ++k) {
    if (target_of(sources.all[k].name) == Target::genius) continue;  // YAML was never meant
    const auto& faults = sources.outlines[k].faults;
    found.insert(found.end(), faults.begin(), faults.end());
  }
  return found;
}

/// Files of different kinds cannot be read together, but for an agreement beside a scenario; what
/// is empty is no use among several.
Diagnostics refuse_mixture(const Sources& sources) {
  Diagnostics found;
  for (const auto& source : sources.all) {
    if (looks_like_utf16(source.text)) {
      found.push_back(utf16_error(source.name));
    } else if (sources.all.size() > 1 && is_blank(source.text)) {
      found.push_back(make_error({source.name, 1, 1}, "the file is empty", ""));
    }
  }
  if (found.empty()) found = refuse_broken(sources);
  if (!found.empty()) return found;
  const FileKind family = sources.family();
  for (std::size_t k = 0; k < sources.all.size(); ++k) {
    if (sources.kinds[k] == family || sources.kinds[k] == FileKind::agreement) continue;
    found.push_back(make_error(
        {sources.all[k].name, 0, 0},
        family == FileKind::genius
            ? "this file is not XML, unlike the first one"
            : fmt::format("this file is {}, unlike the first one", describe(sources.kinds[k])),
        "give files of one kind: a scenario and preferences in YAML or JSON, a domain and profiles "
        "(in XML for GENIUS), or one table"));
  }
  return found;
}

Outline outline_of(const YamlDocument& document) {
  Outline outline;
  if (!document.readable) {
    outline.faults = document.diagnostics;
    return outline;
  }
  const YamlNode& root = document.root;
  outline.scenario = entry(root, "issues") != nullptr || entry(root, "parties") != nullptr;
  const auto* preferences = entry(root, "preferences");
  if (preferences == nullptr || !preferences->is_mapping()) return outline;
  for (std::size_t k = 0; k < preferences->pair_count(); ++k) {
    const auto* file = entry(preferences->value(k), "file");
    if (file != nullptr) outline.files.push_back(file->text);
  }
  return outline;
}

/// Tells the files apart; none is taken apart more than once for that.
void recognise_all(Sources& sources) {
  for (const auto& source : sources.all) {
    std::optional<YamlDocument> tree;
    sources.kinds.push_back(kind_of(source, tree));
    auto& outline = sources.outlines.emplace_back();
    if (sources.kinds.back() != FileKind::native || sources.all.size() == 1) continue;
    outline = outline_of(tree ? std::move(*tree) : parse_yaml(source.text, source.name));
  }
}

tl::expected<SourceText, std::string> read_named(const std::string& path) {
  if (path != k_standard_stream) return read_file(path);
  auto source = read_file(k_input_path);
  if (source) source->name = k_input_name;
  return source;
}

/// The files that are meant: those of folders in their place.
std::vector<std::string> unfold(const std::vector<std::string>& paths, Sources& sources,
                                Diagnostics& diagnostics) {
  std::vector<std::string> files;
  for (const auto& path : paths) {
    std::error_code ignored;
    if (path == k_standard_stream || !fs::is_directory(path, ignored)) {
      files.push_back(path);
      continue;
    }
    sources.from_folder = true;
    const auto inside = files_in_folder(path);
    if (inside) {
      files.insert(files.end(), inside->begin(), inside->end());
    } else {
      diagnostics.push_back(make_error({path, 0, 0}, inside.error(), "name the files themselves"));
    }
  }
  return files;
}

/// Reads the agreement that stands beside a scenario in another format, where there is one.
Diagnostics add_agreement(const std::vector<const SourceText*>& sources, ReadResult& result) {
  Diagnostics found;
  for (const SourceText* source : sources) {
    if (source != sources.front()) {
      found.push_back(
          make_error({source->name, 0, 0},
                     "an agreement is stated twice, here and in " + sources.front()->name,
                     "give one of the two files"));
      continue;
    }
    auto read = read_agreement(source->text, source->name, *result.scenario);
    result.agreement = std::move(read.agreement);
    found.insert(found.end(), read.diagnostics.begin(), read.diagnostics.end());
  }
  return found;
}

/// Judges what a reader of another format has read, and adds the agreement that stands beside it.
ReadResult complete(ReadResult result, const Sources& sources) {
  if (!result.scenario) return result;
  Diagnostics more = validate(*result.scenario);
  const Diagnostics of_agreement = add_agreement(sources.of(FileKind::agreement), result);
  more.insert(more.end(), of_agreement.begin(), of_agreement.end());
  if (result.omitted > 0) result.diagnostics.pop_back();  // the note on how many there were
  result.diagnostics.insert(result.diagnostics.end(), more.begin(), more.end());
  result.omitted = cut_diagnostics(result.diagnostics, k_max_problems, result.omitted);
  if (has_errors(more)) {
    result.scenario.reset();
    result.agreement.reset();
  }
  return result;
}

/// Profiles come behind their domain. In a folder, the names decide nothing.
bool is_genius_domain(const GeniusFile& file) {
  return file.text.find("<negotiation_template") != std::string_view::npos;
}

ReadResult load_genius(const Sources& sources) {
  std::vector<GeniusFile> files;
  for (const auto* source : sources.of(FileKind::genius)) {
    files.push_back({source->name, source->text});
  }
  if (sources.from_folder) std::stable_partition(files.begin(), files.end(), is_genius_domain);
  return read_genius(files.front(), std::span(files).subspan(1));
}

ReadResult load_table(const Sources& sources) {
  const auto tables = sources.of(FileKind::table);
  if (tables.size() == 1) {
    const auto& [name, text] = *tables[0];
    return is_spreadsheet(*tables[0]) ? read_spreadsheet(text, name) : read_table_text(text, name);
  }
  ReadResult result;
  result.diagnostics.push_back(make_error({tables[1]->name, 0, 0}, "this is a second table",
                                          "one table holds the whole scenario; give one"));
  return result;
}

template <class Read>
ReadResult load_import(const Sources& sources, const Read& read) {
  std::vector<ImportFile> files;
  for (const auto* source : sources.of(sources.family())) {
    files.push_back({source->name, source->text});
  }
  return complete(read(std::span<const ImportFile>(files)), sources);
}

/// The scenario, and the files beside it. Of a folder's files, the scenario is the first that may
/// be one, and files that it names are read when it does so.
std::vector<SourceText> arranged(Sources sources) {
  std::size_t first = 0;
  std::set<std::string> named;
  if (sources.from_folder) {
    const auto& outlines = sources.outlines;
    const auto found = std::find_if(outlines.begin(), outlines.end(),
                                    [](const Outline& outline) { return outline.scenario; });
    if (found != outlines.end()) first = static_cast<std::size_t>(found - outlines.begin());
    const fs::path folder = fs::path(sources.all[first].name).parent_path();
    for (const auto& file : outlines[first].files) {
      named.insert((folder / file).lexically_normal().string());
    }
  }
  std::vector<SourceText> files;
  files.push_back(std::move(sources.all[first]));
  for (std::size_t k = 0; k < sources.all.size(); ++k) {
    if (k == first) continue;
    if (named.contains(fs::path(sources.all[k].name).lexically_normal().string())) continue;
    files.push_back(std::move(sources.all[k]));
  }
  return files;
}

ReadResult load_native(Sources given) {
  std::vector<SourceText> sources = arranged(std::move(given));
  const fs::path folder = fs::path(sources.front().name).parent_path();
  PreferenceFiles files;
  files.given.assign(std::make_move_iterator(sources.begin() + 1),
                     std::make_move_iterator(sources.end()));
  files.open = [folder](const std::string& relative) { return open_beside(folder, relative); };
  return read_native(sources.front().text, sources.front().name, files);
}

}  // namespace

tl::expected<SourceText, std::string> read_file(const std::string& path, bool regular_only) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (fs::is_directory(status)) return tl::unexpected<std::string>("it is a folder");
  if (regular_only && fs::exists(status) && !fs::is_regular_file(status)) {
    return tl::unexpected<std::string>("it is not a plain file");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return tl::unexpected<std::string>(reason(errno));
  SourceText source;
  source.name = path;
  std::vector<char> block(std::size_t{1} << 16U);
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    source.text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (source.text.size() > k_max_file_bytes) {
      return tl::unexpected<std::string>(
          fmt::format("it has more than {} bytes, the limit for one file", k_max_file_bytes));
    }
  }
  if (file.bad()) return tl::unexpected<std::string>("it cannot be read");
  return source;
}

ReadResult load_scenario(const std::vector<std::string>& paths) {
  ReadResult result;
  if (paths.empty()) {
    result.diagnostics.push_back(make_error({}, "no file was given", "name a scenario file"));
    return result;
  }
  Sources sources;
  bool input_read = false;
  for (const auto& path : unfold(paths, sources, result.diagnostics)) {
    if (path == k_standard_stream && std::exchange(input_read, true)) {
      result.diagnostics.push_back(make_error({std::string(k_input_name), 0, 0},
                                              "standard input can be read only once",
                                              "give `-` for one of the files"));
      break;
    }
    auto source = read_named(path);
    if (source) {
      sources.all.push_back(std::move(*source));
    } else {
      const std::string name(path == k_standard_stream ? k_input_name : path);
      result.diagnostics.push_back(
          make_error({name, 0, 0}, "cannot read this file: " + source.error(), ""));
    }
  }
  if (has_errors(result.diagnostics)) return result;
  recognise_all(sources);
  result.diagnostics = refuse_mixture(sources);
  if (!result.diagnostics.empty()) return result;
  switch (sources.family()) {
    case FileKind::genius:
      return complete(load_genius(sources), sources);
    case FileKind::geniusweb:
      return load_import(sources, read_geniusweb);
    case FileKind::negmas:
      return load_import(sources, read_negmas);
    case FileKind::negolog:
      return load_import(sources, read_negolog);
    case FileKind::table:
      return complete(load_table(sources), sources);
    default:
      return load_native(std::move(sources));
  }
}

}  // namespace entente::format
