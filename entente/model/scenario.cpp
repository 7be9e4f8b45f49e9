#include "entente/model/scenario.hpp"

#include <algorithm>

namespace entente {
namespace {

template <class IdType, class Items, class Name>
std::optional<IdType> find_by(const Items& items, std::string_view wanted, Name name) {
  const auto it = std::find_if(items.begin(), items.end(),
                               [&](const auto& item) { return name(item) == wanted; });
  if (it == items.end()) return std::nullopt;
  return IdType(static_cast<std::size_t>(it - items.begin()));
}

}  // namespace

Rational Value::mean() const {
  switch (kind) {
    case Kind::exact:
    case Kind::normal:
      return a;
    case Kind::uniform:
      return (a + b) / 2;
    case Kind::triangular:
      return (a + b + c) / 3;
  }
  return a;
}

std::optional<PartyId> Scenario::find_party(std::string_view key) const {
  return find_by<PartyId>(parties, key, [](const Party& p) -> std::string_view { return p.key; });
}

std::optional<IssueId> Scenario::find_issue(std::string_view key) const {
  return find_by<IssueId>(issues, key, [](const Issue& i) -> std::string_view { return i.key; });
}

std::optional<OptionId> Scenario::find_option(IssueId issue, std::string_view text) const {
  return find_by<OptionId>(issues[issue.index()].options, text,
                           [](const std::string& o) -> std::string_view { return o; });
}

}  // namespace entente
