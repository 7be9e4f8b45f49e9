#include "entente/bargain/elimination_frontier.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "entente/bargain/counters.hpp"
#include "entente/bargain/elimination.hpp"
#include "entente/bargain/frontier_messages.hpp"
#include "entente/bargain/pareto_filter.hpp"
#include "entente/bargain/search_frontier.hpp"

namespace entente::bargain {
namespace {

/// Follows back pointers on demand.
class EliminationWitnesses final : public Frontier::Witnesses {
 public:
  EliminationWitnesses(std::size_t issues, std::shared_ptr<const Elimination> elimination,
                       std::unique_ptr<const FrontierMessages> messages,
                       std::vector<std::uint32_t> points)
      : issues_(issues),
        elimination_(std::move(elimination)),
        messages_(std::move(messages)),
        points_(std::move(points)) {}

  void decode(std::size_t k, Outcome& outcome) const override {
    std::vector<Elimination::Choice> choice(elimination_->size(), 0);
    messages_->decode(points_[k], choice.data());
    outcome = elimination_->decode(choice.data());
    outcome.resize(issues_);  // counters go
  }
  [[nodiscard]] std::size_t bytes() const override {
    return messages_->bytes() + points_.capacity() * sizeof(std::uint32_t);
  }

 private:
  std::size_t issues_;
  std::shared_ptr<const Elimination> elimination_;
  std::unique_ptr<const FrontierMessages> messages_;
  std::vector<std::uint32_t> points_;  ///< [frontier point] its point in the messages' total
};

/// What keeps all rules, seen by the parties alone; none when cancelled.
std::optional<KeyedPoints> project(const Problem& problem, const ParetoList& total,
                                   const WorkControl& control) {
  KeyedPoints points;
  points.dim = problem.parties;
  for (std::size_t k = 0; k < total.size(); ++k) {
    const std::int64_t* amount = total.point(k);
    bool kept = true;
    for (std::size_t r = 0; r < problem.linear.size(); ++r) {
      kept = kept && amount[problem.parties + r] >= -problem.linear[r].limit;
    }
    if (!kept) continue;
    points.coords.insert(points.coords.end(), amount, amount + problem.parties);
    points.keys.push_back(k);
  }
  if (!problem.linear.empty() && !keep_pareto(points, control)) return std::nullopt;
  return points;
}

/// From the tables alone; none where they do not hold everything, or at a limit.
std::optional<Frontier> tabled_frontier(std::size_t issues, const Problem& problem,
                                        std::shared_ptr<const Elimination> elimination,
                                        const FrontierOptions& options,
                                        const WorkControl& control) {
  if (!elimination->loose().empty() || elimination->split()) return std::nullopt;
  std::vector<std::int64_t> rule_limits;
  for (const auto& rule : problem.linear) rule_limits.push_back(rule.limit);
  // The messages keep a reference to the elimination, which the witnesses hold as well.
  auto messages = std::make_unique<FrontierMessages>(*elimination, rule_limits, options, control);
  if (!messages->run()) return std::nullopt;
  auto points = project(problem, messages->total(), control);
  if (!points) return std::nullopt;
  messages->forget_lists();
  std::vector<std::uint32_t> index(points->keys.begin(), points->keys.end());
  auto witnesses = std::make_shared<const EliminationWitnesses>(
      issues, std::move(elimination), std::move(messages), std::move(index));
  return Frontier(problem.parties, std::move(points->coords), std::move(witnesses),
                  FrontierStatus::exact);
}

std::optional<Frontier> frontier_of(std::size_t issues, const CountedProblem& counted,
                                    const EliminationLimits& limits, const FrontierOptions& options,
                                    const WorkControl& control) {
  auto elimination =
      std::make_shared<const Elimination>(counted.problem, limits, control, counted.order);
  if (!elimination->feasible()) {
    return Frontier(counted.problem.parties, {}, nullptr, FrontierStatus::exact);
  }
  return tabled_frontier(issues, counted.problem, std::move(elimination), options, control);
}

}  // namespace

std::optional<Frontier> counted_frontier(const Problem& problem, const EliminationLimits& limits,
                                         const FrontierOptions& options,
                                         const WorkControl& control) {
  const auto counted = with_counters(problem, limits, control);
  if (!counted) return std::nullopt;
  return frontier_of(problem.issues, *counted, limits, options, control);
}

Frontier eliminate_frontier(const Problem& problem, const EliminationLimits& limits,
                            const FrontierOptions& options, const WorkControl& control) {
  // Where counters fit, tables that price the rules are larger: they are not tried as well.
  const auto counted = with_counters(problem, limits, control);
  if (counted) {
    auto frontier = frontier_of(problem.issues, *counted, limits, options, control);
    if (frontier) return *std::move(frontier);
  }
  auto elimination = std::make_shared<const Elimination>(problem, limits, control);
  if (!elimination->feasible()) {
    return {problem.parties, {}, nullptr, FrontierStatus::exact};
  }
  if (!counted) {
    auto frontier = tabled_frontier(problem.issues, problem, elimination, options, control);
    if (frontier) return *std::move(frontier);
  }
  return search_frontier(problem, *elimination, options, control);
}

Frontier eliminate_frontier(const Problem& problem, const FrontierOptions& options,
                            const WorkControl& control) {
  return eliminate_frontier(problem, EliminationLimits{}, options, control);
}

}  // namespace entente::bargain
