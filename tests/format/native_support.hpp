#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "entente/format/native.hpp"

namespace entente::format::test {

/// The start of a small scenario with two parties and two issues, and what completes it.
inline const std::string k_head =
    "entente: 1\n"
    "parties: [us, china]\n"
    "issues:\n"
    "  theft: {giver: china, options: [as today, stopped]}\n"
    "  talks: {options: [none, once a year]}\n";
inline const std::string k_wishes =
    "preferences:\n"
    "  us: {theft: [0, 9], talks: [0, 1]}\n"
    "  china: {theft: [0, -4], talks: [0, 1]}\n";

inline std::string all(const Diagnostics& diagnostics) {
  std::string text;
  for (const auto& d : diagnostics) text += to_string(d) + "\n";
  return text;
}

/// A text in which the mark `@@` shows where a problem is expected.
struct Marked {
  std::string text;
  int line = 0;
  int column = 0;
};

inline Marked marked(std::string text) {
  Marked result;
  const std::size_t at = text.find("@@");
  if (at != std::string::npos) {
    text.erase(at, 2);
    result.line = 1;
    result.column = 1;
    for (std::size_t i = 0; i < at; ++i) {
      if (text[i] == '\n') {
        ++result.line;
        result.column = 1;
      } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
        ++result.column;
      }
    }
  }
  result.text = std::move(text);
  return result;
}

inline std::string text_of(const Value& v) {
  return fmt::format("{}({} {} {})", static_cast<int>(v.kind), to_text(v.a), to_text(v.b),
                     to_text(v.c));
}

inline std::string text_of(const std::optional<Rational>& v) { return v ? to_text(*v) : "-"; }

inline std::string text_of(const std::vector<Condition>& conditions) {
  std::string text = "{";
  for (const auto& c : conditions) {
    text += fmt::format(" {}:", c.issue.index());
    for (const auto o : c.options) text += fmt::format("{},", o.index());
  }
  return text + "}";
}

inline std::string text_of(const Issue& i) {
  std::string text = fmt::format("issue {} \"{}\" giver {} threat {} ordered {} quo {}", i.key,
                                 i.title, i.giver ? static_cast<int>(i.giver->index()) : -1,
                                 i.threat_by ? static_cast<int>(i.threat_by->index()) : -1,
                                 i.ordered, i.status_quo.index());
  for (const auto& option : i.options) text += " [" + option + "]";
  return text + fmt::format(" ack {} det {} fa {} lag {} rev {}\n",
                            i.acknowledged ? static_cast<int>(*i.acknowledged) : -1,
                            text_of(i.detection), text_of(i.false_alarm), i.lag, i.reversible);
}

inline std::string text_of(const Preferences& p) {
  std::string text = "wants";
  for (const auto& row : p.values) {
    text += " |";
    for (const auto& value : row) text += " " + text_of(value);
  }
  for (const auto& term : p.together) text += " " + text_of(term.when) + text_of(term.add);
  return text + " reservation " + (p.reservation ? text_of(*p.reservation) : "-") + "\n";
}

inline std::string text_of(const Rule& r) {
  std::string text = fmt::format("rule {} {}{} {} of", static_cast<int>(r.kind), text_of(r.when),
                                 text_of(r.then), r.count);
  for (const auto i : r.issues) text += fmt::format(" {}", i.index());
  text += " limit " + to_text(r.limit);
  for (const auto& c : r.costs) {
    text += fmt::format(" {}:", c.issue.index());
    for (const auto& cost : c.cost) text += to_text(cost) + ",";
  }
  return text + "\n";
}

/// Everything that a scenario states but places and the words of its rules.
inline std::string text_of(const Scenario& s) {
  std::string text =
      fmt::format("{} / {} / {} / quo {}\n", s.title, s.source, s.period, s.has_status_quo);
  for (const auto& p : s.parties) {
    text += fmt::format("party {} \"{}\" {}\n", p.key, p.name, text_of(p.discount));
  }
  for (const auto& i : s.issues) text += text_of(i);
  for (const auto& beliefs : s.beliefs) {
    for (const auto& b : beliefs) {
      text += fmt::format("belief {}:", b.issue.index());
      for (const auto& p : b.probability) text += " " + to_text(p);
    }
    text += "\n";
  }
  for (const auto& p : s.preferences) text += text_of(p);
  for (const auto& r : s.rules) text += text_of(r);
  text += fmt::format("at least {} veto", s.acceptance.at_least);
  for (const auto p : s.acceptance.veto) text += fmt::format(" {}", p.index());
  if (const auto& attribution = s.attribution) {
    text += "\nblame";
    for (const auto& row : attribution->blame) {
      for (const auto& share : row) text += " " + to_text(share);
    }
    text += "\nincidents " + to_text(attribution->incidents);
    // Whom incidents that never happen are blamed on means nothing.
    if (attribution->incidents > 0) {
      for (const auto& share : attribution->incidents_blame) text += " " + to_text(share);
    }
  }
  return text + "\n";
}

}  // namespace entente::format::test
