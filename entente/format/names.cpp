#include "entente/format/names.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::size_t k_max_file_stem = 100;

/// At most so many characters, whole ones.
std::string cut(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size() && count < characters; ++count) {
    end += std::max<std::size_t>(utf8_length(text.substr(end)), 1);
  }
  return std::string(text.substr(0, end));
}

/// Control characters, and bytes that are no characters, become `?`.
std::string without_controls(std::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::max<std::size_t>(utf8_length(text.substr(i)), 1);
    const std::string_view character = text.substr(i, length);
    clean += has_control_character(character) ? "?" : character;
    i += length;
  }
  return clean;
}

bool is_reserved(std::string_view name, const std::vector<std::string_view>& reserved) {
  return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

bool may_stand_in_file_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("-_.()+").find(c) != std::string_view::npos;
}

/// Results that stand beside scenarios are called so, and are passed over in folders.
bool is_result(std::string_view name) { return name == "pareto" || name == "specs"; }

/// Names that some systems keep for devices, whatever their extension.
bool is_device(std::string_view name) {
  constexpr std::array<std::string_view, 6> devices{"con", "prn", "aux", "nul", "com", "lpt"};
  if (name.size() < 3 || name.size() > 4) return false;
  return std::find(devices.begin(), devices.end(), small_letters(name.substr(0, 3))) !=
         devices.end();
}

}  // namespace

std::vector<std::size_t> make_distinct(std::vector<std::string>& names, const char* if_empty) {
  std::vector<std::size_t> changed;
  std::unordered_set<std::string> taken;
  std::unordered_set<std::string> original(names.begin(), names.end());
  std::unordered_map<std::string, std::size_t> count;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = names[i].empty() ? if_empty : names[i];
    std::string candidate = name;
    std::size_t& number = count[name];
    while (taken.contains(candidate) || (candidate != names[i] && original.contains(candidate))) {
      candidate = name + " (" + std::to_string(++number + 1) + ")";
    }
    taken.insert(candidate);
    if (candidate != names[i]) changed.push_back(i);
    names[i] = std::move(candidate);
  }
  return changed;
}

std::string stem(std::string_view file) {
  if (const auto slash = file.find_last_of("/\\"); slash != std::string_view::npos) {
    file.remove_prefix(slash + 1);
  }
  if (const auto dot = file.rfind('.'); dot != std::string_view::npos && dot > 0) {
    file = file.substr(0, dot);
  }
  return std::string(file);
}

std::string fit_name(std::string_view text, const std::vector<std::string_view>& reserved) {
  // Room for what make_distinct may put behind it.
  constexpr std::size_t k_room = 10;
  std::string name = without_controls(text);
  if (character_count(name) > k_max_name) name = cut(name, k_max_name - k_room);
  return is_reserved(name, reserved) ? name + " (2)" : name;
}

std::vector<std::string> fit_names(const std::vector<std::string>& names, std::string_view kind,
                                   const std::vector<std::string_view>& reserved,
                                   const std::vector<Place>& places, Diagnostics& losses) {
  std::vector<std::string> fitted;
  fitted.reserve(names.size());
  for (const auto& name : names) fitted.push_back(fit_name(name, reserved));
  make_distinct(fitted, "(empty)");
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (fitted[i] == names[i]) continue;
    losses.push_back(make_warning(
        i < places.size() ? places[i] : Place{},
        fmt::format("the {} {} is called {} there", kind, in_quotes(names[i]),
                    in_quotes(fitted[i])),
        is_reserved(names[i], reserved)
            ? "the word means something else there"
            : fmt::format("names are not empty, have at most {} characters and none that cannot "
                          "be seen",
                          k_max_name)));
  }
  return fitted;
}

std::string file_stem(std::string_view text) {
  std::string name = cut(without_controls(text), k_max_file_stem);
  for (char& c : name) {
    if (!may_stand_in_file_name(c)) c = '_';
  }
  while (name.ends_with('.')) name.pop_back();
  if (name.empty() || name.front() == '.' || name.front() == '-' || name.front() == '_' ||
      is_device(name) || is_result(name)) {
    name.insert(0, "party-");
  }
  return name;
}

std::string distinct_file_stem(std::string_view text, std::vector<std::string>& taken) {
  const std::string wanted = file_stem(text);
  std::string chosen = wanted;
  const auto is_taken = [&](const std::string& other) {
    return small_letters(other) == small_letters(chosen);
  };
  for (int k = 2; std::any_of(taken.begin(), taken.end(), is_taken); ++k) {
    chosen = fmt::format("{}-{}", wanted, k);
  }
  taken.push_back(chosen);
  return chosen;
}

}  // namespace entente::format
