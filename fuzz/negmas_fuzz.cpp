// Any bytes as NegMAS files, separated by lines "%%%%".

#include "entente/format/negmas.hpp"
#include "fuzz/import_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return entente::fuzz::check_import(data, size, entente::format::read_negmas);
}
