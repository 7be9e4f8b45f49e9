#include <csignal>
#include <cstdio>
#include <exception>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "app/help.hpp"
#include "app/output.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"

namespace entente::app {
namespace {

using Run = int (*)(const Arguments&);

Run find_run(std::string_view name) {
  static const std::map<std::string_view, Run> all = {
      {"solve", run_solve},     {"improve", run_improve}, {"table", run_table},
      {"why", run_why},         {"hold", run_hold},       {"check", run_check},
      {"convert", run_convert}, {"new", run_new},         {"bench", run_bench},
      {"help", run_help},       {"man", run_man},         {"completions", run_completions},
      {"version", run_version}};
  return all.at(name);
}

int show_verb_help(const VerbSpec& verb, const Arguments& arguments) {
  Output output;
  output.write(verb_help(verb, page_style(arguments).width));
  return output.finish(k_answer);
}

int run(std::vector<std::string> words) {
  if (words.empty()) return complain(unknown_verb(""));
  if (words.front() == "--help" || words.front() == "-h") return run_help({});
  if (words.front() == "--version") return run_version({});
  const VerbSpec* verb = find_verb(words.front());
  if (verb == nullptr) return complain(unknown_verb(words.front()));
  words.erase(words.begin());
  const auto arguments = parse_arguments(*verb, std::move(words));
  if (!arguments) return complain(arguments.error());
  if (arguments->has("--help")) return show_verb_help(*verb, *arguments);
  return find_run(verb->name)(*arguments);
}

}  // namespace
}  // namespace entente::app

int main(int argc, char** argv) {
  // A reader that goes away shows as a failed write.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return entente::app::run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
  } catch (const std::bad_alloc&) {
    std::fputs("entente: not enough memory\n", stderr);
    return entente::app::k_limit_reached;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "entente: this is a defect of the program: %s\n", error.what());
  }
  return entente::app::k_defect;
}
