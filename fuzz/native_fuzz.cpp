// The reader of the native format on any bytes. A text is the scenario up to the first line that is
// `=====`, and a file with one party's preferences, or
// an agreement, behind each such line.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "entente/format/native.hpp"
#include "entente/model/outcome.hpp"

namespace {

constexpr std::string_view k_separator = "\n=====\n";

/// What must hold of every reading, whatever the text.
void require(bool condition) {
  if (!condition) std::abort();
}

void check(const entente::ReadResult& result) {
  require(result.scenario.has_value() == !entente::has_errors(result.diagnostics));
  for (const auto& d : result.diagnostics) {
    require(!d.message.empty());
    require(d.place.line >= 0 && d.place.column >= 0);
  }
  require(result.scenario || !result.agreement);
  if (!result.scenario) return;
  const entente::Scenario& s = *result.scenario;
  if (result.agreement) {
    require(result.agreement->options.size() == s.issue_count());
    for (std::size_t i = 0; i < s.issue_count(); ++i) {
      const auto& option = result.agreement->options[i];
      require(!option ||
              (option->index() < s.issues[i].options.size() && !s.issues[i].is_threat()));
    }
  }
  require(s.party_count() >= 2 && s.issue_count() >= 1);
  require(s.preferences.size() == s.party_count() && s.beliefs.size() == s.party_count());
  const entente::Outcome no_deal = entente::no_deal_outcome(s);
  for (std::size_t p = 0; p < s.party_count(); ++p) {
    const entente::PartyId party(p);
    const auto& wishes = s.preferences[p];
    require(wishes.values.size() == s.issue_count());
    for (std::size_t i = 0; i < s.issue_count(); ++i) {
      require(wishes.values[i].empty() || wishes.values[i].size() == s.issues[i].options.size());
    }
    const entente::Rational today = s.has_status_quo ? entente::utility(s, party, no_deal) : 0;
    const auto expected = wishes.reservation ? wishes.reservation->mean() : today;
    require(entente::no_deal_utility(s, party) == expected);
    require(s.has_status_quo || s.beliefs[p].empty());
  }
  for (const auto& issue : s.issues) {
    require(s.has_status_quo || !(issue.is_threat() || issue.acknowledged));
  }
  for (const auto& rule : s.rules) {
    require(s.has_status_quo || !(rule.kind == entente::Rule::Kind::at_most ||
                                  rule.kind == entente::Rule::Kind::at_least));
  }
  (void)entente::broken_rules(s, no_deal);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands over bytes.
  std::string_view text(reinterpret_cast<const char*>(data), size);
  entente::format::PreferenceFiles files;
  const std::size_t first = text.find(k_separator);
  std::string_view rest;
  if (first != std::string_view::npos) {
    rest = text.substr(first + k_separator.size());
    text = text.substr(0, first + 1);
  }
  const std::string named(rest);
  files.open =
      [&named](const std::string& path) -> tl::expected<entente::format::SourceText, std::string> {
    return entente::format::SourceText{path, named};
  };
  while (!rest.empty()) {
    const std::size_t end = rest.find(k_separator);
    files.given.push_back({"given.yaml", std::string(rest.substr(0, end))});
    rest = end == std::string_view::npos ? "" : rest.substr(end + k_separator.size());
  }
  check(entente::format::read_native(text, "scenario.yaml", files));
  return 0;
}
