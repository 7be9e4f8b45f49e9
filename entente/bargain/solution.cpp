#include "entente/bargain/solution.hpp"

namespace entente::bargain {

const char* to_string(Concept concept_) {
  switch (concept_) {
    case Concept::nash:
      return "nash";
    case Concept::kalai_smorodinsky:
      return "kalai_smorodinsky";
    case Concept::egalitarian:
      return "egalitarian";
    case Concept::utilitarian:
      return "utilitarian";
  }
  return "nash";
}

const char* to_string(Status status) {
  switch (status) {
    case Status::exact:
      return "exact";
    case Status::bound:
      return "bound";
    case Status::none:
      return "none";
    case Status::unknown:
      return "unknown";
  }
  return "unknown";
}

const char* to_string(FrontierStatus status) {
  switch (status) {
    case FrontierStatus::exact:
      return "exact";
    case FrontierStatus::epsilon:
      return "epsilon";
    case FrontierStatus::partial:
      return "partial";
  }
  return "partial";
}

}  // namespace entente::bargain
