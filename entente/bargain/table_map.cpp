#include "entente/bargain/table_map.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace entente::bargain {
namespace {

constexpr std::uint32_t k_none = std::numeric_limits<std::uint32_t>::max();
/// Conflicts after which the search starts anew with what it has learned.
constexpr std::size_t k_restart = 256;

}  // namespace

TableMap::TableMap(const IssueSet& ground, std::size_t issues)
    : issues_(issues), ground_(ground.members()), position_(issues, k_none) {
  const std::size_t n = ground_.size();
  for (std::size_t v = 0; v < n; ++v) position_[ground_[v]] = static_cast<std::uint32_t>(v);
  watches_.resize(2 * n);
  value_.assign(n, Truth::open);
  level_of_.assign(n, 0);
  reason_.assign(n, k_none);
  seen_.assign(n, 0);
  before_.assign(n, k_none);
  after_.assign(n, k_none);
  stamp_.assign(n, 0);
  front_ = from_ = n > 0 ? 0 : k_none;
  for (std::size_t v = 0; v < n; ++v) {
    before_[v] = v > 0 ? static_cast<std::uint32_t>(v - 1) : k_none;
    after_[v] = v + 1 < n ? static_cast<std::uint32_t>(v + 1) : k_none;
    stamp_[v] = n - v;
  }
  clock_ = n;
}

void TableMap::block_above(const IssueSet& set) {
  std::vector<Literal> literals;
  for (std::uint32_t v = 0; v < ground_.size(); ++v) {
    if (set.contains(ground_[v])) literals.push_back(2 * v + 1);
  }
  add(std::move(literals));
}

void TableMap::block_below(const IssueSet& set) {
  std::vector<Literal> literals;
  for (std::uint32_t v = 0; v < ground_.size(); ++v) {
    if (!set.contains(ground_[v])) literals.push_back(2 * v);
  }
  add(std::move(literals));
}

TableMap::Truth TableMap::truth(Literal literal) const {
  const Truth in = value_[literal / 2];
  if (in == Truth::open || literal % 2 == 0) return in;
  return in == Truth::yes ? Truth::no : Truth::yes;
}

void TableMap::add(std::vector<Literal> literals) {
  undo_to(0);
  if (contradiction_) return;
  const auto holds = [&](Literal l) { return truth(l) == Truth::yes; };
  if (std::any_of(literals.begin(), literals.end(), holds)) return;
  std::erase_if(literals, [&](Literal l) { return truth(l) == Truth::no; });
  if (literals.empty()) {
    contradiction_ = true;
  } else if (literals.size() == 1) {
    assign(literals[0], k_none);
    contradiction_ = propagate() != k_none;
  } else {
    (void)attach(literals, 0);
  }
}

std::uint32_t TableMap::attach(const std::vector<Literal>& literals, std::uint32_t levels) {
  const auto index = static_cast<std::uint32_t>(clauses_.size());
  clauses_.push_back({static_cast<std::uint32_t>(pool_.size()),
                      static_cast<std::uint32_t>(literals.size()), levels});
  pool_.insert(pool_.end(), literals.begin(), literals.end());
  watches_[literals[0]].push_back({index, literals[1]});
  watches_[literals[1]].push_back({index, literals[0]});
  return index;
}

void TableMap::assign(Literal literal, std::uint32_t reason) {
  const Variable v = literal / 2;
  value_[v] = literal % 2 == 0 ? Truth::yes : Truth::no;
  level_of_[v] = static_cast<std::uint32_t>(level());
  reason_[v] = reason;
  trail_.push_back(literal);
}

/// Returns a clause that can no longer hold, or k_none.
std::uint32_t TableMap::propagate() {
  std::uint32_t conflict = k_none;
  while (propagated_ < trail_.size()) {
    if (!propagate_one(trail_[propagated_++] ^ 1U, conflict)) return conflict;
  }
  return k_none;
}

/// Finds other literals to watch for the clauses that watched this one. False on a conflict.
bool TableMap::propagate_one(Literal falsified, std::uint32_t& conflict) {
  auto& list = watches_[falsified];
  std::size_t kept = 0;
  for (std::size_t k = 0; k < list.size(); ++k) {
    const Watch watch = list[k];
    if (truth(watch.other) == Truth::yes) {
      list[kept++] = watch;
      continue;
    }
    const Clause& clause = clauses_[watch.clause];
    Literal* l = pool_.data() + clause.begin;
    if (l[0] == falsified) std::swap(l[0], l[1]);
    std::uint32_t n = 2;
    if (truth(l[0]) != Truth::yes) {
      while (n < clause.size && truth(l[n]) == Truth::no) ++n;
      if (n < clause.size) {
        std::swap(l[1], l[n]);
        watches_[l[1]].push_back({watch.clause, l[0]});
        continue;
      }
    }
    list[kept++] = {watch.clause, l[0]};
    if (truth(l[0]) == Truth::yes) continue;
    if (truth(l[0]) == Truth::open) {
      assign(l[0], watch.clause);
      continue;
    }
    conflict = watch.clause;
    for (++k; k < list.size(); ++k) list[kept++] = list[k];
    list.resize(kept);
    return false;
  }
  list.resize(kept);
  return true;
}

/// Is the literal false because of literals that the learned clause already has?
bool TableMap::implied(Literal literal) const {
  const std::uint32_t reason = reason_[literal / 2];
  if (reason == k_none) return false;
  const Clause& clause = clauses_[reason];
  for (std::uint32_t n = 0; n < clause.size; ++n) {
    const Variable v = pool_[clause.begin + n] / 2;
    if (v != literal / 2 && seen_[v] == 0 && level_of_[v] > 0) return false;
  }
  return true;
}

/// The clause to learn from a conflict at the current level, its asserting literal first.
void TableMap::analyse(std::uint32_t conflict, std::vector<Literal>& learned) {
  learned.assign(1, 0);
  std::vector<Variable> met;
  std::size_t open = 0;
  std::size_t at = trail_.size();
  Literal pivot = 0;
  for (std::uint32_t reason = conflict; true; reason = reason_[pivot / 2]) {
    const Clause& clause = clauses_[reason];
    for (std::uint32_t n = 0; n < clause.size; ++n) {
      const Literal l = pool_[clause.begin + n];
      const Variable v = l / 2;
      if (seen_[v] != 0 || level_of_[v] == 0) continue;
      seen_[v] = 1;
      met.push_back(v);
      if (level_of_[v] == level()) {
        ++open;
      } else {
        learned.push_back(l);
      }
    }
    do pivot = trail_[--at];
    while (seen_[pivot / 2] == 0);
    if (--open == 0) break;
  }
  learned[0] = pivot ^ 1U;
  learned.erase(
      std::remove_if(learned.begin() + 1, learned.end(), [&](Literal l) { return implied(l); }),
      learned.end());
  for (const Variable v : met) seen_[v] = 0;
  std::sort(met.begin(), met.end(), [&](Variable a, Variable b) { return stamp_[a] < stamp_[b]; });
  for (const Variable v : met) move_to_front(v);
}

/// Learns from a conflict above level 0 and goes back to where the new clause asserts something.
void TableMap::learn(std::uint32_t conflict) {
  std::vector<Literal> learned;
  analyse(conflict, learned);
  if (learned.size() == 1) {
    undo_to(0);
    assign(learned[0], k_none);
    return;
  }
  const auto latest =
      std::max_element(learned.begin() + 1, learned.end(),
                       [&](Literal a, Literal b) { return level_of_[a / 2] < level_of_[b / 2]; });
  std::swap(learned[1], *latest);
  std::vector<std::uint32_t> levels;
  for (const Literal l : learned) levels.push_back(level_of_[l / 2]);
  std::sort(levels.begin(), levels.end());
  const auto distinct = std::unique(levels.begin(), levels.end()) - levels.begin();
  undo_to(level_of_[learned[1] / 2]);
  ++learned_;
  assign(learned[0], attach(learned, static_cast<std::uint32_t>(distinct)));
}

void TableMap::undo_to(std::size_t level) {
  if (level >= level_begin_.size()) return;
  while (trail_.size() > level_begin_[level]) {
    const Variable v = trail_.back() / 2;
    value_[v] = Truth::open;
    if (from_ == k_none || stamp_[v] > stamp_[from_]) from_ = v;
    trail_.pop_back();
  }
  level_begin_.resize(level);
  propagated_ = std::min(propagated_, trail_.size());
}

std::optional<TableMap::Variable> TableMap::next_variable() {
  while (from_ != k_none && value_[from_] != Truth::open) from_ = after_[from_];
  if (from_ == k_none) return std::nullopt;
  return from_;
}

void TableMap::move_to_front(Variable v) {
  stamp_[v] = ++clock_;
  if (v != front_) {
    after_[before_[v]] = after_[v];
    if (after_[v] != k_none) before_[after_[v]] = before_[v];
    if (from_ == v) from_ = after_[v];
    before_[front_] = v;
    after_[v] = front_;
    before_[v] = k_none;
    front_ = v;
  }
  if (value_[v] == Truth::open) from_ = v;
}

/// Drops the half of the learned clauses that span most levels; nothing is assigned but facts.
void TableMap::forget_clauses() {
  if (learned_ <= keep_) return;
  keep_ += keep_ / 4;
  std::vector<std::uint32_t> spans;
  for (const auto& clause : clauses_) {
    if (clause.levels > 0) spans.push_back(clause.levels);
  }
  std::nth_element(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(spans.size() / 2),
                   spans.end());
  const std::uint32_t most = std::max<std::uint32_t>(2, spans[spans.size() / 2]);
  const auto clauses = std::exchange(clauses_, {});
  const auto pool = std::exchange(pool_, {});
  for (auto& list : watches_) list.clear();
  learned_ = 0;
  for (const auto& clause : clauses) {
    if (clause.levels > most) continue;
    std::vector<Literal> literals(pool.begin() + clause.begin,
                                  pool.begin() + clause.begin + clause.size);
    if (std::any_of(literals.begin(), literals.end(),
                    [&](Literal l) { return truth(l) == Truth::yes; })) {
      continue;
    }
    std::erase_if(literals, [&](Literal l) { return truth(l) == Truth::no; });
    learned_ += clause.levels > 0 ? 1 : 0;
    (void)attach(literals, clause.levels);
  }
}

/// All decisions put an issue in, so that every issue left out is out of necessity: the set found
/// is as large as the clauses allow.
TableMap::Result TableMap::next(IssueSet& set, const WorkControl& control) {
  undo_to(0);
  for (std::size_t conflicts = 0; !contradiction_;) {
    const std::uint32_t conflict = propagate();
    if (conflict != k_none) {
      if (level() == 0) {
        contradiction_ = true;
        break;
      }
      learn(conflict);
      if (++conflicts % k_restart == 0) {
        if (control.cancelled()) return Result::cancelled;
        undo_to(0);
        if (propagate() != k_none) {
          contradiction_ = true;
          break;
        }
        forget_clauses();
      }
      continue;
    }
    const auto variable = next_variable();
    if (!variable) {
      set = IssueSet(issues_);
      for (std::size_t v = 0; v < ground_.size(); ++v) {
        if (value_[v] == Truth::yes) set.insert(ground_[v]);
      }
      return Result::found;
    }
    level_begin_.push_back(trail_.size());
    assign(2 * *variable, k_none);
  }
  return Result::nothing_left;
}

}  // namespace entente::bargain
