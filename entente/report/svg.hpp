#pragma once

#include <string>
#include <vector>

#include "entente/report/document.hpp"

namespace entente::report {

/// A drawing, as the text of an <svg> element.
struct Picture {
  std::string name;   ///< of its file, unique in the document: "frontier"
  std::string title;  ///< what it shows, in a few words
  std::string svg;
};

/// Where a picture will stand: by itself in a file, or within a page that brings the style.
enum class Frame { file, page };

/// The pictures of a chart, the first one the most telling. A frontier of two parties is drawn in a
/// plane. Of three and four, there is a plane for each pair; of three and more, parallel axes with
/// a line for each outcome. Of one party nothing is drawn. O(drawn points * pictures).
[[nodiscard]] std::vector<Picture> pictures_of(const FrontierChart& chart, Frame frame);
/// One picture; none where nothing moves.
[[nodiscard]] std::vector<Picture> pictures_of(const LedgerChart& chart, Frame frame);
/// One picture; none without a point.
[[nodiscard]] std::vector<Picture> pictures_of(const PlotChart& chart, Frame frame);
/// One picture; none without a row.
[[nodiscard]] std::vector<Picture> pictures_of(const NeedChart& chart, Frame frame);

/// All pictures of a document, in its order.
[[nodiscard]] std::vector<Picture> pictures_of(const Document& document, Frame frame);

}  // namespace entente::report
