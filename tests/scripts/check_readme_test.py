"""The page check must notice commands, links and outputs that are no longer true."""

import os
import stat
import tempfile
import unittest

import load_script

readme = load_script.load("check-readme")

# Stands for the program: says what it was asked, and ends with 1 for "no".
PROGRAM = '#!/bin/sh\necho "one $1"\necho two\necho three\n[ "$1" != no ]\n'


class CheckReadme(unittest.TestCase):
    def faults(self, text):
        with tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "entente")
            with open(program, "w", encoding="utf-8") as file:
                file.write(PROGRAM)
            os.chmod(program, stat.S_IRWXU)
            page = os.path.join(folder, "page.md")
            with open(page, "w", encoding="utf-8") as file:
                file.write(text)
            return readme.check(page, program)[0]

    def console(self, *lines):
        return self.faults("\n".join(["```console", *lines, "```", ""]))

    def test_true_output(self):
        self.assertEqual(self.console("$ entente yes", "one yes", "two", "three"), [])

    def test_two_commands(self):
        self.assertEqual(self.console("$ entente yes", "one yes", "two", "three", "",
                                      "$ entente no", "one no", "two", "three", "[exit 1]"), [])

    def test_wrong_output(self):
        faults = self.console("$ entente yes", "one no", "two", "three")
        self.assertEqual(len(faults), 1)
        self.assertIn("page.md:2:", faults[0])
        self.assertIn("one yes", faults[0])

    def test_missing_line(self):
        self.assertEqual(len(self.console("$ entente yes", "one yes", "two")), 1)

    def test_exit_code(self):
        self.assertEqual(len(self.console("$ entente no", "one no", "two", "three")), 1)
        self.assertEqual(len(self.console("$ entente yes", "one yes", "two", "three", "[exit 1]")),
                         1)

    def test_omitted_lines(self):
        self.assertEqual(self.console("$ entente yes", "one yes", "[...]"), [])
        self.assertEqual(self.console("$ entente yes", "one yes", "[...]", "three"), [])
        self.assertEqual(self.console("$ entente yes", "[...]", "two", "[...]"), [])
        self.assertEqual(len(self.console("$ entente yes", "[...]", "four", "[...]")), 1)
        self.assertEqual(len(self.console("$ entente yes", "one yes", "two", "[...]", "two",
                                          "three")), 1)

    def test_program_not_built(self):
        block = ("console", 1, ["$ entente yes"])
        self.assertEqual(len(list(readme.output_faults("page.md", block, None))), 1)

    def test_scripts(self):
        self.assertEqual(self.faults("```\nscripts/test\n```\n"), [])
        self.assertEqual(len(self.faults("```\nscripts/tset\n```\n")), 1)

    def test_links(self):
        self.assertEqual(self.faults("[a](page.md) [b](https://example.org/x) [c](#below)\n"), [])
        self.assertEqual(len(self.faults("[a](nowhere.md)\n")), 1)
        # A link within a code block is not a link.
        self.assertEqual(self.faults("```\n[a](nowhere.md)\n```\n"), [])


if __name__ == "__main__":
    unittest.main()
