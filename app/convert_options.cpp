#include "app/option_parts.hpp"
#include "app/verb_specs.hpp"

namespace entente::app {

VerbSpec convert_verb() {
  return {
      "convert",
      "FILE... OUTPUT",
      2,
      65,
      "how does this scenario look in another format?",
      "Reads a scenario as entente solve does and writes it in another format. What the other "
      "format cannot hold is said on stderr, each thing by its name; nothing is left out silently. "
      "A warning is a loss. A note is none: where utilities must be on another scale, such as 0 to "
      "1, the preferences stay the same, and the note says how to come back.\n"
      "OUTPUT's name tells the format, unless --to does: .yaml or .json is the native format, .csv "
      "and .tsv are tables for spreadsheets, .xml is GENIUS. OUTPUT may be -, which is standard "
      "output, where the format is one file. GENIUS and GeniusWeb are several: a domain and a "
      "profile for each party, called after it. An OUTPUT that ends in .xml or .json is the "
      "domain, and the profiles go beside it; any other is a folder for all of them. A warning "
      "names other files there that would be read with them.\n"
      "Files appear whole or not at all. None is replaced without --force, and none that was read "
      "unless OUTPUT is its name. docs/formats.md tells what each format holds.",
      {{"entente convert scenario.csv scenario.yaml", "from a spreadsheet to the native format"},
       {"entente convert scenario.ods scenario.yaml", "from the spreadsheet's own file"},
       {"entente convert us-china-2015.yaml table.csv",
        "to a spreadsheet, and what is lost by that"},
       {"entente convert domain.xml profile1.xml profile2.xml talks.yaml",
        "a GENIUS negotiation as one file that people can edit"},
       {"entente convert scenario.yaml talks/ --to genius",
        "a folder with a GENIUS domain and profiles"},
       {"entente convert scenario.yaml --to json -", "for another program, on standard output"},
       {"entente convert scenario.yaml table.csv --strict", "only if nothing is lost"}},
      {choice("--to", "FORMAT", {"yaml", "json", "genius", "geniusweb", "csv", "tsv"},
              "by the name of OUTPUT", k_question, "the format to write"),
       flag("--strict", k_question, "a loss is an error: say what it is and write nothing"),
       flag("--force", k_output, "replace files that are there already"), width_option(),
       ascii_option(), color_option(), help_option()},
      {{0, "written, perhaps with losses, which are on stderr"},
       {2, "bad use or bad input, a loss with --strict, or it could not be written"}}};
}

}  // namespace entente::app
