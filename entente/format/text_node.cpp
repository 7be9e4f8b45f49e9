#include "entente/format/text_node.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

/// parse_decimal takes so many digits.
constexpr std::size_t k_longest_number = 60;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// Means nothing to YAML wherever it stands within a text.
bool is_plain(char c) {
  return is_letter(c) || is_digit(c) || beyond_ascii(c) ||
         std::string_view(" _-./()+=;$'").find(c) != std::string_view::npos;
}

bool is_null_word(std::string_view text) {
  return text == "null" || text == "Null" || text == "NULL";
}

/// Characters that editors do not show, or that end lines somewhere: written as escapes.
bool has_hidden_character(std::string_view text) {
  return text.find("\xEF\xBB\xBF") != std::string_view::npos ||  // byte order mark
         text.find("\xC2\xA0") != std::string_view::npos ||      // no-break space
         text.find("\xC2\x85") != std::string_view::npos ||      // next line
         text.find("\xE2\x80\xA8") != std::string_view::npos ||  // line separator
         text.find("\xE2\x80\xA9") != std::string_view::npos;    // paragraph separator
}

/// Would other readers of YAML take this for true or false, a date or a number in a guise that we
/// do not read? Plain decimal numbers are left as people write them.
bool means_something_else(std::string_view text) {
  constexpr std::array<std::string_view, 6> words{"yes", "no", "true", "false", "on", "off"};
  const std::string small = small_letters(text);
  if (std::find(words.begin(), words.end(), small) != words.end()) return true;
  return is_digit(text.front()) &&
         text.find_first_not_of("0123456789.") != std::string_view::npos &&
         small.find_first_not_of("0123456789abcdefotxz.-+_:") == std::string_view::npos;
}

bool stands_as_it_is(std::string_view text) {
  if (text.empty() || text.back() == ' ') return false;
  const char first = text.front();
  if (!is_letter(first) && !is_digit(first) && !beyond_ascii(first)) return false;
  return !is_null_word(text) && !means_something_else(text) &&
         std::all_of(text.begin(), text.end(), is_plain) && !has_hidden_character(text);
}

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::string_view rest = text.substr(i);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else if (rest.starts_with("\xEF\xBB\xBF")) {
      out += "\\ufeff";
      i += 2;
    } else if (rest.size() > 1 && c == '\xC2' && static_cast<unsigned char>(rest[1]) <= 0xA0) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(rest[1]));
      i += 1;
    } else if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) {
      out += fmt::format("\\u20{:02x}", static_cast<unsigned char>(rest[2]) - 0x80);
      i += 2;
    } else {
      out += c;
    }
  }
}

/// One of the two notations.
struct Notation {
  bool yaml = false;

  [[nodiscard]] std::string scalar(const TextNode& node) const {
    switch (node.kind) {
      case TextNode::Kind::text:
        if (yaml && node.bare) return node.text;
        return yaml ? yaml_scalar(node.text) : json_scalar(node.text);
      case TextNode::Kind::null:
        return "null";
      default:
        return node.text;
    }
  }

  [[nodiscard]] std::string key(const std::string& text) const {
    return (yaml ? yaml_scalar(text) : json_scalar(text)) + ": ";
  }

  void append_line(const TextNode& node, std::string& out) const {
    const bool map = node.kind == TextNode::Kind::map;
    if (!map && node.kind != TextNode::Kind::list) {
      out += scalar(node);
      return;
    }
    out += map ? '{' : '[';
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      if (i > 0) out += ", ";
      if (map) out += key(node.keys[i]);
      append_line(node.items[i], out);
    }
    out += map ? '}' : ']';
  }
};

bool on_one_line(const TextNode& node) {
  return node.one_line || node.items.empty() ||
         (node.kind != TextNode::Kind::map && node.kind != TextNode::Kind::list);
}

void append_comment(const std::string& comment, std::size_t indent, std::string& out) {
  for (std::size_t begin = 0; begin < comment.size();) {
    const std::size_t end = std::min(comment.find('\n', begin), comment.size());
    out += fmt::format("{:{}}# {}\n", "", indent, comment.substr(begin, end - begin));
    begin = end + 1;
  }
}

/// The lines of a list or map, each ended. Lists in maps are indented as well.
void append_yaml_block(const TextNode& node, std::size_t indent, std::string& out) {
  constexpr Notation notation{true};
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const TextNode& item = node.items[i];
    const bool map = node.kind == TextNode::Kind::map;
    if (i < node.comments.size() && !node.comments[i].empty()) {
      if (indent == 0 && i > 0) out += '\n';
      append_comment(node.comments[i], indent, out);
    }
    out.append(indent, ' ');
    if (map) {
      out += notation.key(node.keys[i]);
    } else {
      out += "- ";
    }
    if (on_one_line(item)) {
      notation.append_line(item, out);
      out += '\n';
      continue;
    }
    out.back() = '\n';  // in the place of the blank
    append_yaml_block(item, indent + 2, out);
  }
}

void append_json(const TextNode& node, std::size_t indent, std::string& out) {
  constexpr Notation notation{false};
  if (on_one_line(node)) {
    notation.append_line(node, out);
    return;
  }
  const bool map = node.kind == TextNode::Kind::map;
  out += map ? "{\n" : "[\n";
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    out.append(indent + 2, ' ');
    if (map) out += notation.key(node.keys[i]);
    append_json(node.items[i], indent + 2, out);
    out += i + 1 < node.items.size() ? ",\n" : "\n";
  }
  out.append(indent, ' ');
  out += map ? '}' : ']';
}

TextNode node_of(TextNode::Kind kind, std::string text) {
  TextNode node;
  node.kind = kind;
  node.text = std::move(text);
  return node;
}

}  // namespace

TextNode& TextNode::add(std::string key, TextNode value, std::string comment) {
  if (!comment.empty()) {
    comments.resize(keys.size());
    comments.push_back(std::move(comment));
  }
  keys.push_back(std::move(key));
  items.push_back(std::move(value));
  return items.back();
}

TextNode text_node(std::string text) { return node_of(TextNode::Kind::text, std::move(text)); }

TextNode bare_node(std::string text) {
  TextNode node = text_node(std::move(text));
  node.bare = true;
  return node;
}

TextNode number_node(std::string number) {
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  if (number.substr(first, 1) == ".") {
    // One more digit could be one too many for a reader; in quotes it may stand as it is.
    if (number.find('e') > first + k_longest_number) return text_node(std::move(number));
    number.insert(first, "0");
  }
  return node_of(TextNode::Kind::number, std::move(number));
}

TextNode truth_node(bool truth) { return node_of(TextNode::Kind::truth, truth ? "true" : "false"); }

TextNode list_node(std::vector<TextNode> items, bool one_line) {
  TextNode node = node_of(TextNode::Kind::list, {});
  node.items = std::move(items);
  node.one_line = one_line;
  return node;
}

TextNode map_node(bool one_line) {
  TextNode node = node_of(TextNode::Kind::map, {});
  node.one_line = one_line;
  return node;
}

std::string yaml_scalar(std::string_view text) {
  return stands_as_it_is(text) ? std::string(text) : json_scalar(text);
}

std::string json_scalar(std::string_view text) {
  std::string out = "\"";
  append_escaped(out, text);
  return out + '"';
}

std::string yaml_text(const TextNode& root) {
  std::string out;
  append_yaml_block(root, 0, out);
  return out;
}

std::string json_text(const TextNode& root) {
  std::string out;
  append_json(root, 0, out);
  return out + '\n';
}

}  // namespace entente::format
