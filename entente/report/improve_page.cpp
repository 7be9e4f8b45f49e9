#include "entente/report/improve_page.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/report/document.hpp"
#include "entente/report/improve_page_parts.hpp"
#include "entente/report/page_parts.hpp"
#include "entente/report/text_page.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::MoveOrder;
using bargain::Status;

constexpr std::size_t k_most_rows = 40;
constexpr std::size_t k_most_rules = 10;

std::string rule_text(const Scenario& scenario, std::size_t rule) {
  const Rule& r = scenario.rules[rule];
  std::string text = isolated(printable(r.text));
  if (r.place.line > 0) text += fmt::format(" (line {})", r.place.line);
  return text;
}

std::string party_list(const std::vector<std::size_t>& parties, const PrintableNames& names) {
  std::vector<std::string> list;
  for (const std::size_t j : parties) list.push_back(names.parties[j]);
  return join_and(list);
}

std::string improvement_sentence(const ImproveReport& report, const PrintableNames& names) {
  const auto& improvement = report.improvement;
  if (improvement.status == Status::none) {
    return report.answer->broken.empty()
               ? "The draft leaves nothing on the table: nobody can be made better off without "
                 "making somebody worse off."
               : "No agreement makes anybody better off than the draft and nobody worse off.";
  }
  if (!improvement.point) {
    return "The search stopped before an improvement was found or excluded; there may be one.";
  }
  const std::string rise = signed_amounts(names.parties, improvement.rise);
  const std::string best =
      improvement.status == Status::exact ? "" : " A better one is not excluded.";
  if (report.everybody()) {
    return fmt::format("The draft can be improved for everybody: {}.{}", rise, best);
  }
  const std::string others = improvement.status == Status::exact
                                 ? "No outcome improves it for more."
                                 : "An improvement for more may exist.";
  return fmt::format("The draft can be improved for {} without a loss for anybody: {}. {}",
                     party_list(report.gainers, names), rise, others);
}

std::string stop_sentence(const ImproveReport& report) {
  switch (report.stop) {
    case Stop::none:
      return "";
    case Stop::frontier_cap:
      return "The list of improvements met its limits and is incomplete.";
    case Stop::work_limit:
      return "A limit of work or precision was reached: what follows is the best found. "
             "--max-nodes sets how many steps a search may take (0: no limit).";
    case Stop::time_limit:
      return "The time limit was reached: what follows is the best found. Another run may get "
             "further or less far.";
    case Stop::interrupted:
      return "Interrupted: what follows is the best found. Another run may get further or less "
             "far.";
  }
  return "";
}

std::vector<std::size_t> refusing_parties(const ImproveReport& report) {
  std::vector<std::size_t> refusing;
  for (std::size_t j = 0; j < report.draft.gain.size(); ++j) {
    if (report.draft.gain[j] < 0) refusing.push_back(j);
  }
  return refusing;
}

/// What keeps the draft from being agreed; empty where nothing does.
std::string refusal_sentence(const ImproveReport& report, const PrintableNames& names) {
  const auto refusing = refusing_parties(report);
  const bool breaks = !report.answer->broken.empty();
  if (refusing.empty()) return breaks ? "As it stands, the draft breaks rules." : "";
  return fmt::format("As it stands, {} would refuse the draft{}.", party_list(refusing, names),
                     breaks ? ", and it breaks rules" : "");
}

void write_head(const ImproveReport& report, const PrintableNames& names, Document& page) {
  write_title(*report.scenario, page);
  page.space();
  page.paragraph("Parties: " + join_and(names.parties) + '.');
  if (!report.context.draft_title.empty()) {
    page.paragraph("Draft: " + isolated(printable(report.context.draft_title)));
  }
  if (const std::string refusal = refusal_sentence(report, names); !refusal.empty()) {
    page.paragraph(refusal, Tone::warning);
  }
  page.paragraph(improvement_sentence(report, names),
                 report.improvement.point ? Tone::strong : Tone::warning);
  if (const std::string stop = stop_sentence(report); !stop.empty()) {
    page.paragraph(stop, Tone::warning);
  }
}

std::string acceptance_text(const ImproveReport& report, const PrintableNames& names) {
  const auto refusing = refusing_parties(report);
  std::string text = report.answer->broken.empty() ? "It keeps all rules. " : "It breaks rules. ";
  if (report.scenario->rules.empty()) text.clear();
  if (refusing.empty()) {
    return text + "Every party gets at least what it has without a deal.";
  }
  return text + party_list(refusing, names) + (refusing.size() == 1 ? " gets" : " get") +
         " less than without a deal and would refuse.";
}

void write_draft(const ImproveReport& report, const PrintableNames& names, Document& page) {
  const Scenario& scenario = *report.scenario;
  page.heading("The draft");
  page.paragraph("Gains over no deal: " + signed_amounts(names.parties, report.draft.gain) + ". " +
                 acceptance_text(report, names));
  const auto& broken = report.answer->broken;
  for (std::size_t k = 0; k < std::min(broken.size(), k_most_rules); ++k) {
    page.paragraph("breaks: " + rule_text(scenario, broken[k]), Tone::warning, 2, 2);
  }
  page.space();
  Table table("draft", "What the draft settles otherwise than today",
              {{Align::left, 2, 1.4}, {Align::left, 2}});
  table.add_head({{"Issue", Tone::strong}, {"In the draft", Tone::strong}}, Audience::file);
  std::size_t rows = 0;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const std::size_t option = report.draft.outcome[i];
    if (scenario.has_status_quo && option == scenario.issues[i].status_quo.index()) continue;
    table.add_row({{names.issues[i]}, {names.options[i][option]}},
                  audience_of_row(rows++, k_most_rows));
  }
  add_rest(rows, k_most_rows, "issue", "issues", table);
  if (rows == 0) {
    page.paragraph("It leaves everything as it is today.");
  } else {
    page.add(std::move(table));
  }
  if (rows > 0 && scenario.has_status_quo && rows < scenario.issue_count()) {
    page.paragraph("All other issues stay as they are today.", Tone::faint);
  }
}

/// The changes of a proposal and what each adds, then all together.
void write_changes(const ProposalReport& proposal, const PrintableNames& names, const char* name,
                   Document& page) {
  AmountTable table(names, {"Change", fmt::format("From{}to", k_arrow)}, name,
                    "What changes, and what each change adds for each party");
  const std::size_t count = proposal.changes.size();
  bool marginal = false;
  for (std::size_t k = 0; k < count; ++k) {
    const auto& change = proposal.changes[k];
    const auto& options = names.options[change.issue];
    marginal = marginal || change.marginal;
    table.add({{names.issues[change.issue] + (change.marginal ? " (m)" : "")},
               {fmt::format("{}{}{}", options[change.from], k_arrow, options[change.to])}},
              change.effect, false, Tone::plain, audience_of_row(k, k_most_rows));
  }
  table.add_rest(count, k_most_rows, "change", "changes");
  table.add({{"All together", Tone::strong}}, proposal.rise, true, Tone::strong);
  table.add({{"Gain over no deal then", Tone::plain}}, proposal.point->gain, true, Tone::plain);
  page.space();
  page.add(table.take());
  if (marginal) {
    page.paragraph(
        "(m): counts together with other issues. Shown is what the agreement would lose without "
        "this change, so the parts need not add up.",
        Tone::faint, 0, 2);
  }
}

std::string tie_text(const ProposalReport& proposal) {
  if (proposal.status != Status::exact) return "";
  if (proposal.ties <= 1) return proposal.ties_complete ? "" : " Others may be equally good.";
  return fmt::format(" {}{} different results are equally good.",
                     proposal.ties_complete ? "" : "At least ", proposal.ties);
}

/// Which of several equally small changes is shown.
std::string choice_text(const ProposalReport& change) {
  if (change.status != Status::exact || (change.ties == 1 && change.ties_complete)) return "";
  return std::string(change.choice_proven ? " Of these" : " Of those looked at") +
         ", this is the one by which the most parties gain, with the greatest product of gains.";
}

std::string proof_text(const ProposalReport& proposal, const char* proven, const char* what) {
  std::string text;
  if (proposal.status == Status::exact) {
    text = proven;
  } else if (proposal.gap) {
    text = fmt::format("Best found; {} is at most {} away from the best possible.", what,
                       number_text(*proposal.gap));
  } else {
    text = "Best found; nothing is proven about better ones.";
  }
  return text + tie_text(proposal);
}

void write_improvement(const ImproveReport& report, const PrintableNames& names, Document& page) {
  const auto& improvement = report.improvement;
  if (!improvement.point) return;
  page.heading("A better agreement");
  const bool proven = improvement.status == Status::exact;
  page.paragraph(
      report.everybody()
          ? fmt::format("The product of what the parties gain over the draft is the greatest {}.",
                        proven ? "possible" : "found")
          : fmt::format("As many parties gain as {} without a loser; then the product of what they "
                        "gain over the draft is the greatest {}.",
                        proven ? "can" : "was found that can", proven ? "possible" : "found"));
  page.paragraph(proof_text(improvement, "Proven best.", "the product"), Tone::faint);
  if (!improvement.point->acceptable) {
    page.paragraph("It leaves somebody with less than without a deal, as the draft does.",
                   Tone::warning);
  }
  write_changes(improvement, names, "improvement", page);
}

std::string order_text(MoveOrder::Kind kind) {
  switch (kind) {
    case MoveOrder::Kind::steady:
      return "In this order no move hurts anybody. What each party has gained over the draft after "
             "the move:";
    case MoveOrder::Kind::safe:
      return "In this order nobody is ever worse off than with the draft, though a move may take "
             "back part of what a party has gained. Gained over the draft after the move:";
    case MoveOrder::Kind::none:
      return "There is no order in which nobody is ever worse off than with the draft: some of the "
             "changes must be made together.";
    case MoveOrder::Kind::unknown:
      return "No order was found in which nobody is ever worse off than with the draft; there may "
             "be one.";
  }
  return "";
}

/// One step of the way: the issues that move together, each on a line.
std::string step_text(const ImproveReport& report, const PrintableNames& names,
                      const std::vector<std::size_t>& issues, bool breaks_rule) {
  std::string text;
  for (const std::size_t i : issues) {
    if (!text.empty()) text += '\n';
    text += names.issues[i] + ": " + names.options[i][report.improvement.point->outcome[i]];
  }
  return breaks_rule ? text + " (r)" : text;
}

void write_steps(const ImproveReport& report, const PrintableNames& names,
                 const std::vector<StepReport>& steps, Document& page) {
  AmountTable table(names, {"", "Move"}, "steps",
                    "The moves in their order, and what each party has gained after each");
  std::vector<std::size_t> broken;
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const auto& step = steps[k];
    table.add({{std::to_string(k + 1), Tone::plain},
               {step_text(report, names, step.issues, !step.broken.empty()), Tone::plain}},
              step.rise, false, Tone::plain, audience_of_row(k, k_most_rows));
    broken.insert(broken.end(), step.broken.begin(), step.broken.end());
  }
  table.add_rest(steps.size(), k_most_rows, "step", "steps");
  page.space();
  page.add(table.take());
  std::sort(broken.begin(), broken.end());
  broken.erase(std::unique(broken.begin(), broken.end()), broken.end());
  if (broken.empty()) return;
  page.paragraph("(r): the package on the way breaks a rule of agreements:", Tone::warning, 0, 2);
  for (std::size_t k = 0; k < std::min(broken.size(), k_most_rules); ++k) {
    page.paragraph(rule_text(*report.scenario, broken[k]), Tone::warning, 2, 2);
  }
}

std::string groups_text(const ImproveReport& report) {
  std::size_t largest = 0;
  for (const auto& group : report.groups) largest = std::max(largest, group.issues.size());
  const bool proven = report.answer->improvement.order.groups_proven;
  if (report.groups.size() == 1) {
    return proven
               ? fmt::format("Proven: all {} must be made at the same time.", largest)
               : fmt::format("No smaller steps were found than all {} at the same time.", largest);
  }
  return fmt::format(
      "Made in these steps, with at most {} at the same time ({}), they leave nobody worse off on "
      "the "
      "way. Gained over the draft after the step:",
      count_text(largest, "change", "changes"),
      proven ? "proven: fewer will not do" : "fewer may do");
}

void write_order(const ImproveReport& report, const PrintableNames& names, Document& page) {
  if (!report.improvement.point || report.improvement.changes.size() < 2) return;
  page.heading("One move at a time");
  page.paragraph(order_text(report.answer->improvement.order.kind));
  if (report.groups.empty()) return write_steps(report, names, report.moves, page);
  page.paragraph(groups_text(report));
  if (report.groups.size() > 1) write_steps(report, names, report.groups, page);
}

void write_smallest_change(const ImproveReport& report, const PrintableNames& names,
                           Document& page) {
  const auto& change = report.smallest_change;
  const auto& party = report.context.least_cost;
  if (!change && party && report.answer->acceptable) {
    page.heading("The change that costs " + names.parties[party->index()] + " least");
    page.paragraph("None is needed: every party accepts the draft as it is.");
  }
  if (!change) return;
  page.heading(party ? "The change that costs " + names.parties[party->index()] + " least"
                     : "The smallest change that makes it acceptable");
  if (!change->point) {
    page.paragraph(change->status == Status::none
                       ? "No outcome that the rules allow is acceptable to every party."
                       : "The search stopped before an acceptable outcome was found or excluded.",
                   Tone::warning);
    return;
  }
  page.paragraph(fmt::format("With {} every party accepts{}.",
                             count_text(change->changes.size(), "change", "changes"),
                             report.scenario->rules.empty() ? "" : " and all rules are kept"),
                 Tone::strong);
  page.paragraph(
      (party ? proof_text(*change, "Proven: none costs less.", "the cost")
             : proof_text(*change, "Proven: fewer will not do.", "the number of changes")) +
          choice_text(*change),
      Tone::faint);
  write_changes(*change, names, "smallest-change", page);
}

}  // namespace

Document improve_document(const ImproveReport& report, Audience readers) {
  const PrintableNames names(*report.scenario);
  Document page(readers);
  write_head(report, names, page);
  write_draft(report, names, page);
  write_improvement(report, names, page);
  write_order(report, names, page);
  write_smallest_change(report, names, page);
  write_improvements(report, names, page);
  write_verified(report.context.verified, page);
  write_warnings(report.warnings, page);
  return page;
}

std::string improve_page(const ImproveReport& report, const Style& style) {
  return text_page(improve_document(report, Audience::terminal), style);
}

}  // namespace entente::report
