#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace entente::app {

/// A file that appears under its name once it is complete. Until then it has no name, or, where the
/// file system knows no such files, one beside it that is removed where the work is given up.
/// What stands in its place keeps its permissions; a symbolic link is followed; what is no ordinary
/// file (a pipe, a terminal) is written to in place.
class AtomicFile {
 public:
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Does nothing after a failure.
  void write(std::string_view text);
  /// Hands everything to the disk, still without its name. Returns why that could not be done;
  /// empty: it is safe.
  [[nodiscard]] std::string settle();
  /// Settles, and gives the file its name. Not `replace`: a file that has appeared there stays, and
  /// is a failure. Returns why it could not be done; empty: it is there.
  [[nodiscard]] std::string finish(bool replace = true);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  int open_place();
  int open_beside(mode_t mode);
  [[nodiscard]] bool name_it();
  [[nodiscard]] bool move(bool replace);

  std::string path_;
  std::string target_;     ///< what the path leads to
  std::string temporary_;  ///< its name until then; empty: it has none
  bool in_place_ = false;
  std::unique_ptr<std::FILE, Close> file_;
  int error_ = 0;
};

}  // namespace entente::app
