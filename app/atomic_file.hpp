#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace entente::app {

/// A file that appears under its name once it is complete. Until then it is written beside it under
/// another name, which is removed where the work is given up.
class AtomicFile {
 public:
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Does nothing after a failure.
  void write(std::string_view text);
  /// Moves the file to its place. Returns why it could not be written; empty: it is there.
  [[nodiscard]] std::string finish();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::string path_;
  std::string temporary_;
  std::unique_ptr<std::FILE, Close> file_;
  int error_ = 0;
};

}  // namespace entente::app
