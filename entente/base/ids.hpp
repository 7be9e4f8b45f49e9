#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace entente {

/// A strong index: ids of different kinds do not mix, and none converts to a plain number by
/// itself. Ids count from 0 in file order.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value_(static_cast<std::uint32_t>(index)) {}

  [[nodiscard]] constexpr std::size_t index() const { return value_; }
  constexpr auto operator<=>(const Id&) const = default;

 private:
  std::uint32_t value_ = 0;
};

using PartyId = Id<struct PartyTag>;
using IssueId = Id<struct IssueTag>;
/// An option is numbered within its issue.
using OptionId = Id<struct OptionTag>;

}  // namespace entente
