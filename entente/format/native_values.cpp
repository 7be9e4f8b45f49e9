#include "entente/format/native_values.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_value_forms =
    "write a number, `12±4` (mean and standard deviation), `8..14` (from, to) or "
    "`{min: 2, mode: 5, max: 9}`";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

Value make_value(Value::Kind kind, const Rational& a, const Rational& b = 0,
                 const Rational& c = 0) {
  Value value;
  value.kind = kind;
  value.a = a;
  value.b = b;
  value.c = c;
  return value;
}

tl::unexpected<ValueFault> fault(std::string message, std::string hint) {
  return tl::unexpected<ValueFault>(ValueFault{std::move(message), std::move(hint)});
}

tl::expected<Value, ValueFault> two_numbers(std::string_view text, std::string_view left,
                                            std::string_view right, Value::Kind kind) {
  const auto a = parse_decimal(trimmed(left));
  const auto b = parse_decimal(trimmed(right));
  if (!a || !b) {
    return fault(fmt::format("{} is not two numbers", in_quotes(text)), std::string(k_value_forms));
  }
  if (kind == Value::Kind::normal && *b < 0) {
    return fault(fmt::format("{} has a negative standard deviation", in_quotes(text)),
                 "the number behind `±` says how far it spreads; it is 0 or more");
  }
  if (kind == Value::Kind::uniform && *a > *b) {
    return fault(fmt::format("{} runs downwards", in_quotes(text)),
                 fmt::format("write the lower end first: `{}..{}`", to_text(*b), to_text(*a)));
  }
  return make_value(kind, *a, *b);
}

std::string hint_for_number(std::string_view text) {
  constexpr std::array<std::string_view, 2> dashes{"\xE2\x80\x93", "\xE2\x80\xA6"};
  for (const auto dash : dashes) {
    if (text.find(dash) != std::string_view::npos) return "write a range with two points: `8..14`";
  }
  if (text.find("\xE2\x88\x92") != std::string_view::npos) {
    return "write the minus sign as a hyphen, `-`";
  }
  if (text.find(',') != std::string_view::npos) {
    return "write decimals with a point, and no separators between thousands";
  }
  const bool digits = text.find_first_of("0123456789") != std::string_view::npos;
  if (digits && text.find_first_not_of("0123456789+-.eE") == std::string_view::npos) {
    return "a number has at most 60 digits, one point, and an exponent from -60 to 60";
  }
  return std::string(k_value_forms);
}

std::optional<Value> read_triangular(const Sheet& sheet, const YamlNode& node,
                                     std::string_view what) {
  const Fields fields(sheet, node, what, {"min", "mode", "max"});
  const std::string hint = "write `{min: 2, mode: 5, max: 9}`";
  std::array<std::optional<Rational>, 3> numbers;
  constexpr std::array<std::string_view, 3> keys{"min", "mode", "max"};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const YamlNode* number = fields.require(keys[i], hint);
    if (number != nullptr) numbers[i] = sheet.number(*number, fmt::format("`{}`", keys[i]));
  }
  if (!numbers[0] || !numbers[1] || !numbers[2]) return std::nullopt;
  if (*numbers[0] > *numbers[1] || *numbers[1] > *numbers[2]) {
    sheet.error(node, fmt::format("{}: `min`, `mode` and `max` are not in rising order", what),
                hint);
    return std::nullopt;
  }
  return make_value(Value::Kind::triangular, *numbers[0], *numbers[1], *numbers[2]);
}

std::optional<std::vector<Value>> values_in_order(Draft& draft, const Sheet& sheet, IssueId issue,
                                                  const YamlNode& node) {
  const Issue& about = draft.scenario.issues[issue.index()];
  const std::size_t expected = about.options.size();
  bool good = true;
  if (draft.options_known[issue.index()] && node.children.size() != expected) {
    sheet.error(
        node,
        fmt::format("{} for {} of {}", counted(node.children.size(), "value"),
                    counted(expected, "option"), in_quotes(about.key)),
        fmt::format("one value per option, in this order: {}{}", listed(draft.option_names(issue)),
                    node.children.size() > expected ? "; decimals take a point: 0.5" : ""));
    good = false;
  }
  std::vector<Value> row;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const std::string what =
        i < expected ? fmt::format("the value of {}", in_quotes(about.options[i])) : "the value";
    auto value = read_value(sheet, node.children[i], what);
    if (value) {
      row.push_back(std::move(*value));
    } else {
      good = false;
    }
  }
  if (!good) return std::nullopt;
  return row;
}

std::optional<std::vector<Value>> values_by_name(Draft& draft, const Sheet& sheet, IssueId issue,
                                                 const YamlNode& node) {
  const Issue& about = draft.scenario.issues[issue.index()];
  std::vector<std::optional<Value>> row(about.options.size());
  std::vector<bool> named(about.options.size(), false);
  bool good = true;
  for (std::size_t i = 0; i < node.pair_count(); ++i) {
    const auto option = draft.option(sheet, issue, node.key(i));
    auto value = read_value(sheet, node.value(i),
                            fmt::format("the value of {}", in_quotes(node.key(i).text)));
    good = good && option && value;
    if (!option) continue;
    named[option->index()] = true;
    row[option->index()] = std::move(value);
  }
  std::vector<std::string_view> missing;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!named[i]) missing.emplace_back(about.options[i]);
  }
  // A misspelt option is missing, too; saying so once is enough.
  if (good && !missing.empty()) {
    sheet.error(node, fmt::format("{} has no value for {}", in_quotes(about.key), listed(missing)),
                "name every option; one that is worth nothing gets 0");
    good = false;
  }
  if (!good) return std::nullopt;
  std::vector<Value> values;
  for (auto& value : row) values.push_back(std::move(*value));
  return values;
}

}  // namespace

tl::expected<Value, ValueFault> parse_value(std::string_view text) {
  constexpr std::string_view plus_minus = "\xC2\xB1";
  for (const std::string_view sign : {plus_minus, std::string_view("+-")}) {
    if (const auto at = text.find(sign); at != std::string_view::npos) {
      return two_numbers(text, text.substr(0, at), text.substr(at + sign.size()),
                         Value::Kind::normal);
    }
  }
  if (const auto at = text.find(".."); at != std::string_view::npos) {
    if (text.substr(at, 3) == "...") {
      return fault(fmt::format("{} has three points", in_quotes(text)),
                   "write a range with two points: `8..14`, `0..0.5`");
    }
    return two_numbers(text, text.substr(0, at), text.substr(at + 2), Value::Kind::uniform);
  }
  const auto number = parse_decimal(trimmed(text));
  if (!number)
    return fault(fmt::format("{} is not a number", in_quotes(text)), hint_for_number(text));
  return make_value(Value::Kind::exact, *number);
}

std::optional<Value> read_value(const Sheet& sheet, const YamlNode& node, std::string_view what) {
  if (node.is_mapping()) return read_triangular(sheet, node, what);
  if (node.is_sequence()) {
    sheet.wrong_type(node, what, "a value", std::string(k_value_forms));
    return std::nullopt;
  }
  const auto text = sheet.scalar(node, what);
  if (!text) return std::nullopt;
  auto value = parse_value(*text);
  if (!value) {
    sheet.error(node, fmt::format("{}: {}", what, value.error().message), value.error().hint);
    return std::nullopt;
  }
  return std::move(*value);
}

std::optional<std::vector<Value>> read_value_row(Draft& draft, const Sheet& sheet, IssueId issue,
                                                 const YamlNode& node) {
  if (node.is_sequence()) return values_in_order(draft, sheet, issue, node);
  if (node.is_mapping()) return values_by_name(draft, sheet, issue, node);
  sheet.wrong_type(
      node, fmt::format("the values of {}", in_quotes(draft.scenario.issues[issue.index()].key)),
      "a list or a map", "write one value per option, `[0, 5]`, or `{option: 0, option: 5}`");
  return std::nullopt;
}

}  // namespace entente::format
