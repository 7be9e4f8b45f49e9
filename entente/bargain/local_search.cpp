#include "entente/bargain/local_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// Entries looked at beyond one per issue: those with the smallest losses.
constexpr std::size_t k_spare_candidates = 60;
constexpr int k_max_moves = 400;
/// Added to (minus) a shortfall, so that every choice that meets the floors scores better.
constexpr double k_shortfall_penalty = 1e6;

struct Move {
  std::uint32_t issue = 0;
  std::uint32_t entry = 0;
  double loss = 0;  ///< loss of the entry minus loss of the current one
};

class LocalSearch {
 public:
  LocalSearch(const ScaledProblem& problem, const HullRelaxation& relaxation,
              const WorkControl& control)
      : p_(problem),
        control_(control),
        n_(problem.parties),
        bound_(relaxation.bound),
        gain_(n_),
        probe_(n_) {
    compute_losses(relaxation.best);
    choice_.resize(p_.table->issues);
    gain_ = p_.offset;
    for (std::size_t i = 0; i < choice_.size(); ++i) {
      const auto begin = relaxation.share.begin() + p_.table->first[i];
      const auto end = relaxation.share.begin() + p_.table->first[i + 1];
      choice_[i] =
          static_cast<std::uint32_t>(std::max_element(begin, end) - relaxation.share.begin());
      add(gain_, choice_[i], 1);
    }
  }

  std::vector<std::uint32_t> run() {
    score_ = score(gain_);
    for (int k = 0; k < k_max_moves && !control_.cancelled(); ++k) {
      list_moves();
      if (!best_single() && !best_pair()) break;
    }
    return std::move(choice_);
  }

 private:
  void add(std::vector<double>& gain, std::size_t entry, double sign) const {
    const double* v = p_.value.data() + entry * n_;
    for (std::size_t j = 0; j < n_; ++j) gain[j] += sign * v[j];
  }

  void compute_losses(const Cut& cut) {
    const OptionTable& table = *p_.table;
    loss_.resize(table.option.size());
    for (std::size_t i = 0; i < table.issues; ++i) {
      double most = -k_infinity;
      for (std::size_t e = table.first[i]; e < table.first[i + 1]; ++e) {
        double w = 0;
        for (std::size_t j = 0; j < n_; ++j) w += cut.price[j] * p_.value[e * n_ + j];
        loss_[e] = w;
        most = std::max(most, w);
      }
      for (std::size_t e = table.first[i]; e < table.first[i + 1]; ++e) {
        loss_[e] = most - loss_[e];
        if (table.dominated[e] == 0)
          candidates_.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(e), 0});
      }
    }
    const auto less = [&](const Move& a, const Move& b) {
      return loss_[a.entry] < loss_[b.entry] ||
             (loss_[a.entry] == loss_[b.entry] && a.entry < b.entry);
    };
    const std::size_t keep = std::min(candidates_.size(), table.issues + k_spare_candidates);
    std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(keep),
                      candidates_.end(), less);
    candidates_.resize(keep);
  }

  /// F', or a large negative number that grows as the shortfall shrinks.
  double score(const std::vector<double>& gain) const {
    double shortfall = 0;
    for (std::size_t j = 0; j < n_; ++j) {
      double least = p_.floor[j];
      // Far above the rounding of sums, far below any gain that matters.
      if (p_.kind == Objective::Kind::log_sum && p_.coefficient[j] > 0) {
        least = std::max(least, k_positive);
      }
      if (gain[j] < least - k_positive / 2) shortfall += least - gain[j];
    }
    if (shortfall > 0) return -k_shortfall_penalty * (1 + shortfall);
    return p_.evaluate(gain.data());
  }

  void list_moves() {
    moves_.clear();
    loss_here_ = 0;
    for (const auto e : choice_) loss_here_ += loss_[e];
    for (const auto& c : candidates_) {
      const auto now = choice_[c.issue];
      if (c.entry != now) moves_.push_back({c.issue, c.entry, loss_[c.entry] - loss_[now]});
    }
    std::sort(moves_.begin(), moves_.end(), [](const Move& a, const Move& b) {
      return a.loss < b.loss || (a.loss == b.loss && a.entry < b.entry);
    });
  }

  void change(std::vector<double>& gain, const Move& move) const {
    const double* to = p_.value.data() + std::size_t{move.entry} * n_;
    const double* from = p_.value.data() + std::size_t{choice_[move.issue]} * n_;
    for (std::size_t j = 0; j < n_; ++j) gain[j] += to[j] - from[j];
  }

  bool take(const Move* first, const Move* second, double best) {
    if (first == nullptr) return false;
    change(gain_, *first);
    choice_[first->issue] = first->entry;
    if (second != nullptr) {
      change(gain_, *second);
      choice_[second->issue] = second->entry;
    }
    score_ = best;
    return true;
  }

  /// Losses above this cannot lead to a better choice.
  double loss_limit() const { return bound_ - score_ - loss_here_; }

  bool better(double candidate, double best) const {
    return candidate > best + 1e-14 * std::abs(best);
  }

  bool best_single() {
    const Move* found = nullptr;
    double best = score_;
    for (const auto& move : moves_) {
      if (move.loss > loss_limit()) break;
      probe_ = gain_;
      change(probe_, move);
      const double s = score(probe_);
      if (better(s, best)) {
        best = s;
        found = &move;
      }
    }
    return take(found, nullptr, best);
  }

  bool best_pair() {
    const Move* found_a = nullptr;
    const Move* found_b = nullptr;
    double best = score_;
    std::vector<double> with_a(n_);
    for (std::size_t a = 0; a < moves_.size(); ++a) {
      if (2 * moves_[a].loss > loss_limit() || control_.cancelled()) break;
      with_a = gain_;
      change(with_a, moves_[a]);
      for (std::size_t b = a + 1; b < moves_.size(); ++b) {
        if (moves_[a].loss + moves_[b].loss > loss_limit()) break;
        if (moves_[a].issue == moves_[b].issue) continue;
        probe_ = with_a;
        change(probe_, moves_[b]);
        const double s = score(probe_);
        if (better(s, best)) {
          best = s;
          found_a = &moves_[a];
          found_b = &moves_[b];
        }
      }
    }
    return take(found_a, found_b, best);
  }

  static constexpr double k_positive = 1e-11;

  const ScaledProblem& p_;
  const WorkControl& control_;
  std::size_t n_;
  double bound_;
  std::vector<double> loss_;
  std::vector<Move> candidates_;
  std::vector<Move> moves_;
  std::vector<std::uint32_t> choice_;
  std::vector<double> gain_;
  std::vector<double> probe_;
  double score_ = 0;
  double loss_here_ = 0;
};

}  // namespace

std::vector<std::uint32_t> round_and_improve(const ScaledProblem& problem,
                                             const HullRelaxation& relaxation,
                                             const WorkControl& control) {
  return LocalSearch(problem, relaxation, control).run();
}

}  // namespace entente::bargain
