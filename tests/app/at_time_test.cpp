#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/app/example_files.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using test::run_entente;
using testing::HasSubstr;

/// Two GENIUS profiles on one issue. The first party's utilities halve in half the time.
class AtTime : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("domain.xml", "<negotiation_template><utility_space>" + issue("") +
                                    "</utility_space></negotiation_template>");
    folder_.write("a.xml", "<utility_space>" + issue("1 3 5 8") +
                               "<discount_factor value=\"0.25\"/>"
                               "<reservation value=\"0.25\"/></utility_space>");
    folder_.write("b.xml", "<utility_space>" + issue("8 6 5 2") + "</utility_space>");
  }

  [[nodiscard]] std::vector<std::string> solve(std::vector<std::string> more) const {
    std::vector<std::string> words = {"solve", folder_.path("domain.xml"), folder_.path("a.xml"),
                                      folder_.path("b.xml")};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

 private:
  static std::string issue(const std::string& digits) {
    std::string text = "<objective index=\"0\" name=\"root\"><issue index=\"1\" name=\"price\">";
    for (std::size_t k = 0; k < 4; ++k) {
      text += "<item index=\"" + std::to_string(k + 1) + "\" value=\"v" + std::to_string(k) + "\"";
      if (!digits.empty()) text += std::string(" evaluation=\"") + digits[2 * k] + "\"";
      text += "/>";
    }
    text += "</issue>";
    if (!digits.empty()) text += "<weight index=\"1\" value=\"1\"/>";
    return text + "</objective>";
  }

  test::TemporaryFolder folder_;
};

TEST_F(AtTime, CountsWhatDiscountingHasLeft) {
  const auto start = nlohmann::json::parse(run_entente(solve({"--json"})).out);
  const auto half =
      nlohmann::json::parse(run_entente(solve({"--json", "--verify", "--at-time", "0.5"})).out);
  EXPECT_TRUE(start.at("at_time").is_null());
  EXPECT_EQ(half.at("at_time"),
            (nlohmann::json{{"share", 0.5}, {"factor", {{"a", 0.5}, {"b", 1}}}}));
  EXPECT_EQ(start.at("deals").at("egalitarian").at("outcome").at("price"), "v2");
  EXPECT_EQ(start.at("no_deal").at("utility").at("a"), 0.25);
  EXPECT_EQ(half.at("no_deal").at("utility").at("a"), 0.125);
  // What a gains is half of 3/8, and the greatest of all is half of 6/8: v3 would leave b 1/4.
  EXPECT_EQ(half.at("deals").at("egalitarian").at("outcome").at("price"), "v3");
  EXPECT_EQ(half.at("deals").at("nash").at("outcome"), start.at("deals").at("nash").at("outcome"));
  EXPECT_EQ(half.at("deals").at("nash").at("gain").at("a"),
            start.at("deals").at("nash").at("gain").at("a").get<double>() / 2);
}

TEST_F(AtTime, ThePageSaysSo) {
  const auto result = run_entente(solve({"--at-time", "0.5"}));
  EXPECT_THAT(result.out, HasSubstr("After the share 0.5 of the negotiation's time"));
  EXPECT_THAT(result.out, HasSubstr("a 0.5 and b 1."));
}

TEST_F(AtTime, RefusesWhatIsNoShare) {
  EXPECT_EQ(run_entente(solve({"--at-time", "1.5"})).exit_code, 2);
  EXPECT_EQ(run_entente(solve({"--at-time", "-0.1"})).exit_code, 2);
  EXPECT_EQ(run_entente(solve({"--at-time", "nan"})).exit_code, 2);
}

TEST(AtTimeOfOthers, SaysThatNothingChanges) {
  const auto result = run_entente({"solve", test::k_cyber_file, "--at-time", "0.5"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("--at-time changes nothing"));
}

}  // namespace
}  // namespace entente
