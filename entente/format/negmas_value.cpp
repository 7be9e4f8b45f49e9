#include "entente/format/negmas_value.hpp"

#include <fmt/format.h>

#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::size_t k_most_coefficients = 20;

class FunctionReader {
 public:
  FunctionReader(ImportDraft& draft, const Sheet& sheet, std::size_t issue, const YamlNode& node)
      : draft_(draft), sheet_(sheet), issue_(issue), node_(node) {}

  std::optional<std::vector<Rational>> run() {
    if (node_.is_sequence()) return by_order();
    if (!sheet_.is_mapping(node_, "the values of an issue",
                           "write {type: TableFun, mapping: {option: 0.5, ...}}")) {
      return std::nullopt;
    }
    const auto* type = class_node(node_);
    if (type == nullptr || !type->is_scalar()) return by_name(node_);
    const auto name = class_name(type->text);
    if (name == "TableFun") return table();
    if (name == "ConstFun") return constant();
    if (name == "IdentityFun") return polynomial({1}, 0);
    if (name == "LinearFun") return with({"slope"}, {});
    if (name == "AffineFun") return with({"slope"}, "bias");
    if (name == "QuadraticFun") return with({"a1", "a2"}, "bias");
    if (name == "PolynomialFun") return coefficients();
    if (name == "TriangularFun") return triangular();
    sheet_.error(*type, fmt::format("the function {} cannot be read", in_quotes(type->text)),
                 "TableFun, AffineFun, LinearFun, IdentityFun, ConstFun, QuadraticFun, "
                 "PolynomialFun and TriangularFun can; NegMAS turns any other into a table with "
                 "to_table()");
    return std::nullopt;
  }

 private:
  using Row = std::optional<std::vector<Rational>>;

  [[nodiscard]] const Issue& issue() const { return draft_.scenario().issues[issue_]; }

  Row by_order() {
    if (node_.children.size() != issue().options.size()) {
      sheet_.error(node_,
                   fmt::format("{} for {} of {}", counted(node_.children.size(), "value"),
                               counted(issue().options.size(), "option"), in_quotes(issue().key)));
      return std::nullopt;
    }
    std::vector<Rational> row;
    bool good = true;
    for (const auto& item : node_.children) {
      const auto value = sheet_.number(item, "a value");
      good = good && value;
      row.push_back(value.value_or(0));
    }
    return good ? Row(std::move(row)) : std::nullopt;
  }

  Row by_name(const YamlNode& mapping) {
    std::vector<std::optional<Rational>> row(issue().options.size());
    bool good = true;
    for (std::size_t k = 0; k < mapping.pair_count(); ++k) {
      const auto option = draft_.option(sheet_, issue_, mapping.key(k));
      const auto value = sheet_.number(mapping.value(k), "a value");
      good = good && option && value;
      if (option) row[*option] = value;
    }
    std::vector<Rational> complete;
    for (std::size_t o = 0; o < row.size() && good; ++o) {
      if (!row[o]) {
        sheet_.error(mapping,
                     fmt::format("the option {} of {} has no value", in_quotes(issue().options[o]),
                                 in_quotes(issue().key)),
                     "the table must name every option");
        return std::nullopt;
      }
      complete.push_back(*row[o]);
    }
    return good ? Row(std::move(complete)) : std::nullopt;
  }

  Row table() {
    const auto* mapping = entry(node_, "mapping");
    if (mapping == nullptr || !mapping->is_mapping()) {
      sheet_.error(mapping == nullptr ? node_ : *mapping, "a TableFun needs a `mapping`",
                   "write {type: TableFun, mapping: {option: 0.5, ...}}");
      return std::nullopt;
    }
    return by_name(*mapping);
  }

  std::optional<Rational> number(std::string_view key, std::optional<Rational> otherwise) {
    const auto* node = entry(node_, key);
    if (node != nullptr) return sheet_.number(*node, fmt::format("`{}`", key));
    if (!otherwise) sheet_.error(node_, fmt::format("this function lacks `{}`", key), "add it");
    return otherwise;
  }

  Row constant() {
    const auto bias = number("bias", std::nullopt);
    if (!bias) return std::nullopt;
    return std::vector<Rational>(issue().options.size(), *bias);
  }

  /// c1 x + c2 x^2 + ... + bias.
  Row polynomial(const std::vector<Rational>& coefficients, const Rational& bias) {
    const auto numbers = numbers_of(draft_, sheet_, issue_, node_);
    if (!numbers) return std::nullopt;
    std::vector<Rational> row;
    for (const auto& x : *numbers) {
      Rational sum = 0;
      for (std::size_t k = coefficients.size(); k-- > 0;) sum = (sum + coefficients[k]) * x;
      row.push_back(sum + bias);
    }
    return row;
  }

  Row with(const std::vector<std::string_view>& keys, std::string_view bias_key) {
    std::vector<Rational> coefficients;
    bool good = true;
    for (const auto key : keys) {
      const auto coefficient = number(key, std::nullopt);
      good = good && coefficient;
      coefficients.push_back(coefficient.value_or(0));
    }
    const auto bias = bias_key.empty() ? Rational(0) : number(bias_key, Rational(0));
    if (!good || !bias) return std::nullopt;
    return polynomial(coefficients, *bias);
  }

  Row coefficients() {
    const auto* list = entry(node_, "coefficients");
    if (list == nullptr || !list->is_sequence() || list->children.size() > k_most_coefficients) {
      sheet_.error(list == nullptr ? node_ : *list,
                   fmt::format("a PolynomialFun needs a list of `coefficients`, {} at most",
                               k_most_coefficients),
                   "from the first power on: [2, 3] is 2x + 3x^2");
      return std::nullopt;
    }
    std::vector<Rational> all;
    bool good = true;
    for (const auto& item : list->children) {
      const auto coefficient = sheet_.number(item, "a coefficient");
      good = good && coefficient;
      all.push_back(coefficient.value_or(0));
    }
    const auto bias = number("bias", Rational(0));
    return good && bias ? polynomial(all, *bias) : std::nullopt;
  }

  Row triangular() {
    const auto start = number("start", std::nullopt);
    const auto middle = number("middle", std::nullopt);
    const auto end = number("end", std::nullopt);
    const auto bias = number("bias", Rational(0));
    const auto scale = number("scale", Rational(1));
    const auto numbers = numbers_of(draft_, sheet_, issue_, node_);
    if (!start || !middle || !end || !bias || !scale || !numbers) return std::nullopt;
    std::vector<Rational> row;
    for (const auto& x : *numbers) {
      Rational height = 0;
      if (x > *start && x < *end) {
        if (x <= *middle) {
          height = *middle == *start ? Rational(1) : Rational((x - *start) / (*middle - *start));
        } else {
          height = *end == *middle ? Rational(1) : Rational((*end - x) / (*end - *middle));
        }
      }
      row.push_back(*bias + *scale * height);
    }
    return row;
  }

  ImportDraft& draft_;
  const Sheet& sheet_;
  std::size_t issue_;
  const YamlNode& node_;
};

}  // namespace

std::string_view class_name(std::string_view text) {
  const auto dot = text.rfind('.');
  return dot == std::string_view::npos ? text : text.substr(dot + 1);
}

const YamlNode* class_node(const YamlNode& map) {
  const auto* type = entry(map, "type");
  return type != nullptr ? type : entry(map, "__python_class__");
}

std::optional<std::vector<Rational>> numbers_of(const ImportDraft& draft, const Sheet& sheet,
                                                std::size_t issue, const YamlNode& at) {
  std::vector<Rational> numbers;
  const Issue& about = draft.scenario().issues[issue];
  for (const auto& option : about.options) {
    const auto number = parse_decimal(option);
    if (!number) {
      sheet.error(at,
                  fmt::format("the option {} of {} is no number, which this function needs",
                              in_quotes(option), in_quotes(about.key)),
                  "give a TableFun for it");
      return std::nullopt;
    }
    numbers.push_back(*number);
  }
  return numbers;
}

std::optional<std::vector<Rational>> read_negmas_function(ImportDraft& draft, const Sheet& sheet,
                                                          std::size_t issue, const YamlNode& node) {
  return FunctionReader(draft, sheet, issue, node).run();
}

}  // namespace entente::format
