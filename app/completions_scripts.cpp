#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "app/completions.hpp"

namespace entente::app {
namespace {

/// Names hold letters, digits and hyphens only, so they need no quotes in any shell.
std::string joined(const std::vector<std::string_view>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::string with_backslashes(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

/// Between single quotes, for bash and zsh.
std::string in_single_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

/// What bash offers in a place: a call of one of the script's functions.
std::string bash_offer(const Completion& completion) {
  switch (completion.kind) {
    case Completion::Kind::words:
      return fmt::format("_entente_words \"{}\"", joined(completion.words));
    case Completion::Kind::files:
      return "_entente_files";
    case Completion::Kind::nothing:
      break;
  }
  return ":";
}

std::string bash_verb(const VerbSpec& verb) {
  std::vector<std::string_view> options;
  std::string values;
  for (const auto& option : verb.options) {
    options.push_back(option.name);
    if (option.kind == OptionKind::flag) continue;
    values +=
        fmt::format("        {}) {}; return ;;\n", option.name, bash_offer(completion_of(option)));
  }
  return fmt::format(
      "    {})\n      case $before in\n{}      esac\n"
      "      if [[ $cur == -* ]]; then _entente_words \"{}\"; else {}; fi\n      ;;\n",
      verb.name, values, joined(options), bash_offer(completion_of(verb)));
}

/// A value of an option as _arguments takes it, behind the first colon.
std::string zsh_offer(const Completion& completion) {
  switch (completion.kind) {
    case Completion::Kind::words:
      return fmt::format("({})", joined(completion.words));
    case Completion::Kind::files:
      return "_files";
    case Completion::Kind::nothing:
      break;
  }
  return " ";
}

std::string zsh_option(const OptionSpec& option) {
  std::string spec = option.repeatable ? "*" : "";
  spec += option.name;
  if (option.kind != OptionKind::flag) spec += '=';
  spec += '[' + with_backslashes(option.help, "[]\\") + ']';
  if (option.kind != OptionKind::flag) {
    spec += ':' + with_backslashes(option.value, ":\\") + ':' + zsh_offer(completion_of(option));
  }
  return spec;
}

std::string zsh_verb(const VerbSpec& verb) {
  std::string out = fmt::format("    {})\n      _arguments", verb.name);
  for (const auto& option : verb.options) {
    out += " \\\n        " + in_single_quotes(zsh_option(option));
  }
  const auto rest = completion_of(verb);
  if (rest.kind != Completion::Kind::nothing) {
    out += " \\\n        " +
           in_single_quotes("*:" + std::string(verb.arguments) + ':' + zsh_offer(rest));
  }
  return out + "\n      ;;\n";
}

std::string fish_text(std::string_view text) { return '\'' + with_backslashes(text, "'\\") + '\''; }

std::string fish_option(const VerbSpec& verb, const OptionSpec& option) {
  std::string line = fmt::format("complete -c entente -n '__fish_seen_subcommand_from {}' -l {}",
                                 verb.name, option.name.substr(2));
  if (option.name == "--help") line += " -s h";
  const auto values = completion_of(option);
  if (values.kind == Completion::Kind::files) {
    line += " -r -F";
  } else if (option.kind != OptionKind::flag) {
    line += " -x";
  }
  if (!values.words.empty()) line += " -a " + fish_text(joined(values.words));
  return line + " -d " + fish_text(option.help) + '\n';
}

std::string fish_verb(const VerbSpec& verb) {
  std::string out = fmt::format("complete -c entente -n __fish_use_subcommand -a {} -d {}\n",
                                verb.name, fish_text(verb.summary));
  const std::string here =
      fmt::format("complete -c entente -n '__fish_seen_subcommand_from {}'", verb.name);
  const auto rest = completion_of(verb);
  if (rest.kind == Completion::Kind::files) out += here + " -F\n";
  if (rest.kind == Completion::Kind::words) {
    out += here + " -a " + fish_text(joined(rest.words)) + '\n';
  }
  for (const auto& option : verb.options) out += fish_option(verb, option);
  return out;
}

}  // namespace

std::string bash_completions() {
  std::string out = R"(# bash completion for entente; written by: entente completions bash

_entente_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_entente_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}

_entente() {
  local cur=${COMP_WORDS[COMP_CWORD]} before=""
  COMPREPLY=()
  if ((COMP_CWORD > 1)); then before=${COMP_WORDS[COMP_CWORD - 1]}; fi
  # Bash takes --option=value apart at the sign.
  if [[ $cur == = ]]; then
    cur=""
  elif [[ $before == = ]] && ((COMP_CWORD > 2)); then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
)";
  out += fmt::format("    _entente_words \"{} --help --version\"\n", joined(verb_names()));
  out += "    return\n  fi\n  case ${COMP_WORDS[1]} in\n";
  for (const auto& verb : verbs()) out += bash_verb(verb);
  return out + "  esac\n}\n\ncomplete -F _entente entente\n";
}

std::string zsh_completions() {
  std::string out = "#compdef entente\n# Written by: entente completions zsh\n\n_entente() {\n";
  out += "  local -a verbs\n  verbs=(\n";
  for (const auto& verb : verbs()) {
    out += "    " + in_single_quotes(fmt::format("{}:{}", verb.name, verb.summary)) + '\n';
  }
  out += "  )\n  if (( CURRENT == 2 )); then\n    _describe 'verb' verbs\n    return\n  fi\n";
  out += "  local verb=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $verb in\n";
  for (const auto& verb : verbs()) out += zsh_verb(verb);
  return out +
         "  esac\n}\n\n"
         "if [[ $funcstack[1] == _entente ]]; then\n  _entente \"$@\"\nelse\n"
         "  compdef _entente entente\nfi\n";
}

std::string fish_completions() {
  std::string out = "# Written by: entente completions fish\n\ncomplete -c entente -f\n";
  for (const auto& verb : verbs()) out += '\n' + fish_verb(verb);
  return out;
}

}  // namespace entente::app
