// Utilities that GENIUS itself computed, for scenarios of its own; skipped where these are absent.

#include "tests/support/genius_golden.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "entente/bargain/problem.hpp"
#include "entente/base/rational.hpp"
#include "entente/model/outcome.hpp"

namespace entente::format {
namespace {

constexpr double k_tolerance = 1e-12;

std::string text_of(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Outcome outcome_of(const Scenario& scenario, const nlohmann::json& bid) {
  Outcome outcome;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const auto option = scenario.find_option(IssueId(i), text_of(bid.at(i)));
    if (!option) ADD_FAILURE() << "no option " << bid.at(i);
    outcome.push_back(static_cast<std::uint16_t>(option.value_or(OptionId(0)).index()));
  }
  return outcome;
}

/// Reads each folder with all its profiles and calls `check(golden, scenario)`.
template <class Check>
void for_each_case(const Check& check) {
  const auto folders = test::genius_golden_folders();
  if (folders.empty()) GTEST_SKIP() << "no golden values here";
  for (const auto& folder : folders) {
    SCOPED_TRACE(folder.string());
    const nlohmann::json golden = test::read_golden(folder);
    std::vector<std::string> profiles;
    for (const auto& p : golden.at("profiles")) profiles.push_back(p.at("file"));
    const ReadResult read = test::read_golden_scenario(folder, golden.at("domain"), profiles);
    ASSERT_TRUE(read.scenario) << to_string(read.diagnostics.at(0));
    check(golden, *read.scenario);
  }
}

TEST(GeniusGolden, IssuesAndTheNumberOfBidsAgree) {
  for_each_case([](const nlohmann::json& golden, const Scenario& s) {
    ASSERT_EQ(s.issue_count(), golden.at("issues").size());
    double bids = 1;
    for (std::size_t i = 0; i < s.issue_count(); ++i) {
      EXPECT_EQ(s.issues[i].key, golden.at("issues").at(i).at("name").get<std::string>());
      bids *= static_cast<double>(s.issues[i].options.size());
    }
    EXPECT_EQ(bids, golden.at("bids").get<double>());
  });
}

TEST(GeniusGolden, UtilitiesReservationsAndDiscountsAgree) {
  for_each_case([](const nlohmann::json& golden, const Scenario& s) {
    const auto& sample = golden.at("sample");
    ASSERT_GT(sample.size(), 100U);
    for (std::size_t j = 0; j < s.party_count(); ++j) {
      const auto& profile = golden.at("profiles").at(j);
      SCOPED_TRACE(s.parties[j].key);
      EXPECT_NEAR(to_double(no_deal_utility(s, PartyId(j))),
                  profile.at("reservation").get<double>(), k_tolerance);
      EXPECT_NEAR(to_double(s.preferences[j].time_discount.value_or(1)),
                  profile.at("discount").get<double>(), k_tolerance);
      for (std::size_t k = 0; k < sample.size(); ++k) {
        const Rational u = utility(s, PartyId(j), outcome_of(s, sample.at(k)));
        ASSERT_NEAR(to_double(u), profile.at("utils").at(k).get<double>(), k_tolerance) << k;
      }
    }
  });
}

TEST(GeniusGolden, WholeNumberProblemsKeepTheUtilities) {
  for_each_case([](const nlohmann::json& golden, const Scenario& s) {
    const auto problem = bargain::make_problem(s);
    ASSERT_TRUE(problem.has_value());
    std::vector<std::int64_t> u(s.party_count());
    for (std::size_t k = 0; k < golden.at("sample").size(); ++k) {
      const Outcome outcome = outcome_of(s, golden.at("sample").at(k));
      bargain::utilities(*problem, outcome.data(), u.data());
      for (std::size_t j = 0; j < s.party_count(); ++j) {
        ASSERT_NEAR(bargain::to_points(*problem, j, u[j]),
                    golden.at("profiles").at(j).at("utils").at(k).get<double>(), k_tolerance);
      }
    }
  });
}

}  // namespace
}  // namespace entente::format
