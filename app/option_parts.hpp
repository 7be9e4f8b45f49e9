#pragma once

#include <string_view>
#include <vector>

#include "app/options.hpp"

namespace entente::app {

// What the tables of options are made of. The views must be of literals.

inline constexpr std::string_view k_question = "The question";
inline constexpr std::string_view k_limits = "Limits";
inline constexpr std::string_view k_output = "Output";

[[nodiscard]] OptionSpec flag(std::string_view name, std::string_view group, std::string_view help);
/// May be repeated.
[[nodiscard]] OptionSpec text(std::string_view name, std::string_view value, std::string_view group,
                              std::string_view help);
/// At most once.
[[nodiscard]] OptionSpec once(std::string_view name, std::string_view value, std::string_view group,
                              std::string_view help);
[[nodiscard]] OptionSpec number(OptionKind kind, std::string_view name, std::string_view value,
                                double low, double high, std::string_view default_text,
                                std::string_view group, std::string_view help);
[[nodiscard]] OptionSpec integer(std::string_view name, double low, double high,
                                 std::string_view default_text, std::string_view group,
                                 std::string_view help);
[[nodiscard]] OptionSpec choice(std::string_view name, std::string_view value,
                                std::vector<std::string_view> choices,
                                std::string_view default_text, std::string_view group,
                                std::string_view help);

// Options that several verbs share.
[[nodiscard]] OptionSpec goal_option();
[[nodiscard]] OptionSpec on_option();
[[nodiscard]] OptionSpec off_option();
[[nodiscard]] OptionSpec only_from_option();
[[nodiscard]] OptionSpec rule_out_option();
[[nodiscard]] OptionSpec threat_option();
[[nodiscard]] OptionSpec weights_option();
[[nodiscard]] OptionSpec json_option();
[[nodiscard]] OptionSpec html_option();
[[nodiscard]] OptionSpec svg_option();
[[nodiscard]] OptionSpec csv_option();
[[nodiscard]] OptionSpec width_option();
[[nodiscard]] OptionSpec ascii_option();
[[nodiscard]] OptionSpec color_option();
[[nodiscard]] OptionSpec help_option();
[[nodiscard]] OptionSpec threads_option();

// The same name and range for several verbs, which tell in their own words what it does.
[[nodiscard]] OptionSpec no_frontier_option(std::string_view help);
[[nodiscard]] OptionSpec frontier_cap_option(std::string_view help);
[[nodiscard]] OptionSpec time_limit_option(std::string_view help);
[[nodiscard]] OptionSpec max_nodes_option(std::string_view default_text, std::string_view help);
[[nodiscard]] OptionSpec max_points_option(std::string_view help);
[[nodiscard]] OptionSpec verify_option(std::string_view help);

}  // namespace entente::app
