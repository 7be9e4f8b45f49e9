#include <algorithm>

#include <fmt/format.h>

#include "entente/report/solve_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::Compromise;
using bargain::FallbackBargaining;
using bargain::Status;

constexpr std::size_t k_most_rows = 20;
constexpr std::size_t k_most_issues = 40;
constexpr std::size_t k_most_digits = 12;

/// All digits of a count that a reader can take in; "about 3.4e+25" beyond.
std::string big_count_text(const Integer& count) {
  const std::string digits = count.str();
  if (digits.size() <= k_most_digits) return digits;
  return fmt::format("about {:.2g}", to_double(Rational(count)));
}

/// What an outcome settles otherwise than today: "Theft: curbed; Dialogue: none"; all of it where
/// there is no today.
std::string outcome_text(const SolveReport& report, const Outcome& outcome,
                         const PrintableNames& names) {
  const Scenario& scenario = *report.scenario;
  std::vector<std::string> parts;
  std::size_t more = 0;
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    const bool today = outcome[i] == scenario.issues[i].status_quo.index();
    if (scenario.has_status_quo && today) continue;
    if (parts.size() == k_most_issues) {
      ++more;
    } else {
      parts.push_back(fmt::format("{}: {}", names.issues[i], names.options[i][outcome[i]]));
    }
  }
  if (more > 0) parts.push_back(count_text(more, "other issue", "other issues"));
  return parts.empty() ? "All as today" : fmt::format("{}", fmt::join(parts, "; "));
}

/// "Ranks: Ann 3, Ben 1; Cy would rather have no deal."
std::string ranks_text(const Compromise& compromise, const PrintableNames& names) {
  std::vector<std::string> ranks;
  std::vector<std::string> unwilling;
  for (std::size_t j = 0; j < names.parties.size(); ++j) {
    const auto& rank = compromise.rank[j];
    if (rank) {
      ranks.push_back(names.parties[j] + ' ' + big_count_text(*rank));
    } else {
      unwilling.push_back(names.parties[j]);
    }
  }
  std::string text = fmt::format("Ranks: {}", fmt::join(ranks, ", "));
  if (unwilling.empty()) return text + '.';
  return text + fmt::format("; {} would rather have no deal.", join_and(unwilling));
}

std::string depth_text(const SolveReport& report, const FallbackBargaining& answer,
                       const PrintableNames& names) {
  std::string text = fmt::format(
      "The parties fall back to rank {} of {} before some outcome is good enough for {}.",
      big_count_text(answer.depth), big_count_text(answer.outcomes),
      enough_parties_text(*report.scenario, names));
  if (!answer.size) return text;
  return text + (*answer.size == 1 ? " Only one is then."
                                   : fmt::format(" Then {} are.", big_count_text(*answer.size)));
}

void write_compromises(const SolveReport& report, const FallbackBargaining& answer,
                       const PrintableNames& names, Document& page) {
  const std::size_t count = answer.compromises.size();
  if (answer.size != Integer(1)) {
    page.paragraph(answer.all_listed
                       ? "Nobody can be made better off without somebody losing in these:"
                       : "Nobody can be made better off without somebody losing in, for one:");
  }
  for (std::size_t k = 0; k < count; ++k) {
    const Compromise& compromise = answer.compromises[k];
    const Audience audience = audience_of_row(k, k_most_rows);
    page.add(Paragraph{outcome_text(report, compromise.outcome, names) + '.', Tone::plain, 2, 2,
                       "- ", audience});
    page.add(Paragraph{ranks_text(compromise, names), Tone::plain, 4, 2, "", audience});
  }
  if (count > k_most_rows) {
    const char* at_least = answer.all_listed ? "" : "at least ";
    page.add(rest_paragraph(
        rest_text(fmt::format("{}{}", at_least, count - k_most_rows), "with --json")));
  }
}

}  // namespace

void write_fallback_bargaining(const SolveReport& report, const PrintableNames& names,
                               Document& page) {
  const auto& answer = report.solution->fallback_bargaining;
  if (!answer) return;
  page.heading("Settled by fallback bargaining");
  if (answer->status != Status::exact) {
    page.paragraph(
        (answer->status == Status::none ? "Impasse: " : "Not known: ") + answer->reason + '.',
        Tone::warning);
  } else {
    page.paragraph(depth_text(report, *answer, names), Tone::strong);
    write_compromises(report, *answer, names, page);
  }
  page.paragraph(
      "Only the order in which a party puts the outcomes counts: its best has rank 1, any other 1 "
      "more than the number of outcomes it likes better. Nobody falls back below no deal.",
      Tone::faint);
}

}  // namespace entente::report
