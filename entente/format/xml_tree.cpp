#include "entente/format/xml_tree.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "entente/format/java_number.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/text_positions.hpp"

namespace entente::format {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// A name as a message shows it.
std::string shown(std::string_view name) {
  constexpr std::size_t k_characters = 60;
  return printable(name, k_characters);
}

/// Ends a name: blanks and everything that has a meaning inside a tag.
bool ends_name(char c) {
  return is_blank(c) || c == '=' || c == '/' || c == '>' || c == '<' || c == '"' || c == '\'';
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text.substr(i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string from_latin1(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // 0x80 to 0x9F are control characters in Latin-1 and differ between its relatives.
    append_utf8(out, byte >= 0x80 && byte < 0xA0 ? 0xFFFDU : byte);
  }
  return out;
}

/// The character a reference such as "#65" or "#x41" names, or nothing.
std::optional<std::uint32_t> numeric_reference(std::string_view body) {
  body.remove_prefix(1);
  int base = 10;
  if (!body.empty() && (body.front() == 'x' || body.front() == 'X')) {
    base = 16;
    body.remove_prefix(1);
  }
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), code, base);
  if (error != std::errc() || end != body.data() + body.size()) return std::nullopt;
  if (code == 9 || code == 10 || code == 13) return 0x20;
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return std::nullopt;
  std::string character;
  append_utf8(character, code);
  return has_control_character(character) ? std::nullopt : std::optional(code);
}

std::optional<std::uint32_t> entity(std::string_view body) {
  if (body == "amp") return '&';
  if (body == "lt") return '<';
  if (body == "gt") return '>';
  if (body == "quot") return '"';
  if (body == "apos") return '\'';
  if (!body.empty() && body.front() == '#') return numeric_reference(body);
  return std::nullopt;
}

/// Decodes the entities of XML; whatever else starts with '&' stays as it is.
void append_decoded(std::string& out, std::string_view raw) {
  constexpr std::size_t k_longest = 12;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '&') {
      const auto end = raw.substr(i, k_longest).find(';');
      if (end != std::string_view::npos) {
        if (const auto code = entity(raw.substr(i + 1, end - 1))) {
          append_utf8(out, *code);
          i += end;
          continue;
        }
      }
    }
    out += raw[i];
  }
}

std::string attribute_value(std::string_view raw) {
  std::string flat;
  flat.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n') continue;
    flat += is_blank(raw[i]) ? ' ' : raw[i];
  }
  std::string out;
  append_decoded(out, flat);
  return out;
}

class Parser {
 public:
  Parser(std::string_view text, const TextPositions& positions, const std::string& file,
         Diagnostics& diagnostics, const XmlLimits& limits)
      : text_(text),
        positions_(positions),
        file_(file),
        diagnostics_(diagnostics),
        limits_(limits) {}

  std::optional<XmlElement> parse() {
    if (!skip_prolog()) return std::nullopt;
    XmlElement root;
    open_.push_back(&root);
    if (!read_tag(root)) return std::nullopt;
    while (!open_.empty()) {
      if (!read_content()) return std::nullopt;
    }
    warn_about_rest();
    return root;
  }

 private:
  [[nodiscard]] bool at_end() const { return pos_ >= text_.size(); }
  [[nodiscard]] bool at(std::string_view what) const {
    return text_.substr(pos_, what.size()) == what;
  }
  [[nodiscard]] Place here() const {
    const TextPosition p = positions_.at(pos_);
    return {file_, p.line, p.column};
  }

  void skip_blanks() {
    while (!at_end() && is_blank(text_[pos_])) ++pos_;
  }

  bool fail(Place place, std::string message, std::string hint) {
    diagnostics_.push_back(make_error(std::move(place), std::move(message), std::move(hint)));
    return false;
  }

  /// Goes behind the next `end`; what is skipped started here.
  bool skip_past(std::string_view end, const char* what) {
    const auto found = text_.find(end, pos_);
    if (found == std::string_view::npos) {
      return fail(here(), std::string("this ") + what + " has no end",
                  "close it with `" + std::string(end) + "`");
    }
    pos_ = found + end.size();
    return true;
  }

  /// <!DOCTYPE ...>, with declarations nested in it.
  bool skip_declaration() {
    const Place start = here();
    std::size_t depth = 0;
    while (!at_end()) {
      const char c = text_[pos_];
      ++pos_;
      if (c == '<') ++depth;
      if (c == '>' && --depth == 0) return true;
    }
    return fail(start, "this declaration has no end", "close it with `>`");
  }

  /// Skips a comment, an instruction or a declaration. `skipped` says whether there was one.
  bool skip_aside(bool& skipped) {
    skipped = true;
    if (at("<!--")) return skip_past("-->", "comment");
    if (at("<?")) return skip_past(">", "instruction");
    if (at("<!") && !at("<![CDATA[")) return skip_declaration();
    skipped = false;
    return true;
  }

  bool skip_prolog() {
    for (bool skipped = true; skipped;) {
      skip_blanks();
      if (!skip_aside(skipped)) return false;
    }
    if (at_end()) {
      return fail(here(), text_.empty() ? "the file is empty" : "the file holds no element", "");
    }
    if (text_[pos_] == '<') return true;
    const auto line = text_.substr(pos_, text_.find_first_of("\r\n", pos_) - pos_);
    if (begins_with_number_list(line)) {
      return fail(
          here(), "this is a list of numbers, not XML: it begins with " + in_quotes(line),
          "GENIUS keeps the points of a frontier so, in the pareto.xml beside some profiles; "
          "it is neither a domain nor a profile, so leave it out");
    }
    return fail(here(), "this is not XML: it begins with " + in_quotes(line),
                "an XML file begins with `<`");
  }

  std::string_view read_name() {
    const std::size_t start = pos_;
    while (!at_end() && !ends_name(text_[pos_])) ++pos_;
    return text_.substr(start, pos_ - start);
  }

  /// One step inside the innermost open element.
  bool read_content() {
    const std::size_t end = std::min(text_.find('<', pos_), text_.size());
    append_decoded(open_.back()->text, text_.substr(pos_, end - pos_));
    pos_ = end;
    if (at_end()) {
      const XmlElement& e = *open_.back();
      return fail({file_, e.line, e.column},
                  fmt::format("<{}> is never closed: the file ends first", shown(e.name)),
                  fmt::format("the file may be cut off; the end tag is </{}>", shown(e.name)));
    }
    if (at("<![CDATA[")) return read_cdata();
    bool skipped = false;
    if (!skip_aside(skipped)) return false;
    if (skipped) return true;
    if (at("</")) return read_end_tag();
    if (open_.size() >= k_max_depth) {
      return fail(here(), fmt::format("elements are nested more than {} deep", k_max_depth), "");
    }
    const std::size_t offset = open_.back()->text.size();
    open_.push_back(&open_.back()->children.emplace_back());
    open_.back()->offset = offset;
    return read_tag(*open_.back());
  }

  bool read_cdata() {
    constexpr std::size_t k_start = 9;
    const std::size_t start = pos_ + k_start;
    if (!skip_past("]]>", "CDATA section")) return false;
    open_.back()->text += text_.substr(start, pos_ - 3 - start);
    return true;
  }

  bool read_end_tag() {
    const Place start = here();
    pos_ += 2;
    skip_blanks();
    const std::string name(read_name());
    skip_blanks();
    const XmlElement& e = *open_.back();
    if (name != e.name) {
      return fail(
          start,
          fmt::format("</{}> does not match <{}> in line {}", shown(name), shown(e.name), e.line),
          fmt::format("close <{}> first", shown(e.name)));
    }
    if (at_end() || text_[pos_] != '>') {
      return fail(start, fmt::format("the tag </{} has no end", shown(name)), "close it with `>`");
    }
    ++pos_;
    open_.pop_back();
    return true;
  }

  /// Reads from '<' to '>'. The element is open_.back(); it is closed when the tag says so.
  bool read_tag(XmlElement& element) {
    const Place start = here();
    element.line = start.line;
    element.column = start.column;
    if (++elements_ > limits_.elements) {
      return fail(start, fmt::format("the file holds more than {} elements", limits_.elements), "");
    }
    ++pos_;
    element.name = read_name();
    if (element.name.empty()) {
      return fail(start, "a `<` must be followed by the name of an element",
                  "write a `<` that is meant as text as `&lt;`");
    }
    while (true) {
      skip_blanks();
      if (at_end() || text_[pos_] == '<') {
        return fail(start, fmt::format("the tag <{} has no end", shown(element.name)),
                    "close it with `>`");
      }
      if (at("/>")) {
        pos_ += 2;
        open_.pop_back();
        return true;
      }
      if (at(">")) {
        ++pos_;
        return true;
      }
      if (!read_attribute(element)) return false;
    }
  }

  bool read_attribute(XmlElement& element) {
    const Place start = here();
    if (++attributes_ > limits_.attributes) {
      return fail(start, fmt::format("the file holds more than {} attributes", limits_.attributes),
                  "");
    }
    XmlAttribute attribute;
    attribute.line = start.line;
    attribute.column = start.column;
    attribute.name = read_name();
    skip_blanks();
    if (attribute.name.empty() || !at("=")) {
      const auto word = attribute.name.empty() ? text_.substr(pos_, 1) : attribute.name;
      return fail(
          start,
          fmt::format("{} in the tag <{}> is no attribute", in_quotes(word), shown(element.name)),
          "an attribute is written name=\"value\"; is a quotation mark missing?");
    }
    ++pos_;
    skip_blanks();
    if (!read_attribute_value(element, attribute)) return false;
    element.attributes.push_back(std::move(attribute));
    return true;
  }

  bool read_attribute_value(const XmlElement& element, XmlAttribute& attribute) {
    if (!at("\"") && !at("'")) {
      const std::size_t start = pos_;
      while (!at_end() && !is_blank(text_[pos_]) && text_[pos_] != '>' && !at("/>")) ++pos_;
      attribute.value = attribute_value(text_.substr(start, pos_ - start));
      return true;
    }
    const auto end = text_.find(text_[pos_], pos_ + 1);
    if (end == std::string_view::npos) {
      return fail({file_, attribute.line, attribute.column},
                  fmt::format("the value of {} in <{}> has no end", in_quotes(attribute.name),
                              shown(element.name)),
                  "a quotation mark is missing");
    }
    attribute.value = attribute_value(text_.substr(pos_ + 1, end - pos_ - 1));
    pos_ = end + 1;
    return true;
  }

  void warn_about_rest() {
    for (bool skipped = true; skipped;) {
      skip_blanks();
      const auto before = diagnostics_.size();
      if (!skip_aside(skipped)) {
        diagnostics_.resize(before);  // an unfinished comment after the end harms nobody
        return;
      }
    }
    if (!at_end()) {
      diagnostics_.push_back(make_warning(here(), "what follows the end of the document is ignored",
                                          "a file holds one document"));
    }
  }

  std::string_view text_;
  const TextPositions& positions_;
  const std::string& file_;
  Diagnostics& diagnostics_;
  const XmlLimits& limits_;
  std::size_t pos_ = 0;
  std::size_t elements_ = 0;
  std::size_t attributes_ = 0;
  /// From the root to the innermost open element. Only the children of the last one grow, so the
  /// pointers stay good.
  std::vector<XmlElement*> open_;
};

bool is_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

}  // namespace

const XmlAttribute* XmlElement::attribute(std::string_view wanted) const {
  const auto it = std::find_if(attributes.rbegin(), attributes.rend(),
                               [&](const XmlAttribute& a) { return a.name == wanted; });
  return it == attributes.rend() ? nullptr : &*it;
}

const XmlElement* XmlElement::child(std::string_view wanted) const {
  const auto it = std::find_if(children.begin(), children.end(),
                               [&](const XmlElement& e) { return e.name == wanted; });
  return it == children.end() ? nullptr : &*it;
}

bool begins_with_number_list(std::string_view text) {
  std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  for (std::size_t numbers = 1;; ++numbers) {
    const std::size_t comma = line.find(',');
    if (!parse_java_double(line.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return numbers > 1;
    line.remove_prefix(comma + 1);
  }
}

std::optional<XmlElement> read_xml(std::string_view text, const std::string& file,
                                   Diagnostics& diagnostics, const XmlLimits& limits) {
  if (text.size() > k_max_file_bytes) {
    diagnostics.push_back(make_error(
        {file, 0, 0}, fmt::format("the file is larger than {} bytes", k_max_file_bytes), ""));
    return std::nullopt;
  }
  text = without_byte_order_mark(text);
  std::string converted;
  if (!is_utf16(text) && !is_utf8(text)) {
    diagnostics.push_back(make_warning({file, 1, 1}, "the file is not UTF-8; it is read as Latin-1",
                                       "save it as UTF-8"));
    converted = from_latin1(text);
    text = converted;
  }
  const TextPositions positions(text);
  const Diagnostics trouble = check_text(text, positions, file);
  if (trouble.empty()) return Parser(text, positions, file, diagnostics, limits).parse();
  diagnostics.insert(diagnostics.end(), trouble.begin(), trouble.end());
  return std::nullopt;
}

}  // namespace entente::format
