#include "entente/format/negolog.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/names.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

class NegoLogReader {
 public:
  ReadResult run(std::span<const ImportFile> files) {
    if (!files.empty()) draft_.set_heading(folder_of(files.front().name), files.front().name);
    for (const auto& file : files) read_profile(file);
    if (files.size() == 1 && !draft_.problems().failed()) {
      draft_.problems().add(make_error({files.front().name, 0, 0},
                                       "this is the profile of one party",
                                       "give those of all parties: profileA.json profileB.json"));
    }
    return draft_.finish();
  }

 private:
  /// The domains of NegoLog have no name but that of their folder.
  static std::string folder_of(std::string_view path) {
    const auto slash = path.find_last_of('/');
    const std::string name = stem(path.substr(0, slash == std::string_view::npos ? 0 : slash));
    return name == "." || name == ".." ? std::string() : name;
  }

  void read_profile(const ImportFile& file) {
    const auto root = draft_.parse(file, "a NegoLog profile");
    if (!root) return;
    const Sheet sheet(file.name, draft_.problems());
    const auto* weights = require_map(sheet, *root, "issueWeights");
    const auto* issues = require_map(sheet, *root, "issues");
    if (weights == nullptr || issues == nullptr) return;
    if (draft_.scenario().issues.empty()) {
      for (std::size_t k = 0; k < issues->pair_count(); ++k) {
        add_issue(sheet, issues->key(k), issues->value(k));
      }
      if (issues->pair_count() == 0) sheet.error(*issues, "there are no issues");
    }
    if (draft_.problems().failed()) return;
    Preferences* wishes = draft_.add_party(sheet, *root, stem(file.name));
    if (wishes == nullptr) return;
    const auto weight = read_weights(sheet, *weights);
    read_values(sheet, *issues, weight, *wishes);
    if (const auto* reservation = entry(*root, "reservationValue")) {
      wishes->reservation->a = sheet.number(*reservation, "`reservationValue`").value_or(0);
    }
  }

  void add_issue(const Sheet& sheet, const YamlNode& key, const YamlNode& node) {
    auto name = sheet.name(key, "the name of an issue");
    if (!name || !sheet.is_mapping(node, fmt::format("the issue {}", in_quotes(*name)),
                                   "write {\"option\": 0.5, ...}")) {
      return;
    }
    std::vector<std::string> options;
    std::vector<Place> places;
    for (std::size_t o = 0; o < node.pair_count(); ++o) {
      auto option = sheet.name(node.key(o), "an option");
      if (!option) return;
      options.push_back(std::move(*option));
      places.push_back(sheet.place(node.key(o)));
    }
    draft_.add_issue(sheet, key, std::move(*name), std::move(options), std::move(places));
  }

  std::vector<Rational> read_weights(const Sheet& sheet, const YamlNode& node) {
    std::vector<std::optional<Rational>> weights(draft_.scenario().issue_count());
    for (std::size_t k = 0; k < node.pair_count(); ++k) {
      const auto issue = draft_.issue(sheet, node.key(k));
      auto weight = sheet.number(node.value(k), "a weight");
      if (issue) weights[*issue] = weight.value_or(0);
    }
    std::vector<Rational> complete;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (!weights[i]) {
        sheet.error(
            node,
            fmt::format("the issue {} has no weight", in_quotes(draft_.scenario().issues[i].key)),
            "add it to `issueWeights`");
      }
      complete.push_back(weights[i].value_or(0));
    }
    return complete;
  }

  void read_values(const Sheet& sheet, const YamlNode& node, const std::vector<Rational>& weight,
                   Preferences& wishes) {
    for (std::size_t k = 0; k < node.pair_count(); ++k) {
      const auto issue = draft_.issue(sheet, node.key(k));
      if (!issue || !sheet.is_mapping(node.value(k), "the utilities of an issue", "")) continue;
      wishes.issue_places[*issue] = sheet.place(node.key(k));
      read_row(sheet, *issue, node.value(k), weight[*issue], wishes.values[*issue]);
    }
    for (std::size_t i = 0; i < wishes.values.size(); ++i) {
      if (!wishes.values[i].empty() || draft_.problems().failed()) continue;
      sheet.error(
          node, fmt::format("the issue {} is missing", in_quotes(draft_.scenario().issues[i].key)),
          "the profiles of a domain have the same issues");
    }
  }

  void read_row(const Sheet& sheet, std::size_t issue, const YamlNode& node, const Rational& weight,
                std::vector<Value>& row) {
    const auto& options = draft_.scenario().issues[issue].options;
    std::vector<bool> seen(options.size(), false);
    row.resize(options.size());
    for (std::size_t o = 0; o < node.pair_count(); ++o) {
      const auto option = draft_.option(sheet, issue, node.key(o));
      const auto utility = sheet.number(node.value(o), "a utility");
      if (!option || !utility) continue;
      seen[*option] = true;
      row[*option].a = weight * *utility;
    }
    for (std::size_t o = 0; o < seen.size(); ++o) {
      if (seen[o] || draft_.problems().failed()) continue;
      sheet.error(node,
                  fmt::format("the option {} of {} has no utility", in_quotes(options[o]),
                              in_quotes(draft_.scenario().issues[issue].key)),
                  "the profiles of a domain have the same options");
    }
  }

  ImportDraft draft_;
};

}  // namespace

bool is_negolog(const YamlNode& root) {
  return entry(root, "issueWeights") != nullptr && entry(root, "issues") != nullptr;
}

ReadResult read_negolog(std::span<const ImportFile> files) { return NegoLogReader().run(files); }

}  // namespace entente::format
