#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/format/native_sheet.hpp"
#include "entente/format/yaml_document.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// A file of another tool: its name, for messages and perhaps for a party's name, and its text.
struct ImportFile {
  std::string name;
  std::string_view text;
};

/// The value of a key, or null where the map has no such key (or this is no map).
[[nodiscard]] const YamlNode* entry(const YamlNode& map, std::string_view key);

/// The map (the number) under a key that must be there; null (nothing) where it is missing or
/// something else (reported).
[[nodiscard]] const YamlNode* require_map(const Sheet& sheet, const YamlNode& map,
                                          std::string_view key);
[[nodiscard]] std::optional<Rational> require_number(const Sheet& sheet, const YamlNode& map,
                                                     std::string_view key);

/// A scenario that is being read from the files of another tool: issues with options, and parties
/// with values; no status quo, and a reservation for each party.
class ImportDraft {
 public:
  [[nodiscard]] Problems& problems() { return problems_; }
  [[nodiscard]] const Scenario& scenario() const { return s_; }

  void set_heading(std::string title, std::string file);

  /// Takes a file's text apart; nothing where it is no map (reported).
  [[nodiscard]] std::optional<YamlNode> parse(const ImportFile& file, std::string_view what);

  /// Adds an issue; options must be distinct (reported otherwise, at their places). False after an
  /// error.
  bool add_issue(const Sheet& sheet, const YamlNode& at, std::string name,
                 std::vector<std::string> options, std::vector<Place> places);

  /// The issue or option of this name; a number may be written in another way than in the domain.
  [[nodiscard]] std::optional<std::size_t> find_issue(const std::string& name) const;
  [[nodiscard]] std::optional<std::size_t> find_option(std::size_t issue,
                                                       const std::string& text) const;
  /// As these; unknown names are reported with what was probably meant.
  [[nodiscard]] std::optional<std::size_t> issue(const Sheet& sheet, const YamlNode& node);
  [[nodiscard]] std::optional<std::size_t> option(const Sheet& sheet, std::size_t issue,
                                                  const YamlNode& node);

  /// Adds a party with no values, and a reservation of 0. Nothing where there are too many.
  [[nodiscard]] Preferences* add_party(const Sheet& sheet, const YamlNode& at, std::string name);

  /// The scenario, unless there were errors, and everything there is to say. Names of parties are
  /// made distinct.
  [[nodiscard]] ReadResult finish();

 private:
  Scenario s_;
  Problems problems_;
  std::unordered_map<std::string, std::size_t> issues_;
  std::vector<std::unordered_map<std::string, std::size_t>> options_;
  std::vector<std::unordered_map<std::string, std::size_t>> numbers_;  ///< options by their value
  std::size_t all_options_ = 0;
};

/// A number as to_text writes it, or nothing where the text is none.
[[nodiscard]] std::optional<std::string> plain_number(std::string_view text);

/// from, from + step, ... up to `to`, as options; empty (reported) where these are too many.
[[nodiscard]] std::vector<std::string> number_options(const Sheet& sheet, const YamlNode& at,
                                                      const Rational& from, const Rational& to,
                                                      const Rational& step);

}  // namespace entente::format
