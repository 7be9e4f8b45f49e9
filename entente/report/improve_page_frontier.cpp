#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "entente/report/drawn_points.hpp"
#include "entente/report/improve_page_parts.hpp"
#include "entente/report/packages.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::Status;

constexpr std::size_t k_most_points = 12;
constexpr std::size_t k_most_changes = 8;

std::string frontier_text(const ImproveReport& report) {
  const auto& frontier = *report.frontier;
  const std::string count = count_text(frontier.size, "outcome is", "outcomes are");
  switch (frontier.status) {
    case bargain::FrontierStatus::exact:
      return count +
             " better than the draft for somebody, worse for nobody, and cannot be improved "
             "further. These are all.";
    case bargain::FrontierStatus::epsilon:
      return count +
             fmt::format(
                 " shown for all others: whatever is better than the draft for somebody and "
                 "worse for nobody, one of them gives every party at least as much, less "
                 "{} % at most of what that party can gain over the draft.",
                 percent_up(frontier.epsilon.value_or(1)));
    case bargain::FrontierStatus::partial:
      break;
  }
  return count +
         " known to be better than the draft for somebody and worse for nobody; others are "
         "missing, and better ones may exist.";
}

/// `outcome` with the issues as in `base` whose difference is worth nothing to anybody.
Outcome nearer(const ImproveReport& report, Outcome outcome, const Outcome& base) {
  const auto& problem = report.answer->problem;
  std::vector<std::int64_t> before(problem.parties);
  std::vector<std::int64_t> after(problem.parties);
  utilities(problem, outcome.data(), before.data());
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    if (outcome[i] == base[i]) continue;
    const auto option = std::exchange(outcome[i], base[i]);
    utilities(problem, outcome.data(), after.data());
    if (after != before || !broken_rules(*report.scenario, outcome).empty()) outcome[i] = option;
  }
  return outcome;
}

/// The issues that `outcome` settles unlike `base`, each on a line.
std::string unlike_text(const PrintableNames& names, const Outcome& outcome, const Outcome& base) {
  std::string text;
  std::size_t changes = 0;
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    if (outcome[i] == base[i]) continue;
    if (++changes > k_most_changes) continue;
    if (!text.empty()) text += '\n';
    text += names.issues[i] + ": " + names.options[i][outcome[i]];
  }
  if (changes <= k_most_changes) return text;
  return text + fmt::format("\n... and {} more", changes - k_most_changes);
}

bool is_the_improvement(const bargain::ImproveAnswer& answer, std::size_t k) {
  const auto& best = answer.improvement.deal.utility;
  return !best.empty() && std::equal(best.begin(), best.end(), answer.frontier->utility(k));
}

/// Evenly spread points of the frontier, the improvement among them.
std::vector<std::size_t> shown_points(const bargain::ImproveAnswer& answer, std::size_t size) {
  std::vector<std::size_t> points;
  const std::size_t shown = std::min(size, k_most_points);
  for (std::size_t n = 0; n < shown; ++n) {
    points.push_back(shown == 1 ? 0 : n * (size - 1) / (shown - 1));
  }
  for (std::size_t k = 0; k < size; ++k) {
    if (!is_the_improvement(answer, k)) continue;
    const auto next = std::lower_bound(points.begin(), points.end(), k);
    if (next != points.end()) *next = k;
    break;
  }
  return points;
}

/// The lines of the frontier that are shown, each by what sets it apart from the improvement above
/// (or, where there is none, from the draft).
void write_points(const ImproveReport& report, const PrintableNames& names,
                  const std::vector<std::size_t>& points, Document& page) {
  const auto& answer = *report.answer;
  const bool above = report.improvement.point.has_value();
  const Outcome& base = above ? report.improvement.point->outcome : report.draft.outcome;
  AmountTable table(names, {above ? "Unlike the one above" : "Unlike the draft"}, "",
                    "Improvements, and what each gives over the draft");
  for (const std::size_t k : points) {
    std::vector<double> rise;
    const std::int64_t* u = answer.frontier->utility(k);
    for (std::size_t j = 0; j < answer.problem.parties; ++j) {
      rise.push_back(to_points(answer.problem, j, u[j] - answer.draft_utility[j]));
    }
    const bool same = above && is_the_improvement(answer, k);
    const auto text = [&] {
      return unlike_text(names, nearer(report, answer.frontier->outcome(k), base), base);
    };
    table.add_space();
    table.add({{same ? "the one above" : text(), Tone::plain}}, rise, true,
              same ? Tone::strong : Tone::plain);
  }
  page.space();
  page.add(table.take());
}

/// What each improvement gives over the draft, which stands at the origin. For files: a list is
/// enough for a terminal.
FrontierChart improvement_chart(const ImproveReport& report, const PrintableNames& names) {
  const auto& answer = *report.answer;
  FrontierChart chart;
  chart.audience = Audience::file;
  chart.name = "improvements";
  chart.amount = "Rise";
  chart.origin = "the draft";
  chart.parties = names.parties;
  chart.size = report.frontier->size;
  chart.point = [&answer](std::size_t k, double* at) {
    const std::int64_t* utility = answer.frontier->utility(k);
    bool acceptable = true;
    for (std::size_t j = 0; j < answer.problem.parties; ++j) {
      acceptable = acceptable && utility[j] >= answer.problem.no_deal[j];
      at[j] = to_points(answer.problem, j, utility[j] - answer.draft_utility[j]);
    }
    return acceptable;
  };
  chart.outcome = [&answer](std::size_t k) { return answer.frontier->outcome(k); };
  chart.low = chart.high = std::vector<double>(names.parties.size(), 0);
  std::vector<double> at(names.parties.size());
  for (std::size_t k = 0; k < chart.size; ++k) {
    chart.point(k, at.data());
    for (std::size_t j = 0; j < at.size(); ++j) chart.high[j] = std::max(chart.high[j], at[j]);
  }
  for (std::size_t j = 0; j < chart.parties.size(); ++j) {
    const PartyId party(j);
    add_offset(*report.scenario, party, utility(*report.scenario, party, report.draft.outcome),
               "what it gives here counts from the draft, not from the status quo", chart);
  }
  if (report.improvement.point) {
    chart.marks.push_back({'I', "Proposed", report.improvement.rise,
                           report.improvement.point->outcome,
                           report.improvement.point->acceptable});
  }
  chart.drawn = choose_drawn_points(chart, most_drawn(names.parties.size(), names.issues.size()));
  chart.listed = report.frontier->shown;
  chart.packages = make_packages(*report.scenario, names);
  return chart;
}

}  // namespace

void write_improvements(const ImproveReport& report, const PrintableNames& names, Document& page) {
  if (!report.frontier || report.improvement.status == Status::none) return;
  const auto& frontier = *report.frontier;
  page.heading("All improvements");
  page.paragraph(frontier_text(report));
  if (frontier.size == 0) return;
  const auto points = shown_points(*report.answer, frontier.size);
  if (page.for_files()) {
    auto chart = improvement_chart(report, names);
    write_thinning(chart, page);
    page.add(std::move(chart));
  }
  page.paragraph("Each with what it gives over the draft.");
  write_points(report, names, points, page);
  if (points.size() < frontier.size) {
    page.paragraph(fmt::format("{} of {}, evenly spread; all of them with --json.", points.size(),
                               frontier.size),
                   Tone::faint);
  }
}

}  // namespace entente::report
