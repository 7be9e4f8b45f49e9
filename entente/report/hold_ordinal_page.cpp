#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "entente/report/hold_ordinal_report.hpp"
#include "entente/report/hold_ordinal_words.hpp"
#include "entente/report/page_parts.hpp"
#include "entente/report/text_page.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using enforce::Deterrence;
using enforce::k_stabilities;
using enforce::Stability;

constexpr std::array<Stability, k_stabilities> k_notions = {
    Stability::nash, Stability::gmr, Stability::smr, Stability::seq, Stability::sseq};
constexpr std::array<const char*, k_stabilities> k_notion_names = {"Nash", "GMR", "SMR", "SEQ",
                                                                   "SSEQ"};
constexpr std::array<const char*, k_stabilities> k_meanings = {
    "nobody has a better move", "every better move can be answered so that it does not pay",
    "and the mover has no way out after the answer",
    "every better move has such an answer, of which each step serves who takes it",
    "and the mover has no way out after that answer"};
constexpr std::size_t k_most_states = 30;  ///< rows in a terminal
constexpr std::size_t k_most_moves = 20;   ///< likewise
constexpr std::size_t k_most_named = 12;   ///< states in one list

std::size_t index(Stability s) { return static_cast<std::size_t>(s); }

class HoldOrdinalPage {
 public:
  explicit HoldOrdinalPage(const HoldOrdinalReport& report)
      : report_(report), conflict_(*report.conflict), analysis_(*report.analysis), words_(report) {}

  Document make() {
    const std::string title = printable(conflict_.title);
    page_.title(isolated(title.empty() ? printable(conflict_.file) : title),
                isolated(printable(conflict_.source)));
    page_.space();
    if (report_.kept != nullptr) write_agreement();
    write_question();
    write_equilibria();
    write_options();
    write_states();
    write_deterrence();
    write_coalitions();
    write_warnings(report_.warnings, page_);
    return std::move(page_);
  }

 private:
  /// "Nash, GMR and SEQ", without what the others imply.
  [[nodiscard]] std::string notions(const std::vector<bool>& holds) const {
    if (holds[index(Stability::nash)]) return "Nash";
    std::vector<std::string> names;
    for (const Stability s : k_notions) {
      if (holds[index(s)]) names.emplace_back(k_notion_names[index(s)]);
    }
    return names.empty() ? std::string(k_nothing) : fmt::format("{}", fmt::join(names, " "));
  }

  [[nodiscard]] std::vector<bool> equilibrium(std::size_t state) const {
    std::vector<bool> holds;
    for (const Stability s : k_notions) holds.push_back(analysis_.is_equilibrium(s, state));
    return holds;
  }

  [[nodiscard]] std::vector<bool> stable(std::size_t party, std::size_t state) const {
    std::vector<bool> holds;
    for (const Stability s : k_notions) holds.push_back(analysis_.is_stable(s, party, state));
    return holds;
  }

  static bool any(const std::vector<bool>& holds) {
    return std::find(holds.begin(), holds.end(), true) != holds.end();
  }

  void write_agreement() {
    const std::size_t state = report_.kept->agreement;
    const auto holds = equilibrium(state);
    std::string text = capital(printable(report_.deal)) + ": ";
    if (holds[index(Stability::nash)]) {
      text += "no party gains by a move of its own.";
    } else if (holds[index(Stability::seq)]) {
      text +=
          "every breach that pays at first is deterred by answers that serve those who give them.";
    } else if (any(holds)) {
      text +=
          "every breach that pays at first is deterred, but by answers that would hurt those who "
          "give them.";
    } else {
      text += "it does not hold.";
    }
    if (!report_.kept->no_deal) text += " Only the issues named were looked at.";
    page_.paragraph(text, any(holds) ? Tone::strong : Tone::bad);
    for (std::size_t p = 0; p < conflict_.party_count(); ++p) {
      if (!any(stable(p, state))) {
        page_.paragraph(words_.party(p) + " would break it: see below.", Tone::warning);
      }
    }
    if (report_.kept->no_deal) {
      const auto none = equilibrium(*report_.kept->no_deal);
      page_.paragraph(any(none) ? fmt::format("No deal is stable, too ({}).", notions(none))
                                : std::string("No deal is not stable: somebody moves on from it."));
    }
    if (report_.kept->coarse) {
      page_.paragraph(
          "There are too many commitments to look at each: a party keeps or breaks all of its own "
          "at once. --on ISSUE looks at the issues named.");
    }
    if (!report_.kept->for_good.empty()) {
      std::vector<std::string> names;
      for (const IssueId i : report_.kept->for_good) {
        names.push_back(isolated(printable(report_.scenario->issues[i.index()].title)));
      }
      page_.paragraph("Always kept, since it cannot be taken back: " + join_and(names) + '.');
    }
  }

  void write_question() {
    page_.paragraph(
        "Only the order in which each party prefers the states counts here, not by how much.");
    page_.paragraph(analysis_.sanctions == enforce::SanctionRule::sequences
                        ? "Who answers a move: all others together, by any sequence of their moves "
                          "in which nobody moves twice in a row."
                        : "Who answers a move: one other party, by one move of its own.");
  }

  void write_equilibria() {
    page_.heading("Where nobody moves");
    Table table("equilibria", "The equilibria by notion of stability",
                {{Align::left}, {Align::left, 2, 2}, {Align::left, 2, 2}});
    table.add_head({{"Notion", Tone::strong}, {"States", Tone::strong}, {"Meaning", Tone::strong}});
    for (const Stability s : k_notions) {
      table.add_row({{k_notion_names[index(s)]},
                     {words_.states(analysis_.equilibria, index(s), k_most_named)},
                     {k_meanings[index(s)]}});
    }
    page_.add(std::move(table));
  }

  void write_options() {
    if (conflict_.options.empty()) return;
    page_.heading("Options");
    page_.paragraph(report_.kept != nullptr
                        ? "The letters of a state, in this order; Y: kept, or carried out where it "
                          "is a threat."
                        : "The letters of a state, in this order; -: either.");
    for (std::size_t k = 0; k < conflict_.options.size(); ++k) {
      const auto& by = conflict_.options[k].by;
      const bool joint = by.size() > 1;
      page_.add(Paragraph{fmt::format("{} ({})", words_.option(k),
                                      joint ? "any of " + words_.parties(by) : words_.party(by[0])),
                          Tone::plain, 0, 0, fmt::format("{}. ", k + 1), Audience::everybody});
    }
  }

  /// Equilibria first where not all states fit.
  [[nodiscard]] std::vector<std::size_t> states_in_order() const {
    std::vector<std::size_t> order;
    const std::size_t n = conflict_.state_count();
    const bool all_fit = n <= k_most_states;
    for (const bool first : {true, false}) {
      for (std::size_t s = 0; s < n; ++s) {
        const bool leads = all_fit || analysis_.is_equilibrium(s);
        if (leads == first) order.push_back(s);
      }
    }
    return order;
  }

  void write_states() {
    page_.heading("States");
    page_.paragraph(
        "For each party: where it ranks the state (1 is best), and by which notions it "
        "stays there. Nash implies all others.");
    std::vector<Column> columns = {{Align::left, 2, 2}};
    std::vector<Cell> head = {{"State", Tone::strong}};
    const bool letters = !conflict_.options.empty();
    if (letters) {
      columns.push_back({Align::left});
      head.push_back({"Options", Tone::strong});
    }
    for (std::size_t p = 0; p < conflict_.party_count(); ++p) {
      columns.push_back({Align::left, 2});
      head.push_back({words_.party(p), Tone::strong});
    }
    columns.push_back({Align::left});
    head.push_back({"All", Tone::strong});
    Table table("states", "Every state with its ranks and its stability", std::move(columns));
    table.fold = letters ? 2 : 1;
    table.add_head(std::move(head));
    const auto order = states_in_order();
    for (std::size_t k = 0; k < order.size(); ++k) {
      add_state(order[k], letters, audience_of_row(k, k_most_states), table);
    }
    page_.add(std::move(table));
    if (order.size() > k_most_states) {
      page_.add(rest_paragraph(fmt::format("... and {} states more (all of them with --json)",
                                           order.size() - k_most_states)));
    }
  }

  void add_state(std::size_t s, bool letters, Audience audience, Table& table) const {
    const auto& state = conflict_.states[s];
    std::string name = words_.state(s);
    if (report_.kept == nullptr && !state.title.empty()) {
      name += ": " + isolated(printable(state.title));
    }
    const bool leads = analysis_.is_equilibrium(s);
    std::vector<Cell> cells = {{name, leads ? Tone::strong : Tone::plain}};
    if (letters) cells.push_back({state.pattern});
    for (std::size_t p = 0; p < conflict_.party_count(); ++p) {
      cells.push_back({fmt::format("{}. {}", conflict_.rank[p][s] + 1, notions(stable(p, s)))});
    }
    cells.push_back({notions(equilibrium(s)), leads ? Tone::good : Tone::plain});
    table.add_row(std::move(cells), audience);
  }

  /// The answer that deters most surely, and what there is to say of it.
  [[nodiscard]] std::string answer_text(const Deterrence& d) const {
    const auto answered = [&](Stability s, const char* how) {
      return fmt::format("Answer: {}. {}", words_.path(d.improvement, d.by(s)), how);
    };
    if (!d.by(Stability::sseq).empty()) {
      return answered(Stability::sseq, "Every step serves who takes it, and there is no way out.");
    }
    const bool no_way_out = !d.by(Stability::smr).empty();
    if (!d.by(Stability::seq).empty()) {
      std::string text =
          answered(Stability::seq, "Every step serves who takes it; the mover has a way out.");
      if (no_way_out) {
        text +=
            fmt::format(" Without a way out, but against the interest of some who take part: {}.",
                        words_.path(d.improvement, d.by(Stability::smr)));
      }
      return text;
    }
    if (no_way_out) {
      return answered(Stability::smr,
                      "There is no way out, but not every step serves who takes it.");
    }
    if (!d.by(Stability::gmr).empty()) {
      return answered(Stability::gmr,
                      "Not every step serves who takes it, and the mover has a way out.");
    }
    return "Nothing deters it.";
  }

  void write_deterrence() {
    page_.heading("What deters which move");
    std::size_t row = 0;
    for (const auto& d : analysis_.deterrence) {
      const bool listed = analysis_.is_equilibrium(d.state) ||
                          (report_.kept != nullptr && d.state == report_.kept->agreement);
      if (!listed) continue;
      page_.add(Paragraph{
          fmt::format("In {}, {} would gain if it {}. {}", words_.state(d.state),
                      words_.party(d.party), words_.move(d.state, d.improvement), answer_text(d)),
          Tone::plain, 0, 0, "- ", audience_of_row(row, k_most_moves)});
      ++row;
    }
    if (row == 0) {
      page_.paragraph("Where nobody moves, nobody has a better move that would need an answer.");
    }
    if (row > k_most_moves) {
      page_.add(rest_paragraph(
          fmt::format("... and {} moves more (all of them with --json)", row - k_most_moves)));
    }
    if (!analysis_.deterrence_complete) {
      page_.paragraph("There are more moves than can be listed; equilibria come first.",
                      Tone::warning);
    }
  }

  void write_coalitions() {
    page_.heading("Who would leave together");
    if (!analysis_.coalitions_known) {
      page_.paragraph("Coalitions were not looked at: there are too many states for them.",
                      Tone::warning);
      return;
    }
    std::size_t row = 0;
    for (const auto& m : analysis_.coalition_moves) {
      const auto& members = analysis_.coalitions[m.coalition].members;
      page_.add(
          Paragraph{fmt::format("{} would leave {} for {}, better for {} of them: {}.",
                                words_.parties(members), words_.state(m.from), words_.state(m.to),
                                members.size() == 2 ? "both" : "all", words_.path(m.from, m.path)),
                    Tone::plain, 0, 0, "- ", audience_of_row(row, k_most_moves)});
      ++row;
    }
    if (row == 0) page_.paragraph("No coalition can leave an equilibrium so that all of it gains.");
    if (row > k_most_moves) {
      page_.add(rest_paragraph(
          fmt::format("... and {} moves more (all of them with --json)", row - k_most_moves)));
    }
    if (!analysis_.coalition_moves_complete) {
      page_.paragraph("There are more such moves than can be listed.", Tone::warning);
    }
    page_.paragraph(fmt::format(
        "No party and no coalition leaves (Nash): {}. Or it is deterred from it (SEQ): {}.",
        words_.states(analysis_.coalition_equilibria, index(Stability::nash), k_most_named),
        words_.states(analysis_.coalition_equilibria, index(Stability::seq), k_most_named)));
  }

  const HoldOrdinalReport& report_;
  const OrdinalConflict& conflict_;
  const enforce::ConflictAnalysis& analysis_;
  ConflictWords words_;
  Document page_;
};

}  // namespace

Document hold_ordinal_document(const HoldOrdinalReport& report) {
  return HoldOrdinalPage(report).make();
}

std::string hold_ordinal_page(const HoldOrdinalReport& report, const Style& style) {
  return text_page(hold_ordinal_document(report), style);
}

}  // namespace entente::report
