#include "app/option_parts.hpp"

#include <utility>

namespace entente::app {

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

OptionSpec once(std::string_view name, std::string_view value, std::string_view group,
                std::string_view help) {
  OptionSpec spec = text(name, value, group, help);
  spec.repeatable = false;
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

OptionSpec goal_option() {
  return text("--goal", "ISSUE=OPTION", k_question,
              "the deal must settle the issue so; the option is taken literally");
}

OptionSpec on_option() {
  return text("--on", "ISSUE", k_question, "only the issues named so may move");
}

OptionSpec off_option() {
  return text("--off", "ISSUE", k_question, "the issue stays as it is today");
}

OptionSpec only_from_option() {
  return text("--only-from", "PARTY", k_question,
              "only what this party gives may move; joint issues only where --on names them");
}

OptionSpec rule_out_option() {
  return text("--rule-out", "ISSUE=OPTION", k_question, "agreements may not settle the issue so");
}

OptionSpec threat_option() {
  return text("--threat", "ISSUE=OPTION", k_question,
              "a threat that is carried out when there is no deal");
}

OptionSpec weights_option() {
  return text("--weights", "PARTY=W,...", k_question,
              "bargaining weights, from 0.001 to 1000, in the proportion of whole numbers below "
              "65,536; parties not named have 1");
}

OptionSpec json_option() {
  return flag("--json", k_output, "print JSON instead of a page (docs/json.md)");
}

OptionSpec html_option() {
  return once("--html", "FILE", k_output,
              "besides, write the report as one HTML file for a browser; it needs nothing else");
}

OptionSpec svg_option() {
  return once("--svg", "PATH", k_output,
              "besides, write the main chart to PATH if it ends in .svg, else every chart to a "
              "folder");
}

OptionSpec csv_option() {
  return once("--csv", "PATH", k_output,
              "besides, write every table to PATH: one file if it ends in .csv, else a folder");
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

OptionSpec no_frontier_option(std::string_view help) {
  return flag("--no-frontier", k_limits, help);
}

OptionSpec frontier_cap_option(std::string_view help) {
  return integer("--frontier-cap", 1, 1e9, "5000000", k_limits, help);
}

OptionSpec time_limit_option(std::string_view help) {
  return number(OptionKind::seconds, "--time-limit", "SECONDS", 0, 1e9, "none", k_limits, help);
}

OptionSpec max_nodes_option(std::string_view default_text, std::string_view help) {
  return integer("--max-nodes", 0, 1e18, default_text, k_limits, help);
}

OptionSpec max_points_option(std::string_view help) {
  return integer("--max-points", 0, 1e9, "all", k_output, help);
}

OptionSpec verify_option(std::string_view help) { return flag("--verify", k_output, help); }

}  // namespace entente::app
