"""entente new in a terminal: it asks, explains what does not fit and asks again; Ctrl-C and Ctrl-D
leave nothing behind. Skipped where the system lends no terminals."""

import os
import pty
import select
import signal
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("ENTENTE_BINARY", os.path.join(ROOT, "build/dev/bin/entente"))


def terminals_available():
    try:
        for end in pty.openpty():
            os.close(end)
        return True
    except OSError:
        return False


class Session:
    """The program with a terminal of its own."""

    def __init__(self, *words):
        self.shown = ""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ["LC_ALL"] = "C.UTF-8"
            os.execv(PROGRAM, [PROGRAM, *words])

    def wait_for(self, text):
        """Until that is on the screen, after all that was waited for before."""
        end = time.monotonic() + 60
        while text not in self.shown:
            left = end - time.monotonic()
            if left < 0 or not select.select([self.terminal], [], [], left)[0]:
                raise AssertionError(f"no {text!r} after {self.shown!r}")
            self.shown += os.read(self.terminal, 4096).decode("utf-8")
        self.shown = self.shown[self.shown.index(text) + len(text):]

    def answer(self, text):
        self.wait_for("> ")
        os.write(self.terminal, text.encode("utf-8"))

    def finish(self):
        """The exit code, or minus the signal that ended it."""
        while True:
            try:
                text = os.read(self.terminal, 4096)
            except OSError:  # how Linux tells that nobody is left at the other end
                break
            if not text:
                break
            self.shown += text.decode("utf-8")
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


@unittest.skipUnless(terminals_available(), "there are no terminals here")
class NewTerminalTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(self.folder, "talks.yaml")

    def test_asks_again_and_writes(self):
        session = Session("new", self.path)
        session.wait_for("What is it about")
        session.answer("Two farms\n")
        session.wait_for("Who must agree?")
        session.answer("hill\n")
        session.wait_for("That does not fit: it takes 2 at least")
        session.answer("hill, valley\n")
        session.wait_for("The first issue:")
        session.answer("fence\n")
        session.answer("broken, mended\n")
        session.wait_for("Who must act: hill, valley?")
        session.answer("vally\n")
        session.wait_for("did you mean `valley`?")
        session.answer("valley\n")
        session.wait_for("To hill, broken is worth 0. How many points: mended?")
        session.answer("six\n")
        session.wait_for("`six` is no number")
        session.answer("6\n")
        session.answer("-1\n")
        session.wait_for("The next issue?")
        session.answer("\n")
        self.assertEqual(session.finish(), 0)
        self.assertIn("wrote ", session.shown)
        with open(self.path, encoding="utf-8") as text:
            self.assertIn("fence: [0, 6]", text.read())

    def test_nothing_is_left_by_ctrl_c_or_an_early_end(self):
        for key, code in (("\x03", -signal.SIGINT), ("\x04", 2)):
            with self.subTest(key=key):
                session = Session("new", self.path)
                session.answer("Two farms\n")
                session.wait_for("Who must agree?")
                session.answer(key)
                self.assertEqual(session.finish(), code)
                self.assertEqual(os.listdir(self.folder), [])

    def test_a_template_that_is_named_asks_nothing(self):
        session = Session("new", self.path, "--template", "cyber")
        self.assertEqual(session.finish(), 0)
        self.assertNotIn(">", session.shown)
        self.assertTrue(os.path.exists(self.path))

    def test_a_file_that_is_there_is_refused_before_the_first_question(self):
        with open(self.path, "w", encoding="utf-8") as text:
            text.write("mine")
        session = Session("new", self.path)
        self.assertEqual(session.finish(), 2)
        self.assertIn("is there already", session.shown)
        self.assertNotIn("What is it about", session.shown)


if __name__ == "__main__":
    unittest.main()
