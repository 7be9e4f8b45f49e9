#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/app/example_files.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using nlohmann::ordered_json;
using test::k_cyber_file;
using test::run_entente;

using Reference = std::map<std::string, std::set<std::string>>;  // member -> types

/// The tables of docs/json.md, by schema.
std::map<std::string, Reference> documented() {
  std::map<std::string, Reference> schemas;
  std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/docs/json.md");
  std::string schema;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) schema = line.substr(3);
    if (!line.starts_with("| `")) continue;
    const std::size_t end = line.find('`', 3);
    const std::size_t type_begin = line.find("| ", end) + 2;
    std::string types = line.substr(type_begin, line.find(" |", type_begin) - type_begin);
    auto& set = schemas[schema][line.substr(3, end - 3)];
    for (std::size_t at = 0; (at = types.find(" or ")) != std::string::npos;) {
      set.insert(types.substr(0, at));
      types.erase(0, at + 4);
    }
    set.insert(types);
  }
  return schemas;
}

std::string type_of(const ordered_json& value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return "boolean";
  if (value.is_number()) return "number";
  if (value.is_string()) return "text";
  return value.is_array() ? "list" : "object";
}

/// Collects every member of an answer under its documented name.
class Members {
 public:
  /// `names`: an answer that lists parties and issues, where this one does not.
  Members(const ordered_json& answer, const ordered_json& names) {
    if (names.contains("party_names")) {
      for (const auto& [party, name] : names["party_names"].items()) parties_.insert(party);
    }
    if (names.contains("issue_titles")) {
      for (const auto& [issue, title] : names["issue_titles"].items()) issues_.insert(issue);
    }
    visit("", answer);
  }
  Reference seen;

 private:
  void visit(const std::string& name, const ordered_json& value) {
    const bool element = name.ends_with("[]") && value.is_object();  // its members are described
    if (!name.empty() && !element) seen[name].insert(type_of(value));
    if (value.is_object()) {
      for (const auto& [key, member] : value.items()) {
        visit(name.empty() ? key : child(name, key), member);
      }
    } else if (value.is_array()) {
      for (const auto& one : value) visit(name + "[]", one);
    }
  }

  [[nodiscard]] std::string child(const std::string& name, const std::string& key) const {
    static const std::set<std::string> concepts = {"nash", "kalai_smorodinsky", "egalitarian",
                                                   "utilitarian"};
    if (name == "deals" && concepts.contains(key)) return name + ".CONCEPT";
    // The fallback has the members of a deal.
    if (name == "deals.CONCEPT.fallback") return "deals.CONCEPT." + key;
    if (name != "deals.CONCEPT" && parties_.contains(key)) return name + ".PARTY";
    if (issues_.contains(key)) return name + ".ISSUE";
    return name + '.' + key;
  }

  std::set<std::string> parties_;
  std::set<std::string> issues_;
};

/// Answers that, together, show every member with every type; those of one run after each other,
/// the one that lists the names last.
std::vector<std::vector<ordered_json>> answers(const test::TemporaryFolder& folder) {
  const auto cake = folder.write("cake.yaml", test::k_no_deal);
  const auto broken = folder.write("broken.yaml", test::k_broken);
  const auto ruled = folder.write("ruled.yaml", test::k_ruled_out);
  const auto neighbours = folder.write("neighbours.yaml", test::k_neighbours);
  const auto england = folder.write("draft.yaml", test::k_england_draft);
  const auto hands = folder.write("hands.yaml", test::k_hands);
  const auto doubt = folder.write("doubt.yaml", test::k_doubt);
  const auto standards = folder.write(
      "standards.csv",
      "issue,standard,detection,false_alarm\nnorth,a,0.5,0.01\nnorth,b,0.1,0.05\n,c,1,0\n");
  const auto favour = folder.write("favour.yaml", test::k_favour);
  const auto fine = folder.write("fine.yaml", test::k_too_fine);
  const auto conflict = folder.write("conflict.yaml", test::k_plain_conflict);
  const auto for_good = folder.write("for-good.yaml", test::k_for_good);
  const auto three =
      folder.write("three.nfg", "NFG 1 R \"\" { \"a\" \"b\" \"c\" } { 1 1 2 }\n1 1 1 2 2 2\n");
  // The first two match pennies, and all see it.
  const auto no_three =
      folder.write("no-three.nfg",
                   "NFG 1 R \"\" { \"a\" \"b\" \"c\" } { 2 2 1 }\n1 -1 0 -1 1 0 -1 1 0 1 -1 0\n");
  const auto wide = folder.write("wide.yaml", test::wide_conflict());
  const std::vector<std::vector<std::string>> commands = {
      {"solve", k_cyber_file},
      {"solve", k_cyber_file, "--threat", "sanctions=imposed", "--count", "--max-points", "2"},
      {"solve", k_cyber_file, "--no-frontier", "--best", "3", "--adjusted-winner"},
      {"solve", k_cyber_file, "--frontier-cap", "1", "--peer-points"},
      {"solve", test::k_estate_file, "--adjusted-winner", "--verify"},
      {"solve", test::k_harbour_file, "--adjusted-winner"},
      {"solve", test::k_harbour_file, "--count", "--fallback-bargaining"},
      {"solve", "examples/england-zimbabwe/domain.xml", "examples/england-zimbabwe/england.xml",
       "examples/england-zimbabwe/zimbabwe.xml", "--peer-points", "--at-time", "0.5"},
      {"solve", cake},
      {"improve", k_cyber_file, test::k_cyber_draft_file},
      {"improve", k_cyber_file, test::k_cyber_draft_file, "--threat", "sanctions=imposed",
       "--least-cost", "us", "--no-frontier"},
      {"improve", neighbours},
      {"improve", neighbours, "--set", "fence=high", "--rule-out", "garden=closed"},
      {"improve", "examples/england-zimbabwe/domain.xml", "examples/england-zimbabwe/england.xml",
       "examples/england-zimbabwe/zimbabwe.xml", england},
      {"why", k_cyber_file, "--threat", "sanctions=imposed"},
      {"why", k_cyber_file, "--off", "circumvention_support", "--goal",
       "commercial_theft=stopped and prosecuted", "--off", "network_exploitation", "--rule-out",
       "hacktivists=prosecuted", "--rule-out", "critical_infrastructure_us=stopped"},
      {"why", k_cyber_file, "--goal", "commercial_theft=stopped and prosecuted", "--threat",
       "sanctions=imposed", "--off", "circumvention_support", "--off", "network_exploitation",
       "--off", "hacktivists"},
      {"why", ruled},
      {"why", ruled, "--max-questions", "1"},
      {"why", test::k_harbour_file},
      {"why", fine},
      {"why", k_cyber_file, "--off", "commercial_theft", "--goal",
       "commercial_theft=stopped and prosecuted"},
      {"why", ruled, "--goal", "house=sold"},
      {"why", k_cyber_file, "--rule-out", "hacktivists=prosecuted", "--goal",
       "hacktivists=prosecuted"},
      {"why", "examples/england-zimbabwe/domain.xml", "examples/england-zimbabwe/england.xml",
       "examples/england-zimbabwe/zimbabwe.xml"},
      {"why", cake},
      {"table", k_cyber_file, "--goal", "commercial_theft=stopped and prosecuted", "--threat",
       "sanctions=imposed"},
      {"table", k_cyber_file, "--stream"},
      {"table", k_cyber_file, "--max-questions", "1"},
      {"table", k_cyber_file, "--off", "dialogue"},
      {"table", k_cyber_file, "--only-from", "us", "--goal", "commercial_theft=as today"},
      {"table", "examples/labour-dispute.yaml"},
      {"table", fine},
      {"table", cake},
      {"hold", k_cyber_file, "--threat", "sanctions=imposed"},
      {"hold", "--ordinal", k_cyber_file, "--on", "commercial_theft", "--on", "sanctions"},
      {"hold", "--ordinal", k_cyber_file, test::k_cyber_draft_file},
      {"hold", "--ordinal", "examples/elmira.yaml"},
      {"hold", "--ordinal", conflict},
      {"hold", "--ordinal", for_good},
      {"hold", "--ordinal", wide},
      {"hold", k_cyber_file, test::k_cyber_draft_file, "--discount", "0.99"},
      {"hold", "--game", "examples/prisoners-dilemma.nfg", "--discount", "0.5"},
      {"hold", "--game", "examples/prisoners-dilemma.nfg", "--signals", "examples/wells.csv",
       "--discount", "0.9"},
      {"hold", "--game", three, "--discount", "0.5"},
      {"hold", k_cyber_file, "--as-game", "--on", "commercial_theft", "--on", "sanctions"},
      {"hold", k_cyber_file, "--as-game", "--set", "dialogue=once a year"},
      {"hold", favour, "--as-game", "--deal", "utilitarian"},
      {"hold", "--game", no_three, "--discount", "0.5"},
      // Next to the threshold of 10/33, where no more is proven than that nobody spares.
      {"hold", "--game", "examples/prisoners-dilemma.nfg", "--signals", "examples/wells.csv",
       "--discount", "0.30303030303030304"},
      {"hold", hands},
      {"hold", hands, "--discount", "0.9"},
      {"hold", hands, "--set", "north=stopped"},
      {"hold", k_cyber_file, "--discount", "0.3"},
      {"hold", k_cyber_file, "--must-hold"},
      {"hold", k_cyber_file, "--must-hold", "--discount", "0.3"},
      {"hold", k_cyber_file, "--must-hold", "--discount", "0.92"},
      {"hold", hands, "--must-hold", "--discount", "0.6"},
      {"hold", hands, "--must-hold", "--discount", "0.9"},
      {"hold", doubt},
      {"hold", cake},
      {"hold", hands, "--discount", "0.9", "--standards", standards},
      {"hold", hands, "--standards", standards},
      {"hold", favour, "--must-hold", "--deal", "utilitarian"},
      {"check", k_cyber_file},
      {"check", broken},
      {"check", folder.path("missing.yaml")}};
  std::vector<std::vector<ordered_json>> list;
  for (auto words : commands) {
    const bool lines = words.back() == "--stream";
    words.emplace_back("--json");
    std::istringstream in(run_entente(words).out);
    auto& run = list.emplace_back();
    if (!lines) run.push_back(ordered_json::parse(in));
    for (std::string line; lines && std::getline(in, line);) {
      run.push_back(ordered_json::parse(line));
    }
  }
  return list;
}

TEST(JsonReference, DescribesExactlyWhatIsPrinted) {
  const test::TemporaryFolder folder;
  auto schemas = documented();
  std::map<std::string, Reference> printed;
  for (const auto& run : answers(folder)) {
    for (const auto& answer : run) {
      const std::string schema = answer["schema"];
      for (const auto& [name, types] : Members(answer, run.back()).seen) {
        for (const auto& type : types) {
          printed[schema][name].insert(type);
          EXPECT_TRUE(schemas[schema][name].contains(type))
              << schema << ": " << name << " is " << type << ", which docs/json.md does not say";
        }
      }
    }
  }
  ASSERT_EQ(printed.size(), schemas.size());
  for (const auto& [schema, reference] : schemas) {
    for (const auto& [name, types] : reference) {
      EXPECT_TRUE(printed[schema].contains(name))
          << schema << ": docs/json.md describes " << name << ", which no answer has";
    }
  }
}

class MemberOrder : public testing::TestWithParam<const char*> {};

TEST_P(MemberOrder, IsTheDocumentedOne) {
  std::vector<std::string> order;
  std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/docs/json.md");
  std::string schema;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) schema = line.substr(3);
    if (schema != std::string("entente.") + GetParam() + "/1" || !line.starts_with("| `")) continue;
    const std::string name = line.substr(3, line.find('`', 3) - 3);
    if (name.find_first_of(".[") == std::string::npos) order.push_back(name);
  }
  std::vector<std::string> printed;
  const auto answer = ordered_json::parse(run_entente({GetParam(), k_cyber_file, "--json"}).out);
  for (const auto& [name, value] : answer.items()) printed.push_back(name);
  EXPECT_EQ(printed, order);
}

INSTANTIATE_TEST_SUITE_P(JsonReference, MemberOrder, testing::Values("solve", "table"),
                         [](const auto& verb) { return std::string(verb.param); });

}  // namespace
}  // namespace entente
