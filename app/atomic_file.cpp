#include "app/atomic_file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace entente::app {
namespace {

/// Opens a new file beside `path`, under the first of some names that is not taken.
int open_beside(const std::string& path, std::string& temporary) {
  constexpr int k_most_tries = 100;
  constexpr mode_t k_read_write = 0666;  // less what the user's umask takes away
  for (int k = 0; k < k_most_tries; ++k) {
    temporary = path + ".part" + (k == 0 ? "" : std::to_string(k));
    const int file =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, k_read_write);
    if (file >= 0 || errno != EEXIST) return file;
  }
  return -1;
}

/// Something that is no ordinary file (a pipe, /dev/stdout) is written to, never replaced.
bool is_special(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(path) {
  const int file =
      is_special(path) ? ::open(path.c_str(), O_WRONLY | O_CLOEXEC) : open_beside(path, temporary_);
  if (file >= 0) file_.reset(::fdopen(file, "wb"));
  if (!file_) error_ = errno;
}

AtomicFile::~AtomicFile() {
  if (!file_) return;
  file_.reset();
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view text) {
  if (error_ != 0 || text.empty()) return;
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) error_ = errno;
}

std::string AtomicFile::finish() {
  if (error_ == 0 && std::fflush(file_.get()) != 0) error_ = errno;
  if (error_ == 0 && !temporary_.empty() && std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    error_ = errno;
  }
  if (error_ != 0) return std::strerror(error_);
  file_.reset();
  return "";
}

}  // namespace entente::app
