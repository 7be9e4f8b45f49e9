#include "entente/format/nfg.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/game_limits.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/text_positions.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_blanks = " \t\r\n\v\f";
constexpr std::size_t k_longest_list = 1'000'000;

/// One thing of the file: a brace, a text in quotation marks, or a word (numbers are words).
struct Token {
  enum class Kind { open, close, text, word, end } kind = Kind::end;
  std::string text;  ///< of a text, without the marks
  std::size_t offset = 0;
};

/// Thrown within this file only; leaves it as a value.
struct Stop {
  Diagnostic diagnostic;
};

class NfgReader {
 public:
  NfgReader(std::string_view text, const std::string& file)
      : text_(text), positions_(text), file_(file) {
    advance();
  }

  StageGame run() {
    read_head();
    StageGame game;
    game.title = name("the title, in quotation marks");
    read_players(game);
    read_strategies(game);
    if (next_.kind == Token::Kind::text) advance();  // a comment
    if (next_.kind == Token::Kind::open) {
      read_outcomes(game);
    } else {
      read_payoffs(game);
    }
    if (next_.kind != Token::Kind::end) {
      stop(next_, "something follows the last payoff",
           fmt::format("the strategies named make {} profiles", game.profile_count()));
    }
    return game;
  }

 private:
  [[noreturn]] void stop(const Token& token, std::string message, std::string hint = {}) const {
    const TextPosition p = positions_.at(token.offset);
    throw Stop{make_error({file_, p.line, p.column}, std::move(message), std::move(hint))};
  }

  [[nodiscard]] std::string shown() const {
    switch (next_.kind) {
      case Token::Kind::open:
        return "an opening brace";
      case Token::Kind::close:
        return "a closing brace";
      case Token::Kind::end:
        return "the end of the file";
      case Token::Kind::text:
        return "the text " + in_quotes(next_.text);
      case Token::Kind::word:
        break;
    }
    return in_quotes(next_.text);
  }

  [[noreturn]] void expected(std::string_view what) const {
    stop(next_, fmt::format("expected {}, found {}", what, shown()));
  }

  void advance() {
    at_ = std::min(text_.find_first_not_of(k_blanks, at_), text_.size());
    next_ = {Token::Kind::end, "", at_};
    if (at_ == text_.size()) return;
    const char c = text_[at_];
    if (c == '{' || c == '}') {
      next_.kind = c == '{' ? Token::Kind::open : Token::Kind::close;
      ++at_;
    } else if (c == '"') {
      read_quoted();
    } else {
      next_.kind = Token::Kind::word;
      std::size_t end = at_;
      while (end < text_.size() && k_blanks.find(text_[end]) == std::string_view::npos &&
             text_[end] != '{' && text_[end] != '}' && text_[end] != '"' && text_[end] != ',') {
        ++end;
      }
      if (end == at_) ++end;  // a comma on its own
      next_.text = std::string(text_.substr(at_, end - at_));
      at_ = end;
    }
  }

  /// Within quotation marks, a backslash takes the next mark or backslash as it is.
  void read_quoted() {
    next_.kind = Token::Kind::text;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      const bool escape = text_[at_] == '\\' && at_ + 1 < text_.size() &&
                          (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\');
      if (escape) ++at_;
      next_.text += text_[at_];
    }
    if (at_ >= text_.size()) {
      stop(next_, "this quotation mark is never closed", "close it, or remove it");
    }
    ++at_;
  }

  void take(Token::Kind kind, std::string_view what) {
    if (next_.kind != kind) expected(what);
    advance();
  }

  std::string name(std::string_view what) {
    if (next_.kind != Token::Kind::text) expected(what);
    if (character_count(next_.text) > k_max_text) {
      stop(next_, fmt::format("this text has more than {} characters", k_max_text));
    }
    // Line breaks have a meaning for nobody.
    std::string text = std::move(next_.text);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    advance();
    return text;
  }

  void read_head() {
    if (next_.kind != Token::Kind::word || next_.text != "NFG") {
      stop(next_, "a file of this format starts with the word NFG");
    }
    advance();
    if (next_.kind != Token::Kind::word || next_.text != "1") {
      stop(next_, fmt::format("this should be the version of the format, and is {}", shown()),
           "version 1 can be read: NFG 1 R");
    }
    advance();
    if (next_.kind != Token::Kind::word || (next_.text != "R" && next_.text != "D")) {
      expected("R or D, the kind of numbers");
    }
    advance();
  }

  /// A name in a list of names: numbered where it is empty, and no other of the list.
  void add_name(std::vector<std::string>& names, std::string_view what,
                const std::string& number_prefix) {
    const Token at = next_;
    std::string text = name(fmt::format("the name of a {}, in quotation marks", what));
    if (character_count(text) > k_max_name) {
      stop(at, fmt::format("this name has more than {} characters", k_max_name));
    }
    if (text.find_first_not_of(' ') == std::string::npos) {
      text = number_prefix + std::to_string(names.size() + 1);
    }
    if (std::find(names.begin(), names.end(), text) != names.end()) {
      stop(at, fmt::format("two of this list have the name {}", in_quotes(text)),
           fmt::format("give each {} a name of its own", what));
    }
    names.push_back(std::move(text));
  }

  void read_players(StageGame& game) {
    take(Token::Kind::open, "an opening brace and the players' names");
    while (next_.kind != Token::Kind::close) {
      if (game.players.size() == k_max_players) {
        stop(next_, fmt::format("a game may have at most {} players", k_max_players));
      }
      add_name(game.players, "player", "Player ");
    }
    if (game.players.empty()) stop(next_, "the game has no players");
    advance();
  }

  void read_strategies(StageGame& game) {
    take(Token::Kind::open, "an opening brace and the strategies");
    while (next_.kind != Token::Kind::close) {
      if (game.actions.size() == game.players.size()) {
        stop(next_, fmt::format("there are more lists of strategies than the {} players",
                                game.players.size()));
      }
      const Token at = next_;
      auto& own = game.actions.emplace_back();
      if (next_.kind == Token::Kind::open) {
        read_strategy_names(own);
      } else {
        number_strategies(own);
      }
      if (own.empty()) stop(at, "a player has no strategies");
      std::size_t profiles = 1;
      for (const auto& list : game.actions) profiles *= list.size();
      if (profiles > k_max_profiles) {
        stop(at, fmt::format("the strategies make more than {} profiles", k_max_profiles));
      }
    }
    if (game.actions.size() < game.players.size()) {
      stop(next_, fmt::format("there are {} players, but strategies for {} only",
                              game.players.size(), game.actions.size()));
    }
    advance();
  }

  void read_strategy_names(std::vector<std::string>& own) {
    advance();
    while (next_.kind != Token::Kind::close) {
      if (own.size() == k_max_actions) {
        stop(next_, fmt::format("a player may have at most {} strategies", k_max_actions));
      }
      add_name(own, "strategy", "");
    }
    advance();
  }

  void number_strategies(std::vector<std::string>& own) {
    const auto count = whole_number();
    if (!count) expected("the number of a player's strategies, or their names in braces");
    if (*count > k_max_actions) {
      stop(next_, fmt::format("a player may have at most {} strategies", k_max_actions));
    }
    for (std::size_t k = 1; k <= *count; ++k) own.push_back(std::to_string(k));
    advance();
  }

  [[nodiscard]] std::optional<std::size_t> whole_number() const {
    if (next_.kind != Token::Kind::word || next_.text.size() > 9 ||
        next_.text.find_first_not_of("0123456789") != std::string::npos) {
      return std::nullopt;
    }
    return std::stoul(next_.text);
  }

  Rational payoff() {
    if (next_.kind != Token::Kind::word) expected("a payoff");
    const auto slash = next_.text.find('/');
    const auto numerator = parse_decimal(std::string_view(next_.text).substr(0, slash));
    auto denominator = std::optional<Rational>(1);
    if (slash != std::string::npos) {
      denominator = parse_decimal(std::string_view(next_.text).substr(slash + 1));
    }
    if (!numerator || !denominator || *denominator == 0) {
      stop(next_, fmt::format("{} is no payoff", in_quotes(next_.text)),
           "write a number such as 3, -0.5 or 1/2, with at most 60 digits");
    }
    advance();
    return *numerator / *denominator;
  }

  void skip_comma() {
    if (next_.kind == Token::Kind::word && next_.text == ",") advance();
  }

  /// Profiles follow each other with the first player's strategy changing fastest.
  [[nodiscard]] static std::size_t profile_at(const StageGame& game, std::size_t position) {
    std::size_t profile = 0;
    for (std::size_t i = 0; i < game.actions.size(); ++i) {
      profile = game.changed(profile, i, position % game.actions[i].size());
      position /= game.actions[i].size();
    }
    return profile;
  }

  void read_payoffs(StageGame& game) {
    const std::size_t profiles = game.profile_count();
    const std::size_t players = game.players.size();
    game.payoff.assign(profiles * players, Rational(0));
    for (std::size_t k = 0; k < profiles; ++k) {
      const std::size_t profile = profile_at(game, k);
      for (std::size_t i = 0; i < players; ++i) {
        if (next_.kind == Token::Kind::end) {
          stop(next_, fmt::format("the file ends after {} of {} payoffs", k * players + i,
                                  profiles * players));
        }
        game.payoff[profile * players + i] = payoff();
        skip_comma();
      }
    }
  }

  void read_outcomes(StageGame& game) {
    const std::size_t players = game.players.size();
    std::vector<Rational> outcomes(players, Rational(0));  // number 0
    advance();
    while (next_.kind != Token::Kind::close) {
      take(Token::Kind::open, "an opening brace and an outcome");
      if (outcomes.size() >= k_longest_list) stop(next_, "there are too many outcomes");
      static_cast<void>(name("the name of an outcome, in quotation marks"));
      for (std::size_t i = 0; i < players; ++i) {
        skip_comma();
        outcomes.push_back(payoff());
      }
      skip_comma();
      take(Token::Kind::close, fmt::format("a closing brace after {} payoffs", players));
    }
    advance();
    const std::size_t profiles = game.profile_count();
    game.payoff.assign(profiles * players, Rational(0));
    for (std::size_t k = 0; k < profiles; ++k) {
      const auto number = whole_number();
      if (!number) expected(fmt::format("the outcome of profile {} of {}", k + 1, profiles));
      if (*number >= outcomes.size() / players) {
        stop(next_, fmt::format("there is no outcome {}; {} are listed", *number,
                                outcomes.size() / players - 1));
      }
      advance();
      const std::size_t profile = profile_at(game, k);
      for (std::size_t i = 0; i < players; ++i) {
        game.payoff[profile * players + i] = outcomes[*number * players + i];
      }
    }
  }

  std::string_view text_;
  TextPositions positions_;
  const std::string& file_;
  std::size_t at_ = 0;
  Token next_;
};

}  // namespace

bool looks_like_nfg(std::string_view text) {
  constexpr std::string_view k_mark = "\xEF\xBB\xBF";
  if (text.starts_with(k_mark)) text.remove_prefix(k_mark.size());
  text.remove_prefix(std::min(text.find_first_not_of(k_blanks), text.size()));
  return text.starts_with("NFG") &&
         (text.size() == 3 || k_blanks.find(text[3]) != std::string_view::npos);
}

Result<StageGame> read_nfg(std::string_view text, const std::string& file) {
  constexpr std::string_view k_mark = "\xEF\xBB\xBF";
  if (text.starts_with(k_mark)) text.remove_prefix(k_mark.size());
  auto faults = check_text(text, TextPositions(text), file);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  try {
    return NfgReader(text, file).run();
  } catch (const Stop& stopped) {
    return tl::unexpected(Diagnostics{stopped.diagnostic});
  }
}

}  // namespace entente::format
