#include "app/file_output.hpp"

#include <filesystem>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include "app/atomic_file.hpp"
#include "app/output.hpp"

namespace entente::app {

namespace fs = std::filesystem;

std::optional<UsageError> check_place(const std::string& path, bool replace) {
  std::error_code error;
  const auto status = fs::symlink_status(path, error);
  if (fs::is_directory(status)) return cannot_write(path, "it is a folder");
  if (replace || !fs::exists(status)) return std::nullopt;
  return UsageError{fmt::format("{} is there already", in_quotes(path)), "--force replaces it"};
}

std::optional<UsageError> write_files(const std::string& folder,
                                      const std::vector<FileToWrite>& files, bool replace) {
  std::error_code error;
  if (!folder.empty()) {
    fs::create_directories(folder, error);
    if (error) return cannot_write(folder, error.message());
  }
  for (const auto& file : files) {
    if (auto fault = check_place(file.path, replace)) return fault;
  }
  // All are safe on the disk before the first is moved to its place.
  std::vector<std::unique_ptr<AtomicFile>> all;
  for (const auto& file : files) {
    all.push_back(std::make_unique<AtomicFile>(file.path));
    all.back()->write(file.text);
    if (auto reason = all.back()->settle(); !reason.empty()) return cannot_write(file.path, reason);
  }
  for (const auto& file : all) {
    if (auto reason = file->finish(replace); !reason.empty()) {
      return cannot_write(file->path(), reason);
    }
  }
  return std::nullopt;
}

std::set<std::string> others_in(const std::string& folder, const std::set<std::string>& own,
                                const std::function<bool(const std::string& name)>& counts) {
  std::set<std::string> others;
  std::error_code error;
  const fs::path place = folder.empty() ? fs::path(".") : fs::path(folder);
  for (fs::directory_iterator at(place, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (at->is_regular_file(ignored) && !own.contains(name) && counts(name)) others.insert(name);
  }
  return others;
}

}  // namespace entente::app
