#include "entente/format/geniusweb.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "entente/format/geniusweb_profile.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/names.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_linear = "LinearAdditiveUtilitySpace";
constexpr std::string_view k_groups = "SumOfGroupsUtilitySpace";

bool is_ordering(std::string_view name) { return name.ends_with("Ordering"); }

bool is_profile_class(std::string_view name) {
  return name.ends_with("UtilitySpace") || name == "LinearAdditive" || is_ordering(name);
}

/// One file, taken apart.
struct GeniusWebFile {
  std::string name;
  YamlNode root;

  [[nodiscard]] bool is_domain() const { return entry(root, "issuesValues") != nullptr; }
  /// The class of a profile, as the key around it says.
  [[nodiscard]] const YamlNode& class_key() const { return root.key(0); }
  [[nodiscard]] const YamlNode& body() const { return root.value(0); }
};

class GeniusWebReader {
 public:
  ReadResult run(std::span<const ImportFile> files) {
    for (const auto& file : files) take(file);
    if (domain_ == nullptr) domain_ = domain_of_profile();
    if (domain_ == nullptr) {
      if (!draft_.problems().failed()) no_profile(files);
      return draft_.finish();
    }
    read_domain();
    if (draft_.problems().failed()) return draft_.finish();
    for (const auto* file : profiles_) read_profile(*file);
    if (profiles_.empty()) no_profile(files);
    return draft_.finish();
  }

 private:
  void no_profile(std::span<const ImportFile> files) {
    draft_.problems().add(make_error({files.empty() ? "" : files.front().name, 0, 0},
                                     "no GeniusWeb profile is given",
                                     "give one file per party, beside the domain or alone"));
  }

  Sheet sheet(const std::string& name) { return {name, draft_.problems()}; }

  void take(const ImportFile& file) {
    auto root = draft_.parse(file, "a GeniusWeb file");
    if (!root) return;
    files_.push_back(std::make_unique<GeniusWebFile>(GeniusWebFile{file.name, std::move(*root)}));
    const GeniusWebFile& taken = *files_.back();
    if (!taken.is_domain()) {
      if (taken.root.pair_count() == 1 && is_profile_class(taken.class_key().text)) {
        profiles_.push_back(&taken);
      } else {
        sheet(taken.name)
            .error(taken.root, "this is neither a GeniusWeb domain nor a profile of a known class",
                   "a profile is {\"LinearAdditiveUtilitySpace\": {...}} or "
                   "{\"SumOfGroupsUtilitySpace\": {...}}");
      }
    } else if (domain_ != nullptr) {
      sheet(taken.name)
          .error(taken.root, "this is a second domain; the first is in " + domain_file_,
                 "profiles of one domain belong together");
    } else {
      domain_ = &taken.root;
      domain_file_ = taken.name;
    }
  }

  const YamlNode* domain_of_profile() {
    for (const auto* file : profiles_) {
      if (const auto* domain = entry(file->body(), "domain")) {
        domain_file_ = file->name;
        return domain;
      }
      if (is_ordering(file->class_key().text)) refuse_ordering(*file);
    }
    return nullptr;
  }

  void refuse_ordering(const GeniusWebFile& file) {
    sheet(file.name).error(
        file.class_key(),
        fmt::format("{} says which outcomes are better, not how much they are worth",
                    in_quotes(file.class_key().text)),
        "a deal is measured by utilities: give a LinearAdditiveUtilitySpace or a "
        "SumOfGroupsUtilitySpace");
  }

  void read_domain() {
    const Sheet s = sheet(domain_file_);
    const auto* name = entry(*domain_, "name");
    std::string title = stem(domain_file_);
    if (name != nullptr && name->is_scalar() && !name->text.empty()) {
      title = s.text(*name, "`name`").value_or(title);
    }
    draft_.set_heading(std::move(title), domain_file_);
    const auto* issues = entry(*domain_, "issuesValues");
    if (issues == nullptr || !s.is_mapping(*issues, "`issuesValues`", "")) {
      if (issues == nullptr) {
        s.error(*domain_, "the domain lacks `issuesValues`",
                "write \"issuesValues\": {\"issue\": {\"values\": [\"option\", ...]}}");
      }
      return;
    }
    if (issues->pair_count() == 0) s.error(*issues, "the domain has no issues");
    for (std::size_t i = 0; i < issues->pair_count(); ++i) {
      read_issue(s, issues->key(i), issues->value(i));
    }
  }

  void read_issue(const Sheet& s, const YamlNode& key, const YamlNode& node) {
    auto name = s.name(key, "the name of an issue");
    if (!name || !s.is_mapping(node, fmt::format("the issue {}", in_quotes(*name)),
                               "write {\"values\": [\"option\", ...]}")) {
      return;
    }
    std::vector<std::string> options;
    std::vector<Place> places;
    if (const auto* values = entry(node, "values")) {
      if (!s.is_sequence(*values, "`values`", "")) return;
      for (const auto& value : values->children) {
        auto option = s.name(value, "an option");
        if (!option) return;
        options.push_back(std::move(*option));
        places.push_back(s.place(value));
      }
    } else if (const auto* range = entry(node, "range")) {
      const auto low = require_number(s, *range, "low");
      const auto high = require_number(s, *range, "high");
      const auto step = require_number(s, *range, "step");
      if (!low || !high || !step) return;
      options = number_options(s, *range, *low, *high, *step);
      if (options.empty()) return;
      places.assign(options.size(), s.place(*range));
    } else {
      s.error(node,
              fmt::format("the issue {} has neither `values` nor a `range`", in_quotes(*name)),
              "write {\"values\": [\"option\", ...]} or {\"range\": {\"low\": 1, \"high\": 5, "
              "\"step\": 1}}");
      return;
    }
    draft_.add_issue(s, key, std::move(*name), std::move(options), std::move(places));
  }

  /// The profile's own domain must have the same issues and options, in any order.
  bool same_domain(const Sheet& s, const YamlNode& domain) {
    const auto* issues = entry(domain, "issuesValues");
    if (issues == nullptr || !issues->is_mapping()) return true;  // the profile is read without it
    bool same = issues->pair_count() == draft_.scenario().issue_count();
    for (std::size_t i = 0; same && i < issues->pair_count(); ++i) {
      const auto issue = draft_.find_issue(issues->key(i).text);
      same = issue && same_options(issues->value(i), *issue);
    }
    if (!same) {
      s.error(domain, "this profile's domain is not the one in " + domain_file_,
              "profiles of one domain belong together");
    }
    return same;
  }

  bool same_options(const YamlNode& node, std::size_t issue) const {
    const auto* values = entry(node, "values");
    if (values == nullptr) return true;  // ranges show when their utilities are read
    const auto& options = draft_.scenario().issues[issue].options;
    return values->children.size() == options.size() &&
           std::all_of(values->children.begin(), values->children.end(), [&](const YamlNode& v) {
             return draft_.find_option(issue, v.text).has_value();
           });
  }

  void read_profile(const GeniusWebFile& file) {
    const Sheet s = sheet(file.name);
    const std::string& kind = file.class_key().text;
    if (is_ordering(kind)) {
      refuse_ordering(file);
      return;
    }
    if (kind != k_linear && kind != k_groups && kind != "LinearAdditive") {
      s.error(file.class_key(), fmt::format("a {} cannot be read", in_quotes(kind)),
              fmt::format("{} and {} can", k_linear, k_groups));
      return;
    }
    if (!s.is_mapping(file.body(), "a profile", "")) return;
    const auto* domain = entry(file.body(), "domain");
    if (domain != nullptr && domain != domain_ && !same_domain(s, *domain)) return;
    const auto* name = entry(file.body(), "name");
    std::string party = stem(file.name);
    if (name != nullptr && name->is_scalar() && !name->text.empty()) {
      party = s.name(*name, "`name`").value_or(party);
    }
    Preferences* wishes = draft_.add_party(s, file.class_key(), std::move(party));
    if (wishes == nullptr) return;
    if (kind == k_groups) {
      read_geniusweb_groups(draft_, s, file.body(), *wishes);
    } else {
      read_geniusweb_linear(draft_, s, file.body(), *wishes);
    }
  }

  ImportDraft draft_;
  std::vector<std::unique_ptr<GeniusWebFile>> files_;
  std::vector<const GeniusWebFile*> profiles_;
  const YamlNode* domain_ = nullptr;
  std::string domain_file_;
};

}  // namespace

bool is_geniusweb(const YamlNode& root) {
  if (entry(root, "issuesValues") != nullptr) return true;
  if (!root.is_mapping() || root.pair_count() != 1) return false;
  if (is_profile_class(root.key(0).text)) return true;
  // A class that is not known, around what every profile has.
  const YamlNode* domain = root.value(0).is_mapping() ? entry(root.value(0), "domain") : nullptr;
  return domain != nullptr && domain->is_mapping() && entry(*domain, "issuesValues") != nullptr;
}

ReadResult read_geniusweb(std::span<const ImportFile> files) {
  return GeniusWebReader().run(files);
}

}  // namespace entente::format
