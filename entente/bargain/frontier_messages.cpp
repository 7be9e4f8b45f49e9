#include "entente/bargain/frontier_messages.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "entente/bargain/outcome_search.hpp"
#include "entente/bargain/pareto_filter.hpp"

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// Sums of two lists may look at this many candidates per point allowed.
constexpr std::size_t k_candidates_per_point = 64;

/// [cell] the greatest price . amounts of everything outside the part below the cell;
/// -infinity where no outcome has the cell. `worth`: that of the part below.
std::vector<double> outside(const Elimination& e, const std::vector<double>& price,
                            Elimination::Worth& worth) {
  const double total = e.max_sum(price.data(), worth);
  std::vector<double> rest(e.total_cells(), -k_infinity);
  for (std::size_t p = e.size(); p-- > 0;) {
    const auto& b = e.bucket(p);
    if (b.separator.empty()) rest[b.first_cell] = total - worth.cell[b.first_cell];
    for (std::size_t row = 0; row < b.rows(); ++row) {
      const double above = rest[b.first_cell + row / b.choices];
      if (!e.ok(b.first_row + row) || above == -k_infinity) continue;
      const double all = above + worth.row[b.first_row + row];
      for (std::size_t z = 0; z < b.children.size(); ++z) {
        const std::size_t c = e.bucket(b.children[z]).first_cell + b.child_cell[z][row];
        rest[c] = std::max(rest[c], all - worth.cell[c]);
      }
    }
  }
  return rest;
}

}  // namespace

RuleWindows::RuleWindows(const Elimination& elimination, const std::vector<std::int64_t>& limits)
    : rules_(limits.size()) {
  const std::size_t cells = elimination.total_cells();
  needed_.assign(cells, 0);
  least_.assign(cells * rules_, 0);
  safe_.assign(cells * rules_, 0);
  std::vector<double> price(elimination.dims(), 0);
  Elimination::Worth worth;
  const auto reachable = outside(elimination, price, worth);
  for (std::size_t c = 0; c < cells; ++c) needed_[c] = reachable[c] > -k_infinity ? 1 : 0;
  for (std::size_t r = 0; r < rules_; ++r) {
    double& unit = price[elimination.parties() + r];
    const auto floor = -static_cast<double>(limits[r]);
    unit = 1;
    const double margin = rounding_margin(elimination, price, floor);
    const auto most = outside(elimination, price, worth);
    unit = -1;
    const auto least = outside(elimination, price, worth);  // of the rest, negated
    unit = 0;
    for (std::size_t c = 0; c < cells; ++c) {
      if (needed_[c] == 0) continue;
      least_[c * rules_ + r] = floor - most[c] - margin;
      // Never below what the part itself adds at least: two parts that are both lowered must not
      // break a rule together that they keep by themselves.
      safe_[c * rules_ + r] = std::ceil(std::max(floor + least[c], -worth.cell[c]) + margin);
    }
  }
}

FrontierMessages::FrontierMessages(const Elimination& elimination,
                                   const std::vector<std::int64_t>& limits,
                                   const FrontierOptions& options, const WorkControl& control)
    : elimination_(elimination),
      options_(options),
      control_(control),
      windows_(elimination, limits),
      cells_(elimination.total_cells()) {
  unit_.dim = elimination.dims();
  unit_.coords.assign(elimination.dims(), 0);
}

bool FrontierMessages::run() {
  const auto tell = [&] {
    control_.report({"frontier", "issues", position_, elimination_.size()});
  };
  told_ = tell;
  for (; position_ < elimination_.size(); ++position_) {
    tell();
    if (!fill_bucket(position_)) return false;
  }
  return add_roots();
}

FrontierMessages::Cell& FrontierMessages::child(std::size_t position, std::size_t z,
                                                std::size_t row) {
  const auto& b = elimination_.bucket(position);
  return cells_[elimination_.bucket(b.children[z]).first_cell + b.child_cell[z][row]];
}

bool FrontierMessages::fill_bucket(std::size_t position) {
  const auto& b = elimination_.bucket(position);
  for (std::size_t c = 0; c < b.cells; ++c) {
    if (control_.cancelled()) return false;
    if (windows_.needed(b.first_cell + c) && !fill_cell(position, c)) return false;
  }
  for (const auto z : b.children) {
    const auto& below = elimination_.bucket(z);
    for (std::size_t c = 0; c < below.cells; ++c) {
      ParetoList& list = cells_[below.first_cell + c].list;
      points_ -= list.size();
      list = {};
    }
  }
  return true;
}

bool FrontierMessages::affordable(std::size_t candidates) const {
  const std::size_t each = unit_.dim * sizeof(std::int64_t) + 2 * sizeof(Origin);
  return points_ + candidates / 4 <= options_.max_points &&
         step_bytes_ + (points_ + candidates) * each <= options_.max_bytes;
}

bool FrontierMessages::spend(std::size_t candidates) {
  if (unit_.dim < 3) return true;
  candidates_ += candidate_weight(unit_.dim) * candidates;
  return candidates_ <= options_.max_candidates;
}

bool FrontierMessages::affordable(const ParetoList& a, const ParetoList& b) {
  if (a.size() == 0 || b.size() == 0) return true;
  if (a.size() > k_candidates_per_point * options_.max_points / b.size()) return false;
  if (!spend(a.size() * b.size())) return false;
  return affordable(a.size() + b.size());
}

bool FrontierMessages::add_children(std::size_t position, std::size_t row, Sum& sum) {
  const std::size_t children = elimination_.bucket(position).children.size();
  const ParetoList* previous = &child(position, 0, row).list;
  std::vector<std::vector<Origin>> steps(children);
  for (std::size_t z = 1; z < children; ++z) {
    const ParetoList& next = child(position, z, row).list;
    if (control_.cancelled() || !affordable(*previous, next)) return false;
    auto list = sum_of(*previous, next, &steps[z], control_, told_);
    if (!list) return false;
    sum.list = *std::move(list);
    previous = &sum.list;
  }
  sum.parts.resize(sum.list.size() * children);
  for (std::size_t k = 0; k < sum.list.size(); ++k) {
    auto at = static_cast<std::uint32_t>(k);
    for (std::size_t z = children; z-- > 1;) {
      sum.parts[k * children + z] = steps[z][at].point;
      at = steps[z][at].list;
    }
    sum.parts[k * children] = at;
  }
  return affordable(sum.list.size());
}

bool FrontierMessages::fill_cell(std::size_t position, std::size_t cell) {
  const auto& b = elimination_.bucket(position);
  const std::size_t children = b.children.size();
  std::vector<Sum> sums(children > 1 ? b.choices : 0);
  std::vector<const ParetoList*> lists;
  std::vector<std::int64_t> shifts;
  std::vector<std::uint32_t> choices;
  std::size_t candidates = 0;
  for (std::uint32_t o = 0; o < b.choices; ++o) {
    const std::size_t row = cell * b.choices + o;
    if (!elimination_.ok(b.first_row + row)) continue;
    if (children > 1 && !add_children(position, row, sums[o])) return false;
    const ParetoList* list = &unit_;
    if (children == 1) list = &child(position, 0, row).list;
    if (children > 1) list = &sums[o].list;
    if (list->size() == 0) continue;
    lists.push_back(list);
    choices.push_back(o);
    const std::int64_t* own = elimination_.own(b.first_row + row);
    shifts.insert(shifts.end(), own, own + unit_.dim);
    candidates += list->size();
  }
  if (!spend(candidates) || !affordable(candidates)) return false;
  std::vector<Origin> origins;
  Cell& out = cells_[b.first_cell + cell];
  auto list = union_of_shifted(lists, shifts, unit_.dim, &origins, control_, told_);
  if (!list) return false;
  out.list = *std::move(list);
  if (!apply_windows(b.first_cell + cell, out.list, origins)) return false;
  out.steps.reserve(origins.size() * (1 + children));
  for (const Origin& origin : origins) {
    const std::uint32_t choice = choices[origin.list];
    out.steps.push_back(choice);
    if (children == 1) out.steps.push_back(origin.point);
    for (std::size_t z = 0; z < children && children > 1; ++z) {
      out.steps.push_back(sums[choice].parts[origin.point * children + z]);
    }
  }
  out.list.coords.shrink_to_fit();
  points_ += out.list.size();
  step_bytes_ += out.steps.capacity() * sizeof(std::uint32_t);
  return affordable(0);
}

bool FrontierMessages::apply_windows(std::size_t cell, ParetoList& list,
                                     std::vector<Origin>& origins) const {
  const std::size_t parties = elimination_.parties();
  if (windows_.rules() == 0) return true;
  KeyedPoints kept;
  kept.dim = list.dim;
  bool changed = false;
  for (std::size_t k = 0; k < list.size(); ++k) {
    std::int64_t* point = list.coords.data() + k * list.dim;
    bool possible = true;
    for (std::size_t r = 0; r < windows_.rules(); ++r) {
      std::int64_t& coord = point[parties + r];
      possible = possible && static_cast<double>(coord) >= windows_.least(cell, r);
      const double safe = windows_.safe(cell, r);
      if (static_cast<double>(coord) <= safe || std::abs(safe) > 0x1.0p52) continue;
      coord = static_cast<std::int64_t>(safe);
      changed = true;
    }
    if (!possible) continue;
    kept.coords.insert(kept.coords.end(), point, point + list.dim);
    kept.keys.push_back(k);
  }
  if (changed && !keep_pareto(kept, control_, told_)) return false;
  std::vector<Origin> chosen;
  for (const auto key : kept.keys) chosen.push_back(origins[key]);
  origins = std::move(chosen);
  list.coords = std::move(kept.coords);
  return true;
}

bool FrontierMessages::add_roots() {
  roots_ = elimination_.roots();
  // Two parties: large swings first keep lists short; more: small ones first.
  if (unit_.dim == 2) std::reverse(roots_.begin(), roots_.end());
  total_.dim = unit_.dim;
  total_.coords = elimination_.base();
  root_steps_.resize(roots_.size());
  for (std::size_t r = 0; r < roots_.size(); ++r) {
    const Cell& root = cells_[elimination_.bucket(roots_[r]).first_cell];
    if (control_.cancelled() || !affordable(total_, root.list)) return false;
    auto total = sum_of(total_, root.list, &root_steps_[r], control_, told_);
    if (!total) return false;
    total_ = *std::move(total);
    step_bytes_ += root_steps_[r].capacity() * sizeof(Origin);
    if (!affordable(total_.size())) return false;
  }
  return true;
}

void FrontierMessages::decode(std::size_t k, Elimination::Choice* choice) const {
  std::vector<std::uint32_t> point(elimination_.size(), 0);
  auto at = static_cast<std::uint32_t>(k);
  for (std::size_t r = roots_.size(); r-- > 0;) {
    point[roots_[r]] = root_steps_[r][at].point;
    at = root_steps_[r][at].list;
  }
  for (std::size_t p = elimination_.size(); p-- > 0;) {
    const auto& b = elimination_.bucket(p);
    const Cell& cell = cells_[b.first_cell + elimination_.cell(p, choice)];
    const std::uint32_t* step = cell.steps.data() + point[p] * (1 + b.children.size());
    choice[p] = static_cast<Elimination::Choice>(step[0]);
    for (std::size_t z = 0; z < b.children.size(); ++z) point[b.children[z]] = step[1 + z];
  }
}

void FrontierMessages::forget_lists() {
  for (auto& cell : cells_) cell.list = {};
  total_ = {};
}

}  // namespace entente::bargain
