"""The layer check must notice a bad tree, and let a good one pass."""

import os
import subprocess
import sys
import tempfile
import unittest

import load_script

layers = load_script.load("check-layers")

GOOD = {
    "entente/base/a.hpp": "#include <vector>\n",
    "entente/base/a.cpp": '#include "entente/base/a.hpp"\n',
    "entente/model/m.hpp": '#include "entente/base/a.hpp"\n',
    "entente/format/f.hpp": '#include "entente/model/m.hpp"\n',
    "entente/bargain/b.hpp": '#include "entente/model/m.hpp"\n',
    "entente/stage/s.hpp": '#include "entente/bargain/b.hpp"\n',
    "entente/report/r.hpp": '#include "entente/stage/s.hpp"\n#include "entente/format/f.hpp"\n',
    "app/main.cpp": '#include <iostream>\n#include "entente/report/r.hpp"\n',
    "tests/support/t.hpp": "",
    "bench/x.cpp": '#include "tests/support/t.hpp"\n#include "entente/bargain/b.hpp"\n',
}


class CheckLayers(unittest.TestCase):
    def faults(self, changes):
        """The faults of the good tree after `changes`, {path: text}."""
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**GOOD, **changes}.items():
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return layers.check(root)[0]

    def assert_fault(self, changes, *parts):
        faults = self.faults(changes)
        self.assertTrue(any(all(part in fault for part in parts) for fault in faults), faults)

    def test_good_tree_passes(self):
        self.assertEqual(self.faults({}), [])

    def test_own_tree_passes(self):
        self.assertEqual(layers.check(load_script.ROOT)[0], [])

    def test_two_types_of_one_name(self):
        text = "namespace entente::base {\n\nstruct Move {\n};\n\n}  // namespace entente::base\n"
        self.assert_fault({"entente/base/y.hpp": text, "entente/base/z.hpp": text},
                          "entente/base/z.hpp:3:", "entente::base::Move", "entente/base/y.hpp:3")

    def test_names_that_do_not_meet(self):
        inner = "namespace entente::base {\nnamespace {\nclass Move {\n};\n}  // namespace\n"
        text = inner + "class Other;\nclass Third::Part {\n};\n}  // namespace entente::base\n"
        self.assertEqual(self.faults({"entente/base/y.cpp": text, "entente/base/z.cpp": text}), [])

    def test_upward(self):
        self.assert_fault({"entente/base/z.hpp": '\n#include "entente/model/m.hpp"\n'},
                          "entente/base/z.hpp:2:", "must not include entente/model")

    def test_upward_from_model_to_report(self):
        self.assert_fault({"entente/model/z.cpp": '  #  include "entente/report/r.hpp"\n'},
                          "entente/model/z.cpp:1:", "entente/report")

    def test_sideways(self):
        self.assert_fault({"entente/format/z.hpp": '#include "entente/bargain/b.hpp"\n'},
                          "entente/format must not include entente/bargain")
        self.assert_fault({"entente/bargain/z.hpp": '#include "entente/format/f.hpp"\n'},
                          "entente/bargain must not include entente/format")

    def test_library_knows_no_program(self):
        self.assert_fault({"entente/report/z.cpp": '#include "app/verb.hpp"\n', "app/verb.hpp": ""},
                          "the library must not include app/")

    def test_top_folders_are_apart(self):
        self.assert_fault({"server/z.cpp": '#include "app/verb.hpp"\n', "app/verb.hpp": ""},
                          "server/ must not include app/")

    def test_library_does_not_print(self):
        self.assert_fault({"entente/bargain/z.cpp": "#include <iostream>\n"}, "<iostream>")
        for line, call in [('  std::fprintf(stderr, "x");', "std::fprintf"),
                           ("std::cerr << 1;", "std::cerr"),
                           ("if (bad) exit(1);", "exit"),
                           ("auto t = std::chrono::steady_clock::now();", "steady_clock::now"),
                           ('auto home = std::getenv("HOME");', "std::getenv")]:
            self.assert_fault({"entente/bargain/z.cpp": f"\n{line}\n"},
                              "entente/bargain/z.cpp:2:", f"must not call {call}")

    def test_words_that_are_no_calls(self):
        text = ('// never exit(1), std::cout\nauto s = "std::getenv(1)";\nsearch.abort();\n'
                "on_exit(); std::snprintf(b, 1, s); job->exit(); Solver::abort();\n")
        self.assertEqual(self.faults({"entente/bargain/z.cpp": text}), [])

    def test_file_cycle_within_a_folder(self):
        self.assert_fault({"entente/base/x.hpp": '#include "entente/base/y.hpp"\n',
                           "entente/base/y.hpp": '#include "entente/base/w.hpp"\n',
                           "entente/base/w.hpp": '#include "entente/base/x.hpp"\n'},
                          "in a circle", "entente/base/w.hpp -> entente/base/x.hpp")

    def test_file_including_itself(self):
        self.assert_fault({"entente/base/x.hpp": '#include "entente/base/x.hpp"\n'}, "in a circle")

    def test_folder_cycle(self):
        # No file is in a circle here, only the folders are.
        self.assert_fault({"entente/model/x.hpp": '#include "entente/stage/y.hpp"\n',
                           "entente/stage/y.hpp": ""},
                          "folders include each other in a circle")

    def test_unknown_folder(self):
        self.assert_fault({"entente/misc/x.hpp": ""}, "entente/misc/x.hpp:1:", "in no layer")
        self.assert_fault({"entente/x.hpp": ""}, "entente/x.hpp:1:", "in no layer")

    def test_include_not_from_the_root(self):
        self.assert_fault({"entente/base/x.hpp": '#include "a.hpp"\n'}, "from the root")
        self.assert_fault({"entente/base/x.hpp": "#include <entente/base/a.hpp>\n"},
                          "quotation marks")

    def test_command_line(self):
        script = os.path.join(load_script.ROOT, "scripts", "check-layers")
        with tempfile.TemporaryDirectory() as root:
            empty = subprocess.run([sys.executable, script, root], capture_output=True, text=True,
                                   check=False)
            self.assertEqual(empty.returncode, 1)
            os.makedirs(os.path.join(root, "entente", "base"))
            with open(os.path.join(root, "entente/base/x.hpp"), "w", encoding="utf-8") as file:
                file.write('#include "app/y.hpp"\n')
            bad = subprocess.run([sys.executable, script, root], capture_output=True, text=True,
                                 check=False)
            self.assertEqual(bad.returncode, 1)
            self.assertIn("entente/base/x.hpp:1:", bad.stderr)


if __name__ == "__main__":
    unittest.main()
