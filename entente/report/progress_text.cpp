#include "entente/report/progress_text.hpp"

#include <cmath>

#include <fmt/format.h>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

constexpr int k_width = 78;

std::string best_text(const Progress& progress) {
  if (!progress.best || !std::isfinite(*progress.best)) return "";
  std::string text = fmt::format("best {}, ", number_text(*progress.best));
  if (progress.bound && std::isfinite(*progress.bound)) {
    const double gap = std::fmax(0, *progress.bound - *progress.best);
    text += fmt::format("gap {:.3g}, ", gap);
  }
  return text;
}

}  // namespace

std::string progress_text(const Progress& progress, double seconds) {
  const std::string total = progress.total > 0 ? fmt::format(" of {}", progress.total) : "";
  return shorten(fmt::format("{}, {:.0f} s: {}{}{} {}", progress.task, std::floor(seconds),
                             best_text(progress), progress.done, total, progress.step),
                 k_width, true);
}

}  // namespace entente::report
