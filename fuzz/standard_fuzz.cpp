// Any bytes as a table of standards of evidence, for a scenario of two issues.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "entente/enforce/evidence.hpp"
#include "entente/format/standard_table.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

entente::Scenario two_issues() {
  entente::Scenario scenario;
  scenario.issues.resize(2);
  scenario.issues[0].key = "theft";
  scenario.issues[1].key = "tools";
  return scenario;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const entente::Scenario scenario = two_issues();
  const auto result =
      entente::format::read_standard_table(std::string(data, data + size), "s.csv", scenario);
  if (!result) {
    require(entente::has_errors(result.error()));
    return 0;
  }
  require(!result->empty() && result->size() <= entente::format::k_max_standards);
  for (const auto& standard : *result) {
    require(standard.false_alarm >= 0 && standard.false_alarm < 1);
    require(standard.detection >= standard.false_alarm && standard.detection <= 1);
    require(!standard.name.empty());
    require(!standard.issue || standard.issue->index() < 2);
  }
  require(entente::enforce::too_many_judgements(*result) <= result->size() * result->size());
  return 0;
}
