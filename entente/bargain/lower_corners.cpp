#include "entente/bargain/lower_corners.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace entente::bargain {
namespace {

constexpr std::size_t k_leaf = 64;

}  // namespace

LowerCorners::LowerCorners(std::vector<std::int64_t> base, double bound)
    : dim_(base.size()),
      coords_(base),
      bound_{bound},
      mark_{0},
      tag_{0},
      leaf_of_{0},
      alive_{1},
      leaves_{{base, {0}}},
      least_(base),
      most_(base),
      lowest_(base),
      highest_(std::move(base)),
      queue_{{bound, 0}},
      levels_(dim_) {}

bool LowerCorners::below(const std::int64_t* a, const std::int64_t* b) const {
  for (std::size_t c = 0; c < dim_; ++c) {
    if (a[c] > b[c]) return false;
  }
  return true;
}

void LowerCorners::lower_bound(std::size_t k, double bound) {
  if (!(bound < bound_[k])) return;
  bound_[k] = bound;
  queue_.emplace_back(bound, static_cast<std::uint32_t>(k));
  std::push_heap(queue_.begin(), queue_.end());
}

std::size_t LowerCorners::greatest() {
  for (;;) {
    const auto [bound, k] = queue_.front();
    if (alive_[k] != 0 && bound_[k] == bound) return k;
    std::pop_heap(queue_.begin(), queue_.end());
    queue_.pop_back();
  }
}

void LowerCorners::remove(std::size_t k) {
  Leaf& leaf = leaves_[leaf_of_[k]];
  const auto place = static_cast<std::size_t>(
      std::find(leaf.number.begin(), leaf.number.end(), static_cast<std::uint32_t>(k)) -
      leaf.number.begin());
  std::copy_n(leaf.coords.end() - static_cast<std::ptrdiff_t>(dim_), dim_,
              leaf.coords.begin() + static_cast<std::ptrdiff_t>(place * dim_));
  leaf.coords.resize(leaf.coords.size() - dim_);
  leaf.number[place] = leaf.number.back();
  leaf.number.pop_back();
  alive_[k] = 0;
  free_.push_back(static_cast<std::uint32_t>(k));
  --size_;
}

template <class Visit>
void LowerCorners::reached(const std::int64_t* point, const Visit& visit) const {
  work_ += leaves_.size();
  for (std::size_t l = 0; l < leaves_.size(); ++l) {
    if (!below(least_.data() + l * dim_, point)) continue;
    const Leaf& leaf = leaves_[l];
    work_ += leaf.number.size();
    for (std::size_t place = 0; place < leaf.number.size(); ++place) {
      if (below(leaf.coords.data() + place * dim_, point)) visit(l, leaf.number[place]);
    }
  }
}

double LowerCorners::reached_bound(const std::int64_t* point) const {
  double greatest = -std::numeric_limits<double>::infinity();
  reached(point, [&](std::size_t, std::size_t k) { greatest = std::max(greatest, bound_[k]); });
  return greatest;
}

/// A corner that was not reached lies below a part only where the two meet in the raised
/// coordinate: anywhere else the part is below the point, and the corner is not. So there is one
/// only if an earlier point stood at the same place in that coordinate.
void LowerCorners::find_level(std::size_t c, std::int64_t level) {
  level_.clear();
  work_ += leaves_.size();
  for (std::size_t l = 0; l < leaves_.size(); ++l) {
    if (most_[l * dim_ + c] < level || least_[l * dim_ + c] > level) continue;
    const Leaf& leaf = leaves_[l];
    work_ += leaf.number.size();
    for (std::size_t place = 0; place < leaf.number.size(); ++place) {
      const std::int64_t* corner = leaf.coords.data() + place * dim_;
      if (corner[c] == level) level_.insert(level_.end(), corner, corner + dim_);
    }
  }
}

void LowerCorners::widen(std::size_t leaf, const std::int64_t* corner) {
  for (std::size_t c = 0; c < dim_; ++c) {
    least_[leaf * dim_ + c] = std::min(least_[leaf * dim_ + c], corner[c]);
    most_[leaf * dim_ + c] = std::max(most_[leaf * dim_ + c], corner[c]);
  }
}

void LowerCorners::add(const std::int64_t* corner, double bound, std::size_t leaf_number,
                       std::uint32_t tag) {
  std::size_t k = bound_.size();
  if (free_.empty()) {
    coords_.resize(coords_.size() + dim_);
    bound_.push_back(0);
    mark_.push_back(0);
    tag_.push_back(0);
    leaf_of_.push_back(0);
    alive_.push_back(0);
  } else {
    k = free_.back();
    free_.pop_back();
  }
  std::copy_n(corner, dim_, coords_.begin() + static_cast<std::ptrdiff_t>(k * dim_));
  bound_[k] = bound;
  mark_[k] = 0;
  tag_[k] = tag;
  leaf_of_[k] = static_cast<std::uint32_t>(leaf_number);
  alive_[k] = 1;
  ++size_;
  queue_.emplace_back(bound, static_cast<std::uint32_t>(k));
  std::push_heap(queue_.begin(), queue_.end());
  Leaf& leaf = leaves_[leaf_number];
  if (leaf.number.empty()) {
    const auto at = static_cast<std::ptrdiff_t>(leaf_number * dim_);
    std::copy_n(corner, dim_, least_.begin() + at);
    std::copy_n(corner, dim_, most_.begin() + at);
  }
  leaf.coords.insert(leaf.coords.end(), corner, corner + dim_);
  leaf.number.push_back(static_cast<std::uint32_t>(k));
  widen(leaf_number, corner);
  for (std::size_t c = 0; c < dim_; ++c) highest_[c] = std::max(highest_[c], corner[c]);
  if (leaf.number.size() > k_leaf) halve(leaf_number);
}

/// At the median of the coordinate in which the leaf is longest, as a share of what all corners
/// span: coordinates have units of their own.
void LowerCorners::halve(std::size_t leaf) {
  std::size_t widest = 0;
  double longest = -1;
  for (std::size_t c = 0; c < dim_; ++c) {
    const auto whole = static_cast<double>(highest_[c]) - static_cast<double>(lowest_[c]);
    const auto own =
        static_cast<double>(most_[leaf * dim_ + c]) - static_cast<double>(least_[leaf * dim_ + c]);
    if (whole > 0 && own / whole > longest) {
      longest = own / whole;
      widest = c;
    }
  }
  std::vector<std::uint32_t> members = leaves_[leaf].number;
  std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto x = coords_[a * dim_ + widest];
    const auto y = coords_[b * dim_ + widest];
    return x < y || (x == y && a < b);
  });
  const auto middle = members.begin() + static_cast<std::ptrdiff_t>(members.size() / 2);
  const std::size_t other = leaves_.size();
  leaves_.emplace_back();
  least_.resize(least_.size() + dim_);
  most_.resize(most_.size() + dim_);
  fill(other, {middle, members.end()});
  members.erase(middle, members.end());
  fill(leaf, std::move(members));
}

void LowerCorners::fill(std::size_t leaf, std::vector<std::uint32_t> members) {
  Leaf& l = leaves_[leaf];
  l.coords.clear();
  const auto at = static_cast<std::ptrdiff_t>(leaf * dim_);
  std::copy_n(corner(members.front()), dim_, least_.begin() + at);
  std::copy_n(corner(members.front()), dim_, most_.begin() + at);
  for (const auto k : members) {
    l.coords.insert(l.coords.end(), corner(k), corner(k) + dim_);
    leaf_of_[k] = static_cast<std::uint32_t>(leaf);
    widen(leaf, corner(k));
  }
  l.number = std::move(members);
}

bool LowerCorners::insert(const std::int64_t* point, const std::vector<std::int64_t>& ceiling,
                          std::uint32_t tag) {
  split_.clear();
  split_coords_.clear();
  reached(point, [&](std::size_t leaf, std::size_t k) {
    split_.push_back({k, leaf, bound_[k]});
    split_coords_.insert(split_coords_.end(), corner(k), corner(k) + dim_);
  });
  for (const Split& s : split_) remove(s.number);
  for (std::size_t c = 0; c < dim_ && !split_.empty(); ++c) {
    const bool met = !levels_[c].insert(point[c]).second;
    if (point[c] >= ceiling[c]) continue;
    level_.clear();
    if (met) find_level(c, point[c] + 1);
    raise(c, point[c] + 1, tag);
  }
  return !split_.empty();
}

/// Adds the parts raised in one coordinate, but for those above another one. That is one of them:
/// parts raised in other coordinates stand above the point there, these do not.
void LowerCorners::raise(std::size_t c, std::int64_t level, std::uint32_t tag) {
  std::vector<std::int64_t> parts = split_coords_;
  std::vector<std::uint32_t> order(split_.size());
  for (std::uint32_t s = 0; s < order.size(); ++s) {
    order[s] = s;
    parts[s * dim_ + c] = level;
  }
  const auto part = [&](std::uint32_t s) { return parts.data() + s * dim_; };
  // Least first, so that what makes a part redundant comes before it.
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    for (std::size_t d = 0; d < dim_; ++d) {
      if (part(a)[d] != part(b)[d]) return part(a)[d] < part(b)[d];
    }
    return split_[a].bound < split_[b].bound || (split_[a].bound == split_[b].bound && a < b);
  });
  std::vector<std::uint32_t> kept;
  for (const auto s : order) {
    bool covered = std::any_of(kept.begin(), kept.end(),
                               [&](std::uint32_t other) { return below(part(other), part(s)); });
    for (std::size_t k = 0; k < level_.size() && !covered; k += dim_) {
      covered = below(level_.data() + k, part(s));
    }
    if (!covered) kept.push_back(s);
  }
  work_ += kept.size() * split_.size() / 2;
  for (const auto s : kept) add(part(s), split_[s].bound, split_[s].leaf, tag);
}

}  // namespace entente::bargain
