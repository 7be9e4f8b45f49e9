#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/file_output.hpp"
#include "app/help.hpp"
#include "app/help_text.hpp"
#include "app/output.hpp"
#include "app/topics.hpp"
#include "app/verbs.hpp"
#include "entente/base/version.hpp"
#include "entente/report/text_width.hpp"
#include "entente/report/unicode_width.hpp"

namespace entente::app {
namespace {

/// Text as roff takes it: every character as it stands, none as a command. A hyphen stays one only
/// as "\-", which matters where people copy options.
std::string roff(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = report::next_character(text, at);
    if (c == U'\\') {
      out += "\\e";
    } else if (c == U'-') {
      out += "\\-";
    } else if (c == U'\'') {
      out += "\\(aq";
    } else if (c > 0x7F) {
      out += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(c));
    } else {
      out += text.substr(begin, at - begin);
    }
  }
  if (!out.empty() && out[0] == '.') out = "\\&" + out;
  return out;
}

std::string title(std::string_view name) {
  std::string large(name);
  for (char& c : large) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return fmt::format(".TH {} 1 \"\" \"entente {}\" \"Entente\"\n", large, version());
}

std::string name_section(std::string_view name, std::string_view summary) {
  return fmt::format(".SH NAME\n{} \\- {}\n", roff(name), roff(summary));
}

std::string paragraph(std::string_view text) { return ".PP\n" + roff(text) + '\n'; }

/// Lines that are kept as they are.
std::string verbatim(std::string_view line) {
  return ".PP\n.nf\n.RS 4\n" + roff(line) + "\n.RE\n.fi\n";
}

/// A term and what it means, below each other.
std::string item(std::string_view term, std::string_view text) {
  return ".TP\n.B " + roff(term) + '\n' + roff(text) + '\n';
}

std::string options_section(const VerbSpec& verb) {
  std::string out = ".SH OPTIONS\n";
  for (const auto group : groups(verb)) {
    out += ".SS " + roff(group) + '\n';
    for (const auto& option : verb.options) {
      if (option.group == group) out += item(option_usage(option), described(option));
    }
  }
  return out;
}

std::string page_name(const VerbSpec& verb) { return fmt::format("entente-{}", verb.name); }

std::string verb_page(const VerbSpec& verb) {
  std::string out = title(page_name(verb)) + name_section(page_name(verb), verb.summary);
  out += ".SH SYNOPSIS\n.B " + roff(usage(verb)) + "\n.SH DESCRIPTION\n";
  for (const auto& text : paragraphs(verb)) out += paragraph(text);
  out += options_section(verb) + ".SH EXAMPLES\n";
  for (const auto& example : verb.examples) {
    out += paragraph(example.meaning) + verbatim(example.command);
  }
  out += ".SH EXIT STATUS\n";
  for (const auto& code : verb.exit_codes) out += item(std::to_string(code.code), code.meaning);
  return out + ".SH SEE ALSO\n.BR entente (1)\n";
}

std::string program_page() {
  std::string out = title("entente") + name_section("entente", "agreements between parties");
  out += ".SH SYNOPSIS\n.B entente VERB [FILE...] [OPTION...]\n.SH DESCRIPTION\n";
  out += paragraph(k_purpose);
  out += paragraph("Each verb has a manual page of its own, entente-VERB(1).");
  out += ".SH VERBS\n";
  for (const auto& verb : verbs()) out += item(verb.name, verb.summary);
  out += ".SH CONCEPTS\n";
  out += paragraph("entente help CONCEPT shows these with examples.");
  for (const auto& topic : topics()) {
    out += item(topic.name, paragraphs(topic.text).front());
  }
  out += ".SH EXIT STATUS\n";
  out += item("0", "there is an answer");
  out += item("1", "the answer is \"no\", and that is proven, whatever else was cut short");
  out += item("2", "bad use or bad input, or the answer could not be written");
  out +=
      item("3", "a limit was reached, or Ctrl-C was pressed; the answer is the best found so far");
  out += ".SH SEE ALSO\n";
  for (std::size_t k = 0; k < verbs().size(); ++k) {
    out += fmt::format(".BR {} (1){}\n", roff(page_name(verbs()[k])),
                       k + 1 < verbs().size() ? "," : "");
  }
  return out;
}

int write_all(const std::string& folder) {
  std::vector<FileToWrite> files = {{folder + "/entente.1", program_page()}};
  for (const auto& verb : verbs()) {
    files.push_back({fmt::format("{}/{}.1", folder, page_name(verb)), verb_page(verb)});
  }
  if (const auto error = write_files(folder, files, true)) return complain(*error);
  return k_answer;
}

}  // namespace

int run_man(const Arguments& arguments) {
  if (const auto folder = arguments.text("--all")) return write_all(*folder);
  Output output;
  if (arguments.files.empty()) {
    output.write(program_page());
  } else if (const auto* verb = find_verb(arguments.files.front())) {
    output.write(verb_page(*verb));
  } else {
    return complain(unknown_verb(arguments.files.front()));
  }
  return output.finish(k_answer);
}

}  // namespace entente::app
