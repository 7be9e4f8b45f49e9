#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/app/example_files.hpp"
#include "tests/support/files.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using nlohmann::json;
using test::run_entente;
using test::text_of;
using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> k_england = {
    "solve", "examples/england-zimbabwe/domain.xml", "examples/england-zimbabwe/england.xml",
    "examples/england-zimbabwe/zimbabwe.xml", "--peer-points"};

std::vector<std::string> with(std::vector<std::string> words,
                              const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(PeerPointsPage, ShowsThePointsSideBySide) {
  const auto result = run_entente(k_england);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(test::matches_golden(result.out, "solve_peer_points_80.txt"));
  EXPECT_THAT(result.out, Not(HasSubstr("go from 0 to 1")));
}

TEST(PeerPointsPage, SaysWhereScalesAreOthers) {
  const auto result = run_entente({"solve", test::k_cyber_file, "--peer-points"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("Peers' solution points"));
  EXPECT_THAT(result.out, HasSubstr("In these tools utilities go from 0 to 1."));
}

TEST(PeerPointsPage, IsNotThereUnlessAskedFor) {
  EXPECT_THAT(run_entente({"solve", test::k_cyber_file}).out, Not(HasSubstr("Peers")));
}

TEST(PeerPointsPage, ManyPartiesHaveThoseOfGeniusOnly) {
  const auto result = run_entente({"solve", test::k_harbour_file, "--peer-points"});
  EXPECT_THAT(result.out, HasSubstr("GENIUS Kalai"));
  EXPECT_THAT(result.out, HasSubstr("NegoLog and ANL 2023 define theirs for two parties only."));
  EXPECT_THAT(result.out, Not(HasSubstr("NegoLog Nash")));
}

TEST(PeerPointsJson, NamesValuesAndOutcomes) {
  const auto answer = json::parse(run_entente(with(k_england, {"--json"})).out);
  const auto& peers = answer["peer_points"];
  EXPECT_EQ(peers["reason"], nullptr);
  EXPECT_EQ(peers["unit_scale"], true);
  ASSERT_EQ(peers["points"].size(), 6U);
  EXPECT_EQ(peers["points"][0]["name"], "genius_nash");
  // Nobody states a reservation there, so that both Nash points are ours.
  for (const std::size_t k : {0, 2, 4}) {
    EXPECT_EQ(peers["points"][k]["utility"], answer["deals"]["nash"]["utility"]);
  }
  EXPECT_EQ(peers["points"][3]["utility"], answer["deals"]["utilitarian"]["utility"]);
}

TEST(PeerPointsJson, SaysWhatIsMissing) {
  const auto cut =
      run_entente({"solve", test::k_cyber_file, "--peer-points", "--frontier-cap", "1", "--json"});
  EXPECT_EQ(cut.exit_code, 3);
  const auto answer = json::parse(cut.out);
  EXPECT_THAT(answer["peer_points"]["reason"].get<std::string>(), HasSubstr("complete frontier"));
  EXPECT_TRUE(answer["peer_points"]["points"].empty());
}

TEST(PeerPointsUsage, TheFrontierMayNotBeLeftOut) {
  const auto result = run_entente({"solve", test::k_cyber_file, "--peer-points", "--no-frontier"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--peer-points needs the frontier"));
}

TEST(PeerPointsFiles, SayWhatADashStandsFor) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(
      run_entente({"solve", test::k_cyber_file, "--peer-points", "--csv", folder.path("tables")})
          .exit_code,
      0);
  const std::string table = text_of(folder.path("tables/peer-points.csv"));
  EXPECT_THAT(table, HasSubstr("The same as ours,"));
  EXPECT_THAT(table, HasSubstr(",cleaned up,left alone\r\n"));
  EXPECT_THAT(table, Not(HasSubstr("–")));
}

TEST(PeerPointsFiles, HaveATableOfTheirOwn) {
  const test::TemporaryFolder folder;
  const auto path = folder.path("tables");
  EXPECT_EQ(run_entente(with(k_england, {"--csv", path})).exit_code, 0);
  const auto page = folder.path("page.html");
  EXPECT_EQ(run_entente(with(k_england, {"--html", page})).exit_code, 0);
  EXPECT_THAT(text_of(path + "/peer-points.csv"), HasSubstr("GENIUS Nash"));
  EXPECT_THAT(text_of(page), HasSubstr("solution points</h2>"));
}

}  // namespace
}  // namespace entente
