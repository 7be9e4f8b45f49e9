#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "entente/bargain/elimination.hpp"
#include "entente/bargain/objective.hpp"

namespace entente::bargain {

/// A proven bound: every outcome that meets the floors has F <= constant + price . amounts, and
/// hence F <= value.
struct PricedBound {
  std::vector<double> price;  ///< [dim] >= 0, per unit of the amount
  double constant = 0;
  double value = 0;
};

/// A family of such bounds, one for each y >= 0 (weak duality). Variable v raises the price of
/// its dimension by scale * y_v and charges it against `reference`.
struct DualModel {
  enum class Kind {
    log,    ///< the conjugate of weight * log(gain): also adds weight * (log_unit - 1 - log y)
    share,  ///< all shares sum to 1: the conjugate of a minimum
    floor,  ///< price of a floor, at most `upper`
  };
  struct Variable {
    Kind kind = Kind::floor;
    std::size_t dim = 0;
    double scale = 1;
    double reference = 0;
    double weight = 0;
    double log_unit = 0;
    double upper = 0;
  };
  std::vector<Variable> variables;
  std::vector<double> fixed_price;  ///< [dim]
  double fixed_constant = 0;
  double unit = 1;  ///< typical size of F, so that tolerances have a meaning
};

/// Floors: [dim]; k_no_floor where there is none.
inline constexpr std::int64_t k_no_floor = INT64_MIN;

/// Bounds on F over outcomes whose amounts reach `floors`.
[[nodiscard]] DualModel objective_model(const Elimination& elimination, const Objective& objective,
                                        const std::vector<std::int64_t>& floors);

/// Bounds on the least slack over the floors, each slack in shares of its dimension's range: a
/// negative bound proves that no outcome reaches them all.
[[nodiscard]] DualModel floor_model(const Elimination& elimination,
                                    const std::vector<std::int64_t>& floors);

/// The bound at one y.
[[nodiscard]] PricedBound bound_at(const Elimination& elimination, const DualModel& model,
                                   const std::vector<double>& y, std::vector<double>& message);

struct DualSearchResult {
  std::vector<PricedBound> bounds;      ///< in the order they were found
  std::vector<std::vector<double>> at;  ///< the y of each
  std::size_t best = 0;                 ///< index of the least bound
};

/// Minimises the bound over y by cutting planes: every evaluation gives an outcome, the outcomes'
/// amounts give a piecewise linear model, and the next y is a centre of the model's near-optimal
/// region (a primal-dual column generation in the manner of Gondzio, Gonzalez-Brevis & Munari
/// 2013). `on_outcome` sees the choices of each evaluation; it returns the value of F below which
/// a bound is of no further use (-infinity when unknown): the search ends once the bound is below
/// it, or when getting closer to the optimum would hardly narrow the gap to it.
[[nodiscard]] DualSearchResult search_duals(
    const Elimination& elimination, const DualModel& model,
    const std::function<double(const Elimination::Choice*)>& on_outcome);

}  // namespace entente::bargain
