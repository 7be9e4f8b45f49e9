#include "tests/support/genius_golden.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "entente/format/genius.hpp"
#include "tests/support/files.hpp"

namespace entente::test {
namespace {

namespace fs = std::filesystem;

fs::path golden_folder() {
  const char* shared = std::getenv("ENTENTE_SHARED_DIR");
  const fs::path root =
      shared != nullptr ? fs::path(shared) : fs::path(ENTENTE_SOURCE_DIR).parent_path() / "shared";
  return root / "genius";
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
  return nlohmann::json::parse(text_of(folder / "golden.json"));
}

ReadResult read_golden_scenario(const fs::path& folder, const std::string& domain,
                                const std::vector<std::string>& profiles) {
  const fs::path domain_path = folder / fs::path(domain).filename();
  const std::string domain_text = text_of(domain_path);
  std::vector<std::string> texts;
  std::vector<format::GeniusFile> files;
  texts.reserve(profiles.size());
  for (const auto& profile : profiles) {
    const fs::path path = folder / fs::path(profile).filename();
    texts.push_back(text_of(path));
    files.push_back({path.string(), texts.back()});
  }
  return format::read_genius({domain_path.string(), domain_text}, files);
}

std::vector<GoldenSpace> golden_spaces(const std::vector<fs::path>& folders) {
  std::vector<GoldenSpace> spaces;
  for (const auto& folder : folders) {
    const auto golden = read_golden(folder);
    if (!golden.contains("bidspace")) continue;
    const auto& space = golden.at("bidspace");
    spaces.push_back(
        {folder, space,
         read_golden_scenario(folder, golden.at("domain"), {space.at("p1"), space.at("p2")})});
  }
  return spaces;
}

}  // namespace entente::test
