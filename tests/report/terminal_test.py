"""The page in a real terminal: what tmux shows is what the golden files hold, at 80 and at 120
columns, and nothing is wrapped by the terminal itself. Skipped where there is no tmux."""

import os
import shlex
import shutil
import subprocess
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("ENTENTE_BINARY", os.path.join(ROOT, "build/dev/bin/entente"))
END = "(end of the page)"


def golden(name):
    with open(os.path.join(ROOT, "tests/golden", name), encoding="utf-8") as text:
        return text.read().splitlines()


@unittest.skipUnless(shutil.which("tmux"), "there is no tmux")
class TerminalTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.sockets = []

    def tearDown(self):
        for socket in self.sockets:
            self.tmux(socket, "kill-server", check=False)
        self.folder.cleanup()

    def tmux(self, socket, *words, check=True):
        return subprocess.run(["tmux", "-S", socket, "-f", "/dev/null", *words], check=check,
                              capture_output=True, text=True, encoding="utf-8",
                              env={**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"})

    def shown(self, command, width, colours=False):
        """The lines on the screen once the program has ended."""
        program = " ".join(shlex.quote(word) for word in [PROGRAM, *command])
        shell = (f"cd {shlex.quote(ROOT)}; unset COLUMNS NO_COLOR; LC_ALL=C.UTF-8 {program}; "
                 f"echo {shlex.quote(END)}; sleep 60")
        # A server for each terminal: one that is told to end takes its time.
        socket = os.path.join(self.folder.name, f"tmux{len(self.sockets)}")
        self.sockets.append(socket)
        self.tmux(socket, "new-session", "-d", "-x", str(width), "-y", "400", "sh", "-c", shell)
        for _ in range(600):
            text = self.tmux(socket, "capture-pane", "-p", *(["-e"] if colours else [])).stdout
            if END in text:
                return text[:text.index(END)].splitlines()
            time.sleep(0.05)
        self.fail(f"the program did not end: {text}")

    def test_pages_stand_as_they_were_laid_out(self):
        for width in (80, 120):
            with self.subTest(width=width):
                lines = self.shown(["solve", "examples/us-china-2015.yaml"], width)
                self.assertEqual(lines, golden(f"solve_us_china_{width}.txt"))

    def test_a_terminal_gets_colours(self):
        lines = self.shown(["solve", "examples/us-china-2015.yaml"], 80, colours=True)
        self.assertTrue(any("\x1b[1m" in line for line in lines))

    def test_names_of_any_length_stay_within_the_screen(self):
        long_name = "Party-of-" + "a-very-long-name-" * 12
        scenario = os.path.join(self.folder.name, "long.yaml")
        with open(scenario, "w", encoding="utf-8") as out:
            out.write("entente: 1\nparties: {a: {name: " + long_name + "}, b: {name: 東京都" +
                      "とても長い名前" * 20 + "}}\nissues:\n  i: {title: " + "word " * 60 +
                      ", giver: a, options: [today, " + "x" * 150 + "]}\n"
                      "preferences: {a: {i: [0, -1]}, b: {i: [0, 3]}}\n")
        for width in (80, 120):
            with self.subTest(width=width):
                lines = self.shown(["solve", scenario], width)
                wanted = subprocess.run(
                    [PROGRAM, "solve", scenario, "--width", str(width), "--color", "never"],
                    check=False, capture_output=True, text=True, encoding="utf-8",
                    env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout.splitlines()
                self.assertEqual(lines, wanted)


if __name__ == "__main__":
    unittest.main()
