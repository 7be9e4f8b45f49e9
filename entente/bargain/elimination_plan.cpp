#include "entente/bargain/elimination_plan.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

namespace entente::bargain {
namespace {

/// Scopes that did not fit before the search for more of them is given up.
constexpr int k_max_failures = 200;

/// The boxes that speak about an issue, with the position of the issue in the box.
using Mentions = std::vector<std::vector<std::pair<const Box*, std::size_t>>>;

Mentions find_mentions(const Problem& problem) {
  Mentions mentions(problem.issues);
  const auto note = [&](const Box& box) {
    for (std::size_t k = 0; k < box.issues.size(); ++k)
      mentions[box.issues[k]].push_back({&box, k});
  };
  for (const auto& term : problem.terms) note(term.box);
  for (const auto& f : problem.forbidden) note(f.box);
  return mentions;
}

bool same_everywhere(const Problem& problem, const Mentions& mentions, std::size_t issue,
                     std::size_t a, std::size_t b) {
  if (!std::equal(problem.row(issue, a), problem.row(issue, a) + problem.parties,
                  problem.row(issue, b))) {
    return false;
  }
  for (const auto& rule : problem.linear) {
    if (rule.cost[problem.first[issue] + a] != rule.cost[problem.first[issue] + b]) return false;
  }
  return std::all_of(mentions[issue].begin(), mentions[issue].end(), [&](const auto& m) {
    return (m.first->mask[m.second][a] != 0) == (m.first->mask[m.second][b] != 0);
  });
}

/// A graph over issues as a bit matrix.
class Graph {
 public:
  explicit Graph(std::size_t size) : words_((size + 63) / 64), bits_(size * words_, 0) {}

  void join(const std::vector<std::uint32_t>& scope) {
    for (const auto a : scope) {
      for (const auto b : scope) {
        if (a != b) set(a, b);
      }
    }
  }
  [[nodiscard]] bool has(std::size_t a, std::size_t b) const {
    return ((bits_[a * words_ + b / 64] >> (b % 64)) & 1U) != 0;
  }
  void set(std::size_t a, std::size_t b) {
    bits_[a * words_ + b / 64] |= std::uint64_t{1} << (b % 64);
  }
  void neighbours(std::size_t a, std::vector<std::uint32_t>& out) const {
    out.clear();
    for (std::size_t w = 0; w < words_; ++w) {
      for (std::uint64_t rest = bits_[a * words_ + w]; rest != 0; rest &= rest - 1) {
        out.push_back(
            static_cast<std::uint32_t>(w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest))));
      }
    }
  }
  /// Pairs of neighbours of `a` that are not joined (counted twice).
  [[nodiscard]] std::size_t fill(std::size_t a, const std::vector<std::uint32_t>& around) const {
    std::size_t missing = 0;
    const std::uint64_t* mine = bits_.data() + a * words_;
    for (const auto b : around) {
      const std::uint64_t* other = bits_.data() + b * words_;
      for (std::size_t w = 0; w < words_; ++w) {
        missing += static_cast<std::size_t>(__builtin_popcountll(mine[w] & ~other[w]));
      }
      --missing;  // b itself
    }
    return missing;
  }
  void remove(std::size_t a, const std::vector<std::uint32_t>& around) {
    for (const auto b : around) bits_[b * words_ + a / 64] &= ~(std::uint64_t{1} << (a % 64));
    std::fill_n(bits_.begin() + static_cast<std::ptrdiff_t>(a * words_), words_, 0);
  }

 private:
  std::size_t words_;
  std::vector<std::uint64_t> bits_;
};

/// An elimination order with the neighbours every issue had when it went.
struct Order {
  std::vector<std::uint32_t> issue;
  std::vector<std::vector<std::uint32_t>> around;
};

class Planner {
 public:
  Planner(const ReducedProblem& reduced, const EliminationLimits& limits,
          const WorkControl& control)
      : reduced_(reduced), limits_(limits), control_(control) {}

  /// Scopes with their boxes, small tables first, then forbidden ones, then file order.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> scopes() const {
    std::map<std::vector<std::uint32_t>, std::size_t> seen;
    std::vector<std::uint32_t> scope_before;
    for (std::size_t b = 0; b < reduced_.boxes(); ++b) {
      const auto issues = reduced_.box(b).issues;
      // Boxes on the same issues mostly stand together.
      if (b > 0 &&
          std::equal(issues.begin(), issues.end(), scope_before.begin(), scope_before.end())) {
        continue;
      }
      scope_before.assign(issues.begin(), issues.end());
      seen.emplace(scope_before, b);
    }
    struct Entry {
      double rows;
      std::size_t box;
      std::vector<std::uint32_t> scope;
    };
    std::vector<Entry> entries;
    for (const auto& [scope, box] : seen) entries.push_back({rows(scope), box, scope});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return std::pair(a.rows, a.box) < std::pair(b.rows, b.box);
    });
    std::vector<std::vector<std::uint32_t>> out;
    for (auto& e : entries) out.push_back(std::move(e.scope));
    return out;
  }

  /// Min-fill; false as soon as a table breaks a limit.
  bool try_order(Graph graph, Order& order) const {
    order = {};
    Queue queue(*this, graph);
    std::vector<std::uint32_t> around;
    double total = 0;
    bool joined = false;
    while (!queue.empty()) {
      const auto [best, table] = queue.pop();
      total += table;
      graph.neighbours(best, around);
      joined = joined || !around.empty();
      // Issues by themselves always fit: there is nothing to leave out.
      if (joined && (table > static_cast<double>(limits_.table_rows) ||
                     total > static_cast<double>(limits_.total_rows))) {
        return false;
      }
      graph.join(around);
      graph.remove(best, around);
      queue.update(around);
      order.issue.push_back(best);
      order.around.push_back(around);
    }
    return true;
  }

  /// The widest structure found that respects the limits: all scopes if possible, else scopes
  /// are taken in turn, in batches that halve when one does not fit.
  Order widest() const {
    const auto all = scopes();
    Order order;
    Graph graph(reduced_.kept.size());
    std::size_t next = 0;
    std::size_t batch = all.size();
    try_order(graph, order);
    for (int failures = 0;
         next < all.size() && failures < k_max_failures && !control_.cancelled();) {
      batch = std::min(std::max<std::size_t>(batch, 1), all.size() - next);
      Graph trial = graph;
      for (std::size_t s = next; s < next + batch; ++s) trial.join(all[s]);
      Order found;
      if (try_order(trial, found)) {
        graph = std::move(trial);
        order = std::move(found);
        next += batch;
        batch *= 2;
        continue;
      }
      ++failures;
      if (batch == 1) ++next;
      batch /= 2;
    }
    return order;
  }

 private:
  /// The issues still there, by what eliminating them next would cost.
  class Queue {
   public:
    Queue(const Planner& planner, const Graph& graph)
        : planner_(planner), graph_(graph), key_(planner.reduced_.kept.size()) {
      for (std::uint32_t v = 0; v < key_.size(); ++v) {
        key_[v] = measure(v);
        queue_.insert(key_[v]);
      }
    }

    [[nodiscard]] bool empty() const { return queue_.empty(); }

    /// The issue to go next, and the rows of its table.
    std::pair<std::uint32_t, double> pop() {
      const auto [fill, rows, v] = *queue_.begin();
      queue_.erase(queue_.begin());
      return {v, rows};
    }

    /// After an issue went and its neighbours `around` were joined: only their fill, and that of
    /// their own neighbours, can have changed.
    void update(const std::vector<std::uint32_t>& around) {
      std::vector<std::uint32_t> changed = around;
      std::vector<std::uint32_t> next;
      for (const auto v : around) {
        graph_.neighbours(v, next);
        changed.insert(changed.end(), next.begin(), next.end());
      }
      std::sort(changed.begin(), changed.end());
      changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
      for (const auto v : changed) {
        queue_.erase(key_[v]);
        key_[v] = measure(v);
        queue_.insert(key_[v]);
      }
    }

   private:
    using Key = std::tuple<std::size_t, double, std::uint32_t>;  ///< fill, rows, issue

    [[nodiscard]] Key measure(std::uint32_t v) {
      graph_.neighbours(v, around_);
      return {graph_.fill(v, around_), planner_.rows(around_) * planner_.rows({v}), v};
    }

    const Planner& planner_;
    const Graph& graph_;
    std::vector<Key> key_;
    std::set<Key> queue_;
    std::vector<std::uint32_t> around_;
  };

  [[nodiscard]] double rows(const std::vector<std::uint32_t>& scope) const {
    double product = 1;
    for (const auto i : scope) product *= static_cast<double>(choices(i));
    return product;
  }
  [[nodiscard]] double rows(std::initializer_list<std::size_t> scope) const {
    double product = 1;
    for (const auto i : scope) product *= static_cast<double>(choices(i));
    return product;
  }
  [[nodiscard]] std::size_t choices(std::size_t issue) const {
    return std::max<std::size_t>(reduced_.kept[issue].size(), 1);
  }

  const ReducedProblem& reduced_;
  const EliminationLimits& limits_;
  const WorkControl& control_;
};

/// Turns an order round so that, read from its end, heavy issues come first while every issue
/// still comes after all it depends on. The tables stay the same.
std::vector<std::uint32_t> rearrange(const Order& order, const std::vector<double>& weight) {
  const std::size_t size = order.issue.size();
  std::vector<std::size_t> position(size);
  for (std::size_t p = 0; p < size; ++p) position[order.issue[p]] = p;
  std::vector<std::vector<std::size_t>> children(size);
  // Heaviest first, then the one eliminated last.
  std::priority_queue<std::pair<double, std::size_t>> ready;
  for (std::size_t p = 0; p < size; ++p) {
    std::size_t parent = size;
    for (const auto i : order.around[p]) parent = std::min(parent, position[i]);
    if (parent == size) {
      ready.push({weight[order.issue[p]], p});
    } else {
      children[parent].push_back(p);
    }
  }
  std::vector<std::uint32_t> out(size);
  for (std::size_t place = size; place-- > 0;) {
    const std::size_t p = ready.top().second;
    ready.pop();
    out[place] = order.issue[p];
    for (const auto c : children[p]) ready.push({weight[order.issue[c]], c});
  }
  return out;
}

/// Divides the boxes between tables, in a given order of issues.
class TableDivider {
 public:
  /// `most`: rows of a table, unless an issue by itself has more.
  TableDivider(const ReducedProblem& reduced, const std::vector<std::uint32_t>& order, double most)
      : reduced_(reduced), order_(order), most_(most), waiting_(order.size()) {}

  /// Fills tables and homes; returns the rows of all tables.
  double divide(EliminationPlan& plan) {
    plan.tables.clear();
    plan.home.assign(reduced_.boxes(), EliminationPlan::k_none);
    collect_scopes();
    double total = 0;
    for (std::uint32_t p = 0; p < order_.size(); ++p) total += divide_at(p, plan);
    return total;
  }

 private:
  /// What a table at some position has to hold: boxes, or the maximum of an earlier table.
  struct Part {
    std::vector<std::uint32_t> scope;  ///< later positions, rising
    double rows = 1;                   ///< of the scope
    std::vector<std::uint32_t> boxes;
    std::uint32_t child = EliminationPlan::k_none;
  };

  void collect_scopes() {
    std::vector<std::uint32_t> place(order_.size());
    for (std::uint32_t p = 0; p < order_.size(); ++p) place[order_[p]] = p;
    std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> boxes;
    for (std::uint32_t b = 0; b < reduced_.boxes(); ++b) {
      std::vector<std::uint32_t> places;
      for (const auto i : reduced_.box(b).issues) places.push_back(place[i]);
      std::sort(places.begin(), places.end());
      if (!places.empty()) boxes[places].push_back(b);
    }
    for (auto& [places, members] : boxes) {
      Part part;
      part.scope.assign(places.begin() + 1, places.end());
      part.rows = rows(part.scope);
      part.boxes = std::move(members);
      if (part.rows * choices(places[0]) > most_ && !part.scope.empty()) continue;
      waiting_[places[0]].push_back(std::move(part));
    }
  }

  /// Widest parts first, each to the first table that stays small enough.
  double divide_at(std::uint32_t position, EliminationPlan& plan) {
    auto& parts = waiting_[position];
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.rows > b.rows; });
    const std::size_t first = plan.tables.size();
    plan.tables.push_back({position, {}, EliminationPlan::k_none});
    for (const Part& part : parts) {
      std::size_t t = first;
      std::vector<std::uint32_t> joined;
      for (; t < plan.tables.size(); ++t) {
        joined.clear();
        const auto& scope = plan.tables[t].separator;
        std::set_union(scope.begin(), scope.end(), part.scope.begin(), part.scope.end(),
                       std::back_inserter(joined));
        if (joined.size() == scope.size() || rows(joined) * choices(position) <= most_) break;
      }
      if (t == plan.tables.size()) {
        plan.tables.push_back({position, {}, EliminationPlan::k_none});
        joined = part.scope;
      }
      plan.tables[t].separator = joined;
      const auto home = static_cast<std::uint32_t>(t);
      for (const auto b : part.boxes) plan.home[b] = home;
      if (part.child != EliminationPlan::k_none) plan.tables[part.child].parent = home;
    }
    parts.clear();
    double total = 0;
    for (std::size_t t = first; t < plan.tables.size(); ++t) {
      const auto& separator = plan.tables[t].separator;
      total += rows(separator) * choices(position);
      if (separator.empty()) continue;
      Part message;
      message.scope.assign(separator.begin() + 1, separator.end());
      message.rows = rows(message.scope);
      message.child = static_cast<std::uint32_t>(t);
      waiting_[separator.front()].push_back(std::move(message));
    }
    return total;
  }

  [[nodiscard]] double choices(std::uint32_t position) const {
    return static_cast<double>(std::max<std::size_t>(reduced_.kept[order_[position]].size(), 1));
  }
  [[nodiscard]] double rows(const std::vector<std::uint32_t>& scope) const {
    double product = 1;
    for (const auto p : scope) product *= choices(p);
    return product;
  }

  const ReducedProblem& reduced_;
  const std::vector<std::uint32_t>& order_;
  double most_;
  std::vector<std::vector<Part>> waiting_;  ///< [position]
};

}  // namespace

void ReducedProblem::add_box(const Box& box, const std::vector<std::int64_t>* add) {
  const Entry entry{issues_.size(), add};
  const std::size_t first = masks_.size();
  for (std::size_t k = 0; k < box.issues.size(); ++k) {
    const std::size_t begin = masks_.size();
    std::size_t held = 0;
    for (const auto option : kept[box.issues[k]]) {
      masks_.push_back(box.mask[k][option] != 0 ? 1 : 0);
      held += masks_.back();
    }
    if (held == 0) {  // never holds
      masks_.resize(first);
      issues_.resize(entry.begin);
      first_mask_.resize(entry.begin);
      return;
    }
    if (held == masks_.size() - begin) {  // always holds
      masks_.resize(begin);
      continue;
    }
    issues_.push_back(box.issues[k]);
    first_mask_.push_back(static_cast<std::uint32_t>(begin));
  }
  entries_.push_back(entry);
}

ReducedProblem reduce(const Problem& problem) {
  const Mentions mentions = find_mentions(problem);
  ReducedProblem out;
  out.kept.resize(problem.issues);
  for (std::size_t i = 0; i < problem.issues; ++i) {
    for (std::size_t o = 0; o < problem.options[i]; ++o) {
      if (problem.allowed[problem.first[i] + o] == 0) continue;
      auto& kept = out.kept[i];
      if (std::none_of(kept.begin(), kept.end(), [&](std::uint16_t k) {
            return same_everywhere(problem, mentions, i, k, o);
          })) {
        kept.push_back(static_cast<std::uint16_t>(o));
      }
    }
  }
  for (const auto& term : problem.terms) out.add_box(term.box, &term.add);
  for (const auto& f : problem.forbidden) out.add_box(f.box, nullptr);
  return out;
}

bool EliminationPlan::whole() const {
  return tables.size() == order.size() &&
         std::none_of(home.begin(), home.end(), [](auto table) { return table == k_none; });
}

std::vector<double> issue_weights(const Problem& problem) {
  std::vector<double> weight(problem.issues, 0);
  for (std::size_t j = 0; j < problem.parties; ++j) {
    std::vector<double> swing(problem.issues, 0);
    double total = 0;
    for (std::size_t i = 0; i < problem.issues; ++i) {
      double low = std::numeric_limits<double>::infinity();
      double high = -std::numeric_limits<double>::infinity();
      for (std::size_t o = 0; o < problem.options[i]; ++o) {
        if (problem.allowed[problem.first[i] + o] == 0) continue;
        low = std::min(low, static_cast<double>(problem.at(i, o, j)));
        high = std::max(high, static_cast<double>(problem.at(i, o, j)));
      }
      swing[i] = high > low ? high - low : 0;
      total += swing[i];
    }
    for (std::size_t i = 0; i < problem.issues && total > 0; ++i) weight[i] += swing[i] / total;
  }
  return weight;
}

EliminationPlan plan_in_order(const ReducedProblem& reduced, std::span<const std::uint32_t> order,
                              const EliminationLimits& limits) {
  EliminationPlan plan;
  plan.order.assign(order.begin(), order.end());
  // One table per issue where all fits. Else the largest tables that keep within the total.
  for (double most = static_cast<double>(limits.table_rows);; most /= 2) {
    const double rows = TableDivider(reduced, plan.order, most).divide(plan);
    const std::size_t total =
        plan.whole() ? limits.total_rows : std::min(limits.total_rows, limits.split_rows);
    if (rows <= static_cast<double>(total) || most < 2) return plan;
  }
}

EliminationPlan plan_elimination(const ReducedProblem& reduced, const std::vector<double>& weight,
                                 const EliminationLimits& limits, const WorkControl& control) {
  return plan_in_order(reduced, rearrange(Planner(reduced, limits, control).widest(), weight),
                       limits);
}

}  // namespace entente::bargain
