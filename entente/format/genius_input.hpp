#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/base/diagnostic.hpp"
#include "entente/base/rational.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/xml_tree.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Collects what there is to say about one GENIUS file: at most k_max_problems errors and as many
/// warnings. What is more than that is counted as omitted.
class GeniusLog {
 public:
  GeniusLog(std::string file, ReadResult& result) : file_(std::move(file)), result_(result) {}

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] Place at(const XmlElement& e) const { return {file_, e.line, e.column}; }
  [[nodiscard]] Place at(const XmlAttribute& a) const { return {file_, a.line, a.column}; }

  void error(const Place& place, std::string message, std::string hint);
  void warning(const Place& place, std::string message, std::string hint);

 private:
  void add(Diagnostic diagnostic, std::size_t& said);

  std::string file_;
  ReadResult& result_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

/// The attribute as a whole number or a number. Reports a missing or unreadable one as an error and
/// returns nothing.
[[nodiscard]] std::optional<std::int32_t> read_int(const XmlElement& element,
                                                   std::string_view attribute, GeniusLog& log);
[[nodiscard]] std::optional<Rational> read_number(const XmlElement& element,
                                                  std::string_view attribute, GeniusLog& log);

/// What an issue's values are. GENIUS takes an absent or unknown `type` for discrete.
enum class GeniusType { discrete, integer, real, objective };

/// The type an element states; `objective` only counts in profiles.
[[nodiscard]] GeniusType read_type(const XmlElement& element);

/// The bounds of an integer or real issue: its own attributes, or a <range> child. Both spellings
/// are taken for both types. Null where it states none.
[[nodiscard]] const XmlElement* bounds_element(const XmlElement& issue);

/// Are two texts equal but for capitals (ASCII)?
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace entente::format
