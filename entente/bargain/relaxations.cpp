#include "entente/bargain/relaxations.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "entente/bargain/circumstances.hpp"
#include "entente/bargain/lower_corners.hpp"
#include "entente/bargain/rounding.hpp"

namespace entente::bargain {
namespace {

using Places = std::vector<std::size_t>;  ///< rising: into possible(), or parties

bool is_threat(const Change& change) { return change.kind == Change::Kind::carry_out_threat; }

bool contains(const Places& set, const Places& part) {
  return std::includes(set.begin(), set.end(), part.begin(), part.end());
}

/// Calls `body` for each subset of 0 ... count - 1 of this size, in lexicographic order, until it
/// says false.
template <class Body>
void for_each_subset(std::size_t count, std::size_t size, const Body& body) {
  if (size > count) return;
  Places set;
  for (std::size_t k = 0; k < size; ++k) set.push_back(k);
  while (body(set)) {
    std::size_t k = size;
    while (k > 0 && set[k - 1] == count - size + k - 1) --k;
    if (k == 0) return;
    ++set[k - 1];
    for (; k < size; ++k) set[k] = set[k - 1] + 1;
  }
}

/// What opens a deal: changes, and parties with the units by more than which they are lowered.
struct Opening {
  Places changes;
  Places parties;
  std::vector<std::int64_t> by;
  double share = 0;  ///< sum of these amounts, each as a share of what outcomes range over
};

class RelaxationSearch {
 public:
  RelaxationSearch(const ChangedScenario& as_asked, const WhyOptions& options,
                   const WorkControl& control, Why& why)
      : as_asked_(as_asked),
        options_(options),
        control_(control),
        why_(why),
        parties_(why.problem.parties) {
    const auto& possible = as_asked_.possible();
    for (std::size_t p = 0; p < possible.size(); ++p) {
      if (!is_threat(possible[p])) loosest_.push_back(p);
    }
    const auto low = utility_floor(why_.problem);
    const auto high = utility_ceiling(why_.problem);
    for (std::size_t j = 0; j < parties_; ++j) {
      range_.push_back(std::max(1.0, static_cast<double>(high[j]) - static_cast<double>(low[j])));
    }
  }

  void run() {
    why_.hopeless = opens(loosest_, true) == Status::none;
    closed_ = {{{}}};
    for (std::size_t size = 1; size <= options_.most_changes; ++size) {
      closed_.push_back(try_changes(closed_.back()));
      for (std::size_t lowered = 1; lowered <= std::min(size, parties_); ++lowered) {
        lower_all(closed_[size - lowered], lowered, size);
      }
    }
    add_larger_ones();
    std::stable_sort(found_.begin(), found_.end(), [](const Opening& a, const Opening& b) {
      const auto key = [](const Opening& o) {
        return std::make_tuple(o.changes.size() + o.parties.size(), o.parties.size(), o.share);
      };
      return key(a) < key(b);
    });
    for (const Opening& opening : found_) add(opening);
    why_.relaxations_complete = why_.relaxations_complete && !stopped_;
  }

 private:
  [[nodiscard]] std::vector<Change> changes(const Places& places) const {
    std::vector<Change> list;
    for (const std::size_t p : places) list.push_back(as_asked_.possible()[p]);
    return list;
  }

  /// May another question be asked?
  bool go_on() {
    stopped_ = stopped_ || control_.cancelled() || questions_ >= options_.max_questions ||
               found_.size() >= options_.max_relaxations;
    if (stopped_) return false;
    ++questions_;
    control_.report({"relaxations", "questions", questions_, 0});
    return true;
  }

  /// Is there a deal after the changes?
  Status opens(const Places& places, bool may_stay) {
    if (!go_on()) return Status::unknown;
    Circumstances after(as_asked_, changes(places), options_.max_nodes);
    const Status status = after.solvable() ? after.opens(may_stay, control_) : Status::none;
    if (status == Status::unknown) why_.relaxations_complete = false;
    return status;
  }

  [[nodiscard]] Places threats_of(const Places& places) const {
    Places threats;
    for (const std::size_t p : places) {
      if (is_threat(as_asked_.possible()[p])) threats.push_back(p);
    }
    return threats;
  }

  [[nodiscard]] Places with_everything_dropped(const Places& threats) const {
    Places all = loosest_;
    all.insert(all.end(), threats.begin(), threats.end());
    std::sort(all.begin(), all.end());
    return all;
  }

  /// With these threats, does dropping everything else open a deal?
  bool worth_trying(const Places& places) {
    const Places threats = threats_of(places);
    if (threats.empty()) return !why_.hopeless;
    const auto known = hope_.find(threats);
    if (known != hope_.end()) return known->second;
    return hope_[threats] = opens(with_everything_dropped(threats), true) != Status::none;
  }

  /// Two options of one threat exclude each other.
  [[nodiscard]] bool compatible(const Places& places) const {
    const auto& last = as_asked_.possible()[places.back()];
    return !is_threat(last) || std::none_of(places.begin(), places.end() - 1, [&](std::size_t p) {
      const Change& c = as_asked_.possible()[p];
      return is_threat(c) && c.index == last.index;
    });
  }

  /// Does a part of the changes open a deal?
  [[nodiscard]] bool has_open_part(const Places& places) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Opening& o) {
      return o.parties.empty() && contains(places, o.changes);
    });
  }

  /// Extends each set that opens nothing by one later change; returns those that still do not.
  std::vector<Places> try_changes(const std::vector<Places>& closed) {
    std::vector<Places> next;
    for (const Places& base : closed) {
      const std::size_t begin = base.empty() ? 0 : base.back() + 1;
      for (std::size_t p = begin; p < as_asked_.possible().size() && !stopped_; ++p) {
        Places places = base;
        places.push_back(p);
        if (!compatible(places) || has_open_part(places)) continue;
        if (worth_trying(places) && opens(places, threats_of(places).empty()) == Status::exact) {
          found_.push_back({places, {}, {}, 0});
        } else {
          next.push_back(std::move(places));
        }
      }
    }
    return next;
  }

  /// All openings by these changes and that many parties lowered.
  void lower_all(const std::vector<Places>& closed, std::size_t lowered, std::size_t size) {
    for (const Places& places : closed) {
      if (stopped_) return;
      std::unique_ptr<Circumstances> after;
      for_each_subset(parties_, lowered, [&](const Places& set) {
        if (!may_open(places, set, size)) return !stopped_;
        if (after == nullptr) after = make_circumstances(places);
        if (after->solvable()) lower(places, set, *after, false);
        return !stopped_;
      });
    }
  }

  [[nodiscard]] std::unique_ptr<Circumstances> make_circumstances(const Places& places) const {
    return std::make_unique<Circumstances>(as_asked_, changes(places), options_.max_nodes);
  }

  /// Do the parties open anything new when, with the same threats, all else is dropped?
  bool may_open(const Places& places, const Places& set, std::size_t size) {
    const Places threats = threats_of(places);
    if (places.size() == threats.size()) return true;  // little is saved
    auto& known = hope_lowered_[{threats, set}];
    if (known.closed || known.size == size) return !known.closed;
    auto& all = loosest_after_[threats];
    if (all == nullptr) all = make_circumstances(with_everything_dropped(threats));
    if (!all->solvable()) return true;
    auto corners = open_corners(threats, set, *all);
    known.size = size;
    while (corners.size() > 0) {
      const std::size_t next = corners.greatest();
      const auto best = best_in(corners.corner(next), set, *all, true);
      if (best.status != Status::none) return true;
      corners.remove(next);
    }
    known.closed = true;
    return false;
  }

  /// What no part of the changes and parties opens, as least utilities of the parties.
  [[nodiscard]] LowerCorners open_corners(const Places& places, const Places& set,
                                          Circumstances& after) const {
    std::vector<std::int64_t> base;
    for (const std::size_t j : set) base.push_back(after.search().below_all()[j] + 1);
    const auto ceiling = ceiling_of(set, after);
    LowerCorners corners(base, 0);
    for (std::size_t k = 0; k < set.size(); ++k) {
      if (base[k] > ceiling[k] && corners.size() > 0) corners.remove(0);  // it always gains
    }
    for (const Opening& part : found_) {
      if (!contains(places, part.changes) || !contains(set, part.parties)) continue;
      auto point = ceiling;
      for (std::size_t k = 0; k < part.parties.size(); ++k) {
        const auto at = std::find(set.begin(), set.end(), part.parties[k]) - set.begin();
        point[static_cast<std::size_t>(at)] -= part.by[k];
      }
      corners.insert(point.data(), ceiling);
    }
    return corners;
  }

  /// Those who are lowered do not gain.
  [[nodiscard]] static std::vector<std::int64_t> ceiling_of(const Places& set,
                                                            const Circumstances& after) {
    std::vector<std::int64_t> ceiling;
    for (const std::size_t j : set) ceiling.push_back(after.problem().no_deal[j]);
    return ceiling;
  }

  GainAnswer best_in(const std::int64_t* corner, const Places& set, Circumstances& after,
                     bool may_stay) {
    if (!go_on()) return {};
    std::vector<bool> counted(parties_, false);
    std::vector<std::int64_t> floor(parties_, 0);
    for (std::size_t k = 0; k < set.size(); ++k) {
      counted[set[k]] = true;
      floor[set[k]] = corner[k];
    }
    auto best = after.best_for(counted, floor, may_stay, control_);
    if (best.status == Status::unknown) why_.relaxations_complete = false;
    if (best.status == Status::bound) {
      why_.relaxations_complete = false;
      best.status = Status::unknown;
    }
    return best;
  }

  /// Adds the least amounts by which these parties must be lowered, after the changes: those that
  /// no part of it makes needless. `only_one`: one of them. True when there were any.
  bool lower(const Places& places, const Places& set, Circumstances& after, bool only_one) {
    auto corners = open_corners(places, set, after);
    const auto ceiling = ceiling_of(set, after);
    bool any = false;
    while (corners.size() > 0 && !(any && only_one)) {
      const std::size_t next = corners.greatest();
      const auto best = best_in(corners.corner(next), set, after, false);
      if (best.status != Status::exact) {
        corners.remove(next);
        continue;
      }
      Opening opening{places, set, {}, 0};
      auto point = ceiling;
      bool all_short = true;
      for (std::size_t k = 0; k < set.size(); ++k) {
        const std::int64_t u = best.utility[set[k]];
        all_short = all_short && u <= ceiling[k];
        point[k] = std::min(u, ceiling[k]);
        opening.by.push_back(ceiling[k] - point[k]);
        opening.share += static_cast<double>(opening.by.back()) / range_[set[k]];
      }
      corners.insert(point.data(), ceiling);
      // One that gains need not be lowered: its part is missing only where a search was stopped.
      if (!all_short) continue;
      found_.push_back(std::move(opening));
      any = true;
    }
    return any;
  }

  /// Where no set of the size asked for opens a deal, one larger of each kind.
  void add_larger_ones() {
    const auto found = [&](bool lowered) {
      return std::any_of(found_.begin(), found_.end(), [&](const Opening& o) {
        return lowered ? o.changes.empty() : o.parties.empty();
      });
    };
    if (!found(false) && !why_.hopeless) {
      Places changes = shrink(loosest_, [&](const Places& part) { return opens(part, true); });
      if (!stopped_ && changes.size() > options_.most_changes) {
        found_.push_back({std::move(changes), {}, {}, 0});
      }
    }
    if (found(true) || options_.most_changes >= parties_) return;
    auto after = make_circumstances({});
    if (!after->solvable()) return;
    Places everybody;
    for (std::size_t j = 0; j < parties_; ++j) everybody.push_back(j);
    const auto low = after->search().below_all();
    const Places set = shrink(everybody, [&](const Places& part) {
      std::vector<std::int64_t> corner;
      for (const std::size_t j : part) corner.push_back(low[j] + 1);
      return part.empty() ? Status::none : best_in(corner.data(), part, *after, false).status;
    });
    if (!stopped_) lower({}, set, *after, true);
  }

  /// A minimal part that opens a deal; `all` does where anything does.
  template <class Opens>
  [[nodiscard]] static Places shrink(Places all, const Opens& opens) {
    for (std::size_t k = all.size(); k > 0; --k) {
      Places fewer = all;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(k - 1));
      if (opens(fewer) == Status::exact) all = std::move(fewer);
    }
    return all;
  }

  /// Solves the changed scenario; what has no deal after all is not added.
  void add(const Opening& opening) {
    Relaxation relaxation;
    relaxation.changes = changes(opening.changes);
    Scenario changed = as_asked_.with(relaxation.changes);
    const auto threats = as_asked_.threats(relaxation.changes);
    std::vector<Rational> no_deal;
    for (std::size_t j = 0; j < parties_; ++j) {
      no_deal.push_back(no_deal_utility(changed, PartyId(j), threats));
    }
    lower_reservations(opening, no_deal, changed, relaxation);
    const bool may_stay = opening.parties.empty() && threats_of(opening.changes).empty();
    auto accepted = find_accepted_deal(changed, threats, may_stay, options_.max_nodes, control_);
    if (!accepted.deal.found()) {
      why_.relaxations_complete = false;
      return;
    }
    relaxation.status = accepted.deal.status;
    relaxation.outcome = accepted.deal.outcome;
    relaxation.accepted_by = std::move(accepted.accepted_by);
    for (std::size_t j = 0; j < parties_; ++j) {
      relaxation.utility.push_back(utility(why_.scenario, PartyId(j), relaxation.outcome));
      relaxation.gain.push_back(relaxation.utility.back() - no_deal[j]);
    }
    why_.relaxations.push_back(std::move(relaxation));
  }

  /// Each lowered by the least that is more than its amount, and can be told from it.
  void lower_reservations(const Opening& opening, const std::vector<Rational>& no_deal,
                          Scenario& changed, Relaxation& relaxation) const {
    const auto rounding = rounding_units(why_.problem);
    for (std::size_t k = 0; k < opening.parties.size(); ++k) {
      const std::size_t j = opening.parties[k];
      const Rational by = amount_in_points(why_.problem, j, opening.by[k]);
      relaxation.changes.push_back({Change::Kind::lower_reservation, j, {}, by});
      changed.preferences[j].reservation =
          Value{Value::Kind::exact,
                no_deal[j] - by - amount_in_points(why_.problem, j, 1 + rounding[j]), 0, 0};
    }
  }

  struct Hope {
    bool closed = false;   ///< proven: nothing new
    std::size_t size = 0;  ///< otherwise: the level at which there was something
  };

  const ChangedScenario& as_asked_;
  const WhyOptions& options_;
  const WorkControl& control_;
  Why& why_;
  std::size_t parties_;
  Places loosest_;             ///< all goals, issues off the table and rules
  std::vector<double> range_;  ///< [party] what outcomes range over, in units
  std::vector<Opening> found_;
  std::vector<std::vector<Places>> closed_;  ///< [size] sets of changes that open nothing
  std::map<Places, bool> hope_;  ///< [threats] does everything else open a deal with these?
  std::map<std::pair<Places, Places>, Hope> hope_lowered_;          ///< [threats, parties]
  std::map<Places, std::unique_ptr<Circumstances>> loosest_after_;  ///< [threats]
  std::uint64_t questions_ = 0;
  bool stopped_ = false;
};

}  // namespace

void find_relaxations(const ChangedScenario& as_asked, const WhyOptions& options,
                      const WorkControl& control, Why& why) {
  RelaxationSearch(as_asked, options, control, why).run();
}

}  // namespace entente::bargain
