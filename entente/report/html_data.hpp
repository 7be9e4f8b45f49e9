#pragma once

#include <string>

#include "entente/report/chart.hpp"

namespace entente::report {

/// What the script of a page needs to know of a frontier, as JSON fit to stand in a <script>
/// element: no '<' in it. The points are the drawn ones. See the head of web/outcomes.js for
/// the members. O(drawn points * (parties + issues)).
[[nodiscard]] std::string explorer_json(const FrontierChart& chart);

}  // namespace entente::report
