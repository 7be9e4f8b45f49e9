#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "entente/report/hold_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// Below this a commitment need not be watched better, but for rounding.
constexpr double k_as_it_is = 1e-9;

/// What verification a deal would need, from which is missing what it has.
class VerificationSection {
 public:
  VerificationSection(const enforce::KeptAgreement& agreement,
                      const enforce::LeastVerification& least, const PrintableNames& names,
                      Document& page)
      : agreement_(agreement), least_(least), names_(names), page_(page) {}

  /// `deal`: what would hold, at the start of a sentence. `name`: of the table.
  void write(const std::string& deal, const char* name) {
    if (!least_.beyond.empty()) return write_beyond(deal);
    page_.paragraph(fmt::format(
        "{} would hold with these probabilities that a breach is noticed in a period, all else as "
        "it is. They add {} to what there is now: {}.",
        deal, share_up(least_.total),
        least_.least() ? std::string("no others add less")
                       : fmt::format("the least possible is not known, but it is {} or more",
                                     share_down(least_.at_least))));
    Table table(name, "Detection that would make it hold",
                {{Align::left, 2}, {}, {Align::right}, {Align::right}});
    table.add_head({{"Commitment", Tone::strong},
                    {"By", Tone::strong},
                    {"Noticed", Tone::strong},
                    {"Needed", Tone::strong}});
    for (std::size_t k = 0; k < agreement_.commitments.size(); ++k) {
      const auto& c = agreement_.commitments[k];
      const double now = to_double(c.detection);
      if (least_.needed[k] <= now + k_as_it_is) continue;
      table.add_row({{names_.issues[c.issue.index()]},
                     {c.giver ? names_.parties[c.giver->index()] : "all"},
                     number_cell(now),
                     {share_up(least_.needed[k]), Tone::plain, least_.needed[k]}});
    }
    page_.add(std::move(table));
  }

 private:
  void write_beyond(const std::string& deal) {
    std::vector<std::string> leaving;
    std::vector<std::string> breaking;
    for (const PartyId party : least_.beyond) {
      const auto& standing = agreement_.parties[party.index()];
      (standing.keep < standing.no_deal ? leaving : breaking)
          .push_back(names_.parties[party.index()]);
    }
    std::string text = deal + " would not hold with any verification.";
    if (!leaving.empty()) {
      text += fmt::format(" No deal is better for {}.", join_and(leaving));
    }
    if (!breaking.empty()) {
      text += fmt::format(" {} would break it even if every breach were noticed for certain.",
                          join_and(breaking));
    }
    page_.paragraph(std::move(text));
  }

  const enforce::KeptAgreement& agreement_;
  const enforce::LeastVerification& least_;
  const PrintableNames& names_;
  Document& page_;
};

}  // namespace

std::string share_text(double share) { return number_text(std::round(share * 1e4) / 1e4); }

std::string share_up(double share) { return number_text(std::ceil(share * 1e4 - 1e-9) / 1e4); }

std::string share_down(double share) { return number_text(std::floor(share * 1e4 + 1e-9) / 1e4); }

void write_verification(const HoldReport& report, const PrintableNames& names, Document& page) {
  if (!report.verification || report.hold->holds != false) return;
  page.heading("The least better verification");
  VerificationSection(report.hold->agreement, *report.verification, names, page)
      .write("It", "verification");
}

void write_enforced_verification(const HoldReport& report, const PrintableNames& names,
                                 Document& page) {
  if (!report.enforced_verification) return;
  const auto enforced =
      enforce::keep_agreement(*report.scenario, report.must_hold->free.outcome, report.threats);
  VerificationSection(enforced, *report.enforced_verification, names, page)
      .write("The deal if agreements were enforced", "verification-if-enforced");
}

}  // namespace entente::report
