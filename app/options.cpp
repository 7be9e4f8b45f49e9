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
          "[VERB|CONCEPT]",
          0,
          4,
          "how is a verb used, and what does a word mean?",
          "Prints the help of a verb, or of the program; or what a concept means, in plain words "
          "and with an example that runs where the folder examples/ is.",
          {{"entente help solve", "the same as entente solve --help"},
           {"entente help empty concession", "what that is, and where to see one"}},
          {flag("--markdown", k_output, "the whole reference, as in docs/cli.md"),
           flag("--concepts", k_output, "all concepts, as in docs/concepts.md"), width_option(),
           help_option()},
          {{0, "done"}, {2, "no such verb or concept"}}};
}

VerbSpec man_verb() {
  return {"man",
          "[VERB]",
          0,
          1,
          "what goes into the manual pages?",
          "Prints the manual page of the program, or of a verb, for man(1).",
          {{"entente man solve > entente-solve.1", "then: man ./entente-solve.1"},
           {"entente man --all man1", "entente.1 and a page for each verb, in that folder"}},
          {once("--all", "FOLDER", k_output, "write all pages into this folder instead"),
           help_option()},
          {{0, "done"}, {2, "no such verb, or it could not be written"}}};
}

VerbSpec completions_verb() {
  return {"completions",
          "SHELL",
          1,
          1,
          "how does a shell complete the words of a command?",
          "Prints a script by which a shell completes verbs, options and their values. SHELL is "
          "bash, zsh or fish. An installed program brings these scripts to where shells look for "
          "them.",
          {{"entente completions bash > ~/.local/share/bash-completion/completions/entente",
            "for bash, from the next shell on"},
           {"entente completions zsh > ~/.zfunc/_entente", "for zsh, with ~/.zfunc in fpath"},
           {"entente completions fish > ~/.config/fish/completions/entente.fish", "for fish"}},
          {help_option()},
          {{0, "done"}, {2, "no such shell"}}};
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
  static const std::vector<VerbSpec> all = {
      solve_verb(), improve_verb(),     table_verb(),  why_verb(),   hold_verb(),
      check_verb(), convert_verb(),     new_verb(),    bench_verb(), help_verb(),
      man_verb(),   completions_verb(), version_verb()};
  return all;
}

std::vector<std::string_view> verb_names() {
  std::vector<std::string_view> names;
  for (const auto& verb : verbs()) names.push_back(verb.name);
  return names;
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
