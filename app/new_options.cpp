#include "app/new_templates.hpp"
#include "app/option_parts.hpp"
#include "app/verb_specs.hpp"

namespace entente::app {
namespace {

std::vector<std::string_view> template_names() {
  std::vector<std::string_view> names;
  for (const auto& one : starter_templates()) names.push_back(one.name);
  return names;
}

}  // namespace

VerbSpec new_verb() {
  return {
      "new",
      "FILE",
      1,
      1,
      "how does one start a scenario of one's own?",
      "Writes a small scenario in the native format to FILE, with comments that tell what stands "
      "where: parties, issues with their options, who gives what, the status quo, beliefs, "
      "preferences, interactions, rules and a reservation. It has a deal, so that every verb can "
      "be tried on it; then change it into your own.\n"
      "With --ask, and in a terminal unless --template names one, it asks instead: who the parties "
      "are, what there is to settle and how, who must act, and what that is worth to each. Answers "
      "are checked at once. Answers may also come from a file, one on each line; the first that "
      "does not fit ends it then. Nothing is written before the last answer, so Ctrl-C leaves "
      "nothing behind.\n"
      "FILE may be -, which is standard output. A file that is there already is not replaced "
      "without --force.",
      {{"entente new talks.yaml --template trade", "a starter about tariffs and standards"},
       {"entente new talks.yaml --ask", "questions, then a scenario made of the answers"},
       {"entente new - --template cyber", "to standard output"},
       {"entente new talks.yaml --ask < answers.txt", "from a file of answers"}},
      {choice("--template", "NAME", template_names(), "cyber, or questions in a terminal",
              k_question, "which starter: states in cyberspace, trade talks, a labour dispute"),
       flag("--ask", k_question, "ask for the parties, issues and values"),
       flag("--force", k_output, "replace FILE if it is there already"), ascii_option(),
       color_option(), help_option()},
      {{0, "written"}, {2, "bad use, an answer that does not fit, or it could not be written"}}};
}

}  // namespace entente::app
