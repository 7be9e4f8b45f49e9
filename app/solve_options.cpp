#include "app/option_parts.hpp"
#include "app/verb_specs.hpp"

namespace entente::app {
namespace {

std::vector<OptionSpec> solve_options() {
  return {
      choice("--deal", "CONCEPT", {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"},
             "nash", k_question, "the deal to recommend: its ledger is shown"),
      integer("--best", 1, 100'000, "only the best", k_question,
              "also list the N best outcomes by that concept, by different gains"),
      weights_option(),
      rule_out_option(),
      threat_option(),
      number(OptionKind::number, "--at-time", "SHARE", 0, 1, "0", k_question,
             "once this share of the negotiation's time has passed (0: at its start, 1: at its "
             "end): utilities and reservations shrink by the discount factors of GENIUS profiles"),
      flag("--adjusted-winner", k_question,
           "also divide the issues between two parties by Adjusted Winner (Brams and Taylor)"),
      flag("--fallback-bargaining", k_question,
           "also settle by the order in which each party puts the outcomes, whatever their values "
           "(Brams and Kilgour)"),
      flag("--peer-points", k_question,
           "also the points that GENIUS, NegoLog and ANL 2023 call Nash and Kalai, to compare "
           "results with theirs; these are not our deals of that name"),
      flag("--count", k_question, "also count the outcomes that each party, and all, accept"),
      no_frontier_option("do not list the frontier"),
      frontier_cap_option(
          "points the exact frontier may hold while it is made (unless set, 100,000 with six "
          "or more parties); beyond, others stand for it (--epsilon), or it is partial"),
      number(OptionKind::number, "--epsilon", "PERCENT", 0, 99, "1", k_limits,
             "three to five parties: where the frontier is too large, find points that stand for "
             "it, missing at most so much of any party's range, as far as limits allow (with a "
             "time limit: until then); 0: a partial one instead"),
      time_limit_option(
          "stop then, with the best found and how far it may be from the best possible; "
          "writing a long answer takes its time after that, see --max-points"),
      max_nodes_option(
          "100000000",
          "search steps per deal, a limit that is the same on every machine: beyond it the best "
          "found is shown with what is proven of it; 0: no limit"),
      threads_option(),
      json_option(),
      html_option(),
      svg_option(),
      csv_option(),
      max_points_option(
          "frontier points listed in JSON and CSV, and outcomes of --best in JSON; the rest are "
          "omitted"),
      verify_option(
          "check again, by the slow definitions, that the outcomes shown may be agreed and are "
          "worth what is said, that nobody loses by a deal, and that no point of the frontier "
          "(2,000 are looked at) beats another, or a deal called exact"),
      width_option(),
      ascii_option(),
      color_option(),
      help_option(),
  };
}

}  // namespace

VerbSpec solve_verb() {
  return {
      "solve",
      "FILE...",
      1,
      64,
      "which deal, and what does each give and get?",
      "Reads a scenario and finds the deals: which outcomes leave nothing on the table, which "
      "of them each party accepts, and the Nash, Kalai-Smorodinsky, egalitarian and "
      "utilitarian deals with what each party gives and gets.\n"
      "FILE is a scenario in YAML or JSON, with the parties' preferences in further files if "
      "you like; a table in CSV, TSV, .ods or .xlsx; a GENIUS domain followed by one profile per "
      "party; the "
      "files of GeniusWeb, NegMAS or NegoLog; or a folder that holds such files. The contents "
      "tell which (docs/formats.md). One of them may be -, "
      "which is standard input.\n"
      "With weights, Nash makes the product of gain^weight greatest, utilitarian the sum of "
      "weight*gain, egalitarian the least gain/weight, and Kalai-Smorodinsky the least "
      "share/weight of the ideal gain.\n"
      "By fallback bargaining the parties start from their best outcomes and fall back rank by "
      "rank, all in step, until some outcome is good enough for all, or for as many as the "
      "file's acceptance rule wants.\n"
      "Other tools give the names of these deals to other points; --peer-points shows theirs, in "
      "utilities and on the whole frontier, whoever accepts. GENIUS: Nash has the greatest product "
      "of utilities less reservation values, Kalai the least differences between utilities. "
      "NegoLog: Nash has the greatest product of utilities, Kalai the greatest sum. ANL 2023: Nash "
      "as NegoLog, Kalai as GENIUS.\n"
      "Every answer says whether it is exact, or how far it may be from the best possible. "
      "Ctrl-C stops the search and shows the best found so far.",
      {{"entente solve us-china-2015.yaml", "one page: the deals and the ledger"},
       {"entente solve us-china-2015.yaml --json", "the same for programs"},
       {"entente solve us-china-2015.yaml --weights us=2,china=1",
        "the US counts twice in bargaining"},
       {"entente solve us-china-2015.yaml --best 5", "what comes next after the Nash deal?"},
       {"entente solve us-china-2015.yaml --threat sanctions=imposed",
        "what if no deal meant sanctions?"},
       {"entente solve estate.yaml --adjusted-winner", "who wins which issue, one of them shared"},
       {"entente solve treaty-provisions.yaml --fallback-bargaining",
        "how far must all fall back?"},
       {"entente solve domain.xml profile1.xml profile2.xml", "a GENIUS negotiation"},
       {"entente solve domain.xml profile1.xml profile2.xml --peer-points",
        "with the points that GENIUS itself would show"},
       {"entente solve domain.xml profile1.xml profile2.xml --at-time 0.5",
        "what are the deals worth half-way through?"},
       {"entente solve - < scenario.yaml", "a scenario that another program writes"},
       {"entente solve big.yaml --time-limit 10 --no-frontier", "the deals, in ten seconds"}},
      solve_options(),
      {{0,
        "the deals are exact (the frontier may be partial where only its default cap was met, or "
        "shown by points that stand for it, as close as an --epsilon that you set)"},
       {1,
        "there is no deal: no outcome gives every party a strict gain. Once that is proven, "
        "1 comes before 3, whatever else was cut short"},
       {2, "bad use or bad input; errors are on stderr"},
       {3,
        "something asked for was cut short by the time limit, Ctrl-C, a limit that you set, "
        "or too much work; what was found is shown"}}};
}

}  // namespace entente::app
