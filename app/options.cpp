#include "app/options.hpp"

#include <algorithm>

#include "app/option_parts.hpp"
#include "app/verb_specs.hpp"

namespace entente::app {
namespace {

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
          {json_option(), html_option(), csv_option(), width_option(), ascii_option(),
           color_option(), help_option()},
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
  static const std::vector<VerbSpec> all = {solve_verb(), improve_verb(), table_verb(),
                                            why_verb(),   check_verb(),   convert_verb(),
                                            bench_verb(), help_verb(),    version_verb()};
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
