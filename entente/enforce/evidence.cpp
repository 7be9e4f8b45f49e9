#include "entente/enforce/evidence.hpp"

#include <algorithm>
#include <utility>

namespace entente::enforce {
namespace {

/// Shares nearer to each other than this are taken for equal.
constexpr double k_equal = 1e-12;

/// Standards that exclude each other: of one issue, or of all others.
using Choice = std::vector<std::size_t>;

/// By the order in which issues first come.
std::vector<Choice> choices_of(const std::vector<EvidenceStandard>& standards) {
  std::vector<Choice> choices;
  for (std::size_t k = 0; k < standards.size(); ++k) {
    const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) {
      return standards[choice.front()].issue == standards[k].issue;
    });
    if (found == choices.end()) {
      choices.push_back({k});
    } else {
      found->push_back(k);
    }
  }
  return choices;
}

void watch(const EvidenceStandard& standard, Issue& issue) {
  issue.detection = standard.detection;
  issue.false_alarm = standard.false_alarm;
}

/// The scenario watched by these standards.
void watch_by(const std::vector<EvidenceStandard>& standards,
              const std::vector<std::size_t>& chosen, Scenario& scenario) {
  std::vector<bool> named(scenario.issue_count(), false);
  for (const auto& standard : standards) {
    if (standard.issue) named[standard.issue->index()] = true;
  }
  for (const std::size_t k : chosen) {
    const auto& standard = standards[k];
    for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
      if (standard.issue ? standard.issue->index() == i : !named[i]) {
        watch(standard, scenario.issues[i]);
      }
    }
  }
}

Judgement judgement_of(const Hold& held) {
  Judgement out;
  out.holds = held.holds;
  out.suspension = held.suspension;
  double critical = 0;
  bool any = true;
  for (const auto& party : held.parties) {
    any = any && party.critical_discount.has_value();
    critical = std::max(critical, party.critical_discount.value_or(1));
  }
  if (any) out.critical_discount = critical;
  if (held.holds != true) return out;
  double least = 1;
  for (const auto& party : held.parties) {
    const double gives = to_double(Rational(party.keep - party.no_deal));
    if (!party.greatest_value || gives <= 0) continue;
    least = std::min(least, (*party.greatest_value - to_double(party.no_deal)) / gives);
  }
  out.share_left = least;
  return out;
}

}  // namespace

std::size_t too_many_judgements(const std::vector<EvidenceStandard>& standards) {
  std::size_t product = 1;
  for (const auto& choice : choices_of(standards)) {
    product *= choice.size();
    if (product > k_most_judgements * k_most_judgements) break;
  }
  return product > k_most_judgements ? product : 0;
}

Result<EvidenceAnswer> judge_evidence(const Scenario& scenario, const Outcome& agreement,
                                      const HoldOptions& options,
                                      const std::vector<EvidenceStandard>& standards) {
  const auto choices = choices_of(standards);
  EvidenceAnswer answer;
  Scenario watched = scenario;
  std::vector<std::size_t> at(choices.size(), 0);
  while (true) {
    std::vector<std::size_t> chosen;
    for (std::size_t c = 0; c < choices.size(); ++c) chosen.push_back(choices[c][at[c]]);
    watch_by(standards, chosen, watched);
    const auto held = hold(watched, agreement, options);
    if (!held) return tl::unexpected(held.error());
    auto& judgement = answer.judgements.emplace_back(judgement_of(*held));
    judgement.standards = std::move(chosen);
    const auto most =
        answer.best ? answer.judgements[*answer.best].share_left : std::optional<double>(-1);
    if (judgement.share_left && *judgement.share_left > *most + k_equal) {
      answer.best = answer.judgements.size() - 1;
    }
    std::size_t c = choices.size();
    while (c > 0 && ++at[c - 1] == choices[c - 1].size()) at[--c] = 0;
    if (c == 0) return answer;
  }
}

}  // namespace entente::enforce
