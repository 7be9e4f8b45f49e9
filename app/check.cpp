#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/report_files.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "entente/format/load.hpp"
#include "entente/report/check_report.hpp"

namespace entente::app {

int run_check(const Arguments& arguments) {
  if (!fit_to_write(arguments)) return k_bad_use;
  const ReadResult result = format::load_scenario(arguments.files);
  const auto report = report::make_check_report(arguments.files, result);
  Output output;
  if (arguments.has("--json")) {
    report::write_check_json(report, json_style(arguments),
                             [&](std::string_view text) { output.write(text); });
  } else {
    output.write(report::check_page(report, page_style(arguments)));
  }
  return write_report_files(
      arguments, "check", [&] { return report::check_document(report); },
      output.finish(report.errors == 0 ? k_answer : k_bad_use));
}

}  // namespace entente::app
