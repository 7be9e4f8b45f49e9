#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/app/example_files.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"

namespace entente {
namespace {

using test::k_cyber_file;
using test::ProcessOptions;
using test::run_entente;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(Usage, EveryVerbExplainsItself) {
  EXPECT_TRUE(test::matches_golden(run_entente({"--help"}).out, "help.txt"));
  for (const std::string verb : {"solve", "improve", "table", "why", "hold", "check", "convert",
                                 "new", "bench", "help", "man", "completions", "version"}) {
    const auto result = run_entente({verb, "--help"});
    EXPECT_EQ(result.exit_code, 0) << verb;
    EXPECT_THAT(result.err, IsEmpty()) << verb;
    EXPECT_TRUE(test::matches_golden(result.out, "help_" + verb + ".txt"));
    EXPECT_EQ(run_entente({"help", verb}).out, result.out) << verb;
    EXPECT_EQ(run_entente({verb, "-h"}).out, result.out) << verb;
    EXPECT_THAT(result.out, HasSubstr("Examples:\n")) << verb;
    EXPECT_THAT(result.out, HasSubstr("Exit codes:\n")) << verb;
  }
}

TEST(Usage, TheReferencePageIsCurrent) {
  EXPECT_TRUE(test::matches_file(run_entente({"help", "--markdown"}).out, "docs/cli.md"));
}

TEST(Usage, TheManualsIndexLeadsToEveryPage) {
  const std::filesystem::path docs = std::string(ENTENTE_SOURCE_DIR) + "/docs";
  std::ifstream in(docs / "index.md");
  std::ostringstream index;
  index << in.rdbuf();
  std::size_t pages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(docs)) {
    const std::string name = entry.path().filename().string();
    if (name == "index.md" || entry.path().extension() != ".md") continue;
    EXPECT_THAT(index.str(), HasSubstr("](" + name + ")"));
    ++pages;
  }
  EXPECT_GE(pages, 5U);
}

TEST(Usage, TellsTheVersion) {
  EXPECT_THAT(run_entente({"version"}).out, StartsWith("entente "));
  EXPECT_EQ(run_entente({"--version"}).out, run_entente({"version"}).out);
}

TEST(Usage, MistakesExitWithTwoAndAHint) {
  struct Mistake {
    std::vector<std::string> words;
    const char* message;
  };
  const Mistake mistakes[] = {
      {{}, "a verb is missing"},
      {{"slove", "x.yaml"}, "did you mean `solve`?"},
      {{"xyzzy"}, "the verbs are: solve, improve, table, why"},
      {{"--json", "solve"}, "a verb comes first"},
      {{"solve"}, "needs a file"},
      {{"check"}, "needs a file"},
      {{"solve", "x.yaml", "--jsn"}, "did you mean `--json`?"},
      {{"solve", "x.yaml", "--jsn=1"}, "did you mean `--json`?"},
      {{"solve", "x.yaml", "-j"}, "has no option `-j`"},
      {{"solve", "x.yaml", "--json=1"}, "--json takes no value"},
      {{"solve", "x.yaml", "--json=true"}, "--json takes no value"},
      {{"solve", "x.yaml", "--help="}, "--help takes no value"},
      {{"solve", "x.yaml", "--width"}, "--width needs a value: --width N"},
      {{"solve", "x.yaml", "--width", "wide"}, "a whole number from 60 to 200"},
      {{"solve", "x.yaml", "--width", "59"}, "a whole number from 60 to 200"},
      {{"solve", "x.yaml", "--width=80.5"}, "a whole number from 60 to 200"},
      {{"solve", "x.yaml", "--threads", "0"}, "a whole number from 1 to 256"},
      {{"solve", "x.yaml", "--max-nodes", "99999999999999999999"}, "a whole number, at least 0"},
      {{"solve", "x.yaml", "--time-limit", "0"}, "a number of seconds above 0"},
      {{"solve", "x.yaml", "--time-limit", "nan"}, "a number of seconds above 0"},
      {{"solve", "x.yaml", "--time-limit", "inf"}, "a number of seconds above 0"},
      {{"solve", "x.yaml", "--deal", "nsah"}, "did you mean `nash`?"},
      {{"solve", "x.yaml", "--deal", "nash", "--deal", "nash"}, "is given 2 times"},
      {{"solve", "x.yaml", "--color", "blue"}, "takes one of auto, always, never"},
      {{"solve", "\x1b[31m.yaml", "--\x1b[31m"}, "has no option"},
      {{"bench", "file"}, "takes no arguments"},
      {{"help", "nothing"}, "there is no verb"},
      {{"help", "solve", "check"}, "there is no verb and no concept `solve check`"},
      {{"help", "a", "b", "c", "d", "e"}, "takes at most 4"},
      {{"man", "solve", "check"}, "takes at most 1"},
  };
  for (const auto& [words, message] : mistakes) {
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, 2) << message;
    EXPECT_THAT(result.out, IsEmpty()) << message;
    EXPECT_THAT(result.err, StartsWith("entente: ")) << message;
    EXPECT_THAT(result.err, HasSubstr(message));
    EXPECT_THAT(result.err, Not(HasSubstr("\x1b")));
  }
}

TEST(Usage, WhatFollowsTwoDashesAreFiles) {
  const auto result = run_entente({"solve", "--", "--json", "-x.yaml"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--json"));
  EXPECT_THAT(result.err, HasSubstr("-x.yaml"));
  EXPECT_THAT(result.err, Not(HasSubstr("no option")));
  EXPECT_EQ(run_entente({"check", "--", test::k_cyber_file}).exit_code, 0);
}

TEST(Usage, MissingFilesAreErrorsWithTheirName) {
  const auto result = run_entente({"solve", "no-such-file.yaml"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, StartsWith("no-such-file.yaml: error: "));
}

TEST(Terminal, ColoursOnlyThereAndWhenWanted) {
  if (!test::terminals_available()) GTEST_SKIP() << "there are no terminals here";
  ProcessOptions terminal;
  terminal.terminal_out = true;
  const auto coloured = run_entente({"solve", k_cyber_file}, terminal);
  EXPECT_EQ(coloured.exit_code, 0);
  EXPECT_THAT(coloured.out, HasSubstr("\x1b[1m"));
  EXPECT_THAT(run_entente({"solve", k_cyber_file}).out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(run_entente({"solve", k_cyber_file, "--color", "always"}).out, HasSubstr("\x1b["));
  EXPECT_THAT(run_entente({"solve", k_cyber_file, "--color", "never"}, terminal).out,
              Not(HasSubstr("\x1b")));
  ProcessOptions no_color = terminal;
  no_color.environment = {{"NO_COLOR", "1"}};
  EXPECT_THAT(run_entente({"solve", k_cyber_file}, no_color).out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(run_entente({"solve", k_cyber_file, "--color", "always"}, no_color).out,
              HasSubstr("\x1b["));
  ProcessOptions dumb = terminal;
  dumb.environment = {{"TERM", "dumb"}};
  EXPECT_THAT(run_entente({"solve", k_cyber_file}, dumb).out, Not(HasSubstr("\x1b")));
}

TEST(Output, WriteFailuresAreFailures) {
  ProcessOptions full;
  full.out_file = "/dev/full";
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"solve", k_cyber_file, "--json"},
        {"check", k_cyber_file},
        {"help", "solve"},
        {"version"}}) {
    const auto result = run_entente(words, full);
    EXPECT_EQ(result.exit_code, 2) << words[0];
    EXPECT_THAT(result.err, HasSubstr("cannot write the answer")) << words[0];
    ProcessOptions closed;
    closed.close_out_at_once = true;
    const auto unread = run_entente(words, closed);
    EXPECT_EQ(unread.exit_code, 2) << words[0];
    EXPECT_EQ(unread.signal, 0) << words[0];
    EXPECT_THAT(unread.err, IsEmpty()) << words[0];
  }
}

}  // namespace
}  // namespace entente
