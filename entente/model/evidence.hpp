#pragma once

#include <optional>
#include <string>

#include "entente/base/diagnostic.hpp"
#include "entente/base/ids.hpp"
#include "entente/base/rational.hpp"

namespace entente {

/// One way to judge evidence of a breach: a point of the curve that shows how much more is noticed
/// the more false alarms are put up with (the receiver operating characteristic).
struct EvidenceStandard {
  std::optional<IssueId> issue;  ///< none: of every issue that has no standards of its own
  std::string name;
  Rational detection;    ///< as of an issue, in [false_alarm, 1]
  Rational false_alarm;  ///< as of an issue, in [0, 1)
  Place place;
};

}  // namespace entente
