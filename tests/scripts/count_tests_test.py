"""The closing line of scripts/test must count what happened, and nothing else."""

import contextlib
import io
import os
import tempfile
import unittest

import load_script

count_tests = load_script.load("count_tests.py")

PASSED = '<testcase name="a" status="run"><system-out>ok</system-out></testcase>'
FAILED = '<testcase name="b" status="fail"><failure message="Failed"/></testcase>'
SKIPPED = ('<testcase name="c" status="notrun">'
           '<skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/></testcase>')
DISABLED = '<testcase name="d" status="disabled"><skipped message="Disabled"/></testcase>'
NOT_BUILT = ('<testcase name="test_x_NOT_BUILT" status="notrun">'
             '<skipped message="Unable to find executable: test_x"/></testcase>')


class CountTests(unittest.TestCase):
    def run_on(self, *cases):
        """(exit code, stdout) for a results file with these cases."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "results.xml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(f'<testsuite name="x">{"".join(cases)}</testsuite>')
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                code = count_tests.main([path])
            return code, out.getvalue()

    def test_all_passed(self):
        self.assertEqual(self.run_on(PASSED, PASSED), (0, "2 passed, 0 failed\n"))

    def test_failed(self):
        self.assertEqual(self.run_on(PASSED, FAILED), (1, "1 passed, 1 failed\n"))

    def test_skipped(self):
        self.assertEqual(self.run_on(PASSED, SKIPPED, DISABLED),
                         (0, "1 passed, 0 failed, 2 skipped\n"))

    def test_what_was_not_built_failed(self):
        self.assertEqual(self.run_on(PASSED, NOT_BUILT), (1, "1 passed, 1 failed\n"))

    def test_nothing_ran(self):
        self.assertEqual(self.run_on(), (1, "0 passed, 0 failed\n"))
        self.assertEqual(self.run_on(SKIPPED), (1, "0 passed, 0 failed, 1 skipped\n"))


if __name__ == "__main__":
    unittest.main()
