#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/enforce/breaches.hpp"

namespace entente::enforce {

/// Branch and bound for the set with the greatest (loss + gain) * survival: any lags, any
/// interactions. See BreachSearch.
class BreachTree {
 public:
  BreachTree(const Breaches& breaches, const std::vector<BreachOdds<double>>& odds, double loss,
             double quiet, double discount, std::uint64_t max_nodes);

  void run();

  [[nodiscard]] const std::vector<std::size_t>& best() const { return best_; }
  [[nodiscard]] bool proven() const { return proven_; }

 private:
  struct Term {
    std::vector<std::size_t> broken;
    std::vector<std::size_t> kept;
    double add = 0;
  };
  /// Periods that are bounded together: by what is left at the first of them.
  struct Stretch {
    double weight = 0;           ///< the sum of (1 - q) q^t over them
    std::vector<double> traces;  ///< [position] minus the logarithm of the factor at the first
  };
  enum class Choice : char { open, broken, kept };

  void make_stretches(double q);
  void offer(const std::vector<std::size_t>& set);
  [[nodiscard]] double value(const std::vector<std::size_t>& set) const;
  void visit(std::size_t depth);
  /// Above the value of every set that the choices made leave.
  [[nodiscard]] double bound();
  /// Above the gain of every such set: a constant, and an amount per open position.
  double gain_bound();
  double add_term_bound(const Term& term);
  [[nodiscard]] double stretch_bound(const Stretch& stretch, double base);

  std::vector<double> alone_;
  std::vector<Term> terms_;
  std::vector<BreachOdds<double>> odds_;
  double loss_;
  double quiet_;
  double discount_;
  std::uint64_t nodes_left_;
  bool proven_ = true;
  std::vector<Stretch> stretches_;
  std::vector<std::size_t> order_;  ///< positions that may be worth breaking
  std::vector<Choice> choice_;      ///< [position]
  std::vector<double> most_;        ///< [position] at most this is gained by breaking it
  std::vector<std::pair<double, std::size_t>> sorted_;  ///< scratch
  std::vector<std::size_t> best_;
  double best_value_ = 0;
};

}  // namespace entente::enforce
