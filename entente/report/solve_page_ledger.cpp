#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/report/document.hpp"
#include "entente/report/solve_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

constexpr std::size_t k_most_rows = 40;

class LedgerTable {
 public:
  LedgerTable(const SolveReport& report, const PrintableNames& names)
      : report_(report),
        names_(names),
        table_("", "Who gives what, what it costs and what it is worth to others",
               {{Align::left, 2, 1.4},
                {Align::left, 2},
                {Align::right},
                {Align::left},
                {Align::right}}) {
    table_.add_head({{"", Tone::plain},
                     {fmt::format("From{}to", k_arrow), Tone::strong},
                     {"Cost", Tone::strong},
                     {"Credit", Tone::strong},
                     {"Detected", Tone::strong}});
  }

  [[nodiscard]] Table make() {
    for (std::size_t j = 0; j < names_.parties.size(); ++j) add_group(j);
    add_group(std::nullopt);
    add_rows("Not in the deal, because nobody would credit it",
             [](const LedgerRowReport& row) { return !row.in_deal; });
    add_rest(added_, k_most_rows, "row", "rows", table_);
    return std::move(table_);
  }

 private:
  /// Rows of the deal given by one party, or (none) joint ones.
  void add_group(std::optional<std::size_t> giver) {
    add_rows(giver ? names_.parties[*giver] + " gives" : "Jointly",
             [&](const LedgerRowReport& row) { return row.in_deal && row.giver == giver; });
  }

  template <class Belongs>
  void add_rows(const std::string& title, const Belongs& belongs) {
    bool headed = false;
    for (const auto& row : report_.ledger->rows) {
      if (!belongs(row)) continue;
      const Audience audience = audience_of_row(added_, k_most_rows);
      if (!headed) table_.add_heading({title, Tone::accent}, audience);
      headed = true;
      ++added_;
      add(row, audience);
    }
  }

  void add(const LedgerRowReport& row, Audience audience) {
    const auto& options = names_.options[row.issue];
    std::string title = "  " + names_.issues[row.issue];
    if (row.marginal) title += " (m)";
    table_.add_row({{std::move(title)},
                    {fmt::format("{}{}{}", options[row.from], k_arrow, options[row.to])},
                    row.cost ? number_cell(*row.cost) : Cell{},
                    {credit_text(row), row.empty ? Tone::warning : Tone::plain},
                    {row.detection ? number_text(*row.detection * 100) + " %" : ""}},
                   audience);
  }

  /// One number where it is clear whose it is, else a line per party that credits something.
  [[nodiscard]] std::string credit_text(const LedgerRowReport& row) const {
    if (row.empty) return "EMPTY";
    const bool one_receiver = row.giver && names_.parties.size() == 2;
    std::string text;
    for (std::size_t j = 0; j < row.credit.size(); ++j) {
      if (!row.credit[j]) continue;
      if (one_receiver) return number_text(*row.credit[j]);
      if (*row.credit[j] == 0) continue;
      if (!text.empty()) text += '\n';
      text += names_.parties[j] + ' ' + number_text(*row.credit[j]);
    }
    return text.empty() ? "0" : text;
  }

  const SolveReport& report_;
  const PrintableNames& names_;
  Table table_;
  std::size_t added_ = 0;
};

LedgerChart ledger_chart(const SolveReport& report, const PrintableNames& names) {
  const auto& ledger = *report.ledger;
  LedgerChart chart;
  chart.title = fmt::format("What each gives and gets by the {} deal", display_name(ledger.of));
  chart.parties = names.parties;
  for (const auto& row : ledger.rows) {
    const auto& options = names.options[row.issue];
    chart.rows.push_back({names.issues[row.issue], options[row.from], options[row.to], row.giver,
                          row.cost, row.credit, row.detection, row.in_deal, row.empty});
  }
  chart.credits = ledger.credits;
  chart.costs = ledger.costs;
  chart.balance = ledger.balance;
  return chart;
}

void write_balance(const LedgerReport& ledger, const PrintableNames& names, Document& page) {
  Table table("balance", "What each gets and gives in all",
              {{Align::left, 2}, {Align::right}, {Align::right}, {Align::right}});
  table.add_head({{"Balance", Tone::strong},
                  {"credits", Tone::strong},
                  {"costs", Tone::strong},
                  {"balance", Tone::strong}});
  for (std::size_t j = 0; j < names.parties.size(); ++j) {
    table.add_row({{names.parties[j], Tone::plain},
                   number_cell(ledger.credits[j]),
                   number_cell(ledger.costs[j]),
                   number_cell(ledger.balance[j], Tone::strong)});
  }
  page.space();
  page.add(std::move(table));
}

/// Why one other party gives no credit for a move that counts by itself.
std::string no_credit_text(const SolveReport& report, const LedgerRowReport& row, std::size_t party,
                           const PrintableNames& names) {
  const Scenario& scenario = *report.scenario;
  const auto& values = scenario.preferences[party].values;
  const bool silent = row.issue >= values.size() || values[row.issue].empty();
  const Rational from = silent ? Rational(0) : values[row.issue][row.from].mean();
  const Rational to = silent ? Rational(0) : values[row.issue][row.to].mean();
  const std::string& name = names.parties[party];
  const auto& options = names.options[row.issue];
  if (to == from) {
    return fmt::format("to {}, \"{}\" is worth no more than \"{}\" ({} points both)", name,
                       options[row.to], options[row.from], number_text(to_double(to)));
  }
  if (to < from) {
    return fmt::format("{} likes \"{}\" better", name, options[row.from]);
  }
  return fmt::format("{} believes that it is so, or better, already", name);
}

/// What makes each empty concession empty; for files, where there is room.
void write_empty_reasons(const SolveReport& report, const PrintableNames& names, Document& page) {
  for (const auto& row : report.ledger->rows) {
    if (!row.empty) continue;
    std::vector<std::string> reasons;
    for (std::size_t j = 0; j < names.parties.size() && !row.marginal; ++j) {
      if (row.giver != j) reasons.push_back(no_credit_text(report, row, j, names));
    }
    if (reasons.empty()) reasons.emplace_back("together with the rest of the deal it adds nothing");
    page.add(Paragraph{fmt::format("{} is empty: {}.", names.issues[row.issue], join_and(reasons)),
                       Tone::plain, 2, 2, "- ", Audience::file});
  }
}

bool any_row(const LedgerReport& ledger, bool LedgerRowReport::* member) {
  return std::any_of(ledger.rows.begin(), ledger.rows.end(),
                     [&](const LedgerRowReport& row) { return row.*member; });
}

/// Why the balance is not the gain; empty where it is.
std::string difference_text(const BalanceCauses& differs, const PrintableNames& names) {
  if (differs.parties.empty()) return "";
  std::vector<std::string> causes;
  if (differs.beliefs) causes.emplace_back(k_beliefs_text);
  if (differs.interactions) causes.emplace_back(k_interactions_text);
  if (differs.reservations) causes.emplace_back(k_reservations_text);
  if (differs.threats) causes.emplace_back(k_threats_text);
  if (differs.parties.size() == names.parties.size()) {
    return fmt::format("No party's balance is its gain: {}.", fmt::join(causes, "; "));
  }
  std::vector<std::string> parties;
  for (const std::size_t j : differs.parties) parties.push_back(names.parties[j]);
  return fmt::format("The balance of {} is not the gain: {}.", join_and(parties),
                     fmt::join(causes, "; "));
}

void write_notes(const SolveReport& report, const PrintableNames& names, Document& page) {
  const auto& ledger = *report.ledger;
  page.space();
  if (any_row(ledger, &LedgerRowReport::empty)) {
    page.paragraph(
        "EMPTY: an empty concession. It gives up nothing that another party values, or "
        "only what is believed not to happen anyway.",
        Tone::plain, 0, 2);
    write_empty_reasons(report, names, page);
  }
  if (any_row(ledger, &LedgerRowReport::marginal)) {
    page.paragraph(k_marginal_note, Tone::faint, 0, 2);
  }
  if (const std::string text = difference_text(ledger.differs, names); !text.empty()) {
    page.paragraph(text, Tone::faint, 0, 2);
  }
}

}  // namespace

void write_ledger(const SolveReport& report, const PrintableNames& names, Document& page) {
  if (!report.ledger) return;
  const auto& ledger = *report.ledger;
  page.heading(fmt::format("Who gives what: the {} deal", display_name(ledger.of)));
  if (ledger.rows.empty()) {
    page.paragraph("Nothing moves.");
    return;
  }
  page.add(LedgerTable(report, names).make());
  page.add(ledger_chart(report, names));
  write_balance(ledger, names, page);
  write_notes(report, names, page);
}

}  // namespace entente::report
