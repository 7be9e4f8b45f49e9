#include "entente/report/svg.hpp"

#include <type_traits>
#include <utility>

namespace entente::report {
namespace {

template <class Part>
constexpr bool k_is_chart =
    std::is_same_v<Part, FrontierChart> || std::is_same_v<Part, LedgerChart> ||
    std::is_same_v<Part, PlotChart> || std::is_same_v<Part, NeedChart>;

}  // namespace

std::vector<Picture> pictures_of(const Document& document, Frame frame) {
  std::vector<Picture> all;
  const auto add = [&](const auto& part) {
    if constexpr (k_is_chart<std::decay_t<decltype(part)>>) {
      for (auto& picture : pictures_of(part, frame)) all.push_back(std::move(picture));
    }
  };
  for (const auto& block : document.blocks()) std::visit(add, block);
  return all;
}

}  // namespace entente::report
