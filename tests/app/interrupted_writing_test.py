"""Ctrl-C once the search is over, while files are being written: it ends the program at once, by the
signal, and what was there before stays."""

import fcntl
import os
import signal
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("ENTENTE_BINARY", os.path.join(ROOT, "build/dev/bin/entente"))


class InterruptedWriting(unittest.TestCase):
    def test_ends_by_the_signal_and_leaves_what_was_there(self):
        with tempfile.TemporaryDirectory() as folder:
            pipe = os.path.join(folder, "report.html")
            older = os.path.join(folder, "tables.csv")
            os.mkfifo(pipe)
            # Far less than the page fits into the pipe, so the program waits for somebody to read it.
            reader = os.open(pipe, os.O_RDWR)
            self.addCleanup(os.close, reader)
            fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)
            with open(older, "w", encoding="utf-8") as file:
                file.write("older")
            process = subprocess.Popen(
                [PROGRAM, "solve", "examples/us-china-2015.yaml", "--html", pipe, "--csv", older],
                cwd=ROOT, stdout=subprocess.PIPE)
            self.assertTrue(os.read(reader, 1))
            process.send_signal(signal.SIGINT)
            page = process.communicate(timeout=60)[0]
            self.assertEqual(process.returncode, -signal.SIGINT)
            self.assertIn(b"Nash", page)
            self.assertEqual(sorted(os.listdir(folder)), ["report.html", "tables.csv"])
            with open(older, encoding="utf-8") as file:
                self.assertEqual(file.read(), "older")


if __name__ == "__main__":
    unittest.main()
