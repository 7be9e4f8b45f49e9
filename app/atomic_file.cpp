#include "app/atomic_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace entente::app {
namespace {

namespace fs = std::filesystem;

constexpr int k_most_tries = 100;
constexpr mode_t k_read_write = 0666;  // less what the user's umask takes away
constexpr mode_t k_permissions = 07777;

/// The k-th name beside the target that a file may have until it is complete.
std::string name_beside(const std::string& target, int k) {
  return target + ".part" + (k == 0 ? "" : std::to_string(k));
}

/// Where symbolic links lead, as far as there is something.
std::string followed(const std::string& path) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  return error || target.empty() ? path : target.string();
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(path), target_(followed(path)) {
  const int file = open_place();
  if (file >= 0) file_.reset(::fdopen(file, "wb"));
  if (!file_) error_ = errno;
}

AtomicFile::~AtomicFile() {
  file_.reset();
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

int AtomicFile::open_place() {
  struct stat there{};
  // The path itself, not what it leads to: a pipe behind /dev/stdout has no other name.
  const bool exists = ::stat(path_.c_str(), &there) == 0;
  in_place_ = exists && !S_ISREG(there.st_mode);
  if (in_place_) return ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  const mode_t mode = exists ? there.st_mode & k_permissions : k_read_write;
  int file = ::open(folder_of(target_).c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, mode);
  if (file < 0) file = open_beside(mode);
  if (file >= 0 && exists) ::fchmod(file, mode);  // the umask is for new files
  return file;
}

/// Opens a new file under the first of some names beside the target that is not taken.
int AtomicFile::open_beside(mode_t mode) {
  for (int k = 0; k < k_most_tries; ++k) {
    const std::string name = name_beside(target_, k);
    const int file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file >= 0) temporary_ = name;
    if (file >= 0 || errno != EEXIST) return file;
  }
  return -1;
}

void AtomicFile::write(std::string_view text) {
  if (error_ != 0 || text.empty()) return;
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) error_ = errno;
}

std::string AtomicFile::settle() {
  if (error_ == 0 && std::fflush(file_.get()) != 0) error_ = errno;
  // A disk may be found full only now. What is no ordinary file cannot be synced.
  if (error_ == 0 && !in_place_ && ::fsync(::fileno(file_.get())) != 0) error_ = errno;
  return error_ == 0 ? "" : std::strerror(error_);
}

/// Gives a file without a name one beside the target.
bool AtomicFile::name_it() {
  const std::string self = "/proc/self/fd/" + std::to_string(::fileno(file_.get()));
  for (int k = 0; k < k_most_tries && temporary_.empty(); ++k) {
    const std::string name = name_beside(target_, k);
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      temporary_ = name;
    } else if (errno != EEXIST) {
      return false;
    }
  }
  return !temporary_.empty();
}

bool AtomicFile::move(bool replace) {
  if (temporary_.empty() && !name_it()) return false;
  // A link never replaces what has appeared meanwhile; some file systems have none.
  if (!replace && ::link(temporary_.c_str(), target_.c_str()) == 0) return true;
  if (!replace && errno == EEXIST) return false;
  return std::rename(temporary_.c_str(), target_.c_str()) == 0;
}

std::string AtomicFile::finish(bool replace) {
  std::string failure = settle();
  if (!failure.empty() || in_place_) return failure;
  if (!move(replace)) return std::strerror(errno);
  file_.reset();
  // Where a link made the place, the other name is still there.
  ::unlink(temporary_.c_str());
  temporary_.clear();
  return "";
}

}  // namespace entente::app
