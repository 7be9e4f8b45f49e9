#include "app/options.hpp"

#include <algorithm>
#include <cstddef>

namespace entente::app {
namespace {

constexpr std::string_view k_question = "The question";
constexpr std::string_view k_limits = "Limits";
constexpr std::string_view k_output = "Output";

OptionSpec flag(std::string_view name, std::string_view group, std::string_view help) {
  OptionSpec spec;
  spec.name = name;
  spec.group = group;
  spec.help = help;
  return spec;
}

OptionSpec text(std::string_view name, std::string_view value, std::string_view group,
                std::string_view help) {
  OptionSpec spec = flag(name, group, help);
  spec.value = value;
  spec.kind = OptionKind::text;
  spec.repeatable = true;
  return spec;
}

OptionSpec number(OptionKind kind, std::string_view name, std::string_view value, double low,
                  double high, std::string_view default_text, std::string_view group,
                  std::string_view help) {
  OptionSpec spec = flag(name, group, help);
  spec.value = value;
  spec.kind = kind;
  spec.low = low;
  spec.high = high;
  spec.default_text = default_text;
  return spec;
}

OptionSpec integer(std::string_view name, double low, double high, std::string_view default_text,
                   std::string_view group, std::string_view help) {
  return number(OptionKind::integer, name, "N", low, high, default_text, group, help);
}

OptionSpec choice(std::string_view name, std::string_view value,
                  std::vector<std::string_view> choices, std::string_view default_text,
                  std::string_view group, std::string_view help) {
  OptionSpec spec = flag(name, group, help);
  spec.value = value;
  spec.kind = OptionKind::choice;
  spec.choices = std::move(choices);
  spec.default_text = default_text;
  return spec;
}

OptionSpec json_option() {
  return flag("--json", k_output, "print JSON instead of a page (docs/json.md)");
}

OptionSpec width_option() {
  return integer("--width", 60, 200, "the terminal's width, else 80", k_output,
                 "columns of the page");
}

OptionSpec ascii_option() {
  return flag("--ascii", k_output,
              "no character beyond ASCII (also when the locale is not UTF-8, for pages)");
}

OptionSpec color_option() {
  return choice("--color", "WHEN", {"auto", "always", "never"}, "auto", k_output,
                "colours; auto: on a terminal, unless NO_COLOR is set or TERM is dumb");
}

OptionSpec help_option() { return flag("--help", k_output, "print this help"); }

OptionSpec threads_option() {
  return integer("--threads", 1, 256, "all processors", k_limits,
                 "threads at most; the answer does not depend on it");
}

std::vector<OptionSpec> solve_options() {
  return {
      choice("--deal", "CONCEPT", {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"},
             "nash", k_question, "the deal to recommend: its ledger is shown"),
      text("--weights", "PARTY=W,...", k_question,
           "bargaining weights, from 0.001 to 1000, in the proportion of whole numbers "
           "below 65,536; parties not named have 1"),
      text("--rule-out", "ISSUE=OPTION", k_question, "agreements may not settle the issue so"),
      text("--threat", "ISSUE=OPTION", k_question,
           "a threat that is carried out when there is no deal"),
      flag("--count", k_question, "also count the outcomes that each party, and all, accept"),
      flag("--no-frontier", k_limits, "do not list the frontier"),
      integer("--frontier-cap", 1, 1e9, "5000000", k_limits,
              "points the frontier may hold while it is made; beyond, it is called partial"),
      number(OptionKind::seconds, "--time-limit", "SECONDS", 0, 1e9, "none", k_limits,
             "stop then, with the best found and how far it may be from the best possible; "
             "writing a long answer takes its time after that, see --max-points"),
      integer("--max-nodes", 1, 1e18, "none", k_limits,
              "search steps per deal: a limit that is the same on every machine"),
      threads_option(),
      json_option(),
      integer("--max-points", 0, 1e9, "all", k_output,
              "frontier points listed in JSON; the rest are counted as omitted"),
      flag("--verify", k_output, "check every answer again by the slow definitions"),
      width_option(),
      ascii_option(),
      color_option(),
      help_option(),
  };
}

VerbSpec solve_verb() {
  return {
      "solve",
      "FILE...",
      1,
      64,
      "which deal, and what does each give and get?",
      "Reads a scenario and finds the deals: which outcomes leave nothing on the table, which "
      "of them each party accepts, and the Nash, Kalai-Smorodinsky, egalitarian and "
      "utilitarian deals with what each party gives and gets.\n"
      "FILE is a scenario in YAML or JSON, with the parties' preferences in further files if "
      "you like; or a GENIUS domain followed by one profile per party. One of them may be -, "
      "which is standard input.\n"
      "With weights, Nash makes the product of gain^weight greatest, utilitarian the sum of "
      "weight*gain, egalitarian the least gain/weight, and Kalai-Smorodinsky the least "
      "share/weight of the ideal gain.\n"
      "Every answer says whether it is exact, or how far it may be from the best possible. "
      "Ctrl-C stops the search and shows the best found so far.",
      {{"entente solve us-china-2015.yaml", "one page: the deals and the ledger"},
       {"entente solve us-china-2015.yaml --json", "the same for programs"},
       {"entente solve us-china-2015.yaml --weights us=2,china=1",
        "the US counts twice in bargaining"},
       {"entente solve us-china-2015.yaml --threat sanctions=imposed",
        "what if no deal meant sanctions?"},
       {"entente solve domain.xml profile1.xml profile2.xml", "a GENIUS negotiation"},
       {"entente solve - < scenario.yaml", "a scenario that another program writes"},
       {"entente solve big.yaml --time-limit 10 --no-frontier", "the deals, in ten seconds"}},
      solve_options(),
      {{0, "the deals are exact (the frontier may be partial where only its default cap was met)"},
       {1,
        "there is no deal: no outcome gives every party a strict gain. Once that is proven, "
        "1 comes before 3, whatever else was cut short"},
       {2, "bad use or bad input; errors are on stderr"},
       {3,
        "something asked for was cut short by the time limit, Ctrl-C, a limit that you set, "
        "or too much work; what was found is shown"}}};
}

VerbSpec check_verb() {
  return {"check",
          "FILE...",
          1,
          64,
          "is the scenario sound?",
          "Reads a scenario and reports every problem at once as file:line:column, with what is "
          "wrong and how to mend it. FILE is as for entente solve.",
          {{"entente check us-china-2015.yaml", "every problem, one below the other"},
           {"entente check us-china-2015.yaml --json", "the same for editors and programs"}},
          {json_option(), width_option(), ascii_option(), color_option(), help_option()},
          {{0, "no errors; there may be warnings"}, {2, "errors were found, or bad use"}}};
}

VerbSpec bench_verb() {
  return {"bench",
          "",
          0,
          0,
          "how fast is this machine, and does it give the same answers?",
          "Solves fixed families of random problems and prints how long each took, then a "
          "signature of all answers. The signature depends neither on time nor on the number of "
          "threads: the same version gives the same signature everywhere.",
          {{"entente bench --quick", "a few seconds"},
           {"entente bench --signature", "only the signature of the quick set"}},
          {flag("--signature", k_question, "print only the signature (of the quick set)"),
           flag("--quick", k_question, "the small set, a few seconds"), threads_option(),
           help_option()},
          {{0, "done"}, {2, "bad use"}, {3, "stopped by Ctrl-C"}}};
}

VerbSpec help_verb() {
  return {"help",
          "[VERB]",
          0,
          1,
          "how is a verb used?",
          "Prints the help of a verb, or of the program.",
          {{"entente help solve", "the same as entente solve --help"}},
          {flag("--markdown", k_output, "the whole reference, as in docs/cli.md"), help_option()},
          {{0, "done"}, {2, "no such verb"}}};
}

VerbSpec version_verb() {
  return {"version",
          "",
          0,
          0,
          "which version is this?",
          "Prints the version.",
          {{"entente version", "for example: entente 0.1.0"}},
          {help_option()},
          {{0, "done"}, {2, "bad use"}}};
}

}  // namespace

const std::vector<VerbSpec>& verbs() {
  static const std::vector<VerbSpec> all = {solve_verb(), check_verb(), bench_verb(), help_verb(),
                                            version_verb()};
  return all;
}

const VerbSpec* find_verb(std::string_view name) {
  const auto& all = verbs();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const VerbSpec& v) { return v.name == name; });
  return found == all.end() ? nullptr : &*found;
}

const OptionSpec* find_option(const VerbSpec& verb, std::string_view name) {
  const auto found = std::find_if(verb.options.begin(), verb.options.end(),
                                  [&](const OptionSpec& o) { return o.name == name; });
  return found == verb.options.end() ? nullptr : &*found;
}

}  // namespace entente::app
