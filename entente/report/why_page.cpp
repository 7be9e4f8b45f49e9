#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "entente/bargain/agreement_search.hpp"
#include "entente/report/page_parts.hpp"
#include "entente/report/text_page.hpp"
#include "entente/report/text_width.hpp"
#include "entente/report/why_report.hpp"

namespace entente::report {
namespace {

using bargain::Change;
using bargain::Margin;
using bargain::Relaxation;
using bargain::Status;

constexpr std::size_t k_most_relaxations = 20;
constexpr std::size_t k_most_moves = 8;  ///< named in a terminal
constexpr std::size_t k_all = std::numeric_limits<std::size_t>::max();

/// One page, section by section.
class WhyPage {
 public:
  explicit WhyPage(const WhyReport& report)
      : report_(report), scenario_(*report.scenario), why_(*report.why), names_(*report.scenario) {}

  Document make() {
    write_title(scenario_, page_);
    page_.space();
    page_.paragraph("Parties: " + join_and(names_.parties) + '.');
    write_question();
    write_answer();
    write_stop();
    if (why_.deal.found()) {
      write_margins(
          "How much each could ask for", "The most that each party can gain in a deal",
          fmt::format("The most that each party can gain while {} still gain:", others()));
      write_needs();
    } else if (why_.deal.status == Status::none) {
      write_relaxations();
      write_margins("Who is how far away",
                    "The most that each party can gain where all others gain",
                    fmt::format("The most that each party can gain while {} gain:", others()));
    }
    write_warnings(report_.warnings, page_);
    return std::move(page_);
  }

 private:
  [[nodiscard]] std::string option_text(std::size_t issue, std::size_t option) const {
    return fmt::format("{}: {}", names_.issues[issue], names_.options[issue][option]);
  }

  [[nodiscard]] std::string goal_text(std::size_t k) const {
    const auto& goal = report_.question->goals[k];
    return option_text(goal.issue.index(), goal.options.front().index());
  }

  [[nodiscard]] std::string others() const {
    return bargain::all_must_accept(scenario_) ? "all others" : "enough others";
  }

  /// " of a and b" where not everybody accepts.
  [[nodiscard]] std::string accepted_text(const std::vector<PartyId>& accepted_by) const {
    if (accepted_by.size() == names_.parties.size()) return "";
    std::vector<std::string> parties;
    for (const PartyId party : accepted_by) parties.push_back(names_.parties[party.index()]);
    return " of " + join_and(parties);
  }

  void write_question() {
    if (const auto text = acceptance_text(scenario_, names_); !text.empty()) page_.paragraph(text);
    std::vector<std::string> goals;
    for (std::size_t k = 0; k < report_.question->goals.size(); ++k) goals.push_back(goal_text(k));
    if (!goals.empty()) page_.paragraph("Wanted of a deal: " + join_and(goals) + '.');
    std::vector<std::string> off;
    for (const IssueId i : report_.question->off) off.push_back(names_.issues[i.index()]);
    if (!off.empty()) page_.paragraph("Off the table: " + join_and(off) + '.');
    std::vector<std::string> threats;
    for (const auto& t : report_.question->threats) {
      threats.push_back(option_text(t.issue.index(), t.option.index()));
    }
    if (!threats.empty()) {
      page_.paragraph("Carried out without a deal: " + join_and(threats) + '.');
    }
  }

  void write_answer() {
    if (why_.deal.found()) {
      std::vector<double> gain;
      for (std::size_t j = 0; j < names_.parties.size(); ++j) {
        gain.push_back(to_points(why_.problem, j, why_.deal.utility[j] - why_.problem.no_deal[j]));
      }
      page_.paragraph(
          fmt::format("There is a deal. {}{} gives {}.",
                      why_.deal.status == Status::exact ? "The Nash deal" : "The best found",
                      accepted_text(why_.accepted_by),
                      amounts_text(names_.parties, gain, " a gain of ")),
          Tone::strong);
      write_settled();
      return;
    }
    if (why_.deal.status != Status::none) {
      page_.paragraph("The search stopped before a deal was found or excluded.", Tone::warning);
      return;
    }
    std::vector<std::string> blocking;
    for (const PartyId party : why_.deal.blocking)
      blocking.push_back(names_.parties[party.index()]);
    std::string text = "No deal: " + printable(why_.deal.reason) + '.';
    if (!blocking.empty()) text += " In the way: " + join_and(blocking) + '.';
    page_.paragraph(text, Tone::bad);
  }

  /// In a terminal its first moves, in a file all of them.
  void write_settled() {
    const auto add = [&](std::size_t most, Audience audience) {
      page_.add(Paragraph{"What it settles: " + moves_text(why_.deal.outcome, most) + '.',
                          Tone::plain, 0, 0, "", audience});
    };
    if (moves_of(why_.deal.outcome).size() <= k_most_moves) return add(k_all, Audience::everybody);
    add(k_most_moves, Audience::terminal);
    add(k_all, Audience::file);
  }

  void write_stop() {
    const Stop stop = report_.stopped_by();
    if (stop == Stop::none) return;
    const char* what = stop == Stop::time_limit    ? "The time limit was reached"
                       : stop == Stop::interrupted ? "Interrupted"
                                                   : "A limit of work was reached";
    const char* limits = stop == Stop::work_limit ? " --help names the limits." : "";
    page_.paragraph(fmt::format("{}: what follows is true, but not all there is.{}", what, limits),
                    Tone::warning);
  }

  [[nodiscard]] std::string margin_text(const Margin& margin) const {
    const char* alone = margin.needed ? "" : " There is a deal without it, too.";
    if (margin.status == Status::none) {
      return (bargain::all_must_accept(scenario_)
                  ? std::string("the others cannot all gain, whatever it gets.")
                  : std::string("not enough others can gain, whatever it gets.")) +
             alone;
    }
    if (margin.status != Status::exact) return std::string("not known.") + alone;
    const std::string meaning = margin_meaning(margin);
    return number_text(to_double(margin.most)) + (meaning.empty() ? "." : ". ") + meaning;
  }

  /// What the most that a party can gain means for a deal, where it is known.
  [[nodiscard]] std::string margin_meaning(const Margin& margin) const {
    const char* alone = margin.needed ? "" : "There is a deal without it, too.";
    if (margin.most > 0) {
      return fmt::format("{} as long as it asks for less than that.{}{}",
                         margin.needed ? "A deal exists" : "It can be part of a deal",
                         margin.needed ? "" : " ", alone);
    }
    if (why_.deal.found()) return alone;
    return margin.most == 0 ? "A deal opens once it is content without gaining anything."
                            : fmt::format("A deal opens once it asks for less, by more than {}.",
                                          count_points(-margin.most));
  }

  [[nodiscard]] static std::string count_points(const Rational& amount) {
    return number_text(to_double(amount)) + (amount == 1 ? " point" : " points");
  }

  /// In a terminal a line for each.
  void write_margins(const char* title, const char* caption, const std::string& lead) {
    page_.heading(title);
    page_.paragraph(lead);
    Table table("margins", caption, {{Align::left, 2}, {Align::right}, {Align::left, 2}});
    table.always_lines = true;
    table.add_head(
        {{"Party", Tone::strong}, {"At most", Tone::strong}, {"What that means", Tone::strong}});
    for (std::size_t j = 0; j < why_.margins.size(); ++j) {
      const Margin& margin = why_.margins[j];
      const std::string text = margin_text(margin);
      const bool known = margin.status == Status::exact;
      table.add_row({{names_.parties[j]},
                     known ? number_cell(to_double(margin.most)) : Cell{std::string(k_nothing)},
                     {known ? margin_meaning(margin) : capital(text)}});
      table.lines.push_back(
          {names_.parties[j] + ": " + text, Tone::plain, 2, 2, "", Audience::everybody});
    }
    page_.add(std::move(table));
  }

  void write_needs() {
    if (!scenario_.has_status_quo) return;
    page_.heading("What the deal hangs on");
    if (why_.needed_issues.empty()) {
      page_.paragraph(why_.needed_complete
                          ? "Any single issue can stay as it is: a deal remains without it."
                          : "No single issue was found without which there is no deal.");
    } else {
      page_.paragraph("There is no deal if any one of these stays as it is:");
      Table table("needed", "Issues without which there is no deal", {{Align::left, 2}});
      table.always_lines = true;
      table.add_head({{"Issue", Tone::strong}});
      for (const IssueId i : why_.needed_issues) {
        const auto& name = names_.issues[i.index()];
        table.add_row({{name}});
        table.lines.push_back({name, Tone::plain, 2, 2, "", Audience::everybody});
      }
      page_.add(std::move(table));
    }
    for (const auto& t : why_.needed_threats) {
      page_.paragraph(fmt::format("Without the threat ({}) there is no deal.",
                                  option_text(t.issue.index(), t.option.index())));
    }
  }

  [[nodiscard]] std::string change_text(const Change& change) const {
    switch (change.kind) {
      case Change::Kind::drop_goal:
        return fmt::format("give up the goal \"{}\"", goal_text(change.index));
      case Change::Kind::put_on_table:
        break;  // said of all such issues at once
      case Change::Kind::drop_rule: {
        const Rule& rule = scenario_.rules[change.index];
        const std::string text = isolated(printable(rule.text));
        return rule.place.line > 0
                   ? fmt::format("drop the rule on line {} ({})", rule.place.line, text)
                   : fmt::format("drop {}", text);
      }
      case Change::Kind::carry_out_threat:
        return fmt::format("the threat \"{}\" is credible where there is no deal",
                           option_text(change.index, change.option.index()));
      case Change::Kind::lower_reservation:
        return change.by_more_than == 0
                   ? fmt::format("{} is content without gaining anything",
                                 names_.parties[change.index])
                   : fmt::format("{} asks for less, by more than {}", names_.parties[change.index],
                                 count_points(change.by_more_than));
    }
    return "";
  }

  /// All of them in one phrase; the issues to put on the table together.
  [[nodiscard]] std::string changes_text(const std::vector<Change>& changes) const {
    std::vector<std::string> texts;
    std::vector<std::string> issues;
    std::vector<std::string> lowered;
    for (const Change& c : changes) {
      if (c.kind == Change::Kind::put_on_table) {
        issues.push_back(names_.issues[c.index]);
      } else {
        (is_lowered(c) ? lowered : texts).push_back(change_text(c));
      }
    }
    if (!issues.empty()) texts.push_back(fmt::format("put {} on the table", join_and(issues)));
    // A party's name is never changed, not even at the start of a sentence.
    if (!texts.empty()) texts.front() = capital(texts.front());
    texts.insert(texts.end(), lowered.begin(), lowered.end());
    return join_and(texts);
  }

  /// What the deal moves, each as "Theft: stopped".
  [[nodiscard]] std::vector<std::string> moves_of(const Outcome& outcome) const {
    std::vector<std::string> moves;
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      const bool moved =
          !scenario_.has_status_quo || outcome[i] != scenario_.issues[i].status_quo.index();
      if (moved) moves.push_back(option_text(i, outcome[i]));
    }
    return moves;
  }

  /// "Theft: stopped, Dialogue: regular and 2 more", naming `most` at most.
  [[nodiscard]] std::string moves_text(const Outcome& outcome, std::size_t most) const {
    auto moves = moves_of(outcome);
    const std::size_t rest = moves.size() - std::min(moves.size(), most);
    moves.resize(moves.size() - rest);
    if (rest > 0) moves.push_back(fmt::format("{} more", rest));
    return moves.empty() ? "everything stays as it is" : join_and(moves);
  }

  [[nodiscard]] static bool is_lowered(const Change& change) {
    return change.kind == Change::Kind::lower_reservation;
  }

  /// Gains are counted from what each asked for at first: whoever asks for less may lose.
  void add_relaxation(std::size_t k, const Relaxation& relaxation, Table& table) const {
    const std::string number = fmt::format("{}. ", k + 1);
    const int indent = static_cast<int>(number.size());
    const Audience audience = audience_of_row(k, k_most_relaxations);
    const std::string change = changes_text(relaxation.changes);
    table.lines.push_back({change + '.', Tone::strong, 0, indent, number, audience});
    std::vector<double> gain;
    for (const auto& g : relaxation.gain) gain.push_back(to_double(g));
    const auto& changes = relaxation.changes;
    const bool lowered = std::any_of(changes.begin(), changes.end(), is_lowered);
    const std::string deal =
        relaxation.status == Status::exact ? "the Nash deal" : "the best deal found";
    table.lines.push_back(
        {fmt::format("{}{}{} then gives {}: {}.", lowered ? "Compared with no deal, " : "",
                     lowered ? deal : capital(deal), accepted_text(relaxation.accepted_by),
                     amounts_text(names_.parties, gain, lowered ? " " : " a gain of "),
                     moves_text(relaxation.outcome, k_most_moves)),
         Tone::plain, indent, 0, "", audience});
    std::vector<Cell> cells = {{std::to_string(k + 1), Tone::faint}, {change, Tone::strong}};
    for (const double g : gain) cells.push_back(number_cell(g));
    const auto moves = moves_of(relaxation.outcome);
    cells.push_back({capital(deal) + accepted_text(relaxation.accepted_by)});
    cells.push_back(
        {moves.empty() ? "everything stays as it is" : fmt::format("{}", fmt::join(moves, "\n"))});
    table.add_row(std::move(cells));
  }

  /// In a terminal as lines. A party that asks for less may lose, so amounts count from no deal.
  [[nodiscard]] Table relaxation_table() const {
    std::vector<Column> columns(names_.parties.size() + 4, {Align::right});
    columns[1] = {Align::left, 2};
    columns[columns.size() - 2] = columns.back() = {Align::left, 2};
    Table table("relaxations", "Changes that open a deal, and what that deal gives and settles",
                std::move(columns));
    table.always_lines = true;
    table.label = 1;
    std::vector<Cell> head = {{""}, {"Change", Tone::strong}};
    for (const auto& party : names_.parties) head.push_back({"Gain of " + party, Tone::strong});
    head.push_back({"Deal", Tone::strong});
    head.push_back({"What it settles", Tone::strong});
    table.add_head(std::move(head));
    for (std::size_t k = 0; k < why_.relaxations.size(); ++k) {
      add_relaxation(k, why_.relaxations[k], table);
    }
    return table;
  }

  void write_relaxations() {
    page_.heading("What would open a deal");
    const auto& all = why_.relaxations;
    const auto least = report_.question->most_changes;
    if (all.empty()) {
      page_.paragraph(
          why_.relaxations_complete
              ? "Nothing that could be changed here opens one that is better for anybody than "
                "leaving everything as it is."
              : "Nothing was found.");
    } else {
      page_.paragraph(fmt::format(
          "Each of these is enough, no part of it and no smaller amount is{}{}:",
          why_.relaxations_complete ? fmt::format(", and there are no others of up to {}",
                                                  count_text(least, "change", "changes"))
                                    : "",
          scenario_.has_status_quo
              ? " (not counting deals that are better for nobody than leaving everything as it is)"
              : ""));
    }
    if (!all.empty()) page_.add(relaxation_table());
    write_rest(all.size(), k_most_relaxations, page_);
    const bool any_rule = !scenario_.rules.empty() || !report_.question->goals.empty() ||
                          !report_.question->off.empty();
    if (why_.hopeless && any_rule) {
      page_.paragraph(
          "By themselves, changes of goals, rules and the table open no deal, not even all of "
          "them together: it takes a threat, or a party that asks for less.");
    }
  }

  const WhyReport& report_;
  const Scenario& scenario_;
  const bargain::Why& why_;
  PrintableNames names_;
  Document page_;
};

}  // namespace

Stop WhyReport::stopped_by() const {
  if (why->complete) return Stop::none;
  return stop == Stop::none ? Stop::work_limit : stop;
}

Document why_document(const WhyReport& report) { return WhyPage(report).make(); }

std::string why_page(const WhyReport& report, const Style& style) {
  return text_page(why_document(report), style);
}

}  // namespace entente::report
