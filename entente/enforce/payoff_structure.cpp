#include "entente/enforce/payoff_structure.hpp"

#include <cmath>
#include <cstdint>
#include <tuple>
#include <utility>

#include "entente/enforce/fractions.hpp"
#include "entente/enforce/linear_solve.hpp"
#include "entente/enforce/wide.hpp"

namespace entente::enforce {
namespace {

constexpr int k_newton_steps = 40;
constexpr int k_solved_bits = 300;    ///< of the residual where Newton's method stops
constexpr int k_fraction_bits = 280;  ///< to which a fraction must agree with the solution
constexpr int k_shift_bits = 60;
constexpr int k_rounding_bits = 120;

template <class T>
T absolute(const T& x) {
  return x < 0 ? -x : x;
}

/// The edge of the polygon that the line (coordinate `axis` at `at`) crosses, uppermost or lowest;
/// edges along the line do not count. Nothing where it meets no other.
template <class T>
std::optional<std::pair<std::size_t, std::size_t>> crossed_edge(
    const std::vector<Point<T>>& corners, std::size_t axis, const T& at, bool high,
    const T& reach) {
  std::optional<std::pair<std::size_t, std::size_t>> best;
  T best_at = 0;
  for (std::size_t k = 0; k < corners.size(); ++k) {
    const std::size_t next = k + 1 == corners.size() ? 0 : k + 1;
    const Point<T>& p = corners[k];
    const Point<T>& q = corners[next];
    const T run = q[axis] - p[axis];
    if (absolute<T>(run) <= reach) continue;
    T share = (at - p[axis]) / run;
    if (share * absolute<T>(run) < -reach || (share - 1) * absolute<T>(run) > reach) continue;
    share = share < 0 ? T(0) : share > 1 ? T(1) : share;
    const T other = p[1 - axis] + share * (q[1 - axis] - p[1 - axis]);
    if (best && (high ? other <= best_at : other >= best_at)) continue;
    best = std::pair(k, next);
    best_at = other;
  }
  return best;
}

template <class T>
std::size_t lowest_corner(const std::vector<Point<T>>& corners, std::size_t player) {
  std::size_t low = 0;
  for (std::size_t k = 1; k < corners.size(); ++k) {
    if (corners[k][player] < corners[low][player]) low = k;
  }
  return low;
}

/// The equations at a point: what they say minus the point, in the order corner 0's two
/// coordinates, corner 1's, ..., and the matrix of derivatives of what they say.
class Equations {
 public:
  Equations(const StageTable<Rational>& game, const Structure& structure)
      : structure_(structure), discount_(wide(game.discount)), push_((1 - discount_) / discount_) {
    for (const auto& rule : structure.corners) {
      Point<Wide> now;
      Point<Wide> gain;
      for (std::size_t i = 0; i < 2; ++i) {
        now[i] = wide(game.payoff[rule.profile][i]);
        gain[i] = wide(game.best[rule.profile][i]) - now[i];
      }
      now_.push_back(now);
      gain_.push_back(gain);
    }
  }

  [[nodiscard]] std::size_t size() const { return 2 * structure_.corners.size(); }

  [[nodiscard]] static Wide wide(const Rational& x) {
    return Wide(numerator_of(x)) / Wide(denominator_of(x));
  }

  /// Returns false where a line runs along its edge.
  [[nodiscard]] bool evaluate(const std::vector<Point<Wide>>& at, std::vector<Wide>& residual,
                              std::vector<double>& matrix) const {
    residual.assign(size(), Wide(0));
    matrix.assign(size() * size(), 0.0);
    for (std::size_t k = 0; k < structure_.corners.size(); ++k) {
      if (!evaluate_corner(at, k, residual, matrix)) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] Wide least(const std::vector<Point<Wide>>& at, std::size_t k, std::size_t i) const {
    return at[structure_.lowest[i]][i] + push_ * gain_[k][i];
  }

  [[nodiscard]] bool evaluate_corner(const std::vector<Point<Wide>>& at, std::size_t k,
                                     std::vector<Wide>& residual,
                                     std::vector<double>& matrix) const {
    const CornerRule& rule = structure_.corners[k];
    Point<Wide> value = now_[k];
    if (rule.kind != Continuation::stays) {
      const auto delta = static_cast<double>(discount_);
      const auto derivative = [&](std::size_t row, std::size_t corner, std::size_t i, double by) {
        matrix[(2 * k + row) * size() + 2 * corner + i] += delta * by;
      };
      Point<Wide> next;
      for (std::size_t i = 0; i < 2; ++i) next[i] = least(at, k, i);
      if (rule.kind == Continuation::corner) {
        for (std::size_t i = 0; i < 2; ++i) derivative(i, structure_.lowest[i], i, 1);
      } else {
        const std::size_t i = rule.willing;
        const Point<Wide>& p = at[rule.from];
        const Point<Wide>& q = at[rule.to];
        const Wide run = q[i] - p[i];
        if (run == 0) return false;
        const Wide share = (next[i] - p[i]) / run;
        const Wide slope = (q[1 - i] - p[1 - i]) / run;
        next[1 - i] = p[1 - i] + share * (q[1 - i] - p[1 - i]);
        const auto s = static_cast<double>(share);
        const auto m = static_cast<double>(slope);
        derivative(i, structure_.lowest[i], i, 1);
        derivative(1 - i, structure_.lowest[i], i, m);
        derivative(1 - i, rule.from, 1 - i, 1 - s);
        derivative(1 - i, rule.to, 1 - i, s);
        derivative(1 - i, rule.from, i, -m * (1 - s));
        derivative(1 - i, rule.to, i, -m * s);
      }
      for (std::size_t i = 0; i < 2; ++i) {
        value[i] = (1 - discount_) * now_[k][i] + discount_ * next[i];
      }
    }
    for (std::size_t i = 0; i < 2; ++i) residual[2 * k + i] = value[i] - at[k][i];
    return true;
  }

  const Structure& structure_;
  Wide discount_;
  Wide push_;  ///< (1 - delta) / delta
  std::vector<Point<Wide>> now_;
  std::vector<Point<Wide>> gain_;
};

/// Newton's method with derivatives in double: each step wins about a dozen digits. `matrix` is
/// left with the derivatives at the solution.
std::optional<std::vector<Point<Wide>>> newton(const Equations& equations,
                                               const std::vector<Point<double>>& start,
                                               std::vector<double>& matrix) {
  std::vector<Point<Wide>> at;
  for (const auto& p : start) at.push_back({Wide(p[0]), Wide(p[1])});
  const std::size_t n = equations.size();
  const Wide enough = ldexp(Wide(1), -k_solved_bits);
  std::vector<Wide> residual;
  for (int step = 0; step < k_newton_steps; ++step) {
    if (!equations.evaluate(at, residual, matrix)) return std::nullopt;
    Wide most = 0;
    for (const auto& r : residual) most = std::max(most, absolute<Wide>(r));
    if (most <= enough) return at;
    if (most > 1) return std::nullopt;
    // (I - J) step = residual, scaled so that it fits a double.
    std::vector<double> left(n * n);
    std::vector<double> right(n);
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t c = 0; c < n; ++c) {
        left[r * n + c] = (r == c ? 1.0 : 0.0) - matrix[r * n + c];
      }
      right[r] = static_cast<double>(Wide(residual[r] / most));
    }
    if (!solve_linear(left, right)) return std::nullopt;
    for (std::size_t c = 0; c < n; ++c) at[c / 2][c % 2] += Wide(right[c]) * most;
  }
  return std::nullopt;
}

/// In which direction along coordinate `i` a corner moves into the set, as far as its equation
/// tells: away from the deviations that it only just deters, and off the edge that it lies on.
double inward(const CornerRule& rule, std::size_t i) {
  const bool across = rule.kind == Continuation::high && i != rule.willing;
  return across ? -1.0 : 1.0;
}

/// How far to move each coordinate inward, in units, so that the equations lead outward again:
/// (I - J) s = 1 over those that are not exact. A coordinate held by a player's willingness needs
/// less room than one that lies on an edge, whose place depends on it.
std::optional<std::vector<double>> inward_shift(const Structure& structure,
                                                const std::vector<double>& matrix,
                                                const std::vector<bool>& exact) {
  const std::size_t n = exact.size();
  std::vector<std::size_t> open;
  for (std::size_t c = 0; c < n; ++c) {
    if (!exact[c]) open.push_back(c);
  }
  const auto sign = [&](std::size_t c) { return inward(structure.corners[c / 2], c % 2); };
  const std::size_t m = open.size();
  std::vector<double> left(m * m);
  std::vector<double> right(m);
  for (std::size_t r = 0; r < m; ++r) {
    for (std::size_t c = 0; c < m; ++c) {
      left[r * m + c] =
          (r == c ? 1.0 : 0.0) - sign(open[r]) * matrix[open[r] * n + open[c]] * sign(open[c]);
    }
    const CornerRule& rule = structure.corners[open[r] / 2];
    const bool held = rule.kind == Continuation::corner || open[r] % 2 == rule.willing;
    right[r] = held ? 1e-3 : 1.0;
  }
  if (!solve_linear(left, right)) return std::nullopt;
  std::vector<double> shift(n, 0.0);
  for (std::size_t r = 0; r < m; ++r) {
    if (!(right[r] > 0)) return std::nullopt;
    shift[open[r]] = right[r] * sign(open[r]);
  }
  return shift;
}

Rational scaled_back(const Wide& x, int bits) {
  return Rational(Integer(floor(ldexp(x, bits) + Wide(0.5))), Integer(1) << bits);
}

}  // namespace

template <class T>
std::optional<Structure> read_structure(const OuterSet<T>& set, const StageTable<T>& game,
                                        const T& slack, const T& flat) {
  const auto corners = convex_hull(
      set.corners, flat, [](const Generated<T>& g) -> const Point<T>& { return g.value; });
  std::vector<Point<T>> polygon;
  for (const auto& c : corners) polygon.push_back(c.value);
  Structure structure;
  for (const auto& c : corners) {
    CornerRule rule{c.profile, c.kind, c.willing, 0, 0};
    if (c.kind == Continuation::high || c.kind == Continuation::low) {
      const T at = game.least_continuation(c.profile, c.willing, set.threat[c.willing]) - slack;
      const auto edge = crossed_edge(polygon, c.willing, at, c.kind == Continuation::high, flat);
      if (!edge) return std::nullopt;
      std::tie(rule.from, rule.to) = *edge;
    }
    structure.corners.push_back(rule);
  }
  if (polygon.empty()) return std::nullopt;
  for (std::size_t i = 0; i < 2; ++i) structure.lowest[i] = lowest_corner(polygon, i);
  return structure;
}

template std::optional<Structure> read_structure(const OuterSet<double>&, const StageTable<double>&,
                                                 const double&, const double&);
template std::optional<Structure> read_structure(const OuterSet<Wide>&, const StageTable<Wide>&,
                                                 const Wide&, const Wide&);

std::optional<SolvedStructure> solve_structure(const StageTable<Rational>& game,
                                               const Structure& structure,
                                               const std::vector<Point<double>>& start) {
  const Equations equations(game, structure);
  std::vector<double> matrix;
  const auto solution = newton(equations, start, matrix);
  if (!solution) return std::nullopt;
  SolvedStructure solved;
  solved.rational = true;
  std::vector<bool> exact(equations.size());
  for (std::size_t k = 0; k < solution->size(); ++k) {
    Point<Rational> corner;
    for (std::size_t i = 0; i < 2; ++i) {
      const Wide& x = (*solution)[k][i];
      const auto fraction = simple_fraction(scaled_back(x, k_fraction_bits), k_fraction_bits);
      exact[2 * k + i] = fraction.has_value();
      solved.rational = solved.rational && fraction.has_value();
      corner[i] = fraction ? *fraction : scaled_back(x, k_rounding_bits);
    }
    solved.corners.push_back(corner);
  }
  solved.inside = solved.corners;
  if (solved.rational) return solved;
  const auto shift = inward_shift(structure, matrix, exact);
  if (!shift) return solved;
  for (std::size_t c = 0; c < shift->size(); ++c) {
    if (exact[c]) continue;
    const Wide by = ldexp(Wide((*shift)[c]), -k_shift_bits);
    solved.inside[c / 2][c % 2] += scaled_back(by, k_rounding_bits);
  }
  return solved;
}

}  // namespace entente::enforce
