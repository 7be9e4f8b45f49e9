#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "entente/base/diagnostic.hpp"

namespace entente::format {

// What a zip archive may hold at most. Bytes are counted while they are unpacked, whatever the
// archive says of itself.
inline constexpr std::size_t k_max_zip_entries = 10'000;
inline constexpr std::size_t k_max_unpacked_bytes = std::size_t{64} << 20U;

/// Does the text begin as a zip archive does?
[[nodiscard]] bool looks_like_zip(std::string_view text);

/// The entries of a zip archive in memory, which must outlive the object. Their names are only
/// compared with what is looked for (capitals do not matter); nothing is written anywhere.
class ZipArchive {
 public:
  /// Nothing where the bytes are no archive, or it has too many entries, or two of one name
  /// (reported).
  [[nodiscard]] static std::optional<ZipArchive> open(std::string_view bytes,
                                                      const std::string& file,
                                                      Diagnostics& diagnostics);

  [[nodiscard]] bool has(std::string_view name) const;

  /// Unpacks an entry of at most k_max_file_bytes, its checksum checked. All together may take
  /// k_max_unpacked_bytes. O(bytes unpacked).
  [[nodiscard]] tl::expected<std::string, Diagnostic> read(std::string_view name);

 private:
  struct Close {
    void operator()(void* archive) const;
  };

  ZipArchive(void* archive, std::string file) : archive_(archive), file_(std::move(file)) {}
  bool list_entries(Diagnostics& diagnostics);
  [[nodiscard]] tl::unexpected<Diagnostic> fault(std::string message, std::string hint) const;
  [[nodiscard]] tl::unexpected<Diagnostic> damaged(std::string_view name) const;

  std::unique_ptr<void, Close> archive_;  ///< libzip's
  std::string file_;
  std::map<std::string, std::size_t, std::less<>> entries_;  ///< by name in small letters
  std::size_t left_ = k_max_unpacked_bytes;
};

}  // namespace entente::format
