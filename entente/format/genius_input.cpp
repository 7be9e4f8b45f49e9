#include "entente/format/genius_input.hpp"

#include <utility>

#include "entente/format/java_number.hpp"
#include "entente/format/limits.hpp"

namespace entente::format {
namespace {

const XmlAttribute* required(const XmlElement& element, std::string_view attribute,
                             GeniusLog& log) {
  const XmlAttribute* found = element.attribute(attribute);
  if (found == nullptr) {
    log.error(log.at(element), "<" + element.name + "> has no `" + std::string(attribute) + "`",
              "add " + std::string(attribute) + "=\"...\"");
  }
  return found;
}

}  // namespace

void GeniusLog::add(Diagnostic diagnostic, std::size_t& said) {
  if (said == k_max_problems) {
    ++result_.omitted;
    return;
  }
  ++said;
  result_.diagnostics.push_back(std::move(diagnostic));
}

void GeniusLog::error(const Place& place, std::string message, std::string hint) {
  add(make_error(place, std::move(message), std::move(hint)), errors_);
}

void GeniusLog::warning(const Place& place, std::string message, std::string hint) {
  add(make_warning(place, std::move(message), std::move(hint)), warnings_);
}

std::optional<std::int32_t> read_int(const XmlElement& element, std::string_view attribute,
                                     GeniusLog& log) {
  const XmlAttribute* found = required(element, attribute, log);
  if (found == nullptr) return std::nullopt;
  const auto value = parse_java_int(found->value);
  if (!value) {
    log.error(log.at(*found),
              "`" + std::string(attribute) + "` of <" + element.name + "> is " +
                  in_quotes(found->value) + ", not a whole number",
              "give a whole number of at most 32 bits");
  }
  return value;
}

std::optional<Rational> read_number(const XmlElement& element, std::string_view attribute,
                                    GeniusLog& log) {
  const XmlAttribute* found = required(element, attribute, log);
  if (found == nullptr) return std::nullopt;
  auto value = parse_java_double(found->value);
  if (!value) {
    log.error(log.at(*found),
              "`" + std::string(attribute) + "` of <" + element.name + "> is " +
                  in_quotes(found->value) + ", not a finite number",
              "give a decimal number such as 0.25 or 2.5E-1");
  }
  return value;
}

GeniusType read_type(const XmlElement& element) {
  const XmlAttribute* type = element.attribute("type");
  if (type == nullptr) return GeniusType::discrete;
  if (equal_ignoring_case(type->value, "integer")) return GeniusType::integer;
  if (equal_ignoring_case(type->value, "real")) return GeniusType::real;
  if (equal_ignoring_case(type->value, "objective")) return GeniusType::objective;
  return GeniusType::discrete;
}

const XmlElement* bounds_element(const XmlElement& issue) {
  if (issue.attribute("lowerbound") != nullptr || issue.attribute("upperbound") != nullptr) {
    return &issue;
  }
  return issue.child("range");
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return small_letters(a) == small_letters(b);
}

}  // namespace entente::format
