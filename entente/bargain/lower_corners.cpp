#include "entente/bargain/lower_corners.hpp"

#include <algorithm>
#include <utility>

namespace entente::bargain {
namespace {

bool below(const std::int64_t* a, const std::int64_t* b, std::size_t dim) {
  for (std::size_t c = 0; c < dim; ++c) {
    if (a[c] > b[c]) return false;
  }
  return true;
}

}  // namespace

LowerCorners::LowerCorners(std::vector<std::int64_t> base, double bound)
    : dim_(base.size()), coords_(std::move(base)), bound_{bound}, mark_{0} {}

std::size_t LowerCorners::greatest() const {
  return static_cast<std::size_t>(std::max_element(bound_.begin(), bound_.end()) - bound_.begin());
}

void LowerCorners::remove(std::size_t k) {
  std::copy_n(coords_.end() - static_cast<std::ptrdiff_t>(dim_), dim_,
              coords_.begin() + static_cast<std::ptrdiff_t>(k * dim_));
  coords_.resize(coords_.size() - dim_);
  bound_[k] = bound_.back();
  bound_.pop_back();
  mark_[k] = mark_.back();
  mark_.pop_back();
}

/// A corner that was not reached lies below a part only where the two meet in the raised
/// coordinate: anywhere else the part is below the point, and the corner is not.
bool LowerCorners::redundant(const Part& part) const {
  const std::int64_t level = part.corner[part.raised];
  for (std::size_t k = 0; k < size(); ++k) {
    if (coords_[k * dim_ + part.raised] == level && below(corner(k), part.corner.data(), dim_)) {
      return true;
    }
  }
  return false;
}

bool LowerCorners::insert(const std::int64_t* point, const std::vector<std::int64_t>& ceiling) {
  std::vector<Part> parts;
  bool reached = false;
  for (std::size_t k = size(); k-- > 0;) {
    if (!below(corner(k), point, dim_)) continue;
    reached = true;
    for (std::size_t c = 0; c < dim_; ++c) {
      if (point[c] >= ceiling[c]) continue;
      parts.push_back({{corner(k), corner(k) + dim_}, bound_[k], c});
      parts.back().corner[c] = point[c] + 1;
    }
    remove(k);
  }
  // Least first, so that what makes a part redundant comes before it.
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Part& a, const Part& b) { return a.corner < b.corner; });
  std::vector<const Part*> kept;
  for (const Part& part : parts) {
    const bool covered = std::any_of(kept.begin(), kept.end(), [&](const Part* other) {
      return below(other->corner.data(), part.corner.data(), dim_);
    });
    if (!covered && !redundant(part)) kept.push_back(&part);
  }
  for (const Part* part : kept) {
    coords_.insert(coords_.end(), part->corner.begin(), part->corner.end());
    bound_.push_back(part->bound);
    mark_.push_back(0);
  }
  return reached;
}

}  // namespace entente::bargain
