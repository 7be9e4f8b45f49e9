#include "app/option_parts.hpp"
#include "app/verb_specs.hpp"

namespace entente::app {
namespace {

std::vector<OptionSpec> improve_options() {
  return {
      text("--set", "ISSUE=OPTION", k_question,
           "settle the issue so in the draft, whatever the file says"),
      once("--least-cost", "PARTY", k_question,
           "for a draft that is not acceptable: the change that leaves this party best off, "
           "instead of the fewest issues"),
      weights_option(),
      rule_out_option(),
      threat_option(),
      no_frontier_option("do not list all improvements, only the best"),
      frontier_cap_option(
          "points the frontier may hold while it is made; beyond, it is called partial"),
      time_limit_option("stop then, with the best found"),
      max_nodes_option(
          "10000000",
          "search steps per question, a limit that is the same on every machine: beyond it the "
          "best found is shown with what is proven of it; 0: no limit"),
      threads_option(),
      json_option(),
      html_option(),
      svg_option(),
      csv_option(),
      max_points_option("improvements listed in JSON; the rest are counted as omitted"),
      verify_option(
          "check again, by the slow definitions, the outcomes shown, the order of the changes and "
          "the smallest change; with at most 20,000 outcomes also that none is better, else only "
          "that no point of the frontier is (2,000 are looked at)"),
      width_option(),
      ascii_option(),
      color_option(),
      help_option(),
  };
}

}  // namespace

VerbSpec improve_verb() {
  return {
      "improve",
      "FILE...",
      1,
      64,
      "can this draft be made better for all?",
      "Reads a scenario and the draft of an agreement, and says what the draft leaves on the "
      "table: an agreement that is better for everybody, or else for as many parties as possible, "
      "and worse for nobody; or the proof that there is none. It shows what each change gives and "
      "takes, and an order in which the changes can be made one at a time so that nobody is ever "
      "worse off than with the draft.\n"
      "FILE is as for entente solve, and one of the files is an agreement file: entente: 1, "
      "agreement: {ISSUE: OPTION, ...}. Issues that it does not name stay at the status quo; "
      "without a status quo all must be named. Without an agreement file the draft is the status "
      "quo with what --set says.\n"
      "Where a party would refuse the draft, or the draft breaks a rule, the smallest change that "
      "makes it acceptable to all is shown, too: the fewest issues, or with --least-cost the "
      "change that costs one party least.",
      {{"entente improve us-china-2015.yaml us-china-draft.yaml",
        "what does the draft leave on the table?"},
       {"entente improve us-china-2015.yaml --set \"dialogue=once a year\"",
        "a draft without a file"},
       {"entente improve us-china-2015.yaml us-china-draft.yaml --set hacktivists=tolerated",
        "the draft of the file, with one issue changed"},
       {"entente improve us-china-2015.yaml draft.yaml --least-cost us",
        "what would make it acceptable, at least cost to the US?"},
       {"entente improve us-china-2015.yaml us-china-draft.yaml --json", "the same for programs"}},
      improve_options(),
      {{0, "an improvement was found, or a change that makes the draft acceptable; it is exact"},
       {1,
        "proven: the draft leaves nothing on the table (and nothing makes it acceptable where it "
        "is not)"},
       {2, "bad use or bad input; errors are on stderr"},
       {3,
        "something asked for was cut short by the time limit, Ctrl-C, a limit that you set, "
        "or too much work; what was found is shown"}}};
}

}  // namespace entente::app
