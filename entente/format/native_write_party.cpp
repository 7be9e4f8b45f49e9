#include "entente/format/native_write_party.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "entente/format/decimal_text.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/plain_scenario.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/value_text.hpp"

namespace entente::format {
namespace {

class PartyWriter {
 public:
  PartyWriter(const Scenario& scenario, PartyId party, const NativeNames& names,
              Diagnostics& losses)
      : s_(scenario),
        party_(party),
        source_(scenario.preferences[party.index()]),
        names_(names),
        losses_(losses),
        wishes_(source_) {}

  TextNode run() {
    spell_out_aggregate();
    spell_out_cap();
    place_constants();
    if (wishes_.together.size() > k_max_interactions) {
      refuse(fmt::format("has {} interaction terms; the native format takes {}",
                         wishes_.together.size(), k_max_interactions));
    }
    if (source_.time_discount && *source_.time_discount != 1) {
      losses_.push_back(make_warning(
          source_.place,
          fmt::format("{}: the discount factor {} of the whole negotiation is left out", whose(),
                      shown_number(*source_.time_discount)),
          "the native format discounts by period: `discount` of the party"));
    }
    choose_unit();
    TextNode map = write();
    note_rounding(s_.parties[party_.index()], rounding_, losses_);
    return map;
  }

 private:
  std::string whose() const { return "party " + in_quotes(s_.parties[party_.index()].key); }

  void refuse(const std::string& what) {
    losses_.push_back(make_error(source_.place, whose() + ' ' + what,
                                 "docs/format.md lists what a file may hold at most"));
  }

  void add_terms(std::vector<PlainTerm> terms) {
    for (auto& term : terms) {
      Interaction out;
      out.when = std::move(term.when);
      out.add.a = std::move(term.add);
      out.place = source_.place;
      wishes_.together.push_back(std::move(out));
    }
  }

  void spell_out_aggregate() {
    if (!source_.aggregate) return;
    auto terms = terms_of(s_, *source_.aggregate, k_max_interactions);
    wishes_.aggregate.reset();
    if (terms) {
      add_terms(std::move(*terms));
    } else {
      refuse(
          fmt::format("takes a least or greatest of several values, over more combinations of "
                      "options than the {} that can be listed",
                      k_max_interactions));
    }
  }

  void spell_out_cap() {
    if (!source_.cap) return;
    auto terms = cap_terms(s_, party_, k_max_interactions);
    wishes_.cap.reset();
    if (terms) {
      add_terms(std::move(*terms));
      return;
    }
    losses_.push_back(
        make_warning(source_.place,
                     fmt::format("{}: that its utility never exceeds {} is left out", whose(),
                                 shown_number(*source_.cap)),
                     fmt::format("to say it, more than {} outcomes would have to be listed",
                                 k_max_interactions)));
  }

  /// What always counts becomes part of the values of one issue.
  void place_constants() {
    Rational always = 0;
    std::erase_if(wishes_.together, [&](const Interaction& term) {
      if (!term.when.empty()) return false;
      always += term.add.mean();
      return true;
    });
    if (always == 0) return;
    auto row = std::find_if(wishes_.values.begin(), wishes_.values.end(),
                            [](const auto& values) { return !values.empty(); });
    if (row == wishes_.values.end()) {
      row = wishes_.values.begin();
      row->resize(s_.issues.front().options.size());
    }
    for (auto& value : *row) shift(value, always);
  }

  void choose_unit() {
    std::vector<Rational> numbers;
    for (const auto& row : wishes_.values) {
      for (const auto& value : row) append_numbers(value, numbers);
    }
    for (const auto& term : wishes_.together) append_numbers(term.add, numbers);
    if (wishes_.reservation) append_numbers(*wishes_.reservation, numbers);
    AffineScale scale;
    scale.factor = Rational(decimal_multiplier(numbers));
    unit_ = scale.factor;
    note_scale(s_.parties[party_.index()], scale, losses_);
  }

  std::string number(const Rational& value) {
    return nearest_decimal_text(value * unit_, rounding_);
  }

  TextNode value_node(const Value& value) {
    switch (value.kind) {
      case Value::Kind::exact:
        return number_node(number(value.a));
      case Value::Kind::normal:
      case Value::Kind::uniform:
        return bare_node(value_text(value, unit_, rounding_));
      case Value::Kind::triangular:
        break;
    }
    TextNode map = map_node(true);
    map.add("min", number_node(number(value.a)));
    map.add("mode", number_node(number(value.b)));
    map.add("max", number_node(number(value.c)));
    return map;
  }

  TextNode write() {
    TextNode map = map_node();
    if (wishes_.reservation) map.add("reservation", value_node(*wishes_.reservation));
    for (std::size_t i = 0; i < s_.issue_count(); ++i) {
      if (wishes_.values[i].empty()) continue;
      std::vector<TextNode> row;
      for (const auto& value : wishes_.values[i]) row.push_back(value_node(value));
      map.add(names_.issues[i], list_node(std::move(row)));
    }
    if (wishes_.together.empty()) return map;
    std::vector<TextNode> terms;
    for (const auto& term : wishes_.together) {
      TextNode one = map_node(true);
      one.add("if", write_conditions(term.when, names_));
      one.add("add", value_node(term.add));
      terms.push_back(std::move(one));
    }
    map.add("together", list_node(std::move(terms), false));
    return map;
  }

  const Scenario& s_;
  PartyId party_;
  const Preferences& source_;
  const NativeNames& names_;
  Diagnostics& losses_;
  Preferences wishes_;
  Rational unit_ = 1;
  Rational rounding_ = 0;
};

}  // namespace

TextNode write_conditions(const std::vector<Condition>& when, const NativeNames& names) {
  TextNode map = map_node(true);
  for (const auto& c : when) {
    const auto& options = names.options[c.issue.index()];
    if (c.options.size() == 1) {
      map.add(names.issues[c.issue.index()], text_node(options[c.options.front().index()]));
      continue;
    }
    std::vector<TextNode> list;
    for (const auto o : c.options) list.push_back(text_node(options[o.index()]));
    map.add(names.issues[c.issue.index()], list_node(std::move(list)));
  }
  return map;
}

TextNode write_preferences(const Scenario& scenario, PartyId party, const NativeNames& names,
                           Diagnostics& losses) {
  return PartyWriter(scenario, party, names, losses).run();
}

}  // namespace entente::format
