#include "entente/bargain/bundle.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "entente/bargain/vectorised.hpp"

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
constexpr double k_epsilon = std::numeric_limits<double>::epsilon();

/// Chooses the cuts of a bundle: the best one, its neighbours, those met by the relaxation.
class CutChooser {
 public:
  CutChooser(const ScaledProblem& problem, const HullRelaxation& relaxation, double gap)
      : p_(problem), r_(relaxation), gap_(gap) {
    cuts_.push_back(relaxation.best);
  }

  std::vector<Cut> run() {
    floor_tests();
    if (p_.kind == Objective::Kind::log_sum) {
      around_logarithm();
    } else if (p_.kind == Objective::Kind::minimum) {
      around_minimum();
    }
    around_floors();
    for (std::size_t k = r_.trace.size(); k > 0 && !full(); --k) cuts_.push_back(r_.trace[k - 1]);
    while (!full()) cuts_.push_back(r_.best);
    for (auto& cut : cuts_) complete_cut(p_, cut);
    return std::move(cuts_);
  }

 private:
  [[nodiscard]] bool full() const { return cuts_.size() == k_lanes; }

  void push(Cut cut) {
    if (!full()) cuts_.push_back(std::move(cut));
  }

  [[nodiscard]] bool bound_by_floor(std::size_t j) const { return p_.floor[j] > -k_infinity; }

  /// "Party j can still reach its floor", and the same for the mix of floors that binds.
  void floor_tests() {
    Cut mixed;
    mixed.lambda.assign(p_.parties, 0);
    mixed.mu = r_.best.mu;
    mixed.floors_only = true;
    const double total = std::accumulate(mixed.mu.begin(), mixed.mu.end(), 0.0);
    if (total > 0) {
      for (auto& mu : mixed.mu) mu /= total;
      push(mixed);
    }
    std::size_t tests = 0;
    for (std::size_t j = 0; j < p_.parties && tests < k_lanes / 4; ++j) {
      if (!bound_by_floor(j)) continue;
      Cut cut = mixed;
      std::fill(cut.mu.begin(), cut.mu.end(), 0.0);
      cut.mu[j] = 1;
      push(std::move(cut));
      ++tests;
    }
  }

  /// Where the tangents of the logarithm lie that matter for a gap of this size.
  void around_logarithm() {
    const double reach = std::min(0.9, std::sqrt(2 * std::max(gap_, 1e-12)));
    for (const double share : {0.35, 0.8, 1.6}) {
      for (std::size_t j = 0; j < p_.parties; ++j) {
        if (p_.coefficient[j] == 0) continue;
        for (const double sign : {-1.0, 1.0}) {
          Cut cut = r_.best;
          cut.lambda[j] *= std::exp(sign * reach * share);
          push(std::move(cut));
        }
      }
    }
  }

  /// Shifts weight to one party after the other, and away from it.
  void around_minimum() {
    for (const double shift : {0.2, -0.5, 0.07, -0.25, 0.03, -0.1}) {
      for (std::size_t j = 0; j < p_.parties; ++j) {
        if (p_.coefficient[j] == 0) continue;
        Cut cut = r_.best;
        if (shift > 0) {
          for (auto& lambda : cut.lambda) lambda *= 1 - shift;
          for (auto& mu : cut.mu) mu *= 1 - shift;
          cut.lambda[j] += shift;
        } else {
          cut.lambda[j] *= 1 + shift;
        }
        push(std::move(cut));
      }
    }
  }

  /// Other prices for single floors.
  void around_floors() {
    for (const double change : {0.0, 2.0, 0.7, 1.3}) {
      for (std::size_t j = 0; j < p_.parties; ++j) {
        if (r_.best.mu[j] == 0) continue;
        Cut cut = r_.best;
        cut.mu[j] *= change;
        push(std::move(cut));
      }
    }
    const double most = *std::max_element(r_.best.price.begin(), r_.best.price.end());
    for (std::size_t j = 0; j < p_.parties; ++j) {
      if (!bound_by_floor(j)) continue;
      Cut cut = r_.best;
      cut.mu[j] += most / 2;
      push(std::move(cut));
    }
  }

  const ScaledProblem& p_;
  const HullRelaxation& r_;
  double gap_;
  std::vector<Cut> cuts_;
};

/// worth[e] = price . value[e] under every cut; then losses against the best of the issue.
ENTENTE_VECTORISED
void tabulate(const ScaledProblem& p, Bundle& bundle) {
  const OptionTable& table = *p.table;
  const std::size_t n = p.parties;
  for (std::size_t i = 0; i < table.issues; ++i) {
    Lanes most;
    for (double& x : most.x) x = -k_infinity;
    for (std::size_t e = table.first[i]; e < table.first[i + 1]; ++e) {
      Lanes& worth = bundle.loss[e];
      for (double& x : worth.x) x = 0;
      for (std::size_t j = 0; j < n; ++j) {
        const double v = p.value[e * n + j];
        const Lanes& pr = bundle.price[j];
        for (std::size_t q = 0; q < k_lanes; ++q) worth.x[q] += v * pr.x[q];
      }
      for (std::size_t q = 0; q < k_lanes; ++q) {
        most.x[q] = worth.x[q] > most.x[q] ? worth.x[q] : most.x[q];
      }
    }
    for (std::size_t e = table.first[i]; e < table.first[i + 1]; ++e) {
      Lanes& worth = bundle.loss[e];
      for (std::size_t q = 0; q < k_lanes; ++q) worth.x[q] = most.x[q] - worth.x[q];
    }
    for (std::size_t q = 0; q < k_lanes; ++q) bundle.root.x[q] += most.x[q];
  }
}

/// Does the loss leave every bound above its threshold?
bool survives(const Lanes& root, const Lanes& loss, const Lanes& threshold) {
  for (std::size_t q = 0; q < k_lanes; ++q) {
    if (root.x[q] - loss.x[q] <= threshold.x[q]) return false;
  }
  return true;
}

/// How much the choice between these entries can move a bound.
double swing_of(const Bundle& bundle, const std::vector<std::uint32_t>& entries) {
  double swing = 0;
  for (const auto e : entries) {
    for (std::size_t q = 0; q < k_lanes; ++q) {
      if (bundle.floors_only[q]) continue;
      const double change = bundle.loss[e].x[q] - bundle.loss[entries.front()].x[q];
      swing = std::max(swing, std::abs(change));
    }
  }
  return swing;
}

}  // namespace

Bundle make_bundle(const ScaledProblem& problem, const HullRelaxation& relaxation, double gap) {
  const auto cuts = CutChooser(problem, relaxation, gap).run();
  const std::size_t n = problem.parties;
  Bundle bundle;
  bundle.price.resize(n);
  bundle.loss.resize(problem.table->option.size());
  for (std::size_t q = 0; q < k_lanes; ++q) {
    for (std::size_t j = 0; j < n; ++j) bundle.price[j].x[q] = cuts[q].price[j];
    bundle.root.x[q] = 0;
    bundle.floors_only[q] = cuts[q].floors_only;
  }
  tabulate(problem, bundle);
  const auto terms = static_cast<double>(2 * problem.table->issues + 4 * n + 16);
  for (std::size_t q = 0; q < k_lanes; ++q) {
    bundle.slack.x[q] = k_epsilon * terms * (cuts[q].size + std::abs(bundle.root.x[q]));
    bundle.constant.x[q] = cuts[q].constant;
    bundle.root.x[q] += cuts[q].constant + bundle.slack.x[q];
  }
  return bundle;
}

Lanes Bundle::losses_of(const ScaledProblem& problem, const std::int64_t* utility) const {
  Lanes out;
  for (std::size_t q = 0; q < k_lanes; ++q) {
    double value = constant.x[q];
    for (std::size_t j = 0; j < problem.parties; ++j) {
      const auto rise = static_cast<double>(utility[j] - problem.table->lowest[j]);
      value += price[j].x[q] * (problem.scale[j] * rise);
    }
    out.x[q] = root.x[q] - value;
  }
  return out;
}

Lanes Bundle::thresholds(double value) const {
  Lanes out;
  for (std::size_t q = 0; q < k_lanes; ++q) {
    out.x[q] = floors_only[q] ? -std::numeric_limits<double>::min() : value;
  }
  return out;
}

double Core::log10_size() const {
  double total = 0;
  for (std::size_t d = 0; d < levels(); ++d) {
    total += std::log10(static_cast<double>(first[d + 1] - first[d]));
  }
  return total;
}

Core make_core(const OptionTable& table, const Bundle& bundle, const Lanes& root,
               const Lanes& threshold, const CoreOptions& options) {
  struct Open {
    std::uint32_t issue;
    double swing;
    std::vector<std::uint32_t> entries;
  };
  Core core;
  core.choice.resize(table.issues);
  core.base = table.lowest;
  core.root = root;
  std::vector<Open> open;
  std::vector<std::uint32_t> alive;
  for (std::size_t i = 0; i < table.issues; ++i) {
    alive.clear();
    for (std::uint32_t e = table.first[i]; e < table.first[i + 1]; ++e) {
      if (table.dominated[e] != 0 && !options.with_dominated) continue;
      if (survives(root, bundle.loss[e], threshold)) alive.push_back(e);
    }
    if (alive.empty()) {
      core.empty = true;
      return core;
    }
    core.choice[i] = alive.front();
    if (alive.size() == 1) {
      for (std::size_t q = 0; q < k_lanes; ++q) core.root.x[q] -= bundle.loss[alive[0]].x[q];
      for (std::size_t j = 0; j < table.parties; ++j) core.base[j] += table.row(alive[0])[j];
      continue;
    }
    double swing = 0;
    if (options.order == Order::by_swing) {
      std::stable_sort(alive.begin(), alive.end(), [&](std::uint32_t a, std::uint32_t b) {
        return bundle.loss[a].x[0] < bundle.loss[b].x[0];
      });
      swing = swing_of(bundle, alive);
    }
    open.push_back({static_cast<std::uint32_t>(i), swing, alive});
  }
  std::stable_sort(open.begin(), open.end(),
                   [](const Open& a, const Open& b) { return a.swing > b.swing; });
  core.first.push_back(0);
  for (const auto& o : open) {
    core.issue.push_back(o.issue);
    core.entry.insert(core.entry.end(), o.entries.begin(), o.entries.end());
    core.first.push_back(static_cast<std::uint32_t>(core.entry.size()));
  }
  Lanes nothing = {};
  core.empty = !survives(core.root, nothing, threshold);
  return core;
}

}  // namespace entente::bargain
