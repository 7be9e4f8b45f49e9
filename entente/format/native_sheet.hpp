#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/base/rational.hpp"
#include "entente/format/yaml_document.hpp"

namespace entente {
struct ReadResult;
struct Scenario;
}  // namespace entente

namespace entente::format {

/// Collects the problems of one reading, over all its files. Keeps at most k_max_problems, and no
/// warning or note in the place of an error.
class Problems {
 public:
  void add(Diagnostic diagnostic);
  void add(Diagnostics diagnostics);

  /// Reports a name that does not exist: the same `message` once per file, with the lines of its
  /// other uses, so that one slip does not fill a page. `hint` is called at most once per message.
  void add_unknown(const Place& place, std::string message,
                   const std::function<std::string()>& hint);

  /// The candidate that was probably meant. Gives up once a reading has compared two million names.
  [[nodiscard]] std::optional<std::size_t> guess(std::string_view wanted,
                                                 const std::vector<std::string_view>& candidates);

  [[nodiscard]] bool failed() const { return !errors_.empty(); }

  /// Everything collected, sorted, with a note on what was left out.
  [[nodiscard]] Diagnostics take();

  /// How many were left out; known after take().
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

  /// What a reading comes to: everything collected, and the scenario if nothing failed.
  [[nodiscard]] ReadResult finish(Scenario&& scenario);

 private:
  struct Uses {
    std::size_t index = 0;  ///< in errors_
    std::vector<int> more_lines;
  };

  Diagnostics errors_;                                           ///< at most k_max_problems
  Diagnostics others_;                                           ///< at most k_max_problems
  std::map<std::pair<std::string, std::string>, Uses> unknown_;  ///< [file, message]
  std::size_t comparisons_left_ = 2'000'000;
  std::size_t left_out_ = 0;
};

/// One file being read: where its problems go, and how its plain values are read. Every reader
/// reports what is wrong and returns nothing then; about refused nodes it stays silent.
class Sheet {
 public:
  Sheet(std::string file, Problems& problems) : file_(std::move(file)), problems_(problems) {}

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] Problems& problems() const { return problems_; }
  [[nodiscard]] Place place(const YamlNode& node) const { return {file_, node.line, node.column}; }
  void error(const YamlNode& at, std::string message, std::string hint = {}) const;
  void wrong_type(const YamlNode& node, std::string_view what, std::string_view expected,
                  std::string hint) const;

  /// True for a mapping (a sequence); otherwise says so, with an example as the hint.
  [[nodiscard]] bool is_mapping(const YamlNode& node, std::string_view what,
                                std::string_view hint) const;
  [[nodiscard]] bool is_sequence(const YamlNode& node, std::string_view what,
                                 std::string_view hint) const;

  /// A scalar as written, not empty.
  [[nodiscard]] std::optional<std::string_view> scalar(const YamlNode& node,
                                                       std::string_view what) const;
  /// A title, source or period: at most k_max_text characters, no control characters but line
  /// breaks (which become blanks).
  [[nodiscard]] std::optional<std::string> text(const YamlNode& node, std::string_view what) const;
  /// A name of a party, issue or option: at most k_max_name characters, no control characters.
  [[nodiscard]] std::optional<std::string> name(const YamlNode& node, std::string_view what) const;
  [[nodiscard]] std::optional<Rational> number(const YamlNode& node, std::string_view what) const;
  [[nodiscard]] std::optional<Rational> probability(const YamlNode& node,
                                                    std::string_view what) const;
  /// A whole number from `least` to `most`.
  [[nodiscard]] std::optional<int> whole(const YamlNode& node, std::string_view what, int least,
                                         int most) const;
  [[nodiscard]] std::optional<bool> flag(const YamlNode& node, std::string_view what) const;

 private:
  std::string file_;
  Problems& problems_;
};

/// The entries of a mapping whose keys are known beforehand. Reports every other key. A key that
/// was probably meant is read as if it had been written right, to spare the reader follow-ups.
class Fields {
 public:
  Fields(const Sheet& sheet, const YamlNode& mapping, std::string_view what,
         std::initializer_list<std::string_view> known);

  /// The value of a key, or null when the key is absent.
  [[nodiscard]] const YamlNode* get(std::string_view key) const;
  /// The key itself, or null.
  [[nodiscard]] const YamlNode* key(std::string_view key) const;
  /// As `get`; absence is an error at the mapping.
  [[nodiscard]] const YamlNode* require(std::string_view key, std::string hint) const;

 private:
  const Sheet& sheet_;
  const YamlNode& mapping_;
  std::string what_;
  std::vector<std::pair<std::string_view, std::size_t>> found_;
};

/// "`a`, `b` and `c`", at most `most` of them and then "and 7 more".
[[nodiscard]] std::string listed(const std::vector<std::string_view>& names, std::size_t most = 8);

/// "1 value", "2 values".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

/// A node on one line, as in `{a: b, c: [d, e]}`, at most 300 characters.
[[nodiscard]] std::string flow_text(const YamlNode& node);

/// A number in backquotes for messages.
[[nodiscard]] std::string shown(const Rational& number);

}  // namespace entente::format
