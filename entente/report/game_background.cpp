#include "entente/report/game_background.hpp"

#include <fmt/format.h>

#include "entente/report/page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

std::string titles(const Scenario& scenario, const std::vector<IssueId>& issues) {
  std::vector<std::string> names;
  names.reserve(issues.size());
  for (const IssueId issue : issues)
    names.push_back(printable(scenario.issues[issue.index()].title));
  return join_and(names);
}

}  // namespace

GameBackground background_of(const Scenario& scenario, const std::string& agreement,
                             const enforce::ScenarioGame& made, const Diagnostics& warnings) {
  GameBackground background{agreement, {}, warnings};
  background.notes.push_back(fmt::format(
      "This is {} as a game: in every period each party breaks some of its commitments or none, "
      "and "
      "carries out threats of its own or none. {}",
      printable(agreement),
      made.monitoring ? "Who carries out a threat is seen; who breaks a commitment is only seen as "
                        "well as the file says (detection, false alarms, attribution)."
                      : "All of it is seen."));
  if (!made.for_good.empty()) {
    background.notes.push_back(fmt::format("What cannot be taken back is always kept: {}.",
                                           titles(scenario, made.for_good)));
  }
  if (!made.late.empty()) {
    background.notes.push_back(fmt::format(
        "Lags are left out: a breach of {} is looked at as if it showed at the end of its period. "
        "entente hold without --as-game heeds them.",
        titles(scenario, made.late)));
  }
  return background;
}

void write_background(const GameBackground& background, Document& page) {
  for (const auto& note : background.notes) page.paragraph(note);
}

}  // namespace entente::report
