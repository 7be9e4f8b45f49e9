#include "entente/bargain/elimination_frontier.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "entente/bargain/elimination.hpp"
#include "entente/bargain/frontier_messages.hpp"
#include "entente/bargain/pareto_filter.hpp"
#include "entente/bargain/search_frontier.hpp"

namespace entente::bargain {
namespace {

/// Follows back pointers on demand.
class EliminationWitnesses final : public Frontier::Witnesses {
 public:
  EliminationWitnesses(std::shared_ptr<const Elimination> elimination,
                       std::unique_ptr<const FrontierMessages> messages,
                       std::vector<std::uint32_t> points)
      : elimination_(std::move(elimination)),
        messages_(std::move(messages)),
        points_(std::move(points)) {}

  void decode(std::size_t k, Outcome& outcome) const override {
    std::vector<Elimination::Choice> choice(elimination_->size(), 0);
    messages_->decode(points_[k], choice.data());
    outcome = elimination_->decode(choice.data());
  }
  [[nodiscard]] std::size_t bytes() const override {
    return messages_->bytes() + points_.capacity() * sizeof(std::uint32_t);
  }

 private:
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

}  // namespace

Frontier eliminate_frontier(const Problem& problem, const EliminationLimits& limits,
                            const FrontierOptions& options, const WorkControl& control) {
  auto elimination = std::make_shared<const Elimination>(problem, limits, control);
  if (!elimination->feasible()) {
    return {problem.parties, {}, nullptr, FrontierStatus::exact};
  }
  if (!elimination->loose().empty() || elimination->split()) {
    return search_frontier(problem, *elimination, options, control);
  }
  std::vector<std::int64_t> rule_limits;
  for (const auto& rule : problem.linear) rule_limits.push_back(rule.limit);
  // The messages keep a reference to the elimination, which the witnesses hold as well.
  auto messages = std::make_unique<FrontierMessages>(*elimination, rule_limits, options, control);
  if (!messages->run()) {
    messages.reset();
    return search_frontier(problem, *elimination, options, control);
  }
  auto points = project(problem, messages->total(), control);
  if (!points) {
    messages.reset();
    return search_frontier(problem, *elimination, options, control);
  }
  messages->forget_lists();
  std::vector<std::uint32_t> index(points->keys.begin(), points->keys.end());
  auto witnesses = std::make_shared<const EliminationWitnesses>(
      std::move(elimination), std::move(messages), std::move(index));
  return {problem.parties, std::move(points->coords), std::move(witnesses), FrontierStatus::exact};
}

Frontier eliminate_frontier(const Problem& problem, const FrontierOptions& options,
                            const WorkControl& control) {
  return eliminate_frontier(problem, EliminationLimits{}, options, control);
}

}  // namespace entente::bargain
