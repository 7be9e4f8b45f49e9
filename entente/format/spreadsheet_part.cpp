#include "entente/format/spreadsheet_part.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "entente/format/text_check.hpp"

namespace entente::format {

std::optional<XmlElement> parse_part(std::string_view xml, std::string_view part,
                                     const std::string& file, Problems& problems) {
  Diagnostics trouble;
  auto root = read_xml(xml, std::string(part), trouble, k_spreadsheet_xml);
  for (const auto& d : trouble) {
    if (d.severity != Severity::error) continue;
    problems.add(make_error({file, 0, 0},
                            fmt::format("the part {} of the file cannot be read: {} ({}:{})",
                                        in_quotes(part), d.message, d.place.line, d.place.column),
                            "open the file in a spreadsheet program and save it anew, or save the "
                            "sheet as CSV"));
  }
  return root;
}

std::optional<XmlElement> read_part(ZipArchive& archive, std::string_view part,
                                    const std::string& file, Problems& problems) {
  const auto xml = archive.read(part);
  if (xml) return parse_part(*xml, part, file, problems);
  problems.add(xml.error());
  return std::nullopt;
}

std::string_view local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view attribute_text(const XmlElement& element, std::string_view name) {
  const XmlAttribute* found = element.attribute(name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

std::int64_t count_of(std::string_view text) {
  constexpr std::int64_t k_most = std::int64_t{1} << 24;
  std::int64_t count = 1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc::result_out_of_range) return k_most;
  if (error != std::errc() || end != text.data() + text.size()) return 1;
  return std::clamp<std::int64_t>(count, 1, k_most);
}

}  // namespace entente::format
