// Why the ledger's balance is not the gain, one cause after the other.

#include "entente/report/balance_causes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/report/solve_page.hpp"
#include "tests/support/enumerated_solution.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Value exact(const Rational& v) { return {Value::Kind::exact, v, 0, 0}; }

/// Party 0 gives i0, party 1 gives i1, i2 is a threat of party 0; the agreement moves i0 and i1.
Scenario exchange() {
  Scenario s = test::plain_scenario(2, 3, 2);
  s.issues[0].giver = PartyId(0);
  s.issues[1].giver = PartyId(1);
  s.issues[2].threat_by = PartyId(0);
  s.preferences[0].values = {{exact(0), exact(-2)}, {exact(0), exact(7)}, {}};
  s.preferences[1].values = {{exact(0), exact(6)}, {exact(0), exact(-3)}, {exact(0), exact(-1)}};
  return s;
}

BalanceCauses causes_of(const Scenario& s, const std::vector<ThreatCarriedOut>& threats = {}) {
  const Outcome agreement = {1, 1, 0};
  return find_balance_causes(s, bargain::make_ledger(s, agreement), agreement, threats);
}

std::string page_of(const Scenario& s) {
  const auto solution = test::enumerated_solution(s);
  return solve_page(make_solve_report(s, solution, {}), {200, false, false});
}

TEST(BalanceCauses, NoneWhereTheBalanceIsTheGain) {
  EXPECT_THAT(causes_of(exchange()).parties, IsEmpty());
  EXPECT_THAT(page_of(exchange()), Not(HasSubstr("is not the gain")));
}

TEST(BalanceCauses, Beliefs) {
  Scenario s = exchange();
  s.beliefs.resize(2);
  s.beliefs[0] = {{IssueId(1), {Rational(1, 2), Rational(1, 2)}, {}}};
  const auto causes = causes_of(s);
  EXPECT_THAT(causes.parties, ElementsAre(0U));
  EXPECT_TRUE(causes.beliefs);
  EXPECT_FALSE(causes.interactions || causes.reservations || causes.threats);
  // What a party believes of today's option is no difference.
  s.beliefs[0][0].probability = {1, 0};
  EXPECT_THAT(causes_of(s).parties, IsEmpty());
}

TEST(BalanceCauses, Interactions) {
  Scenario s = exchange();
  s.preferences[1].together = {
      {{{IssueId(0), {OptionId(1)}}, {IssueId(1), {OptionId(1)}}}, exact(2), {}}};
  const auto causes = causes_of(s);
  EXPECT_THAT(causes.parties, ElementsAre(1U));
  EXPECT_TRUE(causes.interactions);
  EXPECT_FALSE(causes.beliefs || causes.reservations || causes.threats);
}

TEST(BalanceCauses, ReservationsAndThreats) {
  Scenario s = exchange();
  const std::vector<ThreatCarriedOut> threat = {{IssueId(2), OptionId(1)}};
  const auto threatened = causes_of(s, threat);
  EXPECT_THAT(threatened.parties, ElementsAre(1U));
  EXPECT_TRUE(threatened.threats);
  EXPECT_FALSE(threatened.beliefs || threatened.interactions || threatened.reservations);
  // A reservation takes the place of whatever happens without a deal.
  s.preferences[1].reservation = exact(1);
  const auto reserved = causes_of(s, threat);
  EXPECT_THAT(reserved.parties, ElementsAre(1U));
  EXPECT_TRUE(reserved.reservations);
  EXPECT_FALSE(reserved.threats);
  const std::string page = page_of(s);
  EXPECT_THAT(page, HasSubstr("The balance of " + s.parties[1].name +
                              " is not the gain: gains count from a stated reservation"));
  EXPECT_THAT(page, Not(HasSubstr("believes")));
  // A reservation of what today is worth is no difference.
  s.preferences[1].reservation = exact(0);
  EXPECT_THAT(causes_of(s).parties, IsEmpty());
}

TEST(BalanceCauses, SeveralAtOnce) {
  Scenario s = exchange();
  s.preferences[0].reservation = exact(1);
  s.preferences[1].together = {
      {{{IssueId(0), {OptionId(1)}}, {IssueId(1), {OptionId(1)}}}, exact(2), {}}};
  const auto causes = causes_of(s);
  EXPECT_THAT(causes.parties, ElementsAre(0U, 1U));
  EXPECT_TRUE(causes.interactions && causes.reservations);
  EXPECT_FALSE(causes.beliefs || causes.threats);
  EXPECT_THAT(page_of(s), HasSubstr("; gains count from a stated reservation"));
}

}  // namespace
}  // namespace entente::report
