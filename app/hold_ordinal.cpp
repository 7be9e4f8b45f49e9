#include "app/hold_ordinal.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/name_search.hpp"
#include "app/output.hpp"
#include "app/report_files.hpp"
#include "app/terminal.hpp"
#include "entente/format/conflict_file.hpp"
#include "entente/format/load.hpp"
#include "entente/report/hold_ordinal_report.hpp"

namespace entente::app {
namespace {

/// The first file that is a conflict file.
std::optional<format::SourceText> find_conflict_file(const Arguments& arguments) {
  for (const auto& path : arguments.files) {
    auto source = format::read_file(path, true);
    if (source && format::holds_conflict(source->text)) return std::move(*source);
  }
  return std::nullopt;
}

enforce::ConflictOptions conflict_options(const Arguments& arguments) {
  enforce::ConflictOptions options;
  if (arguments.text("--sanctions") == "single_moves") {
    options.sanctions = enforce::SanctionRule::single_moves;
  }
  return options;
}

int show(const Arguments& arguments, const report::HoldOrdinalReport& report) {
  Output output;
  if (arguments.has("--json")) {
    report::write_hold_ordinal_json(report, json_style(arguments),
                                    [&](std::string_view text) { output.write(text); });
  } else {
    output.write(report::hold_ordinal_page(report, page_style(arguments)));
  }
  return write_report_files(
      arguments, "hold", [&] { return report::hold_ordinal_document(report); },
      output.finish(k_answer));
}

bool refuse(const Arguments& arguments, const std::vector<std::string_view>& options,
            std::string_view why) {
  bool refused = false;
  for (const auto option : options) {
    if (!arguments.has(option)) continue;
    complain(UsageError{fmt::format("{} {}", option, why), "leave it out"});
    refused = true;
  }
  return refused;
}

}  // namespace

bool fit_for_ordinal(const Arguments& arguments) {
  if (arguments.has("--ordinal")) {
    return !refuse(arguments, {"--discount", "--must-hold", "--as-game", "--standards"},
                   "is of no use with --ordinal");
  }
  if (refuse(arguments, {"--sanctions"}, "is of no use without --ordinal")) return false;
  if (arguments.has("--as-game")) {
    return !refuse(arguments, {"--must-hold", "--standards", "--threat"},
                   "is of no use with --as-game");
  }
  return !refuse(arguments, {"--on"}, "is of no use without --ordinal or --as-game");
}

std::optional<int> run_conflict_file(const Arguments& arguments) {
  const auto source = find_conflict_file(arguments);
  if (!source) return std::nullopt;
  if (!arguments.has("--ordinal")) {
    return complain({fmt::format("{} ranks states and has no values", in_quotes(source->name)),
                     "entente hold --ordinal looks at such a conflict"});
  }
  if (arguments.files.size() > 1) {
    return complain(
        {fmt::format("{} is a conflict file, which stands alone", in_quotes(source->name)),
         "leave the other files out"});
  }
  if (refuse(arguments, {"--deal", "--set", "--on", "--rule-out", "--threat"},
             "is about scenarios, and this is a conflict file")) {
    return k_bad_use;
  }
  auto read = format::read_conflict(source->text, source->name);
  if (!read.conflict) {
    complain(read.diagnostics, arguments);
    return k_bad_use;
  }
  const auto analysis = enforce::analyse_conflict(*read.conflict, conflict_options(arguments));
  return show(arguments, {&*read.conflict, &analysis, nullptr, nullptr, {}, read.diagnostics});
}

int show_kept_ordinal(const Arguments& arguments, const Scenario& scenario,
                      const Outcome& agreement, const std::string& deal,
                      const Diagnostics& warnings) {
  std::vector<UsageError> errors;
  const auto only = issues_on(scenario, arguments, errors);
  for (const auto& error : errors) complain(error);
  if (!errors.empty()) return k_bad_use;
  const auto kept = enforce::scenario_conflict(scenario, agreement, only);
  if (!kept) {
    complain(kept.error(), arguments);
    return k_bad_use;
  }
  auto options = conflict_options(arguments);
  options.focus.push_back(kept->agreement);
  if (kept->no_deal) options.focus.push_back(*kept->no_deal);
  const auto analysis = enforce::analyse_conflict(kept->conflict, options);
  return show(arguments, {&kept->conflict, &analysis, &scenario, &*kept, deal, warnings});
}

}  // namespace entente::app
