#include "entente/enforce/two_party_set.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "entente/enforce/payoff_iteration.hpp"
#include "entente/enforce/payoff_structure.hpp"
#include "entente/enforce/self_generation.hpp"
#include "entente/enforce/wide.hpp"

namespace entente::enforce {
namespace {

constexpr std::size_t k_rounds = 5000;
constexpr std::size_t k_wide_rounds = 600;
const Rational k_finest(1, 100'000'000);
constexpr std::size_t k_most_wide_profiles = 1'024;  ///< that are looked at in 100 digits at once
constexpr double k_largest_gap = 1e-8;               ///< an outer bound this close is the set's own

/// Each player's payoffs moved and stretched onto [0, 1], which changes nothing else.
struct Scale {
  Point<Rational> low;
  Point<Rational> range;

  explicit Scale(const StageGame& game) {
    for (std::size_t i = 0; i < 2; ++i) {
      Rational high = game.at(0, i);
      low[i] = high;
      for (std::size_t a = 1; a < game.profile_count(); ++a) {
        low[i] = std::min(low[i], game.at(a, i));
        high = std::max(high, game.at(a, i));
      }
      range[i] = high == low[i] ? Rational(1) : Rational(high - low[i]);
    }
  }

  [[nodiscard]] Point<Rational> back(const Point<Rational>& p) const {
    return {low[0] + range[0] * p[0], low[1] + range[1] * p[1]};
  }
};

template <class T, class Convert>
StageTable<T> table_of(const StageTable<Rational>& game, Convert convert) {
  StageTable<T> table;
  table.rows = game.rows;
  table.columns = game.columns;
  for (const auto& p : game.payoff) table.payoff.push_back({convert(p[0]), convert(p[1])});
  for (const auto& p : game.best) table.best.push_back({convert(p[0]), convert(p[1])});
  table.minmax = {convert(game.minmax[0]), convert(game.minmax[1])};
  table.discount = convert(game.discount);
  return table;
}

StageTable<Rational> exact_table(const StageGame& game, const Scale& scale,
                                 const Rational& discount) {
  StageTable<Rational> table;
  table.rows = game.actions[0].size();
  table.columns = game.actions[1].size();
  table.discount = discount;
  const std::size_t n = game.profile_count();
  for (std::size_t a = 0; a < n; ++a) {
    table.payoff.push_back({(game.at(a, 0) - scale.low[0]) / scale.range[0],
                            (game.at(a, 1) - scale.low[1]) / scale.range[1]});
  }
  std::vector<Rational> by_column(table.columns, Rational(-1));
  std::vector<Rational> by_row(table.rows, Rational(-1));
  for (std::size_t a = 0; a < n; ++a) {
    Rational& column = by_column[a % table.columns];
    Rational& row = by_row[a / table.columns];
    column = std::max(column, table.payoff[a][0]);
    row = std::max(row, table.payoff[a][1]);
  }
  for (std::size_t a = 0; a < n; ++a) {
    table.best.push_back({by_column[a % table.columns], by_row[a / table.columns]});
  }
  table.minmax = {*std::min_element(by_column.begin(), by_column.end()),
                  *std::min_element(by_row.begin(), by_row.end())};
  return table;
}

Wide wide_of(const Rational& x) { return Wide(numerator_of(x)) / Wide(denominator_of(x)); }

template <class T>
T as(const Rational& x) {
  if constexpr (std::is_same_v<T, double>) {
    return to_double(x);
  } else {
    return wide_of(x);
  }
}

template <class T>
std::vector<Point<double>> doubles_of(const std::vector<Point<T>>& points) {
  std::vector<Point<double>> all;
  for (const auto& p : points) {
    if constexpr (std::is_same_v<T, Rational>) {
      all.push_back({to_double(p[0]), to_double(p[1])});
    } else {
      all.push_back({static_cast<double>(p[0]), static_cast<double>(p[1])});
    }
  }
  return all;
}

/// Points that generate each other, where they come from, and what they approximate.
struct Proof {
  SolvedStructure solved;
  std::vector<SupportedPoint> points;
  double gap = 0;  ///< how far the outer bound is from them, on the scale of [0, 1]
};

/// Tries to prove that what the iteration has come to is the set.
template <class T>
std::optional<Proof> prove(const StageTable<Rational>& exact, const StageTable<T>& game,
                           const OuterSet<T>& set, const T& slack, const T& flat,
                           const T& largest_gap) {
  const auto structure = read_structure(set, game, slack, flat);
  if (!structure) return std::nullopt;
  std::vector<Generated<T>> corners = convex_hull(
      set.corners, flat, [](const Generated<T>& g) -> const Point<T>& { return g.value; });
  std::vector<Point<T>> values;
  for (const auto& c : corners) values.push_back(c.value);
  auto solved = solve_structure(exact, *structure, doubles_of(values));
  if (!solved) return std::nullopt;
  std::vector<std::size_t> profiles;
  for (const auto& rule : structure->corners) profiles.push_back(rule.profile);
  auto points = support(exact, solved->inside, profiles);
  if (!points) return std::nullopt;
  Proof proof{std::move(*solved), std::move(*points), 0};
  std::vector<Point<T>> inner;
  for (const auto& p : proof.points) inner.push_back({as<T>(p.value[0]), as<T>(p.value[1])});
  T gap(0);
  for (const auto& p : set.polygon) gap = std::max(gap, distance_to(inner, p));
  if (gap > largest_gap) return std::nullopt;
  proof.gap = static_cast<double>(gap);
  return proof;
}

class Finder {
 public:
  Finder(const StageGame& game, const Rational& discount)
      : game_(game), scale_(game), exact_(exact_table(game, scale_, discount)) {}

  EquilibriumSet run() {
    answer_.equilibria = stage_equilibria(game_);
    for (std::size_t i = 0; i < 2; ++i)
      answer_.minmax[i] = to_double(scale_.back(exact_.minmax)[i]);
    if (too_fine()) return go_on(whole_set(table_of<Wide>(exact_, wide_of)));
    const auto game = table_of<double>(exact_, [](const Rational& x) { return to_double(x); });
    constexpr double k_slack = 1e-12;
    auto set = whole_set(game);
    iterate(game, {k_slack, 1e-14, 1e-13, k_rounds}, set);
    answer_.rounds = set.rounds;
    if (set.polygon.empty()) return std::move(answer_);
    if (const auto proof = prove(exact_, game, set, k_slack, 1e-9, k_largest_gap))
      return proven(*proof, set);
    return go_on(around(set));
  }

 private:
  /// Do some payoffs of a player differ by so little of their range that doubles with eased
  /// conditions would not tell?
  [[nodiscard]] bool too_fine() const {
    if (exact_.payoff.size() > k_most_wide_profiles) return false;
    for (std::size_t i = 0; i < 2; ++i) {
      std::vector<Rational> all;
      for (const auto& payoff : exact_.payoff) all.push_back(payoff[i]);
      std::sort(all.begin(), all.end());
      for (std::size_t k = 1; k < all.size(); ++k) {
        if (all[k] != all[k - 1] && all[k] - all[k - 1] < k_finest) return true;
      }
    }
    return false;
  }

  /// A set that is a little larger than what doubles came to.
  [[nodiscard]] OuterSet<Wide> around(const OuterSet<double>& before) const {
    const auto game = table_of<Wide>(exact_, wide_of);
    OuterSet<Wide> set;
    std::vector<Point<Wide>> corners;
    const Wide margin(1e-9);
    for (const auto& p : before.polygon) {
      for (const int x : {-1, 1}) {
        for (const int y : {-1, 1}) {
          corners.push_back({Wide(p[0]) + x * margin, Wide(p[1]) + y * margin});
        }
      }
    }
    set.polygon = convex_hull(corners, Wide(0));
    for (std::size_t i = 0; i < 2; ++i) {
      set.threat[i] = std::max<Wide>(game.minmax[i], Wide(before.threat[i]) - margin);
    }
    set.profiles = before.profiles;
    return set;
  }

  /// In 100 digits.
  EquilibriumSet go_on(OuterSet<Wide> set) {
    const auto game = table_of<Wide>(exact_, wide_of);
    const Wide slack = ldexp(Wide(1), -260);
    iterate(game, {slack, ldexp(Wide(1), -300), ldexp(Wide(1), -240), k_wide_rounds}, set);
    answer_.wide_rounds = set.rounds;
    if (set.polygon.empty()) return std::move(answer_);
    if (const auto proof =
            prove(exact_, game, set, slack, ldexp(Wide(1), -150), ldexp(Wide(1), -130))) {
      return proven(*proof, set);
    }
    return unproven(set);
  }

  template <class T>
  EquilibriumSet proven(const Proof& proof, const OuterSet<T>& set) {
    answer_.status = proof.solved.rational ? SetStatus::exact : SetStatus::enclosed;
    answer_.outer_gap = proof.gap * largest_range();
    answer_.played = set.profiles;
    Point<Rational> low = proof.points.front().value;
    for (const auto& point : proof.points) {
      const Point<Rational>& corner = proof.solved.corners[point.candidate];
      EquilibriumVertex vertex = vertex_of(point.profile, point.value, point.continuation);
      const Point<Rational> value = scale_.back(corner);
      for (std::size_t i = 0; i < 2; ++i) {
        low[i] = std::min(low[i], point.value[i]);
        vertex.value[i] = to_double(value[i]);
        vertex.slack[i] = point.slack[i] * scale_.range[i];
        vertex.binds[i] = to_double(point.slack[i]) < 1e-15;
        answer_.inner_gap =
            std::max(answer_.inner_gap, std::abs(to_double(vertex.proven[i] - value[i])));
      }
      vertex.stays = point.value == exact_.payoff[point.profile];
      if (vertex.stays) vertex.binds = {point.slack[0] == 0, point.slack[1] == 0};
      answer_.vertices.push_back(std::move(vertex));
    }
    for (std::size_t i = 0; i < 2; ++i) answer_.threat[i] = lowest_value(i);
    return std::move(answer_);
  }

  template <class T>
  EquilibriumSet unproven(const OuterSet<T>& set) {
    answer_.status = SetStatus::bound;
    answer_.played = set.profiles;
    for (const auto& corner : set.corners) {
      const Point<Rational> at{rational(corner.value[0]), rational(corner.value[1])};
      const Point<Rational>& now = exact_.payoff[corner.profile];
      Point<Rational> next;
      for (std::size_t i = 0; i < 2; ++i) {
        next[i] = (at[i] - (1 - exact_.discount) * now[i]) / exact_.discount;
      }
      EquilibriumVertex vertex = vertex_of(corner.profile, at, next);
      for (std::size_t i = 0; i < 2; ++i) {
        vertex.value[i] = to_double(vertex.proven[i]);
        vertex.slack[i] =
            exact_.discount * scale_.range[i] *
            (next[i] - exact_.least_continuation(corner.profile, i, rational(set.threat[i])));
        vertex.binds[i] = std::abs(to_double(vertex.slack[i] / scale_.range[i])) < 1e-9;
      }
      vertex.stays = corner.kind == Continuation::stays;
      answer_.vertices.push_back(std::move(vertex));
    }
    for (std::size_t i = 0; i < 2; ++i) answer_.threat[i] = lowest_value(i);
    return std::move(answer_);
  }

  [[nodiscard]] EquilibriumVertex vertex_of(std::size_t profile, const Point<Rational>& value,
                                            const Point<Rational>& continuation) const {
    EquilibriumVertex vertex;
    vertex.profile = profile;
    vertex.proven = scale_.back(value);
    vertex.continuation = scale_.back(continuation);
    return vertex;
  }

  template <class T>
  [[nodiscard]] static Rational rational(const T& x) {
    return Rational(Integer(floor(ldexp(Wide(x), 300))), Integer(1) << 300);
  }

  [[nodiscard]] double largest_range() const {
    return std::max(to_double(scale_.range[0]), to_double(scale_.range[1]));
  }

  [[nodiscard]] double lowest_value(std::size_t i) const {
    double low = answer_.vertices.front().value[i];
    for (const auto& v : answer_.vertices) low = std::min(low, v.value[i]);
    return low;
  }

  const StageGame& game_;
  Scale scale_;
  StageTable<Rational> exact_;
  EquilibriumSet answer_;
};

}  // namespace

EquilibriumSet find_equilibrium_set(const StageGame& game, const Rational& discount) {
  return Finder(game, discount).run();
}

std::vector<std::size_t> stage_equilibria(const StageGame& game) {
  std::vector<std::size_t> found;
  for (std::size_t a = 0; a < game.profile_count(); ++a) {
    bool stable = true;
    for (std::size_t i = 0; i < game.player_count() && stable; ++i) {
      for (std::size_t other = 0; other < game.actions[i].size() && stable; ++other) {
        stable = game.at(game.changed(a, i, other), i) <= game.at(a, i);
      }
    }
    if (stable) found.push_back(a);
  }
  return found;
}

}  // namespace entente::enforce
