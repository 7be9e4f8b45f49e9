#include "app/option_parts.hpp"
#include "app/verb_specs.hpp"

namespace entente::app {
namespace {

std::vector<OptionSpec> why_options() {
  return {
      goal_option(),
      on_option(),
      off_option(),
      only_from_option(),
      rule_out_option(),
      threat_option(),
      integer(
          "--most-changes", 1, 10, "2", k_limits,
          "changes that may be combined, each party that asks for less being one; where no such "
          "combination opens a deal, a larger one is looked for"),
      integer("--max-relaxations", 1, 1e6, "100", k_limits, "combinations listed at most"),
      integer("--max-questions", 1, 1e15, "20000", k_limits, "questions asked at most"),
      time_limit_option("stop then, with what was found"),
      max_nodes_option(
          "1000000",
          "search steps per question, a limit that is the same on every machine; unless set, "
          "a hundred times as many for whether there is a deal; 0: no limit"),
      threads_option(),
      json_option(),
      html_option(),
      csv_option(),
      width_option(),
      ascii_option(),
      color_option(),
      help_option(),
  };
}

}  // namespace

VerbSpec why_verb() {
  return {
      "why",
      "FILE...",
      1,
      64,
      "why is there no deal, or what does it hang on?",
      "Where no outcome gives every party a gain (or as many as the file's acceptance rule "
      "wants): who stands in the way, and the smallest changes that open a deal: a goal given "
      "up, an issue put on the table, a rule dropped, a threat that is credible where there is "
      "no deal, or a party that asks for less, and by how much. All of these combine. Every "
      "combination of up to --most-changes is listed of which no part and no smaller amount "
      "is enough; each is solved as changed. Once a threat or a party changes, what is better for "
      "nobody than leaving everything as it is counts as no deal.\n"
      "Where there is a deal: how much more each party could ask for before it is gone, and "
      "the issues without which there is none.\n"
      "FILE is as for entente solve.",
      {{"entente why us-china-2015.yaml", "what the deal hangs on"},
       {"entente why us-china-2015.yaml --off circumvention_support "
        "--goal \"commercial_theft=stopped and prosecuted\"",
        "what else would stop the theft?"},
       {"entente why labour.yaml --json", "the same for programs"}},
      why_options(),
      {{0, "there is a deal; what it hangs on is shown"},
       {1, "there is no deal, proven; what would open one is shown"},
       {2, "bad use or bad input; errors are on stderr"},
       {3, "it was not found out whether there is a deal"}}};
}

}  // namespace entente::app
