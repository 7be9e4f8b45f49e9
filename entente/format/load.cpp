#include "entente/format/load.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "entente/format/agreement.hpp"
#include "entente/format/genius.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/xml_tree.hpp"
#include "entente/model/validate.hpp"

namespace entente::format {
namespace {

namespace fs = std::filesystem;

/// What stands for standard input on the command line, how messages name it, and where it is.
constexpr std::string_view k_dash = "-";
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

/// The text from the first character that is not blank.
std::string_view skip_blanks(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) {
    text.remove_prefix(byte_order_mark.size());
  }
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text;
}

/// Is the reader of XML the one that knows best what to say of this file? The lists of numbers that
/// stand beside some profiles are none, but it knows them.
bool belongs_to_xml(std::string_view text) {
  return looks_like_xml(text) || begins_with_number_list(skip_blanks(text));
}

/// XML and native files cannot be read together, but for an agreement beside a scenario in XML;
/// what is neither is no use among several.
Diagnostics refuse_mixture(const std::vector<SourceText>& sources) {
  Diagnostics found;
  for (const auto& source : sources) {
    if (looks_like_utf16(source.text)) {
      found.push_back(utf16_error(source.name));
    } else if (sources.size() > 1 && skip_blanks(source.text).empty()) {
      found.push_back(make_error({source.name, 1, 1}, "the file is empty", ""));
    }
  }
  if (!found.empty()) return found;
  const bool xml = belongs_to_xml(sources.front().text);
  for (const auto& source : sources) {
    if (belongs_to_xml(source.text) == xml || (xml && holds_agreement(source.text))) continue;
    found.push_back(make_error(
        {source.name, 0, 0},
        fmt::format("this file is {}XML, unlike the first one", xml ? "not " : ""),
        "give a scenario and preferences in YAML or JSON, or a domain and profiles in XML"));
  }
  return found;
}

tl::expected<SourceText, std::string> read_named(const std::string& path) {
  if (path != k_dash) return read_file(path);
  auto source = read_file(k_input_path);
  if (source) source->name = k_input_name;
  return source;
}

/// Reads the agreement that stands beside a scenario in XML, where there is one.
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

ReadResult load_genius(const std::vector<SourceText>& sources) {
  std::vector<GeniusFile> profiles;
  std::vector<const SourceText*> agreements;
  for (std::size_t i = 1; i < sources.size(); ++i) {
    if (belongs_to_xml(sources[i].text)) {
      profiles.push_back({sources[i].name, sources[i].text});
    } else {
      agreements.push_back(&sources[i]);
    }
  }
  ReadResult result = read_genius({sources.front().name, sources.front().text}, profiles);
  if (!result.scenario) return result;
  Diagnostics more = validate(*result.scenario);
  const Diagnostics of_agreement = add_agreement(agreements, result);
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

ReadResult load_native(std::vector<SourceText> sources) {
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

bool looks_like_xml(std::string_view text) {
  const std::string_view rest = skip_blanks(text);
  return !rest.empty() && rest.front() == '<';
}

ReadResult load_scenario(const std::vector<std::string>& paths) {
  ReadResult result;
  if (paths.empty()) {
    result.diagnostics.push_back(make_error({}, "no file was given", "name a scenario file"));
    return result;
  }
  std::vector<SourceText> sources;
  bool input_read = false;
  for (const auto& path : paths) {
    if (path == k_dash && std::exchange(input_read, true)) {
      result.diagnostics.push_back(make_error({std::string(k_input_name), 0, 0},
                                              "standard input can be read only once",
                                              "give `-` for one of the files"));
      break;
    }
    auto source = read_named(path);
    if (source) {
      sources.push_back(std::move(*source));
    } else {
      const std::string name(path == k_dash ? k_input_name : path);
      result.diagnostics.push_back(
          make_error({name, 0, 0}, "cannot read this file: " + source.error(), ""));
    }
  }
  if (has_errors(result.diagnostics)) return result;
  result.diagnostics = refuse_mixture(sources);
  if (!result.diagnostics.empty()) return result;
  if (belongs_to_xml(sources.front().text)) return load_genius(sources);
  return load_native(std::move(sources));
}

}  // namespace entente::format
