#include "entente/bargain/bundle_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entente/bargain/vectorised.hpp"

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
constexpr std::uint64_t k_tick = 4'096;

/// Remembers (level, sums) met, in a table of fixed size where the newer displaces the older:
/// forgetting costs time, never correctness, since whole keys are compared.
class SumTable {
 public:
  explicit SumTable(std::size_t parties) : parties_(parties) { resize(k_first_size); }

  /// True when the key was there; otherwise enters it.
  bool meet(std::size_t level, const std::int64_t* sums) {
    std::uint64_t h = static_cast<std::uint64_t>(level) * 0x9E3779B97F4A7C15ULL;
    for (std::size_t j = 0; j < parties_; ++j) {
      h = (h ^ static_cast<std::uint64_t>(sums[j])) * 0xBF58476D1CE4E5B9ULL;
      h ^= h >> 29U;
    }
    const std::size_t slot = h & (level_.size() - 1);
    std::int64_t* key = sums_.data() + slot * parties_;
    if (level_[slot] == level + 1 && std::equal(sums, sums + parties_, key)) return true;
    displaced_ += level_[slot] != 0 ? 1 : 0;
    level_[slot] = static_cast<std::uint32_t>(level + 1);
    std::copy(sums, sums + parties_, key);
    if (displaced_ > level_.size() && level_.size() < k_last_size) resize(level_.size() * 4);
    return false;
  }

 private:
  static constexpr std::size_t k_first_size = std::size_t{1} << 12U;
  static constexpr std::size_t k_last_size = std::size_t{1} << 18U;

  /// Grows by starting anew.
  void resize(std::size_t size) {
    level_.assign(size, 0);
    sums_.assign(size * parties_, 0);
    displaced_ = 0;
  }

  std::size_t parties_;
  std::size_t displaced_ = 0;
  std::vector<std::uint32_t> level_;  ///< level + 1; 0 where nothing is
  std::vector<std::int64_t> sums_;
};

/// Asks the table only while that pays: when too few questions of a window are answered "met",
/// it keeps away from the table for a while.
class Merging {
 public:
  explicit Merging(std::size_t parties) : table_(parties) {}

  bool met(std::size_t level, const std::int64_t* sums) {
    if (rest_ > 0) {
      --rest_;
      return false;
    }
    if (++asked_ == k_window) {
      if (hits_ < k_window / k_worthwhile) rest_ = k_window * k_rest;
      asked_ = hits_ = 0;
    }
    const bool hit = table_.meet(level, sums);
    hits_ += hit ? 1 : 0;
    return hit;
  }

 private:
  static constexpr std::uint64_t k_window = 4'096;
  static constexpr std::uint64_t k_worthwhile = 32;
  static constexpr std::uint64_t k_rest = 30;

  SumTable table_;
  std::uint64_t rest_ = 512;  // small trees never start
  std::uint64_t asked_ = 0;
  std::uint64_t hits_ = 0;
};

/// Tests entries begin .. end of the core: bounds after taking each go to `out`, survivors first
/// in order; their positions go to `alive`. Stops at the first entry that the first cut rejects
/// when `sorted` (later ones lose at least as much). Returns the number of survivors.
ENTENTE_VECTORISED
std::size_t expand(const Lanes& from, const Lanes* loss, const std::uint32_t* entry,
                   std::size_t count, const Lanes& threshold, bool sorted, Lanes* out,
                   std::uint32_t* alive) {
  std::size_t survivors = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const Lanes& l = loss[k];
    Lanes& to = out[survivors];
    long long dead = 0;
    for (std::size_t q = 0; q < 8; ++q) {
      to.x[q] = from.x[q] - l.x[q];
      dead |= to.x[q] <= threshold.x[q] ? 1LL : 0LL;
    }
    if (dead != 0) {
      if (sorted && to.x[0] <= threshold.x[0]) break;
      continue;
    }
    for (std::size_t q = 8; q < k_lanes; ++q) {
      to.x[q] = from.x[q] - l.x[q];
      dead |= to.x[q] <= threshold.x[q] ? 1LL : 0LL;
    }
    if (dead != 0) continue;
    alive[survivors++] = entry[k];
  }
  return survivors;
}

/// The state of a depth-first search, one slot per level, and the loop over it.
class Tree {
 public:
  explicit Tree(TreeSearch& search)
      : s_(search),
        core_(*search.core),
        n_(search.table->parties),
        merging_(n_),
        bounds_(core_.entry.size()),
        alive_(core_.entry.size()),
        next_(core_.levels() + 1, 0),
        end_(core_.levels() + 1, 0),
        sums_((core_.levels() + 1) * n_),
        choice_(core_.choice) {
    for (const auto e : core_.entry) losses_.push_back(search.bundle->loss[e]);
    std::copy(core_.base.begin(), core_.base.end(), sums_.begin());
    sorted_ = search.target.empty();
    if (!search.target.empty()) find_ranges();
  }

  void run() {
    s_.complete = false;
    if (core_.levels() == 0) {
      s_.complete = s_.leaf(choice_.data(), core_.base.data());
      if (!s_.complete) s_.open_bound = -k_infinity;
      return;
    }
    open(0, core_.root);
    std::size_t level = 0;
    while (true) {
      if (stop_) {
        s_.open_bound = open_bound(level);
        return;
      }
      if (next_[level] == end_[level]) {
        if (level == 0) break;
        --level;
        continue;
      }
      level = descend(level);
    }
    s_.complete = true;
  }

 private:
  /// What the levels from `d` on can add at least and at most, for exact targets.
  void find_ranges() {
    const std::size_t levels = core_.levels();
    low_.assign((levels + 1) * n_, 0);
    high_.assign((levels + 1) * n_, 0);
    for (std::size_t d = levels; d-- > 0;) {
      for (std::size_t j = 0; j < n_; ++j) {
        std::int64_t low = std::numeric_limits<std::int64_t>::max();
        std::int64_t high = 0;
        for (auto k = core_.first[d]; k < core_.first[d + 1]; ++k) {
          const auto rise = s_.table->row(core_.entry[k])[j];
          low = std::min(low, rise);
          high = std::max(high, rise);
        }
        low_[d * n_ + j] = low_[(d + 1) * n_ + j] + low;
        high_[d * n_ + j] = high_[(d + 1) * n_ + j] + high;
      }
    }
  }

  [[nodiscard]] bool can_reach_target(std::size_t level) const {
    const std::int64_t* sum = sums_.data() + level * n_;
    for (std::size_t j = 0; j < n_; ++j) {
      const std::int64_t rest = s_.target[j] - sum[j];
      if (rest < low_[level * n_ + j] || rest > high_[level * n_ + j]) return false;
    }
    return true;
  }

  void open(std::size_t level, const Lanes& from) {
    const std::size_t begin = core_.first[level];
    const std::size_t count = core_.first[level + 1] - begin;
    const std::size_t survivors =
        expand(from, losses_.data() + begin, core_.entry.data() + begin, count, s_.threshold,
               sorted_, bounds_.data() + begin, alive_.data() + begin);
    stale_ = std::min(stale_, level);
    next_[level] = begin;
    end_[level] = begin + survivors;
    s_.nodes += count;
    if (s_.nodes >= next_tick_) tick();
  }

  void tick() {
    next_tick_ = s_.nodes + k_tick;
    if (s_.max_nodes > 0) next_tick_ = std::min(next_tick_, std::max(s_.nodes + 1, s_.max_nodes));
    if (s_.max_nodes > 0 && s_.nodes >= s_.max_nodes) stop_ = true;
    if (s_.tick && !s_.tick(s_.nodes)) stop_ = true;
  }

  /// Takes the next survivor of a level; returns the level to go on with.
  std::size_t descend(std::size_t level) {
    const std::size_t k = next_[level]++;
    const Lanes& bound = bounds_[k];
    if (level < stale_ && overtaken(bound)) return level;
    const std::uint32_t entry = alive_[k];
    choice_[core_.issue[level]] = entry;
    const std::int64_t* rise = s_.table->row(entry);
    const std::int64_t* from = sums_.data() + level * n_;
    std::int64_t* to = sums_.data() + (level + 1) * n_;
    for (std::size_t j = 0; j < n_; ++j) to[j] = from[j] + rise[j];
    if (!s_.target.empty() && !can_reach_target(level + 1)) return level;
    if (level + 1 == core_.levels()) {
      if (!s_.leaf(choice_.data(), to)) stop_ = true;
      stale_ = level + 1;
      return level;
    }
    if (merging_.met(level + 1, to)) {
      ++s_.merged;
      return level;
    }
    open(level + 1, bound);
    return level + 1;
  }

  /// Has the threshold risen above the bound since the level was opened?
  [[nodiscard]] bool overtaken(const Lanes& bound) const {
    for (std::size_t q = 0; q < k_lanes; ++q) {
      if (bound.x[q] <= s_.threshold.x[q]) return true;
    }
    return false;
  }

  /// The greatest bound among survivors not yet taken, up to the level reached.
  [[nodiscard]] double open_bound(std::size_t level) const {
    double most = -k_infinity;
    for (std::size_t d = 0; d <= level; ++d) {
      for (std::size_t k = next_[d]; k < end_[d]; ++k) {
        double least = k_infinity;
        for (std::size_t q = 0; q < k_lanes; ++q) {
          if (!s_.bundle->floors_only[q]) least = std::min(least, bounds_[k].x[q]);
        }
        most = std::max(most, least);
      }
    }
    return most;
  }

  TreeSearch& s_;
  const Core& core_;
  std::size_t n_;
  Merging merging_;
  std::vector<Lanes> losses_;  ///< [core entry]
  std::vector<Lanes> bounds_;  ///< [core entry] of the survivors of each level
  std::vector<std::uint32_t> alive_;
  std::vector<std::size_t> next_;
  std::vector<std::size_t> end_;
  std::vector<std::int64_t> sums_;  ///< [(level) * parties + j] before the level's issue
  std::vector<std::int64_t> low_;
  std::vector<std::int64_t> high_;
  std::vector<std::uint32_t> choice_;
  std::size_t stale_ = 0;  ///< levels below this were opened before the last leaf
  std::uint64_t next_tick_ = 1;
  bool sorted_ = true;
  bool stop_ = false;
};

}  // namespace

void run_tree(TreeSearch& search) { Tree(search).run(); }

}  // namespace entente::bargain
