"""Manual pages and completions: clean where a tool can tell (man or groff, mandoc, zsh, fish; a
part is skipped where its tool is absent), and complete in a real bash."""

import os
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("ENTENTE_BINARY", os.path.join(ROOT, "build/dev/bin/entente"))


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True,
                          encoding="utf-8").stdout


def entente(*words):
    return output(PROGRAM, *words)


def verbs():
    """As the program's help lists them."""
    lines = entente("help").split("\nVerbs:\n")[1].split("\n\n")[0].splitlines()
    return [line.split()[0] for line in lines if line[:3].strip()]


def options_of(verb):
    """The options that the verb's help lists."""
    words = entente(verb, "--help").split()
    return {word.rstrip(",;:.)") for word in words if word.startswith("--")}


class Manual(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        entente("man", "--all", self.folder)
        self.pages = sorted(os.listdir(self.folder))

    def path(self, page):
        return os.path.join(self.folder, page)

    def test_there_is_a_page_for_the_program_and_each_verb(self):
        self.assertEqual(self.pages,
                         sorted(["entente.1", *(f"entente-{verb}.1" for verb in verbs())]))
        for verb in verbs():
            with open(self.path(f"entente-{verb}.1"), encoding="utf-8") as page:
                self.assertEqual(page.read(), entente("man", verb))

    def test_text_is_roff_and_ascii(self):
        for page in self.pages:
            with open(self.path(page), "rb") as file:
                text = file.read()
            self.assertTrue(text.isascii(), page)
            for line in text.decode().splitlines():
                if line.startswith("."):
                    self.assertRegex(line, r"^\.(TH|SH|SS|PP|TP|B|BR|nf|fi|RS|RE)( |$)", page)

    def check_with(self, command):
        """[(page, what the command shows of it)]; the command must have nothing to complain of."""
        shown = []
        for page in self.pages:
            with self.subTest(page=page):
                result = subprocess.run([*command, self.path(page)], capture_output=True,
                                        text=True, encoding="utf-8", check=False,
                                        env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"})
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                shown.append((page, result.stdout))
        return shown

    @unittest.skipUnless(shutil.which("groff"), "there is no groff")
    def test_groff_has_nothing_to_say(self):
        for page, text in self.check_with(["groff", "-man", "-ww", "-Tutf8", "-P-cbou"]):
            words = text.split()
            verb = page[len("entente-"):-2]
            for option in options_of(verb) if verb in verbs() else ():
                self.assertTrue(any(option in word for word in words), option)

    @unittest.skipUnless(shutil.which("man"), "there is no man")
    def test_man_shows_them(self):
        if "minimized" in subprocess.run(["man", "--version"], capture_output=True, text=True,
                                         check=False).stdout:
            self.skipTest("man is only a notice here")
        for page, text in self.check_with(["man", "--warnings", "-P", "cat", "-l"]):
            self.assertIn("NAME", text, page)

    @unittest.skipUnless(shutil.which("mandoc"), "there is no mandoc")
    def test_mandoc_finds_no_error(self):
        self.check_with(["mandoc", "-T", "utf8", "-W", "error"])

    def test_a_verb_that_is_none_is_refused(self):
        result = subprocess.run([PROGRAM, "man", "slove"], capture_output=True, text=True,
                                check=False)
        self.assertEqual(result.returncode, 2)
        self.assertIn("did you mean `solve`?", result.stderr)


@unittest.skipUnless(shutil.which("bash"), "there is no bash")
class Bash(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.script = os.path.join(self.folder, "completions")
        with open(self.script, "w", encoding="utf-8") as file:
            file.write(entente("completions", "bash"))

    def offered(self, *words):
        """What bash offers for the last of the words."""
        listed = " ".join(f"'{word}'" for word in words)
        code = (f"source {self.script}; COMP_WORDS=({listed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1));"
                " _entente; printf '%s\\n' \"${COMPREPLY[@]}\"")
        result = subprocess.run(["bash", "--norc", "--noprofile", "-uc", code], cwd=self.folder,
                                capture_output=True, text=True, check=False)
        self.assertEqual(result.stderr, "")
        return [line for line in result.stdout.splitlines() if line]

    def test_bash_knows_the_function(self):
        shown = output("bash", "--norc", "-c", f"source {self.script}; complete -p entente")
        self.assertEqual(shown.strip(), "complete -F _entente entente")

    def test_verbs(self):
        self.assertEqual(self.offered("entente", "so"), ["solve"])
        self.assertEqual(set(self.offered("entente", "")), {*verbs(), "--help", "--version"})

    def test_options_of_every_verb(self):
        for verb in verbs():
            offered = self.offered("entente", verb, "--")
            self.assertTrue(offered, verb)
            # The help of a verb may name options of others in its text.
            self.assertLessEqual(set(offered), options_of(verb), verb)
            self.assertIn("--help", offered)
        self.assertIn("--peer-points", self.offered("entente", "solve", "--peer"))
        self.assertEqual(self.offered("entente", "version", "--js"), [])

    def test_values(self):
        concepts = ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"]
        self.assertEqual(self.offered("entente", "solve", "--deal", ""), concepts)
        self.assertEqual(self.offered("entente", "solve", "--deal", "eg"), ["egalitarian"])
        self.assertEqual(self.offered("entente", "solve", "--deal", "=", "n"), ["nash"])
        self.assertEqual(self.offered("entente", "solve", "--deal", "="), concepts)
        self.assertEqual(self.offered("entente", "solve", "--weights", ""), [])
        self.assertEqual(self.offered("entente", "completions", ""), ["bash", "zsh", "fish"])
        self.assertIn("frontier", self.offered("entente", "help", "fr"))
        self.assertIn("solve", self.offered("entente", "help", ""))
        self.assertNotIn("frontier", self.offered("entente", "man", ""))

    def test_files_also_with_blanks(self):
        for name in ("a scenario.yaml", "a_draft.yaml", "other"):
            with open(os.path.join(self.folder, name), "w", encoding="utf-8"):
                pass
        self.assertEqual(sorted(self.offered("entente", "solve", "a")),
                         ["a scenario.yaml", "a_draft.yaml"])
        self.assertEqual(self.offered("entente", "solve", "x.yaml", "--html", "oth"), ["other"])
        self.assertEqual(self.offered("entente", "solve", "x.yaml", "--html", "=", "oth"), ["other"])


class OtherShells(unittest.TestCase):
    def check_script(self, shell):
        with tempfile.NamedTemporaryFile("w", suffix="." + shell) as file:
            file.write(entente("completions", shell))
            file.flush()
            result = subprocess.run([shell, "-n", file.name], capture_output=True, text=True,
                                    check=False)
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    @unittest.skipUnless(shutil.which("zsh"), "there is no zsh")
    def test_zsh_reads_its_script(self):
        self.check_script("zsh")

    @unittest.skipUnless(shutil.which("fish"), "there is no fish")
    def test_fish_reads_its_script(self):
        self.check_script("fish")

    @unittest.skipUnless(shutil.which("fish"), "there is no fish")
    def test_fish_completes(self):
        code = entente("completions", "fish") + '\ncomplete -C "entente solve --deal "\n'
        with tempfile.TemporaryDirectory() as home:
            shown = subprocess.run(["fish", "--no-config", "-c", code], capture_output=True,
                                   text=True, check=True, env={**os.environ, "HOME": home}).stdout
        self.assertIn("egalitarian", shown)

    def test_every_verb_and_option_is_in_every_script(self):
        for shell in ("bash", "zsh", "fish"):
            script = entente("completions", shell)
            for verb in verbs():
                self.assertIn(verb, script)
            for option in ("--peer-points", "--template", "--max-nodes"):
                self.assertIn(option[2:], script)

    def test_other_shells_are_refused(self):
        result = subprocess.run([PROGRAM, "completions", "bsh"], capture_output=True, text=True,
                                check=False)
        self.assertEqual(result.returncode, 2)
        self.assertIn("did you mean `bash`?", result.stderr)


if __name__ == "__main__":
    unittest.main()
