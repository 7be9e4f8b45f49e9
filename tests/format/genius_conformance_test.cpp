// The table of docs/genius.md: outcomes with what GENIUS itself computed for them.

#include <cmath>
#include <fstream>
#include <iterator>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/format/genius.hpp"
#include "entente/format/load.hpp"
#include "entente/model/outcome.hpp"

namespace entente::format {
namespace {

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(by, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + by.size();
  }
  return parts;
}

TEST(GeniusConformance, TheTableInTheManualIsTrue) {
  const std::string root = ENTENTE_SOURCE_DIR;
  std::ifstream page(root + "/docs/genius.md");
  std::size_t rows = 0;
  for (std::string line; std::getline(page, line);) {
    const auto cells = split(line, " | ");
    if (cells.size() != 6 || line.find(" / ") == std::string::npos) continue;
    SCOPED_TRACE(line);
    ++rows;
    const std::string example = cells[0].substr(2);
    const std::string folder = root + "/examples/" + example + '/';
    const auto names = split(example, "-");
    const auto read = load_scenario(
        {folder + "domain.xml", folder + names.at(0) + ".xml", folder + names.at(1) + ".xml"});
    ASSERT_TRUE(read.scenario);
    Outcome outcome;
    const auto options = split(cells[1], " / ");
    ASSERT_EQ(options.size(), read.scenario->issue_count());
    for (std::size_t i = 0; i < options.size(); ++i) {
      const auto option = read.scenario->find_option(IssueId(i), options[i]);
      ASSERT_TRUE(option) << options[i];
      outcome.push_back(static_cast<std::uint16_t>(option->index()));
    }
    for (std::size_t j = 0; j < 2; ++j) {
      const Rational exact = utility(*read.scenario, PartyId(j), outcome);
      EXPECT_NEAR(to_double(exact), std::stod(cells[2 + j]), 1e-15);
      // The page cuts the fraction after 20 places.
      const std::string shown = cells[4 + j].substr(0, cells[4 + j].find("..."));
      const Rational rest = exact - parse_decimal(shown).value();
      EXPECT_GE(rest, 0);
      EXPECT_LT(rest, parse_decimal("1e-20"));
    }
  }
  EXPECT_EQ(rows, 4U);
}

TEST(GeniusConformance, TheConstraintProfileInTheManualIsReadAsItSays) {
  std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/docs/genius.md");
  const std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::string profile = split(split(page, "```xml\n").at(1), "```").at(0);
  const std::string domain =
      "<negotiation_template><utility_space><objective index=\"0\" name=\"market\">"
      "<issue index=\"1\" name=\"site\"><item value=\"centre\"/><item value=\"outskirts\"/></issue>"
      "<issue index=\"2\" name=\"parking\"><item value=\"no parking\"/><item value=\"100 places\"/>"
      "</issue></objective></utility_space></negotiation_template>";
  const GeniusFile file{"p.xml", profile};
  const auto read = read_genius({"d.xml", domain}, std::span(&file, 1));
  ASSERT_TRUE(read.scenario);
  EXPECT_TRUE(read.diagnostics.empty());
  EXPECT_EQ(utility(*read.scenario, PartyId(0), {1, 1}), Rational(3, 4));
  EXPECT_EQ(utility(*read.scenario, PartyId(0), {0, 1}), Rational(1, 2));
}

}  // namespace
}  // namespace entente::format
