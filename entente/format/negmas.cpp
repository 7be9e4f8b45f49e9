#include "entente/format/negmas.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "entente/format/genius_domain.hpp"
#include "entente/format/names.hpp"
#include "entente/format/negmas_value.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr const char* k_space_example =
    "write `type: CartesianOutcomeSpace` and `issues: [{name: price, type: CategoricalIssue, "
    "values: [low, high]}]`";

std::string_view type_of(const YamlNode& map) {
  const auto* type = class_node(map);
  return type != nullptr && type->is_scalar() ? class_name(type->text) : std::string_view();
}

bool is_space(const YamlNode& root) { return type_of(root).ends_with("OutcomeSpace"); }

bool is_function(std::string_view type) {
  return type.ends_with("Function") || type.ends_with("UFun") || type.ends_with("Ufun");
}

class NegmasReader {
 public:
  ReadResult run(std::span<const ImportFile> files) {
    for (const auto& file : files) take(file);
    const std::string first = files.empty() ? "" : files.front().name;
    if (space_ == nullptr) {
      draft_.problems().add(
          make_error({first, 0, 0}, "no file holds the outcome space", k_space_example));
    } else {
      read_space(*space_);
    }
    if (functions_.empty()) {
      draft_.problems().add(make_error({first, 0, 0}, "no file holds a utility function",
                                       "give one file per party beside the outcome space"));
    }
    if (draft_.problems().failed()) return draft_.finish();
    for (const auto* file : functions_) read_function(*file);
    return draft_.finish();
  }

 private:
  struct File {
    std::string name;
    YamlNode root;
  };

  Sheet sheet(const std::string& name) { return {name, draft_.problems()}; }

  void take(const ImportFile& file) {
    auto root = draft_.parse(file, "a NegMAS file");
    if (!root) return;
    files_.push_back(std::make_unique<File>(File{file.name, std::move(*root)}));
    const File& taken = *files_.back();
    if (!is_space(taken.root)) {
      functions_.push_back(&taken);
    } else if (space_ == nullptr) {
      space_ = &taken;
    } else {
      sheet(taken.name)
          .error(taken.root, "this is a second outcome space; the first is in " + space_->name,
                 "utility functions of one outcome space belong together");
    }
  }

  void read_space(const File& file) {
    const Sheet s = sheet(file.name);
    const auto* name = entry(file.root, "name");
    std::string title = stem(file.name);
    if (name != nullptr && !name->is_null()) title = s.text(*name, "`name`").value_or(title);
    draft_.set_heading(std::move(title), file.name);
    const auto* issues = entry(file.root, "issues");
    if (issues == nullptr) {
      s.error(file.root, "this outcome space lists no `issues`", k_space_example);
      return;
    }
    if (!s.is_sequence(*issues, "`issues`", k_space_example)) return;
    if (issues->children.empty()) s.error(*issues, "there are no issues", k_space_example);
    for (std::size_t k = 0; k < issues->children.size(); ++k) {
      read_issue(s, issues->children[k], k);
    }
  }

  void read_issue(const Sheet& s, const YamlNode& node, std::size_t number) {
    if (!s.is_mapping(node, "an issue", k_space_example)) return;
    const auto* named = entry(node, "name");
    std::optional<std::string> name = fmt::format("issue {}", number + 1);
    if (named != nullptr && !named->is_null()) name = s.name(*named, "the name of an issue");
    const auto* values = entry(node, "values");
    if (values == nullptr) s.error(node, "this issue has no `values`", k_space_example);
    if (!name || values == nullptr) return;
    auto options = read_options(s, node, *values, *name);
    if (options.empty()) return;
    std::vector<Place> places(options.size(), s.place(*values));
    for (std::size_t o = 0; o < places.size() && values->children.size() == places.size(); ++o) {
      places[o] = s.place(values->children[o]);
    }
    draft_.add_issue(s, node, std::move(*name), std::move(options), std::move(places));
  }

  /// The options; empty after an error.
  std::vector<std::string> read_options(const Sheet& s, const YamlNode& node,
                                        const YamlNode& values, const std::string& name) {
    const auto type = type_of(node);
    const bool range = type == "ContiguousIssue" || type == "ContinuousIssue" ||
                       type == "InfiniteIssue" || type == "CountableInfiniteIssue";
    if (!range) return read_list(s, values, type);
    Rational low = 0;
    Rational high = 0;
    if (values.is_scalar() && type == "ContiguousIssue") {
      const auto count = s.number(values, "the number of options");
      if (!count) return {};
      high = *count - 1;
    } else if (values.is_sequence() && values.children.size() == 2) {
      const auto first = s.number(values.children[0], "the least value");
      const auto last = s.number(values.children[1], "the greatest value");
      if (!first || !last) return {};
      low = *first;
      high = *last;
    } else {
      s.error(values, fmt::format("the values of a {} are its least and greatest", type),
              "write `values: [1, 10]`");
      return {};
    }
    if (type == "ContiguousIssue") return number_options(s, values, low, high, 1);
    return sample(s, values, low, high, name);
  }

  static std::vector<std::string> read_list(const Sheet& s, const YamlNode& values,
                                            std::string_view type) {
    if (!s.is_sequence(values, "`values`", "write `values: [low, high]`")) return {};
    if (type.empty() && values.children.size() == 2 && plain_number(values.children[0].text) &&
        plain_number(values.children[1].text)) {
      s.error(values, "this may be two options or all numbers between two",
              "say which: `type: DiscreteCardinalIssue` or `type: ContiguousIssue`");
      return {};
    }
    std::vector<std::string> options;
    for (const auto& value : values.children) {
      auto option = s.name(value, "an option");
      if (!option) return {};
      options.push_back(std::move(*option));
    }
    if (options.empty()) s.error(values, "this issue has no options", "name the ways to settle it");
    return options;
  }

  std::vector<std::string> sample(const Sheet& s, const YamlNode& values, const Rational& low,
                                  const Rational& high, const std::string& name) {
    if (low == high) return number_options(s, values, low, high, 1);
    const Rational step = (high - low) / Rational(k_genius_real_steps - 1);
    auto options = low < high ? number_options(s, values, low, high, step)
                              : number_options(s, values, low, high, 1);
    if (!options.empty()) {
      draft_.problems().add(make_warning(
          s.place(values),
          fmt::format("issue {} is continuous; it is read at {} values from {} to {}",
                      in_quotes(name), options.size(), options.front(), options.back()),
          "answers hold for these values only"));
    }
    return options;
  }

  void read_function(const File& file) {
    const Sheet s = sheet(file.name);
    const YamlNode* root = &file.root;
    while (type_of(*root) == "ExpDiscountedUFun" || type_of(*root) == "LinDiscountedUFun") {
      const auto* inner = entry(*root, "ufun");
      if (inner == nullptr || !inner->is_mapping()) {
        s.error(*root, "this discounted function lacks the `ufun` that it discounts", "add it");
        return;
      }
      draft_.problems().add(make_warning(s.place(*root), "the discount over time is ignored",
                                         "utilities are those at the start of the negotiation"));
      root = inner;
    }
    const auto* name = entry(file.root, "name");
    std::string party = stem(file.name);
    if (name != nullptr && !name->is_null()) party = s.name(*name, "`name`").value_or(party);
    Preferences* wishes = draft_.add_party(s, file.root, stem(party));
    if (wishes == nullptr) return;
    const auto type = type_of(*root);
    if (type == "LinearAdditiveUtilityFunction" || type == "LinearUtilityAggregationFunction") {
      read_additive(s, *root, *wishes);
    } else if (type == "AffineUtilityFunction" || type == "LinearUtilityFunction") {
      read_affine(s, *root, *wishes);
    } else if (type == "ConstUtilityFunction") {
      read_constant(s, *root, *wishes);
    } else {
      const auto* at = class_node(*root);
      s.error(at == nullptr ? *root : *at,
              fmt::format("the utility function {} cannot be read", in_quotes(type)),
              "LinearAdditiveUtilityFunction, AffineUtilityFunction, LinearUtilityFunction and "
              "ConstUtilityFunction can");
      return;
    }
    read_reservation(s, file.root, *wishes);
  }

  /// One number per issue: a list, or a map of issues. `otherwise` where nothing is said.
  std::vector<Rational> read_weights(const Sheet& s, const YamlNode& root,
                                     const Rational& otherwise) {
    std::vector<Rational> weights(draft_.scenario().issue_count(), otherwise);
    const auto* node = entry(root, "weights");
    if (node == nullptr || node->is_null()) return weights;
    if (node->is_mapping()) {
      for (std::size_t k = 0; k < node->pair_count(); ++k) {
        const auto issue = draft_.issue(s, node->key(k));
        const auto weight = s.number(node->value(k), "a weight");
        if (issue && weight) weights[*issue] = *weight;
      }
      return weights;
    }
    if (!s.is_sequence(*node, "`weights`", "write one weight per issue: [0.6, 0.4]")) {
      return weights;
    }
    if (node->children.size() != weights.size()) {
      s.error(*node,
              fmt::format("{} for {}", counted(node->children.size(), "weight"),
                          counted(weights.size(), "issue")),
              "write one weight per issue, in the order of the outcome space");
      return weights;
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] = s.number(node->children[i], "a weight").value_or(0);
    }
    return weights;
  }

  void set_row(std::size_t issue, const std::vector<Rational>& row, const Rational& weight,
               Preferences& wishes) {
    for (const auto& number : row) {
      Value value;
      value.a = weight * number;
      wishes.values[issue].push_back(std::move(value));
    }
  }

  /// Adds the function's constant to the first issue.
  void add_bias(const Sheet& s, const YamlNode& root, std::string_view key, Preferences& wishes) {
    const auto* node = entry(root, key);
    if (node == nullptr || node->is_null()) return;
    const auto bias = s.number(*node, fmt::format("`{}`", key));
    if (!bias || *bias == 0) return;
    wishes.values[0].resize(draft_.scenario().issues[0].options.size());
    for (auto& value : wishes.values[0]) value.a += *bias;
  }

  void read_additive(const Sheet& s, const YamlNode& root, Preferences& wishes) {
    const auto weights = read_weights(s, root, 1);
    const auto* values = entry(root, "values");
    if (values == nullptr || !(values->is_mapping() || values->is_sequence())) {
      s.error(values == nullptr ? root : *values, "this function needs `values`, one per issue",
              "write `values: [{type: TableFun, mapping: {option: 0.5, ...}}, ...]`");
      return;
    }
    const std::size_t count = weights.size();
    if (values->is_sequence() && values->children.size() != count) {
      s.error(*values,
              fmt::format("{} for {}", counted(values->children.size(), "function"),
                          counted(count, "issue")),
              "write one per issue, in the order of the outcome space");
      return;
    }
    std::vector<bool> seen(count, false);
    for (std::size_t k = 0; k < (values->is_sequence() ? count : values->pair_count()); ++k) {
      const auto issue = values->is_sequence() ? std::optional(k) : draft_.issue(s, values->key(k));
      if (!issue) continue;
      const YamlNode& node = values->is_sequence() ? values->children[k] : values->value(k);
      seen[*issue] = true;
      wishes.issue_places[*issue] = s.place(node);
      const auto row = read_negmas_function(draft_, s, *issue, node);
      if (row) set_row(*issue, *row, weights[*issue], wishes);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (seen[i]) continue;
      s.error(*values,
              fmt::format("the issue {} has no values", in_quotes(draft_.scenario().issues[i].key)),
              "NegMAS would take the option itself for its value; add a function");
    }
    add_bias(s, root, "bias", wishes);
  }

  void read_affine(const Sheet& s, const YamlNode& root, Preferences& wishes) {
    const std::size_t count = draft_.scenario().issue_count();
    const auto weights = read_weights(s, root, Rational(1, Integer(count)));
    for (std::size_t i = 0; i < count; ++i) {
      const auto row = numbers_of(draft_, s, i, root);
      if (row) set_row(i, *row, weights[i], wishes);
    }
    add_bias(s, root, "bias", wishes);
  }

  void read_constant(const Sheet& s, const YamlNode& root, Preferences& wishes) {
    add_bias(s, root, "value", wishes);
  }

  /// What NegMAS pays without agreement. Minus infinity, its default, stands for accepting
  /// anything, so it counts as the worst that any outcome may be worth.
  void read_reservation(const Sheet& s, const YamlNode& root, Preferences& wishes) {
    const auto* node = entry(root, "reserved_value");
    if (const auto* outcome = entry(root, "reserved_outcome");
        outcome != nullptr && !outcome->is_null()) {
      s.error(*outcome, "a reserved outcome cannot be read", "state its utility: `reserved_value`");
    }
    if (node != nullptr && !node->is_null() && node->text != "-.inf" && node->text != "-inf" &&
        node->text != "-Infinity") {
      wishes.reservation->a = s.number(*node, "`reserved_value`").value_or(0);
      return;
    }
    Rational least = 0;
    for (const auto& row : wishes.values) {
      if (row.empty()) continue;
      least += std::min_element(row.begin(), row.end(), [](const Value& x, const Value& y) {
                 return x.a < y.a;
               })->a;
    }
    wishes.reservation->a = least;
    if (least == 0) return;
    draft_.problems().add(make_warning(
        s.place(node == nullptr ? root : *node),
        fmt::format("no reserved value is stated; the worst outcome, {}, counts as one",
                    shown(least)),
        "in NegMAS such a party accepts anything; write `reserved_value` to say what no deal is "
        "worth"));
  }

  ImportDraft draft_;
  std::vector<std::unique_ptr<File>> files_;
  std::vector<const File*> functions_;
  const File* space_ = nullptr;
};

}  // namespace

bool is_negmas(const YamlNode& root) { return is_space(root) || is_function(type_of(root)); }

ReadResult read_negmas(std::span<const ImportFile> files) { return NegmasReader().run(files); }

}  // namespace entente::format
