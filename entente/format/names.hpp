#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"

namespace entente::format {

/// Makes the names distinct and not empty: what repeats gets " (2)", " (3)" and so on. Returns the
/// positions of the changed ones.
std::vector<std::size_t> make_distinct(std::vector<std::string>& names, const char* if_empty);

/// "folder/name.xml" without folder and extension.
[[nodiscard]] std::string stem(std::string_view file);

/// The text as a name that every format of ours can hold: without control characters, valid UTF-8,
/// at most k_max_name characters, not one of `reserved`. It may still be empty or a repetition.
[[nodiscard]] std::string fit_name(std::string_view text,
                                   const std::vector<std::string_view>& reserved = {});

/// Names of one kind ("issue") as a target can hold them. Where one had to change, a warning says
/// so, at the place of the same position.
[[nodiscard]] std::vector<std::string> fit_names(const std::vector<std::string>& names,
                                                 std::string_view kind,
                                                 const std::vector<std::string_view>& reserved,
                                                 const std::vector<Place>& places,
                                                 Diagnostics& losses);

/// The same for the keys of parties or issues; `named` tells what has the key and place of a thing.
template <class Things, class Named = std::identity>
[[nodiscard]] std::vector<std::string> fit_keys(const Things& things, std::string_view kind,
                                                const std::vector<std::string_view>& reserved,
                                                Diagnostics& losses, const Named& named = {}) {
  std::vector<std::string> keys;
  std::vector<Place> places;
  for (const auto& thing : things) {
    keys.push_back(named(thing).key);
    places.push_back(named(thing).place);
  }
  return fit_names(keys, kind, reserved, places, losses);
}

/// The text as the name of a file in any file system: letters, digits and `-_.()+` and what is
/// beyond ASCII; anything else becomes `_`. Not empty, and neither hidden, a device's name, nor one
/// that files_in_folder passes over.
[[nodiscard]] std::string file_stem(std::string_view text);

/// The same, with "-2", "-3" and so on behind it where one of `taken` is alike but for capitals,
/// which some file systems do not tell apart. Adds it to `taken`.
[[nodiscard]] std::string distinct_file_stem(std::string_view text,
                                             std::vector<std::string>& taken);

}  // namespace entente::format
