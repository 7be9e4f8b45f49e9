#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/app/example_files.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using nlohmann::ordered_json;
using test::k_cyber_file;
using test::run_entente;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* k_elmira = "examples/elmira.yaml";

TEST(HoldOrdinal, ShowsAConflict) {
  const auto result = run_entente({"hold", "--ordinal", k_elmira});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_TRUE(test::matches_golden(result.out, "hold_ordinal_elmira_80.txt"));
}

TEST(HoldOrdinal, ElmirasEquilibriaAreThePublishedOnes) {
  const auto result = run_entente({"hold", "--ordinal", k_elmira, "--json"});
  EXPECT_EQ(result.exit_code, 0);
  const auto answer = ordered_json::parse(result.out);
  EXPECT_EQ(answer["equilibria"], ordered_json::parse(R"({"nash": [5, 8, 9],
      "gmr": [1, 4, 5, 8, 9], "smr": [1, 4, 5, 8, 9], "seq": [5, 8, 9], "sseq": [5, 8, 9]})"));
  EXPECT_EQ(answer["coalition_moves"][0], ordered_json::parse(R"({"members": ["moe", "uniroyal"],
      "from": 5, "to": 8, "path": [{"party": "moe", "to": 6}, {"party": "uniroyal", "to": 8}]})"));
  EXPECT_TRUE(answer["agreement"].is_null());
}

// The example of docs/conflict.md: both keep by all notions but Nash.
TEST(HoldOrdinal, PrisonersDilemma) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("dilemma.yaml", R"(entente: 1
parties: [a, b]
options: {keep_a: a, keep_b: b}
preferences:
  a: [NY, YY, NN, YN]
  b: [YN, YY, NN, NY]
)");
  const auto answer = ordered_json::parse(run_entente({"hold", "--ordinal", file, "--json"}).out);
  EXPECT_EQ(answer["equilibria"]["nash"], ordered_json({"NN"}));
  for (const char* notion : {"gmr", "smr", "seq", "sseq"}) {
    EXPECT_EQ(answer["equilibria"][notion], ordered_json({"NN", "YY"})) << notion;
  }
}

TEST(HoldOrdinal, TellsWhatHoldsAnAgreement) {
  const std::vector<std::string> words = {"hold",
                                          "--ordinal",
                                          k_cyber_file,
                                          "--on",
                                          "commercial_theft",
                                          "--on",
                                          "circumvention_support"};
  const auto result = run_entente(words);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("The Nash deal: every breach that pays at first is deterred"));
  EXPECT_THAT(result.out, HasSubstr("In the agreement, China would gain if it breaks Theft"));
  auto with_json = words;
  with_json.emplace_back("--json");
  const auto answer = ordered_json::parse(run_entente(with_json).out);
  EXPECT_EQ(answer["agreement"]["state"], "YY");
  EXPECT_EQ(answer["agreement"]["equilibrium"], ordered_json({"gmr", "smr", "seq", "sseq"}));
  EXPECT_EQ(answer["equilibria"]["nash"], ordered_json({"NN"}));
}

TEST(HoldOrdinal, OneAnswerByOneParty) {
  const auto answer = ordered_json::parse(
      run_entente({"hold", "--ordinal", k_elmira, "--sanctions", "single_moves", "--json"}).out);
  EXPECT_EQ(answer["sanctions"], "single_moves");
  EXPECT_EQ(answer["equilibria"]["nash"], ordered_json({5, 8, 9}));
}

TEST(HoldOrdinal, MistakesAreUsageErrors) {
  const test::TemporaryFolder folder;
  const auto broken = folder.write("broken.yaml", "entente: 1\nparties: [a, b]\nstates: [s, s]\n");
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{k_elmira}, "entente hold --ordinal looks at such a conflict"},
      {{"--ordinal", k_elmira, k_cyber_file}, "which stands alone"},
      {{"--ordinal", k_elmira, "--threat", "a=b"}, "--threat is about scenarios"},
      {{"--ordinal", k_cyber_file, "--discount", "0.9"}, "is of no use with --ordinal"},
      {{k_cyber_file, "--on", "dialogue"}, "is of no use without --ordinal"},
      {{"--ordinal", k_cyber_file, "--on", "dialoge"}, "ialogue"},
      {{"--ordinal", k_cyber_file, "--on", "no_theft_pledge"}, "no commitment"},
      {{"--ordinal", broken}, "broken.yaml:3:13: error: the state `s` is listed twice"}};
  for (const auto& [more, message] : cases) {
    std::vector<std::string> words = {"hold"};
    words.insert(words.end(), more.begin(), more.end());
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, 2) << message;
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr(message));
  }
}

}  // namespace
}  // namespace entente
