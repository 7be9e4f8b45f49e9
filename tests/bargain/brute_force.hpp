#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

// The slow, obvious definition of every concept, by looking at all outcomes. Shares no code with
// the solvers: gains are fractions, gain vectors are sorted and compared.

namespace entente::bargain::brute {

using Vector = std::vector<std::int64_t>;

/// Every utility vector of a feasible outcome, with its smallest outcome.
inline std::map<Vector, Outcome> all_vectors(const Problem& p) {
  std::map<Vector, Outcome> all;
  Outcome x(p.issues, 0);
  while (true) {
    bool allowed = feasible(p, x.data());
    if (allowed) {
      Vector u(p.parties, 0);
      utilities(p, x.data(), u.data());
      all.try_emplace(std::move(u), x);  // outcomes come in lexicographic order
    }
    std::size_t i = p.issues;
    while (i > 0 && ++x[i - 1] == p.options[i - 1]) x[--i] = 0;
    if (i == 0) return all;
  }
}

struct Answer {
  bool exists = false;          ///< some outcome gives everybody a strict gain
  std::set<Vector> best;        ///< the optimal vectors
  Outcome outcome;              ///< smallest witness of the largest
  std::vector<Rational> merit;  ///< what was compared, from the front
  std::set<std::size_t> blocking;
};

inline std::vector<Rational> gains(const Problem& p, const Vector& u) {
  std::vector<Rational> g;
  for (std::size_t j = 0; j < p.parties; ++j) {
    g.emplace_back(Rational(Integer(u[j] - p.no_deal[j])) / p.denominator[j]);
  }
  return g;
}

inline std::vector<Rational> merit(Concept which, const std::vector<Rational>& gain,
                                   const std::vector<Rational>& weight,
                                   const std::vector<Rational>& ideal) {
  std::vector<Rational> m;
  if (which == Concept::nash) {
    m = {1};
    for (std::size_t j = 0; j < gain.size(); ++j) {
      for (Rational times = 0; times < weight[j]; times += 1) m[0] *= gain[j];
    }
  } else if (which == Concept::utilitarian) {
    m = {0};
    for (std::size_t j = 0; j < gain.size(); ++j) m[0] += weight[j] * gain[j];
  } else {
    for (std::size_t j = 0; j < gain.size(); ++j) {
      const bool shares = which == Concept::kalai_smorodinsky;
      m.push_back(gain[j] / (shares ? Rational(weight[j] * ideal[j]) : weight[j]));
    }
    std::sort(m.begin(), m.end());
  }
  return m;
}

inline bool acceptable(const Problem& p, const Vector& u, std::size_t exempt) {
  for (std::size_t j = 0; j < p.parties; ++j) {
    if (j != exempt && u[j] < p.no_deal[j]) return false;
  }
  return true;
}

/// Who gains nothing in any outcome; if nobody, who gains nothing in those acceptable to all
/// others, there being such.
inline std::set<std::size_t> blocking(const Problem& p, const std::map<Vector, Outcome>& all) {
  std::set<std::size_t> alone;
  std::set<std::size_t> among_others;
  for (std::size_t j = 0; j < p.parties; ++j) {
    std::set<bool> gain;
    std::set<bool> gain_where_accepted;
    for (const auto& [u, x] : all) {
      gain.insert(u[j] > p.no_deal[j]);
      if (acceptable(p, u, j)) gain_where_accepted.insert(u[j] > p.no_deal[j]);
    }
    if (gain == std::set{false}) alone.insert(j);
    if (gain_where_accepted == std::set{false}) among_others.insert(j);
  }
  return alone.empty() ? among_others : alone;
}

inline Answer solve(const Problem& p, const std::map<Vector, Outcome>& all, Concept which,
                    const std::vector<Rational>& weight) {
  Answer a;
  std::vector<Rational> ideal(p.parties, 0);
  for (const auto& [u, x] : all) {
    bool strict = true;
    for (std::size_t j = 0; j < p.parties; ++j) {
      strict = strict && u[j] > p.no_deal[j];
    }
    a.exists = a.exists || strict;
    if (!acceptable(p, u, p.parties)) continue;
    const auto g = gains(p, u);
    for (std::size_t j = 0; j < p.parties; ++j) ideal[j] = std::max(ideal[j], g[j]);
  }
  if (!a.exists) {
    a.blocking = blocking(p, all);
    return a;
  }
  for (const auto& [u, x] : all) {
    if (!acceptable(p, u, p.parties)) continue;
    const auto m = merit(which, gains(p, u), weight, ideal);
    if (a.merit.empty() || m > a.merit) {
      a.merit = m;
      a.best.clear();
    }
    if (m == a.merit) a.best.insert(u);
  }
  a.outcome = all.at(*a.best.rbegin());
  return a;
}

}  // namespace entente::bargain::brute
