#!/usr/bin/env python3
"""Counts the tests in a JUnit file written by ctest and prints one line:

    N passed, N failed            or            N passed, N failed, N skipped

Exits with 1 when a test failed, or when none ran. A test that could not be started (its program
was not built, say) counts as failed, although ctest files it among the skipped.
"""

import sys
import xml.etree.ElementTree as ElementTree

# What ctest writes when the test itself asked to be skipped; all else that was not run is a defect.
OWN_WISH = ("SKIP_REGULAR_EXPRESSION_MATCHED", "SKIP_RETURN_CODE", "Disabled")


def verdict(case):
    """passed, failed or skipped."""
    skipped = case.find("skipped")
    if skipped is not None or case.get("status") == "disabled":
        message = "Disabled" if skipped is None else skipped.get("message", "")
        return "skipped" if message.startswith(OWN_WISH) else "failed"
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "passed" if case.get("status") == "run" else "failed"


def count(path):
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        counts[verdict(case)] += 1
    return counts


def main(arguments):
    if len(arguments) != 1:
        print("usage: count_tests.py RESULTS.xml", file=sys.stderr)
        return 2
    counts = count(arguments[0])
    line = f"{counts['passed']} passed, {counts['failed']} failed"
    if counts["skipped"]:
        line += f", {counts['skipped']} skipped"
    ran = counts["passed"] + counts["failed"]
    if not ran:
        print("no test ran", file=sys.stderr)
    sys.stderr.flush()
    print(line)
    return 1 if counts["failed"] or not ran else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
