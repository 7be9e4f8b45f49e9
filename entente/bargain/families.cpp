#include "entente/bargain/families.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "entente/base/random.hpp"

namespace entente::bargain {
namespace {

constexpr std::int64_t k_real_denominator = std::int64_t{1} << 28;

using Table = std::vector<std::vector<double>>;  // [option][party]

double exponential(RandomStream& random) { return -std::log(1.0 - random.uniform()); }

/// Weights uniform on the simplex.
std::vector<double> simplex(RandomStream& random, std::size_t size) {
  std::vector<double> w(size);
  double sum = 0;
  for (auto& x : w) sum += x = exponential(random);
  for (auto& x : w) x /= sum;
  return w;
}

/// Whole-number weights with the given total, by largest remainder.
std::vector<std::int64_t> whole_weights(const std::vector<double>& weight, std::int64_t total) {
  std::vector<std::int64_t> out(weight.size());
  std::vector<std::size_t> order(weight.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::int64_t used = 0;
  std::vector<double> rest(weight.size());
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const double share = weight[i] * static_cast<double>(total);
    out[i] = static_cast<std::int64_t>(share);
    rest[i] = share - static_cast<double>(out[i]);
    used += out[i];
  }
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return rest[a] > rest[b]; });
  for (std::size_t k = 0; used < total; ++k, ++used) ++out[order[k % order.size()]];
  return out;
}

Table raw_values(Family family, std::size_t parties, std::size_t options, RandomStream& random) {
  Table v(options, std::vector<double>(parties));
  if (family == Family::uniform) {
    for (auto& row : v) {
      for (auto& x : row) x = random.uniform();
    }
  } else if (family == Family::opposed && parties == 2) {
    std::vector<double> a(options);
    std::vector<double> b(options);
    for (auto& x : a) x = random.uniform();
    for (auto& x : b) x = random.uniform();
    std::sort(a.begin(), a.end());
    std::sort(b.rbegin(), b.rend());
    for (std::size_t o = 0; o < options; ++o) v[o] = {a[o], b[o]};
  } else if (family == Family::opposed) {
    for (auto& row : v) row = simplex(random, parties);
  } else {
    for (auto& row : v) {
      row[0] = random.uniform();
      for (std::size_t j = 1; j < parties; ++j) {
        row[j] = (1 - row[0]) / static_cast<double>(parties - 1) + 0.05 * (random.uniform() - 0.5);
      }
    }
  }
  return v;
}

void fill_real(Family family, const std::vector<std::vector<double>>& weight, RandomStream& random,
               Problem& p) {
  for (std::size_t i = 0; i < p.issues; ++i) {
    const std::size_t k = p.options[i];
    const Table v = raw_values(family, p.parties, k, random);
    for (std::size_t j = 0; j < p.parties; ++j) {
      double low = -0.05;
      double high = 1.05;
      if (family != Family::nearly_zero_sum) {
        low = high = v[0][j];
        for (std::size_t o = 1; o < k; ++o) {
          low = std::min(low, v[o][j]);
          high = std::max(high, v[o][j]);
        }
      }
      const double range = high > low ? high - low : 1;
      for (std::size_t o = 0; o < k; ++o) {
        p.value[(p.first[i] + o) * p.parties + j] = std::llround(
            weight[j][i] * (v[o][j] - low) / range * static_cast<double>(k_real_denominator));
      }
    }
  }
}

void fill_whole(Family family, const std::vector<std::vector<double>>& weight, RandomStream& random,
                Problem& p) {
  for (std::size_t j = 0; j < p.parties; ++j) {
    const auto w = whole_weights(weight[j], 100);
    for (std::size_t i = 0; i < p.issues; ++i) {
      const std::size_t k = p.options[i];
      const std::uint64_t most = family == Family::percent ? 100 : static_cast<std::uint64_t>(w[i]);
      const std::int64_t unit = family == Family::percent ? w[i] : 1;
      std::vector<std::int64_t> score(k);
      for (auto& s : score) s = static_cast<std::int64_t>(random.below(most + 1));
      score[random.below(k)] = static_cast<std::int64_t>(most);
      for (std::size_t o = 0; o < k; ++o) {
        p.value[(p.first[i] + o) * p.parties + j] = unit * score[o];
      }
    }
  }
}

}  // namespace

const char* to_string(Family family) {
  switch (family) {
    case Family::uniform:
      return "uniform";
    case Family::percent:
      return "percent";
    case Family::points:
      return "points";
    case Family::opposed:
      return "opposed";
    case Family::nearly_zero_sum:
      return "nearly_zero_sum";
  }
  return "uniform";
}

Problem random_problem(Family family, std::size_t parties, std::size_t issues, std::size_t options,
                       std::uint64_t seed) {
  RandomStream random(seed * 7919 + parties * 131 + issues * 17 + options);
  Problem p;
  p.parties = parties;
  p.issues = issues;
  p.options.assign(issues, static_cast<std::uint32_t>(options));
  for (std::size_t i = 0; i <= issues; ++i) {
    p.first.push_back(static_cast<std::uint32_t>(i * options));
  }
  p.value.assign(issues * options * parties, 0);
  p.allowed.assign(issues * options, 1);
  p.no_deal.assign(parties, 0);
  p.tolerance.assign(parties, 0);
  std::vector<std::vector<double>> weight(parties);
  for (auto& w : weight) w = simplex(random, issues);
  if (family == Family::nearly_zero_sum) {
    std::fill(weight.begin(), weight.end(), std::vector<double>(weight.front()));
  }
  if (family == Family::percent || family == Family::points) {
    p.denominator.assign(parties, family == Family::percent ? 10'000 : 100);
    fill_whole(family, weight, random, p);
  } else {
    p.denominator.assign(parties, k_real_denominator);
    fill_real(family, weight, random, p);
  }
  return p;
}

void set_no_deal_share(Problem& problem, double share) {
  for (std::size_t j = 0; j < problem.parties; ++j) {
    std::int64_t best = 0;
    for (std::size_t i = 0; i < problem.issues; ++i) {
      std::int64_t most = problem.at(i, 0, j);
      for (std::size_t o = 1; o < problem.options[i]; ++o) {
        most = std::max(most, problem.at(i, o, j));
      }
      best += most;
    }
    problem.no_deal[j] = static_cast<std::int64_t>(std::floor(share * static_cast<double>(best)));
  }
}

}  // namespace entente::bargain
