#include "entente/format/genius_domain.hpp"

#include <algorithm>
#include <utility>

#include "entente/format/limits.hpp"

namespace entente::format {
namespace {

class DomainReader {
 public:
  DomainReader(GeniusDomain& domain, GeniusLog& log) : domain_(domain), log_(log) {}

  void read_objective(const XmlElement& element) {
    if (const auto index = read_int(element, "index", log_)) domain_.objectives.insert(*index);
    for (const auto& child : element.children) {
      if (child.name == "objective") read_objective(child);
    }
    for (const auto& child : element.children) {
      if (child.name == "issue") read_issue(child);
    }
  }

  /// GENIUS finds issues and objectives by the same indices. What cannot be told apart is left out.
  void drop_ambiguous() {
    std::vector<GeniusIssue> kept;
    domain_.positions.clear();
    for (auto& issue : domain_.issues) {
      if (domain_.objectives.contains(issue.index)) {
        log_.error(issue.place,
                   "index " + std::to_string(issue.index) + " belongs to an objective already",
                   "GENIUS finds issues by their index alone; give each its own");
        domain_.unreadable.insert(issue.index);
        continue;
      }
      domain_.positions.emplace(issue.index, kept.size());
      kept.push_back(std::move(issue));
    }
    domain_.issues = std::move(kept);
  }

 private:
  void read_issue(const XmlElement& element) {
    const auto index = read_int(element, "index", log_);
    if (!index) return;
    if (domain_.position(*index) || domain_.unreadable.contains(*index)) {
      log_.error(log_.at(*element.attribute("index")),
                 "a second issue has the index " + std::to_string(*index),
                 "GENIUS finds issues by their index alone; give each its own");
      return;
    }
    GeniusIssue issue;
    issue.index = *index;
    issue.place = log_.at(element);
    issue.type = read_type(element);
    const XmlAttribute* name = element.attribute("name");
    issue.name =
        name != nullptr && !name->value.empty() ? name->value : "issue " + std::to_string(*index);
    if (!read_options(element, issue) || !within_limits(issue)) {
      domain_.unreadable.insert(*index);
      return;
    }
    domain_.positions.emplace(issue.index, domain_.issues.size());
    domain_.issues.push_back(std::move(issue));
  }

  bool read_options(const XmlElement& element, GeniusIssue& issue) {
    switch (issue.type) {
      case GeniusType::integer:
        return read_range(element, issue, true);
      case GeniusType::real:
        return read_range(element, issue, false);
      case GeniusType::discrete:
      case GeniusType::objective:  // no type of issue: GENIUS takes it for discrete
        issue.type = GeniusType::discrete;
        return read_items(element, issue);
    }
    return false;
  }

  bool read_items(const XmlElement& element, GeniusIssue& issue) {
    bool good = true;
    for (const auto& item : element.children) {
      if (item.name != "item") continue;
      const XmlAttribute* value = item.attribute("value");
      if (value == nullptr) {
        log_.error(log_.at(item), "this item of issue " + in_quotes(issue.name) + " has no `value`",
                   "add value=\"...\", the name of the option");
        good = false;
        continue;
      }
      issue.options.push_back(value->value);
      issue.option_places.push_back(log_.at(item));
    }
    if (good && issue.options.empty()) {
      log_.error(issue.place, "issue " + in_quotes(issue.name) + " has no options",
                 "a discrete issue lists them as <item value=\"...\">");
      return false;
    }
    return good;
  }

  bool read_range(const XmlElement& element, GeniusIssue& issue, bool whole) {
    const XmlElement* bounds = bounds_element(element);
    if (bounds == nullptr) {
      log_.error(issue.place, "issue " + in_quotes(issue.name) + " states no bounds",
                 whole ? "add lowerbound=\"...\" and upperbound=\"...\""
                       : "add <range lowerbound=\"...\" upperbound=\"...\"/>");
      return false;
    }
    const auto low = read_bound(*bounds, "lowerbound", whole);
    const auto high = read_bound(*bounds, "upperbound", whole);
    if (!low || !high) return false;
    if (*low > *high) {
      log_.error(log_.at(*bounds),
                 "the lower bound of issue " + in_quotes(issue.name) + " is above its upper bound",
                 "exchange the two");
      return false;
    }
    issue.low = *low;
    const Rational steps = whole ? Rational(*high - *low) : Rational(k_genius_real_steps - 1);
    if (!whole) issue.step = (*high - *low) / steps;
    if (steps >= Rational(k_genius_max_options)) {
      log_.error(log_.at(*bounds),
                 "issue " + in_quotes(issue.name) + " has more than " +
                     std::to_string(k_genius_max_options) + " options",
                 "narrow its bounds");
      return false;
    }
    // A real issue between equal bounds has one value, not twenty-one equal ones.
    const std::size_t count =
        issue.step == 0 ? 1 : numerator_of(steps).convert_to<std::size_t>() + 1;
    for (std::size_t o = 0; o < count; ++o) {
      issue.options.push_back(to_text(issue.number(o)));
      issue.option_places.push_back(issue.place);
    }
    if (!whole) note_steps(issue);
    return true;
  }

  std::optional<Rational> read_bound(const XmlElement& bounds, std::string_view name, bool whole) {
    if (!whole) return read_number(bounds, name, log_);
    const auto value = read_int(bounds, name, log_);
    return value ? std::optional<Rational>(*value) : std::nullopt;
  }

  void note_steps(const GeniusIssue& issue) {
    log_.warning(issue.place,
                 "issue " + in_quotes(issue.name) + " is continuous; it is read at " +
                     std::to_string(issue.options.size()) + " values from " +
                     issue.options.front() + " to " + issue.options.back() +
                     ", as GENIUS samples it",
                 "answers hold for these values only");
  }

  bool within_limits(const GeniusIssue& issue) {
    options_ += issue.options.size();
    const char* problem = nullptr;
    if (issue.options.size() > k_genius_max_options) problem = "this issue has too many options";
    if (options_ > k_genius_max_all_options) problem = "the issues together have too many options";
    if (domain_.issues.size() >= k_max_issues) problem = "the domain has too many issues";
    if (problem == nullptr) return true;
    options_ -= issue.options.size();
    log_.error(issue.place, problem,
               "at most " + std::to_string(k_max_issues) + " issues, " +
                   std::to_string(k_genius_max_options) + " options of one and " +
                   std::to_string(k_genius_max_all_options) + " in all can be read");
    return false;
  }

  GeniusDomain& domain_;
  GeniusLog& log_;
  std::size_t options_ = 0;
};

/// Says what the file is instead, where that can be told.
void explain_wrong_root(const XmlElement& root, GeniusLog& log) {
  if (root.name == "utility_space") {
    log.error(log.at(root), "this is a GENIUS profile, but the first file must be the domain",
              "give the domain first, then the profiles: DOMAIN.xml PROFILE1.xml PROFILE2.xml");
    return;
  }
  log.error(log.at(root),
            in_quotes(root.name) + " holds no <utility_space>: this is no GENIUS domain",
            "a domain is a <negotiation_template> with a <utility_space> that holds the issues");
}

}  // namespace

std::optional<std::size_t> GeniusDomain::position(std::int32_t index) const {
  const auto it = positions.find(index);
  return it == positions.end() ? std::nullopt : std::optional(it->second);
}

std::optional<GeniusDomain> read_genius_domain(const XmlElement& root, GeniusLog& log) {
  const XmlElement* space = root.child("utility_space");
  if (space == nullptr) {
    explain_wrong_root(root, log);
    return std::nullopt;
  }
  const XmlElement* tree = space->child("objective");
  if (tree == nullptr) {
    log.error(log.at(*space), "the <utility_space> holds no <objective> with the issues",
              "put the issues into <objective index=\"0\" name=\"...\">");
    return std::nullopt;
  }
  GeniusDomain domain;
  const XmlAttribute* name = tree->attribute("name");
  if (name != nullptr) domain.name = name->value;
  DomainReader reader(domain, log);
  reader.read_objective(*tree);
  reader.drop_ambiguous();
  if (domain.issues.empty() && domain.unreadable.empty()) {
    log.error(log.at(*tree), "the domain has no issues", "");
  }
  return domain;
}

}  // namespace entente::format
