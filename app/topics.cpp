#include "app/topics.hpp"

#include <algorithm>
#include <utility>

namespace entente::app {
namespace {

/// Small letters, and blanks for hyphens and underscores.
std::string plain_words(std::string_view text) {
  std::string plain(text);
  for (char& c : plain) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-' || c == '_') c = ' ';
  }
  return plain;
}

/// Who and what a file is about.
void add_scenarios(std::vector<Topic>& all) {
  all.push_back(
      {"scenario",
       {"file", "case", "model"},
       "A negotiation as a file: who must agree, what there is to settle and how each issue could "
       "be settled, what is in force today, who has to act, what each party would gain, and what "
       "an agreement may contain. entente new writes one to fill in; the files of other tools and "
       "spreadsheets are read as well.",
       "entente check examples/us-china-2015.yaml",
       "2 parties, 12 issues and 1 threat; and a warning of an issue that changes nothing.",
       {"party", "issue", "rule"}});
  all.push_back({"party",
                 {"parties", "side", "actor"},
                 "Somebody who can agree or refuse: a state, a union, a company. What it wants is "
                 "stated in points of its own, and an agreement must give it no less than no deal. "
                 "With three and more parties a rule may say how many must accept.",
                 "entente solve examples/us-china-2015.yaml",
                 "At the top: how much each of the two parties, United States and China, gains.",
                 {"gain", "reservation", "scenario"}});
  all.push_back(
      {"issue",
       {"issues", "option", "options"},
       "One thing to settle. Its options are the ways to settle it, one of which is in force "
       "today. "
       "Where one party must act, it is the giver; a joint issue takes all of them.",
       "entente solve examples/us-china-2015.yaml",
       "Under \"Who gives what\": each issue that the deal moves, from today's option to another.",
       {"status quo", "concession", "scenario"}});
}

/// What is agreed and what is not.
void add_agreements(std::vector<Topic>& all) {
  all.push_back(
      {"agreement",
       {"deal", "outcome", "package", "settlement"},
       "An outcome settles every issue by one of its options. An agreement is an outcome that the "
       "rules allow and that every party accepts: nobody gets less by it than without one.\n"
       "A deal "
       "is what the program recommends or looks for: an agreement by which every party gains "
       "something. There may be many; the solution concepts (Nash and others) each choose one.",
       "entente solve examples/labour-dispute.yaml --count",
       "Under \"Who accepts how much\": of 71 possible outcomes only 6 are acceptable to all.",
       {"status quo", "gain", "nash", "frontier"}});
  all.push_back(
      {"status quo",
       {"no deal", "today", "disagreement"},
       "The option of each issue that is in force today. Without an agreement it stays (and "
       "threats may be carried out): that is the no-deal outcome, and everybody's gains are "
       "counted from there.\n"
       "Files of other tools have none. There, what a party gets without an "
       "agreement is its reservation, and nobody concedes anything, since there is nothing to move "
       "away from.",
       "entente solve examples/us-china-2015.yaml",
       "Under \"Without a deal\": the status quo stays; the column Today says what it is.",
       {"reservation", "threat", "concession"}});
  all.push_back({"gain",
                 {"gains", "utility", "points", "value"},
                 "What an outcome is worth to a party, less what no deal is worth to it. Worth is "
                 "stated in points: so many for each option, added up over the issues. Only the "
                 "proportions between a party's own points mean something; 10 of mine are not 10 "
                 "of yours, and concepts that compare them all the same are marked with a star.",
                 "entente solve examples/us-china-2015.yaml",
                 "The Nash deal gives the United States a gain of 17 and China 15, each in points "
                 "of its own.",
                 {"status quo", "reservation", "interaction"}});
  all.push_back({"reservation",
                 {"reservation value", "batna", "walk-away"},
                 "What a party says it gets without an agreement, where that is not the worth of "
                 "today: an offer from somebody else, or a stock of goodwill. It refuses whatever "
                 "gives it less.\n"
                 "A high reservation is a bargaining position as much as a fact, "
                 "so it is worth asking how much of it a deal can bear; entente why tells that.",
                 "entente why examples/labour-dispute.yaml",
                 "How much each could ask for: the most that each party can gain while the others "
                 "still gain.",
                 {"gain", "status quo", "relaxation"}});
  all.push_back({"threat",
                 {"threats", "sanction"},
                 "An issue that one party may move if there is no agreement, such as sanctions. It "
                 "is never part of an agreement; it shapes what no deal is worth to each, and so "
                 "the gains by which a deal is chosen and what each can be asked to accept.\n"
                 "The "
                 "program carries out a threat only where --threat says so.",
                 "entente solve examples/us-china-2015.yaml --threat sanctions=imposed",
                 "Without a deal the United States would stand at -4 and China at -20, and the "
                 "Nash deal is another one.",
                 {"status quo", "reservation"}});
  all.push_back(
      {"rule",
       {"rules", "constraint", "acceptance"},
       "What an agreement may contain: this requires that, these exclude each other, at most so "
       "many of those may move, the costs stay within a budget. Rules bind agreements, not what "
       "happens without one.\n"
       "An acceptance rule says how many parties are enough, and who must be "
       "among them. Where there is none, all must accept.",
       "entente solve examples/labour-dispute.yaml --count",
       "8 outcomes are acceptable under the file's rule, at least 2 of 3 parties; 6 to all.",
       {"agreement", "relaxation"}});
}

/// Who gives what.
void add_concessions(std::vector<Topic>& all) {
  all.push_back(
      {"concession",
       {"concessions", "giver", "ledger", "balance"},
       "An issue moved off the status quo by its giver, the party that must act. It costs the "
       "giver something, and the others credit it with what it is worth to them. The ledger lists "
       "the concessions of a deal: who gives what, at what cost and for what credit, and how "
       "likely it is that a breach would be noticed.\n"
       "An issue without a giver is a joint one: it "
       "takes all parties, and nobody concedes it.",
       "entente solve examples/us-china-2015.yaml",
       "Under \"Who gives what\": the United States gives up support for certain tools at a cost "
       "of 20, and China credits that with 26.",
       {"credit", "empty concession", "status quo"}});
  all.push_back({"credit",
                 {"credits"},
                 "What a concession is worth to another party: the worth of what is agreed, less "
                 "the worth of what that party believes to be in force today. Who believes that "
                 "half of it is done already credits the other half only.\n"
                 "So the credits of a "
                 "deal need not add up to the gain, which is counted from what really is in force.",
                 "entente solve examples/us-china-2015.yaml",
                 "China's curb on theft is worth 22 to the United States, which credits it with "
                 "20.9 and so has credits of 43.9 in all: its balance is not its gain.",
                 {"concession", "belief", "empty concession"}});
  all.push_back(
      {"empty concession",
       {"empty", "empty promise", "empty pledge"},
       "A concession for which nobody gives credit: it gives up nothing that another party values, "
       "or only what that party believes not to happen anyway. It may still be costly to its "
       "giver, and it may look well in a communiqué; it buys nothing.",
       "entente solve examples/us-china-2015.yaml",
       "The pledge of the United States not to steal commercial secrets is marked EMPTY: China "
       "does not value it.",
       {"concession", "credit", "belief"}});
  all.push_back(
      {"belief",
       {"beliefs"},
       "What a party thinks is in force today on an issue, as probabilities of its options. Where "
       "nothing is said, it believes in the status quo. Beliefs decide what a concession is "
       "credited with; they do not change what it is worth.",
       "entente solve examples/us-china-2015.yaml",
       "The United States believes with 5 % that state groups in China have stopped already, so it "
       "credits that with 20.9 and not with the 22 points that it is worth.",
       {"credit", "status quo"}});
  all.push_back(
      {"interaction",
       {"interactions", "together", "interaction term"},
       "Worth that depends on several issues at once: a hotline may be worth more once the theft "
       "is curbed. In the file these are the terms under together, which are added where all their "
       "conditions hold. In the ledger such worth is shown at the margin: with the issue moved "
       "against without, all others being as in the deal.",
       "entente solve examples/labour-dispute.yaml",
       "In the ledger, rows marked (m) are at the margin: weekends are worth more without strikes.",
       {"gain", "concession"}});
  all.push_back(
      {"uncertain value",
       {"uncertainty", "mean", "uncertain"},
       "A number that nobody knows exactly: 12±4 is 12 give or take 4 (a standard deviation), "
       "8..14 anything between, {min: 10, mode: 15, max: 20} most likely 15. Deals are computed "
       "with the means, and a warning says for how many values that is so.",
       "entente solve examples/us-china-2015.yaml",
       "The warnings say that 6 values of the United States and 14 of China are uncertain.",
       {"gain"}});
}

/// Which deal.
void add_solutions(std::vector<Topic>& all) {
  all.push_back(
      {"frontier",
       {"pareto", "pareto frontier", "efficient"},
       "The outcomes that nobody can improve on without somebody losing. Anything else leaves "
       "something on the table. The frontier covers all outcomes that the rules allow; those on it "
       "that everybody accepts are where deals are found.\n"
       "Each point of it is one way in which "
       "the parties' gains can be, shown with one outcome that gives them.",
       "entente solve examples/us-china-2015.yaml",
       "55 points, 18 of them acceptable to all, and a picture of them.",
       {"agreement", "nash", "epsilon"}});
  all.push_back(
      {"nash",
       {"nash deal", "nash product", "nash bargaining"},
       "The agreement with the greatest product of the parties' gains (J. Nash, 1950). Doubling "
       "the points of one party does not change it, so it needs no common scale; it is what the "
       "program recommends unless --deal says otherwise. With weights each gain counts as often as "
       "its weight says.",
       "entente solve examples/us-china-2015.yaml --best 3",
       "The Nash deal has gains of 17 and 15; the next best outcomes are listed below it.",
       {"kalai-smorodinsky", "egalitarian", "utilitarian", "weights"}});
  all.push_back(
      {"kalai-smorodinsky",
       {"kalai smorodinsky", "ks", "kalai", "ideal point"},
       "The agreement by which the least share is greatest: each party's gain as a share of its "
       "ideal, the most that it could gain in any agreement (E. Kalai and M. Smorodinsky, 1975). "
       "Where the least shares are equal, the next least decide. It needs no common scale.",
       "entente solve examples/us-china-2015.yaml --deal kalai_smorodinsky",
       "Here it is the Nash deal: they share a column.",
       {"nash", "egalitarian", "peer points"},
       "Kalai-Smorodinsky"});
  all.push_back({"egalitarian",
                 {"egalitarian deal", "maximin", "leximin"},
                 "The agreement by which the least gain is greatest; where the least are equal, "
                 "the next least decide. It compares points of one party with points of another, "
                 "so it means something only where all use the same scale.",
                 "entente solve examples/harbour-game.yaml --deal egalitarian",
                 "No party gains less than 3 points, against 2 by the Nash deal.",
                 {"nash", "utilitarian", "gain"}});
  all.push_back(
      {"utilitarian",
       {"utilitarian deal", "welfare", "social welfare"},
       "The agreement with the greatest sum of gains. It compares points of one party with points "
       "of another, as the egalitarian deal does, and it may leave one party next to nothing.",
       "entente solve examples/us-china-2015.yaml --deal utilitarian",
       "The United States gains 34 and China 1.",
       {"egalitarian", "nash", "gain"}});
  all.push_back({"weights",
                 {"weight", "bargaining power"},
                 "How much each party counts in choosing a deal. 2 for one and 1 for the other: "
                 "Nash takes the first one's gain twice in the product, the utilitarian sum counts "
                 "it double, and egalitarian and Kalai-Smorodinsky divide by the weights. No "
                 "weight makes a party accept a loss.",
                 "entente solve examples/us-china-2015.yaml --weights us=2,china=1",
                 "The page says which weights were used, and the deals shift.",
                 {"nash"}});
  all.push_back(
      {"exact",
       {"bound", "gap", "proven"},
       "Every answer says how far it can be trusted. Exact: proven, nothing better exists; "
       "computed in whole numbers, and the page says so where values had to be rounded. Bound: the "
       "best found before a limit, and by how much it could be better at most. None: proven that "
       "there is no such deal. Unknown: the search ended before it could tell.",
       "entente solve examples/us-china-2015.yaml",
       "All four are proven optimal, each without ties.",
       {"epsilon", "tie"}});
  all.push_back({"tie",
                 {"ties"},
                 "Several deals that a concept finds equally good, although they give the parties "
                 "different gains. Values are compared exactly, so that ties are real ones. The "
                 "one shown is the best for the first party, then the second, and so on: a rule "
                 "that is always the same, and no recommendation.",
                 "entente solve examples/divided-estate.yaml",
                 "Utilitarian: 2 different gains tie, shown is the one best for Donald.",
                 {"exact", "nash"}});
  all.push_back({"epsilon",
                 {"approximate frontier"},
                 "Some frontiers are too large to list. Then a few points stand for all: whatever "
                 "is acceptable, one of them gives every party at least as much, but for a small "
                 "share of the most that it can gain. That share is epsilon, and it is proven, not "
                 "guessed. --epsilon says how close the points are to come.",
                 "entente solve examples/labour-dispute.yaml --epsilon 5",
                 "Here the frontier is small, and complete in spite of the option.",
                 {"frontier", "exact"}});
}

/// What to do where there is no deal, or a poor one.
void add_tables(std::vector<Topic>& all) {
  all.push_back(
      {"tables",
       {"table", "minimal table", "on the table", "agenda"},
       "A table is a set of issues that may move off the status quo, while all others stay as they "
       "are. It is enough when some deal moves only these. entente table finds all tables that are "
       "just enough: take any issue away, and no deal is left. So it answers what must be talked "
       "about, and what need not be.",
       "entente table examples/us-china-2015.yaml",
       "9 tables are just enough for a deal; in the smallest a joint dialogue alone will do.",
       {"goal", "concession", "relaxation"}});
  all.push_back(
      {"goal",
       {"goals"},
       "An option that a deal must contain, such as the end of the theft. With a goal, tables must "
       "reach it, and entente why tells what prevents it.",
       "entente table examples/us-china-2015.yaml --goal \"commercial_theft=stopped and "
       "prosecuted\"",
       "In every table: the theft. Next to it, in the smallest: support for certain tools.",
       {"tables", "relaxation"}});
  all.push_back(
      {"relaxation",
       {"relaxations", "why", "no deal possible"},
       "Changes to what was asked that together open a deal, while no part of them does: give up a "
       "goal, lift a rule, let an issue move, ask for less. entente why lists all the smallest "
       "ones, with the least amounts, each of them tried.",
       "entente why examples/us-china-2015.yaml --off dialogue --off assistance --only-from us",
       "There is no deal if only the United States gives; one of China's issues would open one.",
       {"goal", "tables", "reservation"}});
  all.push_back({"improvement",
                 {"draft", "improvements", "left on the table"},
                 "A draft is an agreement that somebody proposes. It leaves something on the table "
                 "where another one is better for all, or better for some and worse for nobody. "
                 "entente improve finds the best such change or proves that there is none, and "
                 "orders the moves so that nobody is worse off on the way, where that can be.",
                 "entente improve examples/us-china-2015.yaml examples/us-china-draft.yaml",
                 "As it stands, China would refuse the draft; it can be improved for everybody.",
                 {"frontier", "agreement"}});
}

/// Other ways to settle.
void add_procedures(std::vector<Topic>& all) {
  all.push_back(
      {"adjusted winner",
       {"brams taylor", "fair division"},
       "A procedure for two parties who divide things (S. Brams and A. Taylor, 1996). Each spreads "
       "100 points over the issues; who bids more wins the issue; then issues pass to the one who "
       "is behind, cheapest first, the last one in part, until both have as many points of their "
       "own. What happens without a deal plays no part.",
       "entente solve examples/divided-estate.yaml --adjusted-winner",
       "Each wins 218/3 of its 100 points, and one issue is shared.",
       {"nash", "fallback bargaining"},
       "Adjusted Winner"});
  all.push_back({"fallback bargaining",
                 {"fallback", "rank", "brams kilgour"},
                 "A procedure that looks only at the order in which each party puts the outcomes "
                 "(S. Brams and D. Kilgour, 2001). All start from their best outcomes and fall "
                 "back rank by rank, in step, until some outcome is good enough for all, or for as "
                 "many as the file's rule wants. Nobody falls back below no deal.",
                 "entente solve examples/treaty-provisions.yaml --fallback-bargaining",
                 "The parties fall back to rank 5 of 8, where only one outcome is good enough.",
                 {"adjusted winner", "rule"}});
  all.push_back(
      {"peer points",
       {"peer-points", "genius", "negolog", "anl"},
       "Other tools give the names of solution concepts to other points of the frontier. GENIUS: "
       "Nash is the greatest product of utilities less reservation values, whoever accepts; what "
       "it calls Kalai is where utilities differ least. NegoLog: Nash is the greatest product of "
       "utilities, Kalai the greatest sum. ANL 2023: Nash as NegoLog, Kalai as "
       "GENIUS.\n"
       "--peer-points shows these beside our own deals, so that results can be compared. "
       "In those tools all utilities go from 0 to 1; elsewhere the definitions compare points as "
       "they are.",
       "entente solve examples/england-zimbabwe/domain.xml examples/england-zimbabwe/england.xml "
       "examples/england-zimbabwe/zimbabwe.xml --peer-points",
       "GENIUS's Kalai point is our egalitarian deal here, and the three Nash points are ours.",
       {"nash", "kalai-smorodinsky", "frontier"}});
}

/// Whether agreements hold.
void add_holding(std::vector<Topic>& all) {
  all.push_back(
      {"commitment",
       {"commitments", "keep", "breach", "deviation", "cheating"},
       "An issue that an agreement moves off the status quo: its giver has to keep it so, period "
       "after period, and could go back to the status quo instead. A joint issue can be broken by "
       "any party. An agreement holds by itself where no party gains by breaking any set of its "
       "commitments. The worst set is not always all of them: to break more gains more, but shows "
       "more.",
       "entente hold examples/us-china-2015.yaml",
       "It does not hold: China gains 14 a period by breaking one commitment, the theft of "
       "commercial secrets.",
       {"concession", "discount factor", "detection", "suspension"}});
  all.push_back(
      {"game",
       {"stage game", "payoff", "player", "action", "profile", "repeated game"},
       "What each player gets from every combination of actions (a profile), once per period. "
       "Where "
       "players meet again and again, they can keep up more than in a single period, because what "
       "they do today has an answer tomorrow.",
       "entente hold --game examples/prisoners-dilemma.nfg --discount 0.5",
       "In a single period both pump; with 0.5 both can spare, and get 9 each in place of 3.",
       {"equilibrium", "signal", "commitment"}});
  all.push_back(
      {"equilibrium",
       {"nash equilibrium", "subgame-perfect", "perfect public equilibrium", "pure strategies"},
       "Plans for all players, from which nobody gains by deviating alone, whatever has happened "
       "so "
       "far (subgame-perfect). Where only signals are seen, plans go by what all have seen "
       "(perfect "
       "public). Plans that pick one action for sure are pure strategies; only these are looked "
       "at, "
       "with draws that all see.",
       "entente hold --game examples/prisoners-dilemma.nfg --discount 0.5",
       "Each vertex is worth what one of them gives: 9 and 9 by sparing for ever.",
       {"game", "signal"}});
  all.push_back(
      {"signal",
       {"monitoring", "signals", "imperfect monitoring"},
       "What all see at the end of a period where what was done is not seen itself. Each profile "
       "makes some signals likelier. An answer to a signal sometimes hits players who did nothing "
       "wrong; that is the price of not seeing.",
       "entente hold --game examples/prisoners-dilemma.nfg --signals examples/wells.csv "
       "--discount 0.9",
       "However patient they are, both together get at most 8.75 each in place of 9.",
       {"game", "equilibrium", "detection"}});
  all.push_back(
      {"price of self-enforcement",
       {"self-enforcing", "best deal that holds", "must hold"},
       "What parties lose because nobody enforces agreements: the difference between the best deal "
       "and the best among those that every party keeps by itself. One party may be better off so; "
       "what verification the other deal would need is then worth talking about.",
       "entente hold examples/us-china-2015.yaml --must-hold",
       "The best Nash deal that holds leaves out the intrusion into critical infrastructure: 7 for "
       "the United States instead of 17, and 22 for China instead of 15.",
       {"commitment", "nash", "detection"}});
  all.push_back(
      {"discount factor",
       {"discount", "patience", "shadow of the future"},
       "What a point of the next period is worth today: 0.9 for a party that would as soon have "
       "0.9 "
       "points now, or that sees one chance in ten that all this ends. What keeps a party to an "
       "agreement is what it would lose later, so that it takes patience.",
       "entente hold examples/us-china-2015.yaml --discount 0.97",
       "With 0.97 in place of the file's 0.9 it holds; China needs 0.9464.",
       {"commitment", "suspension"}});
  all.push_back(
      {"detection",
       {"false alarm", "false alarms", "lag", "attribution", "verification"},
       "With what probability a breach is noticed and rightly attributed in a period (detection), "
       "with what probability it is seen where there is none (false alarm), and how many periods "
       "that takes (lag). Little detection tempts to break, and many false alarms make any deal "
       "worth little to keep.",
       "entente hold examples/us-china-2015.yaml --discount 0.93",
       "Under \"What would make it hold\": to notice the theft with a probability of 0.4701 "
       "instead "
       "of 0.35, or to know of all breaches within 2 periods.",
       {"commitment", "suspension"}});
  all.push_back(
      {"suspension",
       {"punishment", "alarm", "snap back"},
       "What an alarm leads to: for some periods nobody keeps the agreement, then it is taken up "
       "again. The shorter the better, since alarms may be false; but it must be long enough to "
       "outweigh what a breach gains.",
       "entente hold examples/us-china-2015.yaml --discount 0.97",
       "22 periods are enough, and no shorter suspension is.",
       {"commitment", "detection", "discount factor"}});
}

}  // namespace

const std::vector<Topic>& topics() {
  static const std::vector<Topic> all = [] {
    std::vector<Topic> made;
    add_scenarios(made);
    add_agreements(made);
    add_concessions(made);
    add_solutions(made);
    add_tables(made);
    add_procedures(made);
    add_holding(made);
    return made;
  }();
  return all;
}

const std::vector<std::string>& topic_words() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> words;
    for (const auto& topic : topics()) {
      words.emplace_back(topic.name);
      std::replace(words.back().begin(), words.back().end(), ' ', '-');
    }
    return words;
  }();
  return all;
}

const Topic* find_topic(std::string_view words) {
  const std::string wanted = plain_words(words);
  for (const auto& topic : topics()) {
    if (plain_words(topic.name) == wanted) return &topic;
    for (const auto other : topic.also) {
      if (plain_words(other) == wanted) return &topic;
    }
  }
  return nullptr;
}

}  // namespace entente::app
