// Any bytes as a table of rows and cells.

#include "entente/format/table_read.hpp"
#include "fuzz/import_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  static_cast<void>(entente::format::looks_like_table(text));
  entente::fuzz::check_result(entente::format::read_table_text(text, "t.csv"));
  return 0;
}
