#include "entente/format/write.hpp"

#include <algorithm>

#include "entente/format/genius_write.hpp"
#include "entente/format/geniusweb_write.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/native_write.hpp"
#include "entente/format/table_write.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
  return small_letters(text).ends_with(end);
}

Written write_as(const Scenario& scenario, Target target, const std::string& name) {
  switch (target) {
    case Target::yaml:
      return write_native_yaml(scenario, name);
    case Target::json:
      return write_native_json(scenario, name);
    case Target::genius:
      return write_genius(scenario, name);
    case Target::geniusweb:
      return write_geniusweb(scenario, name);
    case Target::csv:
      return write_table(scenario, name, ',');
    case Target::tsv:
      return write_table(scenario, name, '\t');
  }
  return {};
}

/// As many as a person can read; the last line counts the others.
void shorten(Diagnostics& losses) {
  if (losses.size() <= k_max_problems) return;
  std::stable_sort(losses.begin(), losses.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.severity > b.severity;
  });
  const std::size_t more = losses.size() - k_max_problems;
  losses.resize(k_max_problems);
  losses.push_back(
      {Severity::warning, {}, std::to_string(more) + " more losses are not shown", ""});
}

}  // namespace

const TargetName& target_name(Target target) {
  return *std::find_if(k_targets.begin(), k_targets.end(),
                       [&](const TargetName& t) { return t.target == target; });
}

std::optional<Target> find_target(std::string_view word) {
  const auto found = std::find_if(k_targets.begin(), k_targets.end(),
                                  [&](const TargetName& t) { return t.word == word; });
  if (found == k_targets.end()) return std::nullopt;
  return found->target;
}

std::optional<Target> target_of(std::string_view file_name) {
  if (ends_with_ignoring_case(file_name, ".yml")) return Target::yaml;
  if (ends_with_ignoring_case(file_name, ".tab")) return Target::tsv;
  for (const auto& t : k_targets) {
    if (ends_with_ignoring_case(file_name, t.extension)) return t.target;
  }
  return std::nullopt;
}

Written write_scenario(const Scenario& scenario, Target target, const std::string& name) {
  Written written = write_as(scenario, target, name);
  if (has_errors(written.losses)) written.files.clear();
  shorten(written.losses);
  return written;
}

}  // namespace entente::format
