#include "entente/bargain/fallback_bargaining.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/count.hpp"
#include "entente/bargain/table_oracle.hpp"
#include "entente/bargain/witness.hpp"

namespace entente::bargain {
namespace {

constexpr const char* k_impasse =
    "no outcome is acceptable to enough parties, however far they fall back";
constexpr const char* k_stopped = "the search stopped before the depth was known";
constexpr const char* k_too_many =
    "the outcomes are too many, or their values too different, to be ranked";
constexpr const char* k_no_sums =
    "values that are no sums over issues can be compared on a complete frontier only";
constexpr const char* k_rounded =
    "values had to be rounded, and some outcomes are worth so nearly the same to a party, or the "
    "same as no deal, that rounding may change their order";

/// Carries one call of find_fallback_bargaining().
class Bargaining {
 public:
  Bargaining(const Problem& problem, const Acceptance& acceptance, Engine* engine,
             const FallbackBargainingOptions& options, const WorkControl& control,
             const RankTables& tables, FallbackBargaining& answer)
      : problem_(problem),
        acceptance_(acceptance),
        engine_(engine),
        options_(options),
        control_(control),
        tables_(tables),
        answer_(answer),
        needed_(acceptance.at_least > 0 ? static_cast<std::size_t>(acceptance.at_least)
                                        : problem.parties) {}

  void look_through(const Frontier& frontier) {
    std::optional<Integer> least;
    std::vector<std::size_t> chosen;
    for (std::size_t k = 0; k < frontier.size(); ++k) {
      const auto reached = depth(frontier.utility(k));
      if (!reached || (least && *reached > *least)) continue;
      if (!least || *reached < *least) chosen.clear();
      least = reached;
      chosen.push_back(k);
    }
    if (!least) return say_impasse();
    settle(*least);
    answer_.all_listed = chosen.size() <= options_.max_listed;
    chosen.resize(std::min(chosen.size(), options_.max_listed));
    for (const std::size_t k : chosen) {
      const auto* u = frontier.utility(k);
      add({u, u + problem_.parties}, frontier.outcome(k));
    }
  }

  void search() {
    TableVerdict best = ask(tables_.outcomes);
    if (best.status == Status::none) return say_impasse();
    if (best.status != Status::exact) return;
    Integer too_small = 0;
    Integer enough = *depth(best.utility.data());
    while (enough - too_small > 1) {
      control_.report({"fallback", "halvings", steps_++, msb(tables_.outcomes) + 1});
      const Integer middle = (too_small + enough) / 2;
      TableVerdict verdict = ask(middle);
      if (verdict.status == Status::none) {
        too_small = middle;
      } else if (verdict.status == Status::exact) {
        enough = *depth(verdict.utility.data());
        best = std::move(verdict);
      } else {
        return;
      }
    }
    if (!climb(best)) return;
    settle(enough);
    add(std::move(best.utility), std::move(best.outcome));
  }

 private:
  /// How far all must fall back until the rule accepts; none when it never does.
  [[nodiscard]] std::optional<Integer> depth(const std::int64_t* utility) const {
    std::vector<const Integer*> ranks;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      const Integer* rank = tables_.party[j].rank(utility[j]);
      if (rank != nullptr) ranks.push_back(rank);
    }
    if (ranks.size() < needed_) return std::nullopt;
    const auto last = ranks.begin() + static_cast<std::ptrdiff_t>(needed_) - 1;
    std::nth_element(ranks.begin(), last, ranks.end(),
                     [](const Integer* a, const Integer* b) { return *a < *b; });
    Integer deepest = **last;
    for (const PartyId party : acceptance_.veto) {
      const Integer* rank = tables_.party[party.index()].rank(utility[party.index()]);
      if (rank == nullptr) return std::nullopt;
      deepest = std::max(deepest, *rank);
    }
    return deepest;
  }

  /// The problem in which a party accepts what its set has at this depth.
  [[nodiscard]] Problem at_depth(const Integer& depth) const {
    Problem asked = problem_;
    const auto ceiling = utility_ceiling(problem_);
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      asked.no_deal[j] = tables_.party[j].threshold(depth).value_or(ceiling[j] + 1);
    }
    return asked;
  }

  /// Is some outcome in enough sets?
  [[nodiscard]] TableVerdict ask(const Integer& depth) const {
    Problem asked = at_depth(depth);
    for (auto& level : asked.no_deal) --level;  // the oracle wants more than that
    IssueSet all(asked.issues);
    for (std::size_t i = 0; i < asked.issues; ++i) all.insert(i);
    TableOracle oracle(asked, Outcome(asked.issues, 0), acceptance_, options_.max_nodes);
    return oracle.ask(all, control_);
  }

  /// Moves to an outcome that nobody can improve on and that is worse for nobody; false when
  /// stopped.
  [[nodiscard]] bool climb(TableVerdict& verdict) const {
    const Objective sum(problem_, Objective::Kind::linear,
                        std::vector<Rational>(problem_.parties, 1), verdict.utility);
    auto top = engine_->maximise(sum, {options_.max_nodes}, control_);
    if (top.status != Status::exact) return false;
    verdict.utility = std::move(top.utility);
    verdict.outcome = std::move(top.outcome);
    return true;
  }

  void settle(const Integer& depth) {
    answer_.status = Status::exact;
    answer_.reason.clear();
    answer_.depth = depth;
    CountOptions limits;
    limits.max_outcomes = static_cast<double>(options_.ranks.max_outcomes);
    const auto count = count_acceptable(at_depth(depth), acceptance_, limits, control_);
    if (count) answer_.size = count->by_rule;
  }

  void say_impasse() {
    answer_.status = Status::none;
    answer_.reason = k_impasse;
  }

  void add(std::vector<std::int64_t> utility, Outcome outcome) {
    Deal deal;
    deal.utility = std::move(utility);
    deal.outcome = std::move(outcome);
    deal.witness_canonical = false;
    if (engine_ != nullptr) set_smallest_witness(problem_, *engine_, control_, deal);
    Compromise compromise{
        std::move(deal.utility), std::move(deal.outcome), deal.witness_canonical, {}};
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      const Integer* rank = tables_.party[j].rank(compromise.utility[j]);
      compromise.rank.push_back(rank == nullptr ? std::nullopt : std::optional(*rank));
    }
    answer_.compromises.push_back(std::move(compromise));
  }

  const Problem& problem_;
  const Acceptance& acceptance_;
  Engine* engine_;
  const FallbackBargainingOptions& options_;
  const WorkControl& control_;
  const RankTables& tables_;
  FallbackBargaining& answer_;
  std::size_t needed_;
  std::uint64_t steps_ = 0;
};

}  // namespace

FallbackBargaining find_fallback_bargaining(const Problem& problem, const Acceptance& acceptance,
                                            const Frontier* frontier, Engine* engine,
                                            const FallbackBargainingOptions& options,
                                            const WorkControl& control) {
  FallbackBargaining answer;
  const auto tables = make_rank_tables(problem, options.source, options.ranks, control);
  if (!tables) {
    const bool rounding = tables.error() == RankFailure::rounding;
    answer.reason = rounding ? k_rounded : control.cancelled() ? k_stopped : k_too_many;
    return answer;
  }
  answer.outcomes = tables->outcomes;
  answer.reason = k_stopped;
  Bargaining bargaining(problem, acceptance, engine, options, control, *tables, answer);
  if (frontier != nullptr) {
    bargaining.look_through(*frontier);
  } else if (tables->outcomes == 0) {
    answer.status = Status::none;
    answer.reason = k_impasse;
  } else if (engine == nullptr) {
    answer.reason = k_no_sums;
  } else {
    bargaining.search();
  }
  return answer;
}

}  // namespace entente::bargain
