#include <cctype>
#include <fstream>
#include <map>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"

namespace entente {
namespace {

using test::run_entente;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// A concept of docs/concepts.md with the words of its example.
struct Concept {
  std::string name;  ///< as its heading has it
  std::vector<std::string> command;
};

/// The words of a command line; double quotes keep blanks.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

std::vector<Concept> documented_concepts() {
  std::vector<Concept> concepts;
  std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/docs/concepts.md");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) concepts.push_back({line.substr(3), {}});
    if (!line.starts_with("entente ")) continue;
    auto words = words_of(line);
    words.erase(words.begin());
    concepts.back().command = std::move(words);
  }
  return concepts;
}

/// A page on one line, so that it does not matter where it was wrapped.
std::string on_one_line(const std::string& page) {
  std::istringstream in(page);
  std::string line;
  for (std::string word; in >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

/// What each example must show for its description to be true.
const std::map<std::string, std::vector<std::string>> k_evidence = {
    {"Scenario", {"1 warning. 2 parties, 12 issues and 1 threat."}},
    {"Party", {"The Nash deal gives United States a gain of 17 and China 15."}},
    {"Issue", {"Who gives what", "as today → ended 20 26"}},
    {"Agreement", {"Who accepts how much", "Of 71 possible outcomes", "6 acceptable to all"}},
    {"Status quo", {"Without a deal", "The status quo stays.", "Today"}},
    {"Gain", {"The Nash deal gives United States a gain of 17 and China 15."}},
    {"Reservation", {"How much each could ask for", "The most that each party can gain while"}},
    {"Threat", {"United States -4 and China -20", "a gain of 33 and China 25"}},
    {"Rule", {"8 acceptable under the rule: at least 2 of 3 parties", "6 acceptable to all"}},
    {"Concession", {"Who gives what", "as today → ended 20 26"}},
    {"Credit", {"14 20.9", "United States 43.9", "The balance of United States is not the gain"}},
    {"Empty concession", {"US pledge not to steal no pledge → pledge 0 EMPTY"}},
    {"Belief", {"14 20.9"}},
    {"Interaction", {"Work at weekends (m)"}},
    {"Uncertain value",
     {"6 values of United States are uncertain", "14 values of China are uncertain"}},
    {"Frontier", {"55 points, 18 of them acceptable to all."}},
    {"Nash", {"The best outcomes: Nash", "1. 17 15", "2. "}},
    {"Kalai-Smorodinsky", {"The Kalai-Smorodinsky deal gives United States a gain of 17"}},
    {"Egalitarian", {"The egalitarian deal gives Mayor a gain of 22, Other cities 3"}},
    {"Utilitarian", {"a gain of 34 and China 1."}},
    {"Weights", {"Weights: United States 2 and China 1.", "a gain of 22 and China 11"}},
    {"Exact", {"All four are proven optimal, each without ties."}},
    {"Tie", {"Utilitarian: exact; 2 different gains tie, shown is the one best for Donald."}},
    {"Epsilon", {"Complete: every outcome that leaves nothing on the table is here."}},
    {"Tables", {"9 tables are just enough for a deal.", "1 – – High-level joint"}},
    {"Goal", {"In every table: Theft of commercial secrets", "1 Government support for"}},
    {"Relaxation", {"No deal: ", "In the way: United States.", "1. Put Theft of commercial"}},
    {"Improvement", {"China would refuse the draft", "can be improved for everybody"}},
    {"Adjusted Winner", {"Each wins 218/3 of its 100 points.", "is shared"}},
    {"Fallback bargaining", {"fall back to rank 5 of 8", "Only one is then."}},
    {"Commitment",
     {"It does not hold.", "China gains 14 a period by breaking Theft of commercial"}},
    {"Game", {"pump / pump", "9 9 spare / spare"}},
    {"Equilibrium", {"9 9 spare / spare the same, for ever"}},
    {"Signal", {"8.75 8.75"}},
    {"Price of self-enforcement",
     {"United States 17 7 -10 -58.8 %", "China 15 22 +7 46.7 %",
      "Chinese intrusion into US critical infrastructure China stopped"}},
    {"Discount factor",
     {"It holds, with nobody to enforce it", "a discount factor of 0.9464 is needed, and 0.97"}},
    {"Detection",
     {"with a probability of 0.4701 a period instead of 0.35",
      "China: know of all its breaches within 2 periods of 6 months"}},
    {"Suspension", {"a suspension of 22 periods of 6 months is enough, and no shorter one is"}},
    {"Peer points", {"GENIUS Nash GENIUS Kalai", "Nash Kalai-Smorodinsky Utilitarian Egalitarian"}},
};

TEST(HelpConcepts, EveryExampleRunsAndShowsWhatIsSaidOfIt) {
  const auto concepts = documented_concepts();
  EXPECT_EQ(concepts.size(), k_evidence.size());
  for (const auto& [name, command] : concepts) {
    SCOPED_TRACE(name);
    ASSERT_FALSE(command.empty());
    const auto result = run_entente(command);
    EXPECT_THAT(result.err, IsEmpty());
    // A proven "no" is an answer, too.
    const bool no = name == "Relaxation" || name == "Commitment" || name == "Detection";
    EXPECT_EQ(result.exit_code, no ? 1 : 0);
    const auto evidence = k_evidence.find(name);
    ASSERT_NE(evidence, k_evidence.end()) << "say above what its example must show";
    for (const auto& text : evidence->second) EXPECT_THAT(on_one_line(result.out), HasSubstr(text));
  }
}

TEST(HelpConcepts, ThePageIsCurrent) {
  EXPECT_TRUE(test::matches_file(run_entente({"help", "--concepts"}).out, "docs/concepts.md"));
}

TEST(HelpConcepts, EveryOneIsExplainedListedAndLinkedTo) {
  const auto list = on_one_line(run_entente({"help"}).out);
  for (const auto& concept_ : documented_concepts()) {
    std::string name = concept_.name;
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    SCOPED_TRACE(name);
    EXPECT_THAT(list, HasSubstr(name));
    const auto shown = run_entente({"help", name});
    EXPECT_EQ(shown.exit_code, 0);
    EXPECT_THAT(shown.out, StartsWith(concept_.name + "\n\n"));
    EXPECT_THAT(shown.out, HasSubstr("\nExample:\n  entente "));
    const std::size_t at = shown.out.find("See also: ");
    ASSERT_NE(at, std::string::npos);
    std::istringstream others(on_one_line(shown.out.substr(at + 10)));
    for (std::string other; std::getline(others, other, ',');) {
      if (other.front() == ' ') other.erase(0, 1);
      if (other.back() == '.') other.pop_back();
      EXPECT_EQ(run_entente({"help", other}).exit_code, 0) << other;
    }
  }
}

TEST(HelpConcepts, OtherWordsAndSpellingsLeadThere) {
  const auto empty = run_entente({"help", "empty concession"}).out;
  EXPECT_TRUE(test::matches_golden(empty, "help_empty_concession.txt"));
  EXPECT_EQ(run_entente({"help", "empty", "concession"}).out, empty);
  EXPECT_EQ(run_entente({"help", "Empty-Concession"}).out, empty);
  EXPECT_EQ(run_entente({"help", "empty_promise"}).out, empty);
  EXPECT_EQ(run_entente({"help", "pareto"}).out, run_entente({"help", "frontier"}).out);
  EXPECT_THAT(run_entente({"help", "table"}).out,
              HasSubstr("\nWhat the word means: entente help tables\n"));
}

TEST(HelpConcepts, NearMissesAreSuggested) {
  struct Miss {
    std::vector<std::string> words;
    const char* hint;
  };
  const Miss misses[] = {
      {{"help", "fronteir"}, "did you mean `frontier`?"},
      {{"help", "empty", "consession"}, "did you mean `empty concession`?"},
      {{"help", "slove"}, "did you mean `solve`?"},
      {{"help", "utilitarain"}, "did you mean `utilitarian`?"},
      {{"help", "xyzzy"}, "entente help lists the verbs and concepts"},
      {{"help", "a\x1b[31m"}, "entente help lists"},
  };
  for (const auto& [words, hint] : misses) {
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, 2) << hint;
    EXPECT_THAT(result.err, HasSubstr("there is no verb and no concept `"));
    EXPECT_THAT(result.err, HasSubstr(hint));
    EXPECT_THAT(result.err, Not(HasSubstr("\x1b")));
  }
}

}  // namespace
}  // namespace entente
