#include "tests/support/genius_golden.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include "entente/format/genius.hpp"

namespace entente::test {
namespace {

namespace fs = std::filesystem;

fs::path golden_folder() {
  const char* shared = std::getenv("ENTENTE_SHARED_DIR");
  const fs::path root =
      shared != nullptr ? fs::path(shared) : fs::path(ENTENTE_SOURCE_DIR).parent_path() / "shared";
  return root / "genius";
}

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::vector<fs::path> genius_golden_folders() {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator it(golden_folder(), error), end; !error && it != end;
       it.increment(error)) {
    if (fs::exists(it->path() / "golden.json")) found.push_back(it->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

nlohmann::json read_golden(const fs::path& folder) {
  return nlohmann::json::parse(read_text(folder / "golden.json"));
}

ReadResult read_golden_scenario(const fs::path& folder, const std::string& domain,
                                const std::vector<std::string>& profiles) {
  const fs::path domain_path = folder / fs::path(domain).filename();
  const std::string domain_text = read_text(domain_path);
  std::vector<std::string> texts;
  std::vector<format::GeniusFile> files;
  texts.reserve(profiles.size());
  for (const auto& profile : profiles) {
    const fs::path path = folder / fs::path(profile).filename();
    texts.push_back(read_text(path));
    files.push_back({path.string(), texts.back()});
  }
  return format::read_genius({domain_path.string(), domain_text}, files);
}

}  // namespace entente::test
