#include "entente/enforce/least_verification.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "entente/enforce/detection_boxes.hpp"
#include "entente/enforce/detection_order.hpp"
#include "entente/enforce/party_hold.hpp"

namespace entente::enforce {
namespace {

/// Up to so many commitments a question is answered in no time, even where lags differ.
constexpr std::size_t k_few = 6;

class Verification {
 public:
  Verification(const Scenario& scenario, const KeptAgreement& agreement,
               const std::vector<double>& discounts, const HoldOptions& options,
               std::uint64_t max_questions)
      : agreement_(agreement), discounts_(discounts), max_questions_(max_questions) {
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      questions_.push_back(
          std::make_unique<PartyQuestion>(scenario, agreement, PartyId(j), options.max_nodes));
    }
    for (const auto& c : agreement.commitments) now_.push_back(to_double(c.detection));
  }

  LeastVerification run() {
    LeastVerification out;
    const std::vector<double> certain(now_.size(), 1);
    for (std::size_t j = 0; j < questions_.size(); ++j) {
      if (!keeps(j, certain)) out.beyond.emplace_back(j);
    }
    if (!out.beyond.empty()) return out;
    out.needed = now_;
    for (const auto& group : groups()) {
      const auto commitments = tempting(group);
      const auto least = solve(group, commitments);
      out.total += least.total;
      out.at_least += least.at_least;
      for (std::size_t k = 0; k < commitments.size(); ++k) {
        out.needed[commitments[k]] = std::max(now_[commitments[k]], least.detection[k]);
      }
    }
    return out;
  }

 private:
  using Parties = std::vector<std::size_t>;

  /// Would the party keep its commitments with these detection probabilities?
  [[nodiscard]] bool keeps(std::size_t party, const std::vector<double>& detection) const {
    const PartyQuestion& question = *questions_[party];
    auto odds = question.odds();
    const auto& own = agreement_.parties[party].own;
    for (std::size_t k = 0; k < own.size(); ++k) {
      const double blamed = to_double(agreement_.parties[party].blamed);
      odds[k].detection = std::max(odds[k].false_alarm, blamed * detection[own[k]]);
    }
    return question.keeps(odds, question.quiet(), discounts_[party]);
  }

  /// [position] could the party gain by breaking it, alone or with others?
  [[nodiscard]] std::vector<char> tempts(std::size_t party) const {
    const Breaches& breaches = questions_[party]->breaches();
    std::vector<char> out;
    for (const auto& gain : breaches.alone()) out.push_back(gain > 0 ? 1 : 0);
    for (const auto& term : breaches.terms()) {
      for (const std::size_t k : term.broken) out[k] = 1;
      for (const std::size_t k : term.kept) out[k] = 1;
    }
    return out;
  }

  /// The commitments by which some party of the group is tempted, rising.
  [[nodiscard]] std::vector<std::size_t> tempting(const Parties& group) const {
    std::vector<char> in(now_.size(), 0);
    for (const std::size_t j : group) {
      const auto tempted = tempts(j);
      for (std::size_t k = 0; k < tempted.size(); ++k) {
        if (tempted[k] != 0) in[agreement_.parties[j].own[k]] = 1;
      }
    }
    std::vector<std::size_t> out;
    for (std::size_t c = 0; c < in.size(); ++c) {
      if (in[c] != 0) out.push_back(c);
    }
    return out;
  }

  /// Parties that do not keep it as it is, with those they share tempting commitments with.
  [[nodiscard]] std::vector<Parties> groups() const {
    std::vector<Parties> out;
    for (std::size_t j = 0; j < questions_.size(); ++j) {
      if (keeps(j, now_)) continue;
      const auto mine = tempting({j});
      Parties merged{j};
      for (auto group = out.begin(); group != out.end();) {
        const auto theirs = tempting(*group);
        std::vector<std::size_t> shared;
        std::set_intersection(mine.begin(), mine.end(), theirs.begin(), theirs.end(),
                              std::back_inserter(shared));
        if (shared.empty()) {
          ++group;
        } else {
          merged.insert(merged.end(), group->begin(), group->end());
          group = out.erase(group);
        }
      }
      out.push_back(std::move(merged));
    }
    return out;
  }

  [[nodiscard]] LeastDetection solve(const Parties& group,
                                     const std::vector<std::size_t>& commitments) const {
    const auto lags = lags_of(commitments);
    const bool ordered = group.size() == 1 && lags.first >= 1 &&
                         agreement_.parties[group.front()].blamed == 1 &&
                         questions_[group.front()]->breaches().terms().empty() &&
                         std::all_of(commitments.begin(), commitments.end(),
                                     [&](std::size_t c) { return is_evidence(c); });
    if (ordered && lags.first == lags.second) {
      return in_order(group.front(), commitments, lags.first);
    }
    auto least = in_boxes(group, commitments);
    if (ordered) bound_by_lags(group, commitments, lags, least);
    return least;
  }

  /// Are alarms about it likelier where it is broken?
  [[nodiscard]] bool is_evidence(std::size_t c) const {
    return agreement_.commitments[c].detection >= agreement_.commitments[c].false_alarm;
  }

  /// The shortest and the longest.
  [[nodiscard]] std::pair<int, int> lags_of(const std::vector<std::size_t>& commitments) const {
    std::vector<int> lags;
    lags.reserve(commitments.size());
    for (const std::size_t c : commitments) lags.push_back(agreement_.commitments[c].lag);
    const auto [low, high] = std::minmax_element(lags.begin(), lags.end());
    return {*low, *high};
  }

  /// These commitments with these detection probabilities, all others as they are.
  [[nodiscard]] bool enough(const Parties& group, const std::vector<std::size_t>& commitments,
                            const std::vector<double>& raised) const {
    auto detection = now_;
    for (std::size_t k = 0; k < raised.size(); ++k) detection[commitments[k]] = raised[k];
    return std::all_of(group.begin(), group.end(),
                       [&](std::size_t j) { return keeps(j, detection); });
  }

  [[nodiscard]] LeastDetection in_boxes(const Parties& group,
                                        const std::vector<std::size_t>& commitments) const {
    std::vector<double> now;
    now.reserve(commitments.size());
    for (const std::size_t c : commitments) now.push_back(now_[c]);
    return least_detection_by_boxes(
        now, [&](const std::vector<double>& raised) { return enough(group, commitments, raised); },
        questions_for(commitments.size()));
  }

  /// The time that a question takes grows about as fast as this falls.
  [[nodiscard]] std::uint64_t questions_for(std::size_t commitments) const {
    if (commitments <= k_few) return max_questions_;
    const double share = std::pow(static_cast<double>(k_few) / static_cast<double>(commitments), 5);
    return static_cast<std::uint64_t>(std::ceil(static_cast<double>(max_questions_) * share));
  }

  /// The later breaches are known, the more detection it takes.
  void bound_by_lags(const Parties& group, const std::vector<std::size_t>& commitments,
                     const std::pair<int, int>& lags, LeastDetection& least) const {
    const auto shortest = in_order(group.front(), commitments, lags.first);
    least.at_least = std::clamp(shortest.at_least, least.at_least, least.total);
    auto longest = in_order(group.front(), commitments, lags.second);
    if (longest.total >= least.total || !enough(group, commitments, longest.detection)) return;
    longest.at_least = std::min(least.at_least, longest.total);
    least = std::move(longest);
  }

  /// As if all had this lag.
  [[nodiscard]] LeastDetection in_order(std::size_t party,
                                        const std::vector<std::size_t>& commitments,
                                        int lag) const {
    const PartyQuestion& question = *questions_[party];
    const auto& own = agreement_.parties[party].own;
    std::vector<TemptingCommitment> list;
    for (const std::size_t c : commitments) {
      const auto position =
          static_cast<std::size_t>(std::lower_bound(own.begin(), own.end(), c) - own.begin());
      list.push_back({to_double(question.breaches().alone()[position]),
                      to_double(agreement_.commitments[c].false_alarm), now_[c]});
    }
    return least_detection_by_order(list,
                                    {question.whole(), question.quiet(), discounts_[party], lag});
  }

  const KeptAgreement& agreement_;
  const std::vector<double>& discounts_;
  std::uint64_t max_questions_;
  std::vector<std::unique_ptr<PartyQuestion>> questions_;  ///< [party]
  std::vector<double> now_;                                ///< [commitment]
};

}  // namespace

std::optional<LeastVerification> find_least_verification(const Scenario& scenario,
                                                         const KeptAgreement& agreement,
                                                         const HoldOptions& options,
                                                         std::uint64_t max_questions) {
  std::vector<double> discounts;
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    const auto discount = discount_of(scenario, options, j);
    if (!discount) return std::nullopt;
    discounts.push_back(to_double(*discount));
  }
  return Verification(scenario, agreement, discounts, options, max_questions).run();
}

}  // namespace entente::enforce
