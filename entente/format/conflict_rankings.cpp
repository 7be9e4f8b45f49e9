#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "entente/format/conflict_draft.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_ranking_example =
    "write the states, best first, equal ones in a list of their own: `[s3, [s1, s2], s4]`";
constexpr std::string_view k_statement_forms =
    "write a pattern such as `YN-`, `{option: yes}`, `{if: ..., then: ...}` or `{any: [...]}`";

/// Something that a party wants: what is listed first counts for more than all that follows.
struct Statement {
  std::vector<OptionPattern> any;    ///< one of these holds
  std::optional<OptionPattern> if_;  ///< or this does not

  [[nodiscard]] bool holds(Combination c) const {
    return (if_ && !if_->holds(c)) ||
           std::any_of(any.begin(), any.end(), [c](const OptionPattern& p) { return p.holds(c); });
  }
};

class RankingReader {
 public:
  RankingReader(ConflictDraft& draft, const Sheet& sheet, std::string_view party)
      : draft_(draft),
        sheet_(sheet),
        what_(fmt::format("the ranking of {}", in_quotes(party))),
        rank_(draft.conflict.state_count(), 0),
        ranked_(rank_.size(), false) {}

  /// Nothing after a complaint.
  std::optional<std::vector<std::uint32_t>> read(const YamlNode& node) {
    bool good = false;
    if (node.is_mapping()) {
      const Fields fields(sheet_, node, what_, {"statements"});
      const auto* list = fields.require("statements", std::string(k_ranking_example));
      good = list != nullptr && read_statements(*list);
    } else if (sheet_.is_sequence(node, what_, k_ranking_example)) {
      good = read_list(node);
    }
    if (!good) return std::nullopt;
    return std::move(rank_);
  }

 private:
  bool place(const YamlNode& node, std::uint32_t rank) {
    const auto state = draft_.state(sheet_, node);
    if (!state) return false;
    if (ranked_[*state]) {
      sheet_.error(node, fmt::format("{} names {} twice", what_, in_quotes(node.text)),
                   "remove one of the two");
      return false;
    }
    ranked_[*state] = true;
    rank_[*state] = rank;
    return true;
  }

  bool read_list(const YamlNode& node) {
    std::uint32_t rank = 0;
    bool good = true;
    for (const auto& item : node.children) {
      if (!item.is_sequence()) {
        good = place(item, rank) && good;
      } else {
        for (const auto& equal : item.children) good = place(equal, rank) && good;
        if (item.children.empty()) {
          sheet_.error(item, "an empty list of equal states", "leave it out");
          good = false;
        }
      }
      ++rank;
    }
    if (!good) return false;
    std::vector<std::string_view> missing;
    for (std::size_t s = 0; s < ranked_.size(); ++s) {
      if (!ranked_[s]) missing.emplace_back(draft_.conflict.states[s].name);
    }
    if (!missing.empty()) {
      sheet_.error(node, fmt::format("{} lacks {}", what_, listed(missing)),
                   "rank every state; equal ones stand in a list of their own");
    }
    return missing.empty();
  }

  std::optional<Statement> read_statement(const YamlNode& node) {
    Statement statement;
    const auto has = [&](std::string_view key) {
      for (std::size_t i = 0; node.is_mapping() && i < node.pair_count(); ++i) {
        if (node.key(i).text == key) return true;
      }
      return false;
    };
    const auto add = [&](const YamlNode& item) {
      const auto pattern = draft_.pattern(sheet_, item, "a statement");
      if (pattern) statement.any.push_back(*pattern);
      return pattern.has_value();
    };
    if (has("any")) {
      const Fields fields(sheet_, node, "a statement", {"any"});
      const YamlNode* list = fields.get("any");
      if (list == nullptr || !sheet_.is_sequence(*list, "`any`", k_statement_forms)) {
        return std::nullopt;
      }
      if (!std::all_of(list->children.begin(), list->children.end(), add)) return std::nullopt;
    } else if (has("if") || has("then")) {
      const Fields fields(sheet_, node, "a statement", {"if", "then"});
      const YamlNode* condition = fields.require("if", std::string(k_statement_forms));
      const YamlNode* result = fields.require("then", std::string(k_statement_forms));
      if (condition == nullptr || result == nullptr) return std::nullopt;
      statement.if_ = draft_.pattern(sheet_, *condition, "`if`");
      if (!add(*result) || !statement.if_) return std::nullopt;
    } else if (!add(node)) {
      return std::nullopt;
    }
    return statement;
  }

  /// Whether the statement holds, per state; nothing where it does for a part of a state only.
  std::optional<std::vector<bool>> truth(const YamlNode& node, const Statement& statement) {
    std::vector<signed char> holds(rank_.size(), -1);
    for (std::size_t k = 0; k < draft_.combinations.size(); ++k) {
      const signed char now = statement.holds(draft_.combinations[k]) ? 1 : 0;
      signed char& known = holds[draft_.state_of[k]];
      if (known >= 0 && known != now) {
        sheet_.error(node,
                     fmt::format("the statement holds for a part of the state {} only",
                                 in_quotes(draft_.conflict.states[draft_.state_of[k]].name)),
                     "a state that stands for several combinations is ranked as a whole");
        return std::nullopt;
      }
      known = now;
    }
    return std::vector<bool>(holds.begin(), holds.end());
  }

  bool read_statements(const YamlNode& node) {
    if (!sheet_.is_sequence(node, "`statements`", k_statement_forms)) return false;
    if (!draft_.option_form) {
      sheet_.error(node, "statements are about options, and there are no `options`",
                   std::string(k_ranking_example));
      return false;
    }
    std::size_t conditions = 0;
    std::vector<std::vector<bool>> truths;
    for (const auto& item : node.children) {
      const auto statement = read_statement(item);
      if (!statement) return false;
      conditions += statement->any.size() + 1;
      if (conditions > k_most_conflict_conditions) {
        sheet_.error(
            item, fmt::format("{} has more than {} conditions", what_, k_most_conflict_conditions));
        return false;
      }
      auto holds = truth(item, *statement);
      if (!holds) return false;
      truths.push_back(std::move(*holds));
    }
    rank_by(truths);
    return true;
  }

  void rank_by(const std::vector<std::vector<bool>>& truths) {
    const auto compare = [&](std::size_t a, std::size_t b) {
      for (const auto& truth : truths) {
        if (truth[a] != truth[b]) return truth[a] ? -1 : 1;
      }
      return 0;
    };
    std::vector<std::size_t> order(rank_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return compare(a, b) < 0; });
    for (std::size_t k = 1; k < order.size(); ++k) {
      rank_[order[k]] = rank_[order[k - 1]] + (compare(order[k - 1], order[k]) != 0 ? 1U : 0U);
    }
  }

  ConflictDraft& draft_;
  const Sheet& sheet_;
  std::string what_;
  std::vector<std::uint32_t> rank_;
  std::vector<bool> ranked_;
};

}  // namespace

void read_rankings(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node) {
  if (!sheet.is_mapping(node, "`preferences`", "write `preferences: {us: [s1, s2]}`")) return;
  for (std::size_t p = 0; p < node.pair_count(); ++p) {
    const auto party = draft.party(sheet, node.key(p));
    auto rank = RankingReader(draft, sheet, node.key(p).text).read(node.value(p));
    if (party && rank) draft.conflict.rank[*party] = std::move(*rank);
  }
  if (draft.problems.failed()) return;
  for (std::size_t p = 0; p < draft.conflict.party_count(); ++p) {
    if (!draft.conflict.rank[p].empty()) continue;
    sheet.error(
        node,
        fmt::format("`preferences` lacks the party {}", in_quotes(draft.conflict.parties[p].key)),
        std::string(k_ranking_example));
  }
}

}  // namespace entente::format
