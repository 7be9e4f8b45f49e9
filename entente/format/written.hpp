#pragma once

#include <string>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// A file as a writer makes it: a name without folders, and its whole text.
struct WrittenFile {
  std::string name;
  std::string text;
};

/// What a writer makes of a scenario.
///
/// Everything that the target cannot hold is in `losses`, by name, in the order of the scenario:
/// a warning for what is lost or changed, a note for what is put differently without changing what
/// anybody wants (a utility on another scale), an error for why nothing can be written. There are
/// files exactly when there is no error.
struct Written {
  std::vector<WrittenFile> files;
  Diagnostics losses;
};

}  // namespace entente::format
