#include "entente/format/zip_archive.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <zip.h>

#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr const char* k_damaged_hint =
    "it may be cut off: get it again, or open it in a spreadsheet program and save it anew";

struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

zip_t* archive_of(void* archive) { return static_cast<zip_t*>(archive); }

}  // namespace

bool looks_like_zip(std::string_view text) {
  return text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06");
}

void ZipArchive::Close::operator()(void* archive) const { zip_discard(archive_of(archive)); }

std::optional<ZipArchive> ZipArchive::open(std::string_view bytes, const std::string& file,
                                           Diagnostics& diagnostics) {
  const auto report = [&] {
    diagnostics.push_back(make_error({file, 0, 0},
                                     "the file is damaged: it begins as a zip archive and is none",
                                     k_damaged_hint));
    return std::nullopt;
  };
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return report();
  zip_t* opened = zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (opened == nullptr) {
    zip_source_free(source);
    return report();
  }
  ZipArchive archive(opened, file);
  if (!archive.list_entries(diagnostics)) return std::nullopt;
  return archive;
}

bool ZipArchive::list_entries(Diagnostics& diagnostics) {
  const auto report = [&](std::string message, const char* hint) {
    diagnostics.push_back(make_error({file_, 0, 0}, std::move(message), hint));
    return false;
  };
  zip_t* archive = archive_of(archive_.get());
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count > static_cast<zip_int64_t>(k_max_zip_entries)) {
    return report(fmt::format("the archive holds more than {} files", k_max_zip_entries),
                  "save the sheet with the table alone in a file of its own");
  }
  for (zip_int64_t k = 0; k < count; ++k) {
    const auto index = static_cast<zip_uint64_t>(k);
    const char* name = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
    if (name == nullptr) continue;
    // Which of two would count, programs disagree about.
    if (!entries_.emplace(small_letters(name), static_cast<std::size_t>(index)).second) {
      return report(fmt::format("the file is damaged: it holds {} twice", in_quotes(name)),
                    k_damaged_hint);
    }
  }
  return true;
}

bool ZipArchive::has(std::string_view name) const {
  return entries_.find(small_letters(name)) != entries_.end();
}

tl::unexpected<Diagnostic> ZipArchive::fault(std::string message, std::string hint) const {
  return tl::unexpected(make_error({file_, 0, 0}, std::move(message), std::move(hint)));
}

tl::unexpected<Diagnostic> ZipArchive::damaged(std::string_view name) const {
  return fault(fmt::format("the file is damaged: its part {} cannot be unpacked", in_quotes(name)),
               k_damaged_hint);
}

tl::expected<std::string, Diagnostic> ZipArchive::read(std::string_view name) {
  const auto found = entries_.find(small_letters(name));
  if (found == entries_.end()) {
    return fault(fmt::format("the file is damaged: its part {} is missing", in_quotes(name)),
                 k_damaged_hint);
  }
  zip_t* archive = archive_of(archive_.get());
  const auto index = static_cast<zip_uint64_t>(found->second);
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat_index(archive, index, 0, &about) != 0) return damaged(name);
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE) {
    return fault("the file is protected by a password", "save it without a password");
  }
  // Office programs use these two; others may want any amount of memory.
  if ((about.valid & ZIP_STAT_COMP_METHOD) != 0 && about.comp_method != ZIP_CM_STORE &&
      about.comp_method != ZIP_CM_DEFLATE) {
    return fault(
        fmt::format("the part {} is packed in a way that spreadsheets do not use", in_quotes(name)),
        "open the file in a spreadsheet program and save it anew");
  }
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(archive, index, 0));
  if (!entry) return damaged(name);
  std::string text;
  std::vector<char> block(std::size_t{1} << 16U);
  while (true) {
    const zip_int64_t read = zip_fread(entry.get(), block.data(), block.size());
    if (read < 0) return damaged(name);
    if (read == 0) return text;
    const auto bytes = static_cast<std::size_t>(read);
    if (bytes > left_ || text.size() + bytes > k_max_file_bytes) {
      return fault(fmt::format("unpacked, the part {} has more than {} bytes", in_quotes(name),
                               std::min(k_max_file_bytes, text.size() + left_)),
                   "save the sheet with the table alone in a file of its own");
    }
    left_ -= bytes;
    text.append(block.data(), bytes);
  }
}

}  // namespace entente::format
