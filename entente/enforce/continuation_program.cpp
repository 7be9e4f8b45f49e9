#include "entente/enforce/continuation_program.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace entente::enforce {
namespace {

constexpr double k_settled = 1e-12;  ///< of the payoffs' range
constexpr double k_infeasible = 1e-10;
constexpr std::size_t k_most_passes = 400;
/// Numbers of slack columns start here; those below are columns_.
constexpr std::size_t k_slack = std::numeric_limits<std::size_t>::max() / 2;

}  // namespace

ContinuationProgram::ContinuationProgram(const MonitoredProfile<double>& profile,
                                         std::vector<double> needs, const Set& set,
                                         const Vector& centre)
    : profile_(profile),
      needs_(std::move(needs)),
      set_(set),
      centre_(centre),
      signals_(profile.probability.size()),
      reach_(signals_) {}

/// The centre after every signal shifts nothing, so that these columns and the slacks of deviations
/// that gain nothing are a basis; the others' rows start with something artificial.
void ContinuationProgram::start() {
  std::vector<double> right(signals_, 1.0);
  for (const double need : needs_) right.push_back(std::abs(need));
  basis_.start(right);
  columns_.clear();
  for (std::size_t y = 0; y < signals_; ++y) {
    basis_.adopt(y, columns_.size(), 0);
    columns_.push_back({y, k_centre, {}});
  }
  for (std::size_t k = 0; k < needs_.size(); ++k) {
    if (needs_[k] <= 0) basis_.adopt(deviation_row(k), k_slack + k, 0);
  }
  entries_.assign(basis_.rows(), 0.0);
  penalty_.assign(needs_.size(), 0.0);
}

bool ContinuationProgram::feasible() {
  start();
  for (auto& member : basis_.members()) member.cost = member.artificial ? -1 : 0;
  answer_.bound = std::numeric_limits<double>::infinity();
  improve({}, true);
  // Only where the penalties prove it: a search that ended early proves nothing.
  if (answer_.bound < -k_infeasible) return false;
  basis_.hold_artificials();
  return true;
}

const Continuation& ContinuationProgram::maximise(const Vector& direction) {
  for (auto& member : basis_.members()) {
    member.cost = member.artificial || member.number >= k_slack
                      ? 0
                      : cost_of(columns_[member.number], direction);
  }
  answer_.bound = std::numeric_limits<double>::infinity();
  improve(direction, false);
  return answer_;
}

void ContinuationProgram::improve(const Vector& direction, bool first_phase) {
  for (std::size_t pass = 0; pass < k_most_passes; ++pass) {
    if (first_phase && basis_.value() >= -1e-15) return;
    if (!price(direction, first_phase)) return;
  }
}

Vector ContinuationProgram::turned(std::size_t signal, const Vector& direction,
                                   const std::vector<double>& penalty) const {
  Vector c{};
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = profile_.probability[signal] * direction[i];
  for (std::size_t k = 0; k < penalty.size(); ++k) {
    if (penalty[k] == 0) continue;
    const auto& deviation = profile_.deviations[k];
    c[deviation.player] -= penalty[k] * deviation.shift[signal];
  }
  return c;
}

/// Asks the set once for each signal, notes the bound that its answers prove, and brings in what
/// improves. False where nothing does.
bool ContinuationProgram::price(const Vector& direction, bool first_phase) {
  const std::vector<double>& prices = basis_.prices();
  for (std::size_t k = 0; k < needs_.size(); ++k) {
    // Rows of deviations that gain nothing are turned round.
    const double price = prices[deviation_row(k)];
    penalty_[k] = std::max(0.0, needs_[k] <= 0 ? price : -price);
  }
  double bound = 0;
  bool any = false;
  for (std::size_t y = 0; y < signals_; ++y) {
    const Vector c = turned(y, direction, penalty_);
    reach_[y] = set_(c);
    bound += reach_[y].value;
    any = any || reach_[y].value - dot(c, centre_) - prices[y] > k_settled;
  }
  for (std::size_t k = 0; k < needs_.size(); ++k) {
    bound -= penalty_[k] * needs_[k];
    const double price = prices[deviation_row(k)];
    any = any || (needs_[k] <= 0 ? -price : price) > k_settled;
  }
  if (bound < answer_.bound) {
    answer_.bound = bound;
    answer_.penalty = penalty_;
  }
  if (!any) return false;
  bool entered = false;
  for (std::size_t y = 0; y < signals_; ++y) {
    Column column{y, reach_[y].number, {}};
    for (std::size_t i = 0; i < centre_.size(); ++i) {
      column.value[i] = reach_[y].point[i] - centre_[i];
    }
    fill(column);
    const double cost = first_phase ? 0 : cost_of(column, direction);
    double reduced = cost;
    const auto& now = entered ? basis_.prices() : prices;
    for (std::size_t r = 0; r < entries_.size(); ++r) reduced -= now[r] * entries_[r];
    if (reduced <= k_settled) continue;
    columns_.push_back(column);
    entered = basis_.enter(entries_, columns_.size() - 1, cost) || entered;
  }
  for (std::size_t k = 0; k < needs_.size(); ++k) {
    const std::size_t row = deviation_row(k);
    const double price = (entered ? basis_.prices() : prices)[row];
    if ((needs_[k] <= 0 ? -price : price) <= k_settled) continue;
    std::fill(entries_.begin(), entries_.end(), 0.0);
    entries_[row] = needs_[k] <= 0 ? 1 : -1;
    entered = basis_.enter(entries_, k_slack + k, 0) || entered;
  }
  return entered;
}

double ContinuationProgram::cost_of(const Column& column, const Vector& direction) const {
  return profile_.probability[column.signal] * dot(direction, column.value);
}

void ContinuationProgram::fill(const Column& column) {
  std::fill(entries_.begin(), entries_.end(), 0.0);
  entries_[column.signal] = 1;
  for (std::size_t k = 0; k < needs_.size(); ++k) {
    const auto& deviation = profile_.deviations[k];
    const double shift = deviation.shift[column.signal] * column.value[deviation.player];
    entries_[deviation_row(k)] = needs_[k] <= 0 ? shift : -shift;
  }
}

std::vector<Share> ContinuationProgram::shares() const {
  std::vector<Share> result;
  for (std::size_t r = 0; r < basis_.rows(); ++r) {
    const auto& member = basis_.members()[r];
    if (member.artificial || member.number >= k_slack || basis_.amount(r) <= 0) continue;
    const Column& column = columns_[member.number];
    Vector value = column.value;
    for (std::size_t i = 0; i < value.size(); ++i) value[i] += centre_[i];
    result.push_back({column.signal, column.point, value, basis_.amount(r)});
  }
  return result;
}

}  // namespace entente::enforce
