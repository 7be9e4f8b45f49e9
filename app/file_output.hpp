#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/arguments.hpp"

namespace entente::app {

struct FileToWrite {
  std::string path;
  std::string text;
};

/// What keeps a file from being written there, as far as it can be known before: a folder, or,
/// unless `replace`, anything at all.
[[nodiscard]] std::optional<UsageError> check_place(const std::string& path, bool replace);

/// Writes the files, all of them in `folder` (made where it is missing; empty for the current
/// one). Each is written beside its place first and then moved there, so that nobody finds half a
/// file. Nothing is written where a file is there already, unless `replace`. Returns what went
/// wrong.
[[nodiscard]] std::optional<UsageError> write_files(const std::string& folder,
                                                    const std::vector<FileToWrite>& files,
                                                    bool replace);

/// The names of the files in the folder (empty: the current one) that are not among `own`, and for
/// which `counts` holds.
[[nodiscard]] std::set<std::string> others_in(
    const std::string& folder, const std::set<std::string>& own,
    const std::function<bool(const std::string& name)>& counts);

}  // namespace entente::app
