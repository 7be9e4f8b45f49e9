#include "app/option_parts.hpp"
#include "app/verb_specs.hpp"

namespace entente::app {
namespace {

std::vector<OptionSpec> hold_options() {
  return {
      choice("--deal", "CONCEPT", {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"},
             "nash", k_question, "the deal to look at, where no agreement is given"),
      flag("--must-hold", k_question,
           "look for the best deal among those that hold, and show what it costs that nobody "
           "enforces a better one"),
      text("--set", "ISSUE=OPTION", k_question,
           "settle an issue this way, beside or in place of what the agreement file says; without "
           "one all other issues stay as they are"),
      text(
          "--discount", "[PARTY=]D", k_question,
          "what a point of the next period is worth today, above 0 and below 1: of all parties, or "
          "of one; in place of the file's"),
      once(
          "--standards", "FILE", k_question,
          "compare standards of evidence: a table of how likely each notices a breach and raises a "
          "false alarm (docs/holding.md); which keeps the agreement best?"),
      once("--game", "FILE", k_question,
           "in place of a scenario a game of two to four players, a Gambit .nfg file or a table of "
           "payoffs (docs/games.md): everything that can be kept up with this --discount"),
      once("--signals", "FILE", k_question,
           "with --game: what was done is not seen, but a signal of it; a table of how probable "
           "each "
           "signal is after each combination of actions (docs/games.md)"),
      flag("--as-game", k_question,
           "look at the agreement as such a game: in every period each party breaks commitments or "
           "keeps them, and carries out threats or does not"),
      flag("--ordinal", k_question,
           "ask only in which order the parties prefer what may happen: who would move off the "
           "agreement, and which answer deters it"),
      text("--on", "ISSUE", k_question,
           "with --ordinal or --as-game: only the issues named so may be broken or carried out; "
           "needed where "
           "there are too many to look at each"),
      choice("--sanctions", "WHO", {"sequences", "single_moves"}, "sequences", k_question,
             "with --ordinal, who answers a move: all others together, in turns, or one other "
             "party by one move"),
      rule_out_option(),
      threat_option(),
      time_limit_option("stop looking for the deal then"),
      max_nodes_option(
          "100000000",
          "search steps for the deal, a limit that is the same on every machine; 0: no "
          "limit"),
      threads_option(),
      json_option(),
      html_option(),
      svg_option(),
      csv_option(),
      width_option(),
      ascii_option(),
      color_option(),
      help_option(),
  };
}

}  // namespace

VerbSpec hold_verb() {
  return {
      "hold",
      "FILE...",
      0,
      64,
      "will it hold, with nobody to enforce it?",
      "An agreement between states, or others above whom there is nobody, holds only where each "
      "party prefers keeping it to breaking it. This looks at every set of commitments that a "
      "party could break: what that gains it in a period, how likely it is noticed and when, and "
      "what the end of the agreement would cost it. It tells how patient the parties must be, how "
      "long a "
      "suspension has to be, what false alarms cost, and what would make it hold: better "
      "detection, less lag, a bond, or other commitments.\n"
      "With --must-hold it looks for the best deal among those that hold.\n"
      "FILE is a scenario as for entente solve, with detection, false_alarm and lag of its issues "
      "and the discount factors of its parties (docs/format.md); beside it an agreement file, if "
      "you have one. Without one it is the deal that --deal names.\n"
      "With --ordinal it is a game of moves and answers (the graph model for conflict resolution): "
      "parties keep or break commitments and carry out threats, and only the order of their "
      "preferences counts. FILE may then be a conflict file instead, with states, moves and "
      "rankings of its own (docs/conflict.md); that one cannot come from a pipe.",
      {{"entente hold us-china-2015.yaml", "would the Nash deal hold?"},
       {"entente hold us-china-2015.yaml us-china-draft.yaml", "would this draft?"},
       {"entente hold us-china-2015.yaml --discount 0.97", "and if both were more patient?"},
       {"entente hold us-china-2015.yaml --must-hold",
        "which deal is best among those that would hold?"},
       {"entente hold us-china-2015.yaml --threat sanctions=imposed",
        "if sanctions followed its end"},
       {"entente hold us-china-2015.yaml --discount 0.97 --standards standards.csv",
        "how strict should the evidence be?"},
       {"entente hold --ordinal us-china-2015.yaml --on commercial_theft --on sanctions",
        "which answer deters from the theft?"},
       {"entente hold --ordinal elmira.yaml", "a conflict of which only rankings are known"},
       {"entente hold us-china-2015.yaml --json", "the same for programs"},
       {"entente hold --game prisoners-dilemma.nfg --discount 0.5",
        "what can two players keep up in any game?"},
       {"entente hold us-china-2015.yaml --as-game --on commercial_theft --on sanctions",
        "what can the two keep up, by any plan, over theft and sanctions?"},
       {"entente hold --game prisoners-dilemma.nfg --signals wells.csv --discount 0.9",
        "and if they only see a signal of what was done?"}},
      hold_options(),
      {{0, "it holds, or the least discount factors with which it would are shown"},
       {1,
        "it does not hold, no deal does (--must-hold), there is no deal to look at, or a game has "
        "no "
        "equilibrium"},
       {2, "bad use or bad input; errors are on stderr"},
       {3, "no deal was found within the limits, or with --must-hold not proven best"}}};
}

}  // namespace entente::app
