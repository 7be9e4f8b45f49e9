#include "app/file_output.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace entente::app {
namespace {

namespace fs = std::filesystem;

UsageError cannot_write(const std::string& path, const std::string& why) {
  return {fmt::format("cannot write {}: {}", in_quotes(path), why), ""};
}

std::string last_error() { return std::generic_category().message(errno); }

/// The file under another name until all is well.
struct Draft {
  std::string path;
  std::string draft;
};

/// Removes the drafts that are left when something went wrong.
class Drafts {
 public:
  ~Drafts() {
    std::error_code ignored;
    for (const auto& d : all_) fs::remove(d.draft, ignored);
  }
  Drafts() = default;
  Drafts(const Drafts&) = delete;
  Drafts& operator=(const Drafts&) = delete;

  std::optional<UsageError> write(const FileToWrite& file) {
    const fs::path target(file.path);
    const std::string name =
        fmt::format(".{}.{}.part", target.filename().string(), static_cast<long>(getpid()));
    const std::string draft = (target.parent_path() / name).string();
    const int descriptor = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) return cannot_write(file.path, last_error());
    all_.push_back({file.path, draft});
    const auto error = fill(descriptor, file);
    if (close(descriptor) != 0 && !error) return cannot_write(file.path, last_error());
    return error;
  }

  std::optional<UsageError> move_into_place(bool replace) {
    for (const auto& d : all_) {
      // A link never replaces what has appeared meanwhile; some file systems have none.
      if (!replace && link(d.draft.c_str(), d.path.c_str()) == 0) continue;
      if (!replace && errno == EEXIST) return cannot_write(d.path, last_error());
      if (rename(d.draft.c_str(), d.path.c_str()) != 0) return cannot_write(d.path, last_error());
    }
    return std::nullopt;
  }

 private:
  static std::optional<UsageError> fill(int descriptor, const FileToWrite& file) {
    for (std::size_t done = 0; done < file.text.size();) {
      const ssize_t count = ::write(descriptor, file.text.data() + done, file.text.size() - done);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return cannot_write(file.path, last_error());
      done += static_cast<std::size_t>(count);
    }
    if (fsync(descriptor) != 0 && errno != EINVAL) return cannot_write(file.path, last_error());
    return std::nullopt;
  }

  std::vector<Draft> all_;
};

}  // namespace

std::optional<UsageError> write_files(const std::string& folder,
                                      const std::vector<FileToWrite>& files, bool replace) {
  std::error_code error;
  if (!folder.empty()) {
    fs::create_directories(folder, error);
    if (error) return cannot_write(folder, error.message());
  }
  for (const auto& file : files) {
    const auto status = fs::symlink_status(file.path, error);
    if (fs::is_directory(status)) return cannot_write(file.path, "it is a folder");
    if (!replace && fs::exists(status)) {
      return UsageError{fmt::format("{} is there already", in_quotes(file.path)),
                        "--force replaces it"};
    }
  }
  Drafts drafts;
  for (const auto& file : files) {
    if (auto fault = drafts.write(file)) return fault;
  }
  return drafts.move_into_place(replace);
}

}  // namespace entente::app
