#include "entente/base/version.hpp"

namespace entente {

// The build passes ENTENTE_VERSION to this file alone (cmake/library.cmake).
std::string_view version() { return ENTENTE_VERSION; }

}  // namespace entente
