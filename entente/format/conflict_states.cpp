#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "entente/format/conflict_draft.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_states_example =
    "write `states: {s1: YN-}` for states of options, or `states: [s1, s2]` beside `moves`";
constexpr std::uint32_t k_no_state = 0xFFFFFFFFU;

/// What takes combinations out.
struct Restrictions {
  struct Group {
    Combination mask = 0;
    bool exactly = false;  ///< else at most one
  };
  std::vector<OptionPattern> infeasible;
  std::vector<Group> groups;

  [[nodiscard]] bool allow(Combination c) const {
    return std::none_of(infeasible.begin(), infeasible.end(),
                        [c](const OptionPattern& p) { return p.holds(c); }) &&
           std::all_of(groups.begin(), groups.end(), [c](const Group& g) {
             const int on = std::popcount(c & g.mask);
             return on == 1 || (on == 0 && !g.exactly);
           });
  }
  [[nodiscard]] bool any() const { return !infeasible.empty() || !groups.empty(); }
};

bool is_short_list(const Sheet& sheet, const YamlNode& node, std::string_view what,
                   std::string_view hint) {
  if (!sheet.is_sequence(node, what, hint)) return false;
  if (node.children.size() <= k_most_conflict_conditions) return true;
  sheet.error(node, fmt::format("{} has {} items, and at most {} can be read", what,
                                node.children.size(), k_most_conflict_conditions));
  return false;
}

void read_groups(ConflictDraft& draft, const Sheet& sheet, const YamlNode* node, bool exactly,
                 Restrictions& restrictions) {
  if (node == nullptr) return;
  const char* key = exactly ? "`exactly_one`" : "`at_most_one`";
  const char* hint = "write a list of lists of options: `[[delay, accept, abandon]]`";
  if (!is_short_list(sheet, *node, key, hint)) return;
  for (const auto& item : node->children) {
    if (!is_short_list(sheet, item, "a group of options", hint)) continue;
    Restrictions::Group group{0, exactly};
    for (const auto& name : item.children) {
      if (const auto option = draft.option(sheet, name)) group.mask |= Combination{1} << *option;
    }
    restrictions.groups.push_back(group);
  }
}

Restrictions read_restrictions(ConflictDraft& draft, const Sheet& sheet, const StateNodes& nodes) {
  Restrictions restrictions;
  if (nodes.infeasible != nullptr &&
      is_short_list(sheet, *nodes.infeasible, "`infeasible`",
                    "write a list: `[YY-, {delay: yes, accept: yes}]`")) {
    for (const auto& item : nodes.infeasible->children) {
      if (const auto p = draft.pattern(sheet, item, "an infeasible combination")) {
        restrictions.infeasible.push_back(*p);
      }
    }
  }
  read_groups(draft, sheet, nodes.exactly_one, true, restrictions);
  read_groups(draft, sheet, nodes.at_most_one, false, restrictions);
  return restrictions;
}

std::string letters_of(Combination c, std::size_t options) {
  std::string text;
  for (std::size_t k = 0; k < options; ++k) text += ((c >> k) & 1U) != 0 ? 'Y' : 'N';
  return text;
}

bool few_enough(const Sheet& sheet, const YamlNode& node, std::size_t states) {
  if (states <= k_most_conflict_states) return true;
  sheet.error(node,
              fmt::format("there are {} states, and at most {} can be looked at", states,
                          k_most_conflict_states),
              "rule combinations out under `infeasible`, or merge states with - under `states`");
  return false;
}

bool add_state(ConflictDraft& draft, const Sheet& sheet, const YamlNode& key) {
  auto name = sheet.name(key, "the name of a state");
  if (!name) return false;
  if (!draft.state_index.emplace(*name, draft.conflict.state_count()).second) {
    sheet.error(key, fmt::format("the state {} is listed twice", in_quotes(*name)),
                "remove one of the two");
    return false;
  }
  draft.conflict.states.push_back({std::move(*name), {}, {}});
  return true;
}

/// One state for each combination, named by its letters.
void name_by_letters(ConflictDraft& draft, const Sheet& sheet, const YamlNode& root) {
  const std::size_t options = draft.conflict.options.size();
  draft.states_known = few_enough(sheet, root, draft.combinations.size());
  if (!draft.states_known) return;
  for (std::size_t s = 0; s < draft.combinations.size(); ++s) {
    const std::string letters = letters_of(draft.combinations[s], options);
    draft.state_index.emplace(letters, s);
    draft.conflict.states.push_back({letters, {}, letters});
    draft.state_of.push_back(static_cast<std::uint32_t>(s));
  }
}

/// The patterns of a named state.
std::vector<OptionPattern> read_patterns(ConflictDraft& draft, const Sheet& sheet,
                                         const YamlNode& node) {
  std::vector<OptionPattern> patterns;
  const auto add = [&](const YamlNode& item) {
    if (const auto p = draft.pattern(sheet, item, "a state")) patterns.push_back(*p);
  };
  if (!node.is_sequence()) {
    add(node);
  } else {
    if (node.children.empty()) sheet.error(node, "the state stands for nothing");
    for (const auto& item : node.children) add(item);
  }
  return patterns;
}

/// A state's patterns and title: what stands behind its name.
std::vector<OptionPattern> describe_state(ConflictDraft& draft, const Sheet& sheet,
                                          const YamlNode& key, const YamlNode& node,
                                          OrdinalConflict::State& state) {
  const YamlNode* is = &node;
  if (node.is_mapping()) {
    const Fields fields(sheet, node, fmt::format("the state {}", in_quotes(key.text)),
                        {"is", "title"});
    is = fields.require("is", "say what it is: `is: YN-`, or `is: {accept: yes}`");
    if (const auto* title = fields.get("title")) {
      if (auto text = sheet.text(*title, "`title`")) state.title = std::move(*text);
    }
  }
  return is == nullptr ? std::vector<OptionPattern>{} : read_patterns(draft, sheet, *is);
}

/// The state's own pattern: what all its combinations share.
void set_pattern(ConflictDraft& draft, std::size_t state) {
  Combination all_on = ~Combination{0};
  Combination any_on = 0;
  for (std::size_t k = 0; k < draft.combinations.size(); ++k) {
    if (draft.state_of[k] != state) continue;
    all_on &= draft.combinations[k];
    any_on |= draft.combinations[k];
  }
  std::string& pattern = draft.conflict.states[state].pattern;
  for (std::size_t k = 0; k < draft.conflict.options.size(); ++k) {
    const bool on = ((all_on >> k) & 1U) != 0;
    const bool off = ((any_on >> k) & 1U) == 0;
    pattern += on ? 'Y' : off ? 'N' : '-';
  }
}

/// Puts the combinations into the state; false after a complaint.
bool claim(ConflictDraft& draft, const Sheet& sheet, const YamlNode& key,
           const std::vector<OptionPattern>& patterns, std::size_t state) {
  bool any = false;
  for (std::size_t k = 0; k < draft.combinations.size(); ++k) {
    const Combination c = draft.combinations[k];
    if (std::none_of(patterns.begin(), patterns.end(),
                     [c](const OptionPattern& p) { return p.holds(c); })) {
      continue;
    }
    if (draft.state_of[k] != k_no_state) {
      sheet.error(key,
                  fmt::format("{} is in two states, {} and {}",
                              letters_of(c, draft.conflict.options.size()),
                              in_quotes(draft.conflict.states[draft.state_of[k]].name),
                              in_quotes(key.text)),
                  "a combination belongs to one state");
      return false;
    }
    draft.state_of[k] = static_cast<std::uint32_t>(state);
    any = true;
  }
  if (!any) {
    sheet.error(key, fmt::format("no feasible combination is in the state {}", in_quotes(key.text)),
                "look at `infeasible`, `exactly_one` and `at_most_one`");
  }
  return any;
}

/// What no state names is infeasible, unless the file says otherwise what is.
void drop_unnamed(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node, bool restricted) {
  std::vector<Combination> kept;
  std::vector<std::uint32_t> states;
  for (std::size_t k = 0; k < draft.combinations.size(); ++k) {
    if (draft.state_of[k] != k_no_state) {
      kept.push_back(draft.combinations[k]);
      states.push_back(draft.state_of[k]);
    } else if (restricted) {
      sheet.error(node,
                  fmt::format("no state holds the feasible combination {}",
                              letters_of(draft.combinations[k], draft.conflict.options.size())),
                  "add it, or make it infeasible");
      return;
    }
  }
  draft.combinations = std::move(kept);
  draft.state_of = std::move(states);
}

void read_states_of_options(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node,
                            bool restricted) {
  if (!sheet.is_mapping(node, "`states`", k_states_example) ||
      !few_enough(sheet, node, node.pair_count())) {
    return;
  }
  draft.state_of.assign(draft.combinations.size(), k_no_state);
  std::size_t patterns_read = 0;
  bool good = true;
  for (std::size_t i = 0; good && i < node.pair_count(); ++i) {
    if (!add_state(draft, sheet, node.key(i))) {
      good = false;
      continue;
    }
    const std::size_t state = draft.conflict.state_count() - 1;
    const auto patterns =
        describe_state(draft, sheet, node.key(i), node.value(i), draft.conflict.states[state]);
    patterns_read += patterns.size();
    if (patterns_read > k_most_conflict_states) {
      sheet.error(node.value(i),
                  fmt::format("there are more than {} patterns of states", k_most_conflict_states));
      good = false;
    } else {
      good = !patterns.empty() && claim(draft, sheet, node.key(i), patterns, state);
    }
  }
  if (!good || draft.problems.failed()) return;
  drop_unnamed(draft, sheet, node, restricted);
  for (std::size_t s = 0; s < draft.conflict.state_count(); ++s) set_pattern(draft, s);
  draft.states_known = !draft.problems.failed() && draft.conflict.state_count() > 0;
}

/// States that are mere names.
void read_plain_states(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node) {
  if (node.is_sequence()) {
    if (!few_enough(sheet, node, node.children.size())) return;
    for (const auto& item : node.children) (void)add_state(draft, sheet, item);
  } else if (sheet.is_mapping(node, "`states`", k_states_example)) {
    if (!few_enough(sheet, node, node.pair_count())) return;
    for (std::size_t i = 0; i < node.pair_count(); ++i) {
      if (!add_state(draft, sheet, node.key(i)) || node.value(i).is_null()) continue;
      if (auto title = sheet.text(node.value(i), "the title of a state")) {
        draft.conflict.states.back().title = std::move(*title);
      }
    }
  }
  draft.states_known = !draft.problems.failed();
  if (draft.states_known && draft.conflict.state_count() == 0) {
    sheet.error(node, "there is no state", std::string(k_states_example));
    draft.states_known = false;
  }
}

bool refuse_restrictions(const Sheet& sheet, const StateNodes& nodes) {
  bool found = false;
  for (const YamlNode* node : {nodes.infeasible, nodes.exactly_one, nodes.at_most_one}) {
    if (node == nullptr) continue;
    sheet.error(*node, "this is about options, and there are no `options`",
                "leave out the states themselves");
    found = true;
  }
  return found;
}

}  // namespace

void read_states(ConflictDraft& draft, const Sheet& sheet, const YamlNode& root,
                 const StateNodes& nodes) {
  if (!draft.option_form) {
    if (refuse_restrictions(sheet, nodes)) return;
    if (nodes.states == nullptr) {
      sheet.error(root, "a conflict lacks `states`", std::string(k_states_example));
    } else {
      read_plain_states(draft, sheet, *nodes.states);
    }
    return;
  }
  const Restrictions restrictions = read_restrictions(draft, sheet, nodes);
  if (draft.problems.failed()) return;
  for (Combination c = 0; c < Combination{1} << draft.conflict.options.size(); ++c) {
    if (restrictions.allow(c)) draft.combinations.push_back(c);
  }
  if (draft.combinations.empty()) {
    sheet.error(root, "no combination of the options is feasible",
                "look at `infeasible`, `exactly_one` and `at_most_one`");
  } else if (nodes.states == nullptr) {
    name_by_letters(draft, sheet, root);
  } else {
    read_states_of_options(draft, sheet, *nodes.states, restrictions.any());
  }
}

void read_moves(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node) {
  constexpr std::string_view hint = "write `moves: {us: {s1: [s2, s3], s2: s1}}`";
  if (!sheet.is_mapping(node, "`moves`", hint)) return;
  for (std::size_t p = 0; p < node.pair_count(); ++p) {
    const auto party = draft.party(sheet, node.key(p));
    const YamlNode& list = node.value(p);
    const std::string what = fmt::format("the moves of {}", in_quotes(node.key(p).text));
    if (list.is_null() || !sheet.is_mapping(list, what, hint)) continue;
    for (std::size_t i = 0; i < list.pair_count(); ++i) {
      const auto from = draft.state(sheet, list.key(i));
      const auto add = [&](const YamlNode& item) {
        const auto to = draft.state(sheet, item);
        if (!party || !from || !to) return;
        if (*from == *to) {
          sheet.error(item, "a move leads from a state to itself", "leave it out");
        } else {
          draft.conflict.moves[*party].set(*from, *to);
        }
      };
      if (list.value(i).is_sequence()) {
        for (const auto& item : list.value(i).children) add(item);
      } else {
        add(list.value(i));
      }
    }
  }
}

void derive_moves(ConflictDraft& draft, const Sheet& sheet, const YamlNode& root) {
  std::size_t pairs = 0;
  for (std::size_t p = 0; p < draft.conflict.party_count(); ++p) {
    Combination own = 0;
    for (std::size_t k = 0; k < draft.conflict.options.size(); ++k) {
      const auto& by = draft.conflict.options[k].by;
      if (std::binary_search(by.begin(), by.end(), p)) own |= Combination{1} << k;
    }
    // Combinations that differ in nothing but the party's own options.
    std::map<Combination, std::vector<std::size_t>> groups;
    for (std::size_t k = 0; k < draft.combinations.size(); ++k) {
      groups[draft.combinations[k] & ~own].push_back(k);
    }
    for (const auto& [rest, group] : groups) pairs += group.size() * group.size();
    if (pairs > k_most_conflict_pairs) {
      sheet.error(root, "there are too many moves to find them from the options",
                  "rule combinations out, or list the moves under `moves`");
      return;
    }
    for (const auto& [rest, group] : groups) {
      for (const std::size_t a : group) {
        for (const std::size_t b : group) {
          const Combination from = draft.combinations[a];
          const Combination to = draft.combinations[b];
          const bool allowed =
              (to & ~from & draft.only_off) == 0 && (from & ~to & draft.only_on) == 0;
          if (!allowed || draft.state_of[a] == draft.state_of[b]) continue;
          draft.conflict.moves[p].set(draft.state_of[a], draft.state_of[b]);
        }
      }
    }
  }
}

}  // namespace entente::format
