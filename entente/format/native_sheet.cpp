#include "entente/format/native_sheet.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/suggest.hpp"
#include "entente/format/text_check.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {
namespace {

constexpr std::size_t k_lines_listed = 10;
constexpr std::size_t k_flow_characters = 300;

std::string describe(const YamlNode& node) {
  if (node.is_mapping()) return "a map";
  if (node.is_sequence()) return "a list";
  if (!node.quoted && node.text.empty()) return "nothing";
  return in_quotes(node.text);
}

std::string number_hint(std::string_view text) {
  if (text.find(',') != std::string_view::npos) {
    return "write decimals with a point, and no separators between thousands";
  }
  if (text.find("\xE2\x88\x92") != std::string_view::npos) {
    return "write the minus sign as a hyphen, `-`";
  }
  if (text.find('%') != std::string_view::npos) return "write 0.35 for 35 %";
  return "write a number such as 12, -3.5 or 1e3 (at most 60 digits)";
}

bool needs_quotes(const YamlNode& node) {
  return node.quoted &&
         (node.text.empty() || node.text.find_first_of(":#,[]{}\"'\n") != std::string::npos);
}

void append_flow(const YamlNode& node, std::string& out) {
  if (out.size() > 4 * k_flow_characters) return;
  switch (node.kind) {
    case YamlNode::Kind::scalar:
      out += needs_quotes(node) ? '"' + node.text + '"' : node.text;
      break;
    case YamlNode::Kind::sequence:
      out += '[';
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out += ", ";
        append_flow(node.children[i], out);
      }
      out += ']';
      break;
    case YamlNode::Kind::mapping:
      out += '{';
      for (std::size_t i = 0; i < node.pair_count(); ++i) {
        if (i > 0) out += ", ";
        append_flow(node.key(i), out);
        out += ": ";
        append_flow(node.value(i), out);
      }
      out += '}';
      break;
    case YamlNode::Kind::refused:
      break;
  }
}

}  // namespace

void Problems::add(Diagnostic diagnostic) {
  Diagnostics& list = diagnostic.severity == Severity::error ? errors_ : others_;
  if (list.size() >= k_max_problems) {
    ++left_out_;
    return;
  }
  list.push_back(std::move(diagnostic));
}

void Problems::add(Diagnostics diagnostics) {
  for (auto& d : diagnostics) add(std::move(d));
}

void Problems::add_unknown(const Place& place, std::string message,
                           const std::function<std::string()>& hint) {
  auto key = std::make_pair(place.file, message);
  if (const auto it = unknown_.find(key); it != unknown_.end()) {
    auto& lines = it->second.more_lines;
    if (lines.empty() || lines.back() != place.line) lines.push_back(place.line);
    return;
  }
  const bool full = errors_.size() >= k_max_problems;
  if (!full) unknown_[std::move(key)].index = errors_.size();
  add(make_error(place, std::move(message), full ? std::string() : hint()));
}

std::optional<std::size_t> Problems::guess(std::string_view wanted,
                                           const std::vector<std::string_view>& candidates) {
  if (candidates.size() > comparisons_left_) return std::nullopt;
  comparisons_left_ -= candidates.size();
  return suggest(wanted, candidates);
}

ReadResult Problems::finish(Scenario&& scenario) {
  ReadResult result;
  const bool read = !failed();
  result.diagnostics = take();
  result.omitted = left_out_;
  if (read) result.scenario = std::move(scenario);
  return result;
}

Diagnostics Problems::take() {
  for (auto& [key, uses] : unknown_) {
    auto& lines = uses.more_lines;
    if (lines.empty()) continue;
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    const std::size_t listed_lines = std::min(lines.size(), k_lines_listed);
    auto& message = errors_[uses.index].message;
    message += fmt::format(
        " (also on line{} {}", lines.size() == 1 ? "" : "s",
        fmt::join(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(listed_lines), ", "));
    if (lines.size() > listed_lines)
      message += fmt::format(" and {} more", lines.size() - listed_lines);
    message += ')';
  }
  unknown_.clear();
  Diagnostics all = std::move(errors_);
  all.insert(all.end(), std::make_move_iterator(others_.begin()),
             std::make_move_iterator(others_.end()));
  left_out_ = cut_diagnostics(all, k_max_problems, left_out_);
  return all;
}

void Sheet::error(const YamlNode& at, std::string message, std::string hint) const {
  problems_.add(make_error(place(at), std::move(message), std::move(hint)));
}

void Sheet::wrong_type(const YamlNode& node, std::string_view what, std::string_view expected,
                       std::string hint) const {
  if (node.kind == YamlNode::Kind::refused) return;
  if (node.is_scalar() && !node.quoted && node.text.empty()) {
    error(node, fmt::format("{} is empty; it must be {}", what, expected), std::move(hint));
    return;
  }
  if (node.is_scalar() && !node.quoted && expected == "a map" &&
      node.text.find(':') != std::string::npos) {
    hint = "a space is needed after the colon: `key: value`";
  }
  error(node, fmt::format("{} must be {}, not {}", what, expected, describe(node)),
        std::move(hint));
}

bool Sheet::is_mapping(const YamlNode& node, std::string_view what, std::string_view hint) const {
  if (node.is_mapping()) return true;
  wrong_type(node, what, "a map", std::string(hint));
  return false;
}

bool Sheet::is_sequence(const YamlNode& node, std::string_view what, std::string_view hint) const {
  if (node.is_sequence()) return true;
  wrong_type(node, what, "a list", std::string(hint));
  return false;
}

std::optional<std::string_view> Sheet::scalar(const YamlNode& node, std::string_view what) const {
  if (!node.is_scalar()) {
    wrong_type(node, what, "a single value", "");
    return std::nullopt;
  }
  if (node.text.empty()) {
    error(node, fmt::format("{} is empty", what), "write a value or leave the key out");
    return std::nullopt;
  }
  return node.text;
}

std::optional<std::string> Sheet::text(const YamlNode& node, std::string_view what) const {
  if (node.is_null()) {
    error(node, fmt::format("{} is empty", what), "write a text or leave the key out");
    return std::nullopt;
  }
  const auto written = scalar(node, what);
  if (!written) return std::nullopt;
  std::string text(*written);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  if (text.find('\n') != std::string::npos) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    problems_.add({Severity::note, place(node),
                   fmt::format("the line breaks of {} become blanks", what),
                   "it is shown and written on one line"});
  }
  if (has_control_character(text)) {
    error(node, fmt::format("{} holds a control character", what), "remove it");
    return std::nullopt;
  }
  if (character_count(text) > k_max_text) {
    error(node, fmt::format("{} has more than {} characters", what, k_max_text), "shorten it");
    return std::nullopt;
  }
  return text;
}

std::optional<std::string> Sheet::name(const YamlNode& node, std::string_view what) const {
  const auto written = scalar(node, what);
  if (!written) return std::nullopt;
  if (has_control_character(*written)) {
    error(node, fmt::format("{} holds a line break or another control character", what),
          "a name stands on one line");
    return std::nullopt;
  }
  if (character_count(*written) > k_max_name) {
    error(node, fmt::format("{} has more than {} characters", what, k_max_name),
          "shorten it; `title` may say more");
    return std::nullopt;
  }
  return std::string(*written);
}

std::optional<Rational> Sheet::number(const YamlNode& node, std::string_view what) const {
  const auto written = scalar(node, what);
  if (!written) return std::nullopt;
  auto number = parse_decimal(*written);
  if (!number) {
    error(node, fmt::format("{} must be a number, not {}", what, in_quotes(*written)),
          number_hint(*written));
  }
  return number;
}

std::optional<Rational> Sheet::probability(const YamlNode& node, std::string_view what) const {
  const auto value = number(node, what);
  if (!value) return std::nullopt;
  if (*value < 0 || *value > 1) {
    error(node,
          fmt::format("{} is a probability and must be from 0 to 1, not {}", what, shown(*value)),
          *value >= 2 && *value <= 100 ? "write 0.35 for 35 %" : "");
    return std::nullopt;
  }
  return value;
}

std::optional<int> Sheet::whole(const YamlNode& node, std::string_view what, int least,
                                int most) const {
  const auto value = number(node, what);
  if (!value) return std::nullopt;
  if (denominator_of(*value) != 1 || *value < least || *value > most) {
    error(node, fmt::format("{} must be a whole number from {} to {}, not {}", what, least, most,
                            shown(*value)));
    return std::nullopt;
  }
  return numerator_of(*value).convert_to<int>();
}

std::optional<bool> Sheet::flag(const YamlNode& node, std::string_view what) const {
  const auto written = scalar(node, what);
  if (!written) return std::nullopt;
  if (*written == "true" || *written == "True" || *written == "TRUE") return true;
  if (*written == "false" || *written == "False" || *written == "FALSE") return false;
  error(node, fmt::format("{} must be true or false, not {}", what, in_quotes(*written)),
        "write `true` or `false`");
  return std::nullopt;
}

Fields::Fields(const Sheet& sheet, const YamlNode& mapping, std::string_view what,
               std::initializer_list<std::string_view> known)
    : sheet_(sheet), mapping_(mapping), what_(what) {
  const std::vector<std::string_view> names(known);
  std::vector<std::size_t> strangers;
  for (std::size_t i = 0; i < mapping.pair_count(); ++i) {
    const auto it = std::find(names.begin(), names.end(), mapping.key(i).text);
    if (it == names.end()) {
      strangers.push_back(i);
    } else {
      found_.emplace_back(*it, i);
    }
  }
  for (const std::size_t i : strangers) {
    const auto& key = mapping.key(i);
    std::string hint = "the keys here are " + listed(names, names.size());
    if (const auto guess = sheet.problems().guess(key.text, names)) {
      hint = fmt::format("did you mean `{}`? {}", names[*guess], hint);
      if (get(names[*guess]) == nullptr) found_.emplace_back(names[*guess], i);
    }
    sheet.error(key, fmt::format("{} has no key {}", what, in_quotes(key.text)), std::move(hint));
  }
}

const YamlNode* Fields::get(std::string_view key) const {
  const auto it = std::find_if(found_.begin(), found_.end(),
                               [&](const auto& entry) { return entry.first == key; });
  return it == found_.end() ? nullptr : &mapping_.value(it->second);
}

const YamlNode* Fields::key(std::string_view key) const {
  const auto it = std::find_if(found_.begin(), found_.end(),
                               [&](const auto& entry) { return entry.first == key; });
  return it == found_.end() ? nullptr : &mapping_.key(it->second);
}

const YamlNode* Fields::require(std::string_view key, std::string hint) const {
  const YamlNode* value = get(key);
  if (value == nullptr) {
    sheet_.error(mapping_, fmt::format("{} lacks `{}`", what_, key), std::move(hint));
  }
  return value;
}

std::string listed(const std::vector<std::string_view>& names, std::size_t most) {
  std::string text;
  const std::size_t shown_names = std::min(names.size(), most);
  for (std::size_t i = 0; i < shown_names; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += in_quotes(names[i]);
  }
  if (names.size() > shown_names) text += fmt::format(" and {} more", names.size() - shown_names);
  return text;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string flow_text(const YamlNode& node) {
  std::string text;
  append_flow(node, text);
  return printable(text, k_flow_characters);
}

std::string shown(const Rational& number) { return '`' + printable(to_text(number), 60) + '`'; }

}  // namespace entente::format
