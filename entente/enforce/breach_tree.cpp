#include "entente/enforce/breach_tree.hpp"

#include <algorithm>
#include <cmath>

namespace entente::enforce {
namespace {

/// What is discounted to less than this share of the whole is bounded in one stretch.
constexpr double k_far = 1e-13;
/// Each stretch of later periods is longer than the one before by this factor.
constexpr double k_growth = 1.08;
/// Stands for a factor of 0.
constexpr double k_certain = 700;
/// Sets that are better by less than this share are not looked for.
constexpr double k_same = 1e-12;

double trace_per_period(const BreachOdds<double>& b) {
  if (b.false_alarm >= 1) return 0;
  const double left = (1 - b.detection) / (1 - b.false_alarm);
  return left > 0 ? std::min(k_certain, -std::log(left)) : k_certain;
}

double trace_at_once(const BreachOdds<double>& b) { return b.lag > 0 ? 0 : trace_per_period(b); }

}  // namespace

BreachTree::BreachTree(const Breaches& breaches, const std::vector<BreachOdds<double>>& odds,
                       double loss, double quiet, double discount, std::uint64_t max_nodes)
    : odds_(odds),
      loss_(loss),
      quiet_(quiet),
      discount_(discount),
      nodes_left_(max_nodes),
      choice_(breaches.size(), Choice::open),
      most_(breaches.size(), 0) {
  std::vector<char> matters(breaches.size(), 0);
  for (std::size_t k = 0; k < breaches.size(); ++k) {
    alone_.push_back(to_double(breaches.alone()[k]));
    if (alone_[k] > 0) matters[k] = 1;
  }
  for (const auto& term : breaches.terms()) {
    terms_.push_back({term.broken, term.kept, to_double(term.add)});
    for (const std::size_t k : term.broken) matters[k] = 1;
    for (const std::size_t k : term.kept) matters[k] = 1;
  }
  for (std::size_t k = 0; k < matters.size(); ++k) {
    if (matters[k] != 0) order_.push_back(k);
    if (matters[k] == 0) choice_[k] = Choice::kept;
  }
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::size_t a, std::size_t b) { return alone_[a] > alone_[b]; });
  make_stretches(discount * quiet);
  best_value_ = loss;
}

void BreachTree::make_stretches(double q) {
  int longest = 1;
  for (const auto& b : odds_) longest = std::max(longest, b.lag);
  const double all_singly = longest + 8;
  double left = 1;
  for (double first = 0; left > 0;) {
    const double length = first < all_singly ? 1 : std::ceil(first * (k_growth - 1));
    double after = left * std::pow(q, length);
    if (after < k_far) after = 0;
    Stretch stretch{left - after, {}};
    for (const auto& b : odds_) {
      const double periods = std::max(0.0, first - std::max(b.lag, 1) + 1);
      stretch.traces.push_back(periods * trace_per_period(b) + trace_at_once(b));
    }
    stretches_.push_back(std::move(stretch));
    first += length;
    left = after;
  }
}

double BreachTree::value(const std::vector<std::size_t>& set) const {
  double gain = 0;
  std::vector<BreachOdds<double>> odds;
  for (const std::size_t k : set) {
    gain += alone_[k];
    odds.push_back(odds_[k]);
  }
  const auto in = [&](std::size_t k) { return std::binary_search(set.begin(), set.end(), k); };
  for (const auto& term : terms_) {
    if (std::all_of(term.broken.begin(), term.broken.end(), in) &&
        std::none_of(term.kept.begin(), term.kept.end(), in)) {
      gain += term.add;
    }
    if (term.broken.empty()) gain -= term.add;
  }
  return (loss_ + gain) * survival(odds, quiet_, discount_);
}

void BreachTree::offer(const std::vector<std::size_t>& set) {
  const double found = value(set);
  if (found <= best_value_ * (1 + k_same)) return;
  best_value_ = found;
  best_ = set;
}

void BreachTree::run() { visit(0); }

void BreachTree::visit(std::size_t depth) {
  if (nodes_left_ == 0) {
    proven_ = false;
    return;
  }
  --nodes_left_;
  std::vector<std::size_t> set;
  for (std::size_t k = 0; k < choice_.size(); ++k) {
    if (choice_[k] == Choice::broken) set.push_back(k);
  }
  offer(set);
  if (depth == order_.size() || bound() <= best_value_ * (1 + k_same)) return;
  const std::size_t k = order_[depth];
  for (const Choice choice : {Choice::broken, Choice::kept}) {
    choice_[k] = choice;
    visit(depth + 1);
  }
  choice_[k] = Choice::open;
}

/// Above what the term adds: counted with the choices made, else at an open position that it wants
/// broken, else as a constant. Terms that take away count only once they hold for certain.
double BreachTree::add_term_bound(const Term& term) {
  std::size_t open = 0;
  std::size_t at = most_.size();
  for (const std::size_t k : term.broken) {
    if (choice_[k] == Choice::kept) return 0;
    if (choice_[k] == Choice::open) {
      ++open;
      at = k;
    }
  }
  for (const std::size_t k : term.kept) {
    if (choice_[k] == Choice::broken) return 0;
    if (choice_[k] == Choice::open) ++open;
  }
  if (open == 0) return term.add;
  if (term.add <= 0) return 0;
  if (at == most_.size()) return term.add;
  most_[at] += term.add;
  return 0;
}

double BreachTree::gain_bound() {
  double base = 0;
  for (std::size_t k = 0; k < alone_.size(); ++k) {
    most_[k] = choice_[k] == Choice::open ? alone_[k] : 0;
    if (choice_[k] == Choice::broken) base += alone_[k];
  }
  for (const auto& term : terms_) {
    base += add_term_bound(term);
    if (term.broken.empty()) base -= term.add;
  }
  return base;
}

double BreachTree::bound() {
  const double base = loss_ + gain_bound();
  double sum = 0;
  for (const auto& stretch : stretches_) sum += stretch_bound(stretch, base);
  return sum;
}

/// The greatest of (base + gains) * exp(-traces) where open positions may be broken in part: it is
/// log-concave, so positions with the most gain per trace come first, as long as they are worth
/// more than what is there already.
double BreachTree::stretch_bound(const Stretch& stretch, double base) {
  double log_left = 0;
  sorted_.clear();
  for (const std::size_t k : order_) {
    if (choice_[k] == Choice::broken) log_left -= stretch.traces[k];
    if (choice_[k] != Choice::open || most_[k] <= 0) continue;
    if (stretch.traces[k] <= 0) {
      base += most_[k];
    } else {
      sorted_.emplace_back(most_[k] / stretch.traces[k], k);
    }
  }
  std::sort(sorted_.begin(), sorted_.end(), [](const auto& a, const auto& b) { return a > b; });
  for (const auto& [rate, k] : sorted_) {
    if (rate <= base) break;
    const double part = std::min(1.0, (rate - base) / most_[k]);
    base += part * most_[k];
    log_left -= part * stretch.traces[k];
    if (part < 1) break;
  }
  return base <= 0 ? 0 : stretch.weight * base * std::exp(log_left);
}

}  // namespace entente::enforce
