#pragma once

#include "entente/model/scenario.hpp"

namespace entente::test {

/// The US-China scenario of examples/us-china-2015.yaml, built without any reader: thirteen issues,
/// two parties, one threat, one belief, uncertain values. Its Nash deal gains 17 and 15.
[[nodiscard]] Scenario cyber_scenario();

/// The same with every issue that China gives ruled out: nobody in the US can gain except from
/// dialogue and assistance.
[[nodiscard]] Scenario cyber_scenario_without(std::size_t giver);

/// Adds a rule that the issue is not settled this way.
void rule_out(Scenario& scenario, std::size_t issue, std::size_t option);

}  // namespace entente::test
