#include "entente/format/conflict_file.hpp"

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/enforce/conflict_examples.hpp"

namespace entente::format {
namespace {

using testing::HasSubstr;

std::string read_text(const std::string& path) {
  std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string messages(const ConflictResult& result) {
  std::string all;
  for (const auto& d : result.diagnostics) all += to_string(d) + '\n';
  return all;
}

OrdinalConflict read(const std::string& text) {
  auto result = read_conflict(text, "c.yaml");
  EXPECT_TRUE(result.conflict) << messages(result);
  return result.conflict ? std::move(*result.conflict) : OrdinalConflict{};
}

std::vector<std::string> names(const OrdinalConflict& conflict) {
  std::vector<std::string> list;
  for (const auto& state : conflict.states) list.push_back(state.name);
  return list;
}

/// "a>b" for each of the party's moves.
std::set<std::string> moves(const OrdinalConflict& conflict, std::size_t party) {
  std::set<std::string> list;
  for (std::size_t s = 0; s < conflict.state_count(); ++s) {
    conflict.moves[party].for_each(s, [&](std::size_t to) {
      list.insert(conflict.states[s].name + '>' + conflict.states[to].name);
    });
  }
  return list;
}

TEST(ConflictFile, ElmirasMovesFollowFromItsOptions) {
  const auto found = read(read_text("examples/elmira.yaml"));
  const auto expected = test::elmira();  // the moves as published, one by one
  EXPECT_EQ(names(found), names(expected));
  ASSERT_EQ(found.party_count(), 3U);
  for (std::size_t p = 0; p < 3; ++p) {
    EXPECT_EQ(moves(found, p), moves(expected, p));
    EXPECT_EQ(found.rank[p], expected.rank[p]);
  }
  EXPECT_EQ(found.states[3].pattern, "YNYNN");
  EXPECT_EQ(found.states[8].pattern, "-NNY-");
  EXPECT_EQ(found.states[8].title, "the plant is abandoned");
  EXPECT_EQ(found.parties[1].name, "Uniroyal");
  EXPECT_EQ(found.options[0].by, (std::vector<std::size_t>{0}));
}

TEST(ConflictFile, CombinationsAreStatesWhereNoneAreNamed) {
  const auto found = read(R"(entente: 1
parties: [a, b]
options: {x: a, y: b}
preferences:
  a: [N Y, YY, NN, YN]
  b: [YN, [YY, NN], NY]
)");
  EXPECT_EQ(names(found), (std::vector<std::string>{"NN", "YN", "NY", "YY"}));
  EXPECT_EQ(found.rank[0], (std::vector<std::uint32_t>{2, 3, 0, 1}));
  EXPECT_EQ(found.rank[1], (std::vector<std::uint32_t>{1, 0, 2, 1}));
  EXPECT_EQ(moves(found, 0), (std::set<std::string>{"NN>YN", "YN>NN", "NY>YY", "YY>NY"}));
  EXPECT_EQ(moves(found, 1), (std::set<std::string>{"NN>NY", "NY>NN", "YN>YY", "YY>YN"}));
}

TEST(ConflictFile, MovesMayBeListed) {
  const auto found = read(read_text("fuzz/corpus/conflict/moves.yaml"));
  EXPECT_EQ(moves(found, 0), (std::set<std::string>{"cc>dc", "dc>cc", "cd>dd", "dd>cd"}));
  EXPECT_EQ(found.states[0].title, "both keep");
  EXPECT_EQ(found.rank[1], (std::vector<std::uint32_t>{1, 0, 2, 1}));
}

// Feasible by hand: x and z never together, y not beside x, z only beside x: NNN, YNN, NYN.
TEST(ConflictFile, StatementsRankByTheFirstThatDiffers) {
  const auto found = read(read_text("fuzz/corpus/conflict/statements.yaml"));
  EXPECT_EQ(names(found), (std::vector<std::string>{"NNN", "YNN", "NYN"}));
  EXPECT_EQ(found.rank[0], (std::vector<std::uint32_t>{1, 0, 1}));
  EXPECT_EQ(found.rank[1], (std::vector<std::uint32_t>{0, 1, 0}));
  EXPECT_EQ(moves(found, 0), (std::set<std::string>{"NNN>YNN", "YNN>NNN", "NYN>NNN", "NYN>YNN"}));
  EXPECT_EQ(moves(found, 1), (std::set<std::string>{"NYN>NNN"}));
  EXPECT_EQ(found.options[1].by, (std::vector<std::size_t>{0, 1}));
}

TEST(ConflictFile, JsonIsReadToo) {
  const auto found = read(R"({"entente": 1, "parties": ["a", "b"], "states": ["1", "2"],
    "moves": {"a": {"1": ["2"]}}, "preferences": {"a": ["1", "2"], "b": [["2", "1"]]}})");
  EXPECT_EQ(moves(found, 0), (std::set<std::string>{"1>2"}));
  EXPECT_EQ(moves(found, 1), (std::set<std::string>{}));
}

TEST(ConflictFile, IsToldFromAScenario) {
  EXPECT_TRUE(holds_conflict(read_text("examples/elmira.yaml")));
  EXPECT_TRUE(holds_conflict("states: [a]"));
  EXPECT_FALSE(holds_conflict(read_text("examples/us-china-2015.yaml")));
  EXPECT_FALSE(holds_conflict("issues: {x: {options: [a]}}\nmoves: 3"));
  EXPECT_FALSE(holds_conflict("<options>"));
}

constexpr const char* k_start = "entente: 1\nparties: [a, b]\n";
constexpr const char* k_options = "entente: 1\nparties: [a, b]\noptions: {x: a, y: b}\n";
constexpr const char* k_ranked = "preferences: {a: [1, 2], b: [1, 2]}\n";

TEST(ConflictFile, MistakesHavePlaces) {
  const std::string start(k_start);
  const std::string options(k_options);
  const std::string ranked(k_ranked);
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "the file is empty"},
      {"entente: 2\n", "version `2` of the format is not known"},
      {"entente: 1\nparties: [a]\n", "c.yaml:2:10: error: a conflict has at least two parties"},
      {"entente: 1\nparties: [a, a]\n", "c.yaml:2:14: error: the party `a` is listed twice"},
      {"entente: 1\nparties: [1, 2, 3, 4, 5, 6, 7, 8, 9]\n", "at most 8 can be read"},
      {start + ranked, "a conflict lacks `states`"},
      {start + "states: [1, 2]\n" + ranked, "there are neither `options` nor `moves`"},
      {start + "states: [1, 1]\nmoves: {}\n" + ranked, "the state `1` is listed twice"},
      {start + "states: [1, 2]\nmoves: {a: {1: 1}}\n" + ranked, "from a state to itself"},
      {start + "states: [1, 2]\nmoves: {a: {1: 3}}\n" + ranked,
       "c.yaml:4:16: error: there is no state `3`"},
      {start + "states: [1, 2]\nmoves: {c: {1: 2}}\n" + ranked, "there is no party `c`"},
      {start + "states: [1, 2]\nmoves: {}\ninfeasible: []\n" + ranked, "this is about options"},
      {start + "states: [1, 2]\nmoves: {}\npreferences: {a: [1], b: [1, 2]}\n",
       "c.yaml:5:18: error: the ranking of `a` lacks `2`"},
      {start + "states: [1, 2]\nmoves: {}\npreferences: {a: [1, 2, 1], b: [1, 2]}\n",
       "names `1` twice"},
      {start + "states: [1, 2]\nmoves: {}\npreferences: {a: [1, 2]}\n", "lacks the party `b`"},
      {start + "states: [1, 2]\nmoves: {}\npreferences: {a: {statements: []}, b: [1, 2]}\n",
       "statements are about options"},
      {options + "infeasible: [Y]\n" + ranked, "must have one of Y, N and - for each"},
      {options + "infeasible: [{x: maybe}]\n" + ranked, "is set to yes or no, not `maybe`"},
      {options + "infeasible: [--]\n" + ranked, "no combination of the options is feasible"},
      {options + "states: {1: Y-, 2: -Y}\n" + ranked, "YY is in two states, `1` and `2`"},
      {options + "infeasible: [YY]\nstates: {1: YN, 2: NN}\n" + ranked,
       "no state holds the feasible combination NY"},
      {options + "infeasible: [YY]\nstates: {1: YY, 2: NN}\n" + ranked,
       "no feasible combination is in the state `1`"},
      {options + "states: {1: Y-, 2: N-}\npreferences: {a: {statements: [-Y]}, b: [1, 2]}\n",
       "holds for a part of the state `2` only"},
      {start + "options: {x: a, y: {by: b, change: sometimes}}\n" + ranked,
       "`change` must be freely, only on or only off"},
      {start + "options: {x: a, any: b}\n" + ranked, "`any` is a word of the format"},
      {start + "options: {x: [], y: b}\n" + ranked, "nobody controls this option"},
  };
  for (const auto& [text, message] : cases) {
    const auto result = read_conflict(text, "c.yaml");
    EXPECT_FALSE(result.conflict) << text;
    EXPECT_THAT(messages(result), HasSubstr(message)) << text;
  }
}

TEST(ConflictFile, TooLargeIsRefusedNotCut) {
  std::string options = "options: {";
  for (int k = 0; k < 13; ++k) options += fmt::format("o{}: {}, ", k, k % 2 == 0 ? "a" : "b");
  const auto many = read_conflict(
      std::string(k_start) + options + "}\npreferences: {a: {statements: []}, b: []}\n", "c.yaml");
  EXPECT_FALSE(many.conflict);
  EXPECT_THAT(messages(many), HasSubstr("there are 8192 states, and at most 4096"));
  for (int k = 13; k < 17; ++k) options += fmt::format("o{}: a, ", k);
  const auto more = read_conflict(std::string(k_start) + options + "}\n", "c.yaml");
  EXPECT_THAT(messages(more), HasSubstr("there are 17 options, and at most 16"));
  std::string alone = "options: {";
  for (int k = 0; k < 14; ++k) alone += fmt::format("o{}: a, ", k);
  const auto dense =
      read_conflict(std::string(k_start) + alone +
                        "}\nstates: {1: Y-------------, 2: N-------------}\n" + k_ranked,
                    "c.yaml");
  EXPECT_THAT(messages(dense), HasSubstr("too many moves"));
}

}  // namespace
}  // namespace entente::format
