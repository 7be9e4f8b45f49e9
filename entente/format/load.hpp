#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "entente/format/native.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// What stands for standard input, or output, where the path of a file is expected.
inline constexpr std::string_view k_standard_stream = "-";

/// Reads a whole file (at most k_max_file_bytes), or says in plain words why that cannot be done.
/// `regular_only` refuses pipes and devices.
[[nodiscard]] tl::expected<SourceText, std::string> read_file(const std::string& path,
                                                              bool regular_only = false);

/// Reads and validates a scenario from files: a native scenario and any number of files with one
/// party's preferences behind it, a GENIUS domain and its profiles, files of GeniusWeb, NegMAS or
/// NegoLog, or a table; and an agreement file, if one is among them. The contents tell which, not
/// the names. What a native scenario names itself (`{file: us.yaml}`) is looked for in its folder
/// and below, wherever symbolic links may lead. "-" is standard input, at most once; its folder is
/// the current one, and places in it name the file "<stdin>". Trouble with files is reported as
/// diagnostics, too.
[[nodiscard]] ReadResult load_scenario(const std::vector<std::string>& paths);

}  // namespace entente::format
