#include "entente/bargain/verify.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace entente::bargain {
namespace {

constexpr std::size_t k_max_points = 2'000;
constexpr std::size_t k_max_errors = 20;

using Points = std::vector<Rational>;  // [party] gains in points

/// Collects differences, stating what was being looked at.
class Checker {
 public:
  Checker(const Scenario& scenario, const SolveOptions& options, const Solution& solution)
      : scenario_(scenario), options_(options), solution_(solution) {
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      no_deal_.push_back(no_deal_utility(scenario, PartyId(j), options.threats));
    }
  }

  Diagnostics run() {
    check_frontier();
    for (const auto concept_ : k_concepts) check_deal(concept_);
    check_lists();
    return std::move(errors_);
  }

 private:
  void fail(const std::string& what) {
    if (errors_.size() < k_max_errors) {
      errors_.push_back(make_error({scenario_.file, 0, 0}, "verification failed: " + what,
                                   "this is a defect of the program: please report it"));
    }
  }

  /// Gains of an outcome by the model's definition; complains when they are not those claimed.
  Points gains(const std::string& what, const Outcome& outcome, const std::int64_t* claimed) {
    if (!is_agreement(scenario_, outcome)) fail(what + " breaks a rule");
    Points gain;
    for (std::size_t j = 0; j < scenario_.party_count(); ++j) {
      const Rational u = utility(scenario_, PartyId(j), outcome);
      const Rational said = amount_in_points(solution_.problem, j, claimed[j]);
      const double slack = solution_.problem.tolerance[j];
      const bool same = slack == 0 ? u == said : to_double(abs(u - said)) <= slack;
      if (!same) fail(what + " has another utility for " + scenario_.parties[j].key);
      gain.push_back(u - no_deal_[j]);
    }
    return gain;
  }

  void check_frontier() {
    if (!solution_.frontier) return;
    const Frontier& f = *solution_.frontier;
    const std::size_t step = (f.size() + k_max_points - 1) / k_max_points;
    for (std::size_t k = 0; k < f.size(); k += step) {
      points_.push_back(gains("frontier point " + std::to_string(k), f.outcome(k), f.utility(k)));
    }
    if (solution_.problem.arithmetic != Arithmetic::exact) return;
    for (std::size_t a = 0; a < points_.size(); ++a) {
      for (std::size_t b = 0; b < points_.size(); ++b) {
        if (a != b && covers(points_[a], points_[b])) fail("a frontier point is dominated");
      }
    }
  }

  static bool covers(const Points& a, const Points& b) {
    for (std::size_t j = 0; j < a.size(); ++j) {
      if (a[j] < b[j]) return false;
    }
    return true;
  }

  [[nodiscard]] Rational weight(std::size_t party) const {
    return options_.search.weights.empty() ? Rational(1) : options_.search.weights[party];
  }

  void check_deal(Concept concept_) {
    const Deal& deal = solution_.deal(concept_);
    if (!deal.found()) return;
    const std::string name = std::string("the deal ") + to_string(concept_);
    const Points gain = gains(name, deal.outcome, deal.utility.data());
    if (solution_.problem.arithmetic != Arithmetic::exact || deal.status != Status::exact) return;
    for (const auto& g : gain) {
      if (g < 0) fail(name + " makes a party lose");
    }
    for (const auto& point : points_) {
      const bool acceptable =
          std::all_of(point.begin(), point.end(), [](const Rational& g) { return g >= 0; });
      if (acceptable && beats(concept_, point, gain)) fail(name + " is beaten by a frontier point");
    }
  }

  /// The outcomes listed beside the deals are what they claim to be; whether others are better is
  /// left to the tests.
  void check_lists() {
    if (solution_.best) {
      const std::size_t shown = std::min(solution_.best->deals.size(), k_max_points);
      for (std::size_t k = 0; k < shown; ++k) {
        const RankedDeal& deal = solution_.best->deals[k];
        gains("outcome " + std::to_string(k + 1) + " of the best", deal.outcome,
              deal.utility.data());
      }
    }
    if (!solution_.fallback_bargaining) return;
    for (const Compromise& compromise : solution_.fallback_bargaining->compromises) {
      gains("a compromise", compromise.outcome, compromise.utility.data());
    }
  }

  /// Is `a` better than `b`? Kalai-Smorodinsky is left to the tests: the ideal point needs the
  /// whole frontier, of which this check may see a part only.
  [[nodiscard]] bool beats(Concept concept_, const Points& a, const Points& b) const {
    const auto fold = [&](const Points& g) {
      Rational total = concept_ == Concept::nash ? 1 : 0;
      for (std::size_t j = 0; j < g.size(); ++j) {
        if (concept_ == Concept::nash) {
          total *= g[j];
        } else {
          total += weight(j) * g[j];
        }
      }
      return total;
    };
    if (concept_ == Concept::nash) return options_.search.weights.empty() && fold(a) > fold(b);
    if (concept_ == Concept::utilitarian) return fold(a) > fold(b);
    if (concept_ == Concept::kalai_smorodinsky) return false;
    Points sa = a;
    Points sb = b;
    for (std::size_t j = 0; j < a.size(); ++j) {
      sa[j] /= weight(j);
      sb[j] /= weight(j);
    }
    std::sort(sa.begin(), sa.end());
    std::sort(sb.begin(), sb.end());
    return sa > sb;
  }

  const Scenario& scenario_;
  const SolveOptions& options_;
  const Solution& solution_;
  Points no_deal_;
  std::vector<Points> points_;
  Diagnostics errors_;
};

}  // namespace

Diagnostics verify(const Scenario& scenario, const SolveOptions& options,
                   const Solution& solution) {
  return Checker(scenario, options, solution).run();
}

}  // namespace entente::bargain
