#include "entente/report/stop.hpp"

namespace entente::report {

const char* to_string(Stop stop) {
  switch (stop) {
    case Stop::none:
      return "none";
    case Stop::frontier_cap:
      return "frontier_cap";
    case Stop::work_limit:
      return "work_limit";
    case Stop::time_limit:
      return "time_limit";
    case Stop::interrupted:
      return "interrupted";
  }
  return "none";
}

}  // namespace entente::report
