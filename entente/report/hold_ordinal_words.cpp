#include "entente/report/hold_ordinal_words.hpp"

#include <utility>

#include <fmt/format.h>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

constexpr int k_longest_name = 200;

std::string safe(const std::string& text) {
  const std::string name = shorten(printable(text), k_longest_name, false);
  return name.empty() ? std::string("(no name)") : isolated(name);
}

}  // namespace

ConflictWords::ConflictWords(const HoldOrdinalReport& report) : report_(report) {
  for (const auto& party : report.conflict->parties) parties_.push_back(safe(party.name));
  for (const auto& option : report.conflict->options) options_.push_back(safe(option.title));
  for (const auto& state : report.conflict->states) {
    const bool titled = report.kept != nullptr && !state.title.empty();
    states_.push_back(safe(titled ? state.title : state.name));
  }
}

std::string ConflictWords::states(const BitRows& rows, std::size_t row, std::size_t most) const {
  std::vector<std::string> names;
  const std::size_t count = rows.count(row);
  // What has a name of its own, such as the agreement, comes first.
  for (const bool named : {true, false}) {
    rows.for_each(row, [&](std::size_t s) {
      const bool has_name = report_.kept != nullptr && !report_.conflict->states[s].title.empty();
      if (has_name == named && names.size() < most) names.push_back(states_[s]);
    });
  }
  if (count == 0) return "none";
  std::string text = fmt::format("{}", fmt::join(names, ", "));
  if (count > names.size()) text += fmt::format(" and {} more", count - names.size());
  return text;
}

std::string ConflictWords::parties(const std::vector<std::size_t>& members) const {
  std::vector<std::string> names;
  for (const std::size_t p : members) names.push_back(parties_[p]);
  return join_and(names);
}

/// "x: yes, y: no": the options that differ for certain.
std::string ConflictWords::changes(std::size_t from, std::size_t to) const {
  std::vector<std::string> list;
  const auto& before = report_.conflict->states[from].pattern;
  const auto& after = report_.conflict->states[to].pattern;
  for (std::size_t k = 0; k < options_.size(); ++k) {
    if (before[k] == after[k] || after[k] == '-') continue;
    list.push_back(options_[k] + (after[k] == 'Y' ? ": yes" : ": no"));
  }
  return fmt::format("{}", fmt::join(list, ", "));
}

/// What happens to commitments and threats.
std::string ConflictWords::breaches(std::size_t from, std::size_t to) const {
  std::vector<std::string> broken;
  std::vector<std::string> resumed;
  std::vector<std::string> carried_out;
  std::vector<std::string> called_off;
  const auto& before = report_.conflict->states[from].pattern;
  const auto& after = report_.conflict->states[to].pattern;
  for (std::size_t k = 0; k < options_.size(); ++k) {
    if (before[k] == after[k]) continue;
    const bool on = after[k] == 'Y';
    const bool threat = report_.kept->switches[k].threat;
    auto& list = threat ? (on ? carried_out : called_off) : (on ? resumed : broken);
    list.push_back(options_[k]);
  }
  std::vector<std::string> parts;
  const auto add = [&](const char* verb, const std::vector<std::string>& list) {
    if (!list.empty()) parts.push_back(fmt::format("{} {}", verb, join_and(list)));
  };
  add("breaks", broken);
  add("resumes", resumed);
  add("carries out", carried_out);
  add("calls off", called_off);
  return join_and(parts);
}

std::string ConflictWords::move(std::size_t from, std::size_t to) const {
  if (report_.kept != nullptr) return breaches(from, to);
  const std::string what = changes(from, to);
  return "moves to " + states_[to] + (what.empty() ? "" : " (" + what + ")");
}

std::string ConflictWords::path(std::size_t from,
                                const std::vector<enforce::ConflictMove>& path) const {
  std::string text;
  for (const auto& step : path) {
    if (!text.empty()) text += ", then ";
    text += parties_[step.party] + ' ' + move(from, step.to);
    from = step.to;
  }
  return text;
}

}  // namespace entente::report
