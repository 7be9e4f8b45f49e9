#include "app/option_parts.hpp"
#include "app/verb_specs.hpp"

namespace entente::app {
namespace {

std::vector<OptionSpec> table_options() {
  return {
      goal_option(),
      on_option(),
      off_option(),
      only_from_option(),
      rule_out_option(),
      threat_option(),
      flag("--settle", k_question,
           "show a deal for every table, not only where they are few, and what would prevent one"),
      integer("--max-tables", 0, 1e9, "10000", k_limits,
              "minimal tables, and sets per party, looked for; 0: all"),
      time_limit_option("stop then; what is shown is right, but there may be more"),
      integer("--max-questions", 1, 1e18, "none", k_limits,
              "sets of issues tried: a limit that is the same on every machine"),
      max_nodes_option("10000000", "search steps per set tried; 0: no limit"),
      threads_option(),
      json_option(),
      html_option(),
      csv_option(),
      flag("--stream", k_output,
           "print each table as soon as it is found, one per line (with --json, a JSON object "
           "per line), the whole answer after them"),
      flag("--all", k_output, "list everything on the page, not the first 20 of each list"),
      width_option(),
      ascii_option(),
      color_option(),
      help_option(),
  };
}

}  // namespace

VerbSpec table_verb() {
  return {
      "table",
      "FILE...",
      1,
      64,
      "what must be on the table for any deal, or for a goal?",
      "A table is a set of issues that may move off the status quo; all others stay as they are. "
      "It is enough when, moving only these, there is an agreement by which every party gains "
      "(or as many as the file's acceptance rule wants) and which reaches every goal. This verb "
      "finds all tables that are just enough: take any issue away, and no deal is left.\n"
      "It also says what each party must be ready to move when everything else may, which issues "
      "are in every table, and which are not needed for a deal. Allowing more issues to move "
      "never hurts, since what may move need not. An issue whose status quo the rules or a goal "
      "forbid is in every table; threats are in none.\n"
      "With --on, --off or --only-from only some issues may move: then the best deals under "
      "that table are shown as well, as entente solve finds them, and the tables are those "
      "within it. --on and --only-from add up; --off takes away.\n"
      "FILE is as for entente solve; it must state what is in force today. Tables can be many: "
      "Ctrl-C stops the search and shows those found so far.",
      {{"entente table us-china-2015.yaml", "what any deal needs"},
       {"entente table us-china-2015.yaml --goal \"commercial_theft=stopped and prosecuted\"",
        "what must move to end the theft?"},
       {"entente table us-china-2015.yaml --only-from us --on dialogue",
        "would it do if only the US moved, with a dialogue?"},
       {"entente table us-china-2015.yaml --off commercial_theft",
        "is there a deal without touching the theft?"},
       {"entente table us-china-2015.yaml --settle", "how could each table be settled?"},
       {"entente table us-china-2015.yaml --threat sanctions=imposed",
        "what if no deal meant sanctions?"},
       {"entente table big.yaml --stream --json --time-limit 60",
        "tables as they are found, for a minute"}},
      table_options(),
      {{0, "there is a table (the list may end at the default of --max-tables)"},
       {1,
        "there is none: no deal, or none that reaches the goal. Once that is proven, 1 comes "
        "before 3"},
       {2, "bad use or bad input; errors are on stderr"},
       {3,
        "cut short by the time limit, Ctrl-C, or a limit that you set; what was found is "
        "shown"}}};
}

}  // namespace entente::app
