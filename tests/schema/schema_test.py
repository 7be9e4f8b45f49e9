"""The JSON Schema, the reference page and the reader must say the same about the native format."""

import copy
import json
import os
import re
import subprocess
import tempfile
import unittest

import jsonschema
import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("ENTENTE_BINARY", os.path.join(ROOT, "build", "dev", "bin", "entente"))
READER = os.path.join(os.path.dirname(BINARY), "read_scenarios_tool")


def text_of(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


SCHEMA = json.loads(text_of("share", "entente-scenario.schema.json"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
PAGE = text_of("docs", "format.md")


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 (core schema): yes and 2015-09-23 are text, 1e3 is a number; keys are text."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def core(tag, pattern, first):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


core("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF"))
core("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""])
core("int", r"^[-+]?[0-9]+$", list("-+0123456789"))
core("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789"))
CoreLoader.add_constructor("tag:yaml.org,2002:map",
                           lambda loader, node: loader.construct_mapping(node))
CoreLoader.add_constructor("tag:yaml.org,2002:int",
                           lambda loader, node: int(loader.construct_scalar(node)))
CoreLoader.add_constructor("tag:yaml.org,2002:float",
                           lambda loader, node: float(loader.construct_scalar(node)))


def load(text):
    return yaml.load(text, Loader=CoreLoader)


def schema_errors(document):
    return [error.message for error in VALIDATOR.iter_errors(document)]


def read_paths(paths, beside=()):
    """{path: its diagnostics}, in few runs of the reader; `beside` a scenario if one is named."""
    found = {}
    options = ["--beside", *beside] if beside else []
    for start in range(0, len(paths), 200):
        run = subprocess.run([READER, *options, *paths[start:start + 200]], check=True,
                             capture_output=True, text=True)
        for line in run.stdout.splitlines():
            result = json.loads(line)
            found[result["file"]] = result["diagnostics"]
    return found


def errors_of(diagnostics):
    return [d for d in diagnostics if d["severity"] == "error"]


def read_documents(documents):
    """The errors of the reader for each document, in order."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, document in enumerate(documents):
            paths.append(os.path.join(folder, f"{number}.json"))
            with open(paths[-1], "w", encoding="utf-8") as file:
                json.dump(document, file)
        found = read_paths(paths)
        return [errors_of(found[path]) for path in paths]


# Every key of the format, and every form of what stands behind it.
SAMPLE = load("""
entente: 1
title: A sample
source: made up
period: 6 months
parties:
  us: {name: United States, discount: 0.9}
  china: China
  eu:
issues:
  theft:
    title: Theft
    giver: china
    options: [as today, less, none]
    status_quo: as today
    acknowledged: false
    detection: 0.35
    false_alarm: 0.04
    lag: 4
    reversible: true
    ordered: true
  tools: {giver: us, options: [as today, ended]}
  talks: {options: [none, yearly, monthly]}
  sanctions: {threat_by: us, options: [none, imposed]}
beliefs:
  us: {theft: {as today: 0.75, less: 0.25}}
  eu:
preferences:
  us:
    reservation: 1.5
    theft: [0, 22±6, 30..38]
    tools: [0, -8]
    sanctions: [0, -1]
    together:
      - {if: {talks: [yearly, monthly], theft: none}, add: 2}
      - {if: {talks: yearly, tools: ended}, add: {min: 1, mode: 2, max: 4}}
  china:
    theft: {as today: 0, less: -5, none: {min: -12, mode: -9, max: -8}}
    tools: [0, 12]
    talks: [0, 1, 2]
    sanctions: [0, -20+-6]
  eu:
    talks: [0, 3, 4]
    together:
rules:
  - {requires: {if: {tools: ended}, then: {theft: [less, none]}}}
  - {excludes: {theft: none, talks: none}}
  - {ruled_out: {talks: monthly}}
  - {ruled_out: [{theft: none}]}
  - {at_most: 2, of: [theft, tools, talks]}
  - {at_least: 0, of: [theft, tools]}
  - {budget: 40, costs: {theft: [0, 10, 25.5], tools: {ended: 20}}}
acceptance: {at_least: 2, veto: [us]}
attribution:
  blame: {us: {us: 0.8, china: 0.1}, eu: {}}
  others: {incidents: 0.1, blame: {us: 0.2, china: "0.6"}}
""")

# What can be said where no option is in force today.
WITHOUT_STATUS_QUO = load("""
entente: 1
status_quo: none
parties: [us, china]
issues:
  theft: {giver: china, options: [some, less, none], detection: 0.35, ordered: false}
  talks: {options: [none, yearly]}
beliefs:
preferences:
  us: {theft: [0, 9, 4], talks: [0, 1], reservation: 1}
  china: {theft: [0, -5, -6], talks: [0, 2]}
rules:
  - {excludes: {theft: none, talks: none}}
  - {budget: 40, costs: {theft: [0, 10, 25.5]}}
""")

PREFERENCES_FILE = load("""
entente: 1
party: us
preferences: {reservation: 8..9, theft: [0, 4], together: [{if: {theft: less}, add: 1}]}
""")

AGREEMENT_FILE = load("""
entente: 1
title: A draft
agreement: {theft: less, talks: yearly}
""")

# What the schema cannot know: names that must exist, counts and sums that must agree, meaning.
NOT_STRUCTURE = re.compile("|".join([
    r"^there is no (party|issue|option)",
    r"^`.*` has no option `",
    r"^\d+ (value|cost)s? for \d+ option",
    r" sums to ",
    r" has no value for ",
    r"^the party .* has no preferences$",
    r"^(a|the) scenario lacks `preferences`$",
    r"^this file holds (one party's preferences|an agreement), not a scenario$",
    r" is a threat, and threats are never part of an agreement$",
    r"^cannot read ",
    r"runs downwards$",
    r"not in rising order$",
    r"is a probability and must be from",  # only where it was written in quotes
    r"^`at_least` \(a number of parties\) must be a whole number from 1 to 3",
    r"^no outcome that may be agreed keeps the rule",
    r"^these rules contradict each other",
    r"^version .* is not known$",
    r"is listed twice$",  # true and "true" are the same name
]))

WRONG = [None, "", "word", True, -1, 1.5, 10**7, [], [[]], ["word"], {}, {"word": "word"},
         "12±x", "1...2", "a\nb", "x" * 201, "../x"]


def places(document, path=()):
    """Every path into the document."""
    yield path
    if isinstance(document, dict):
        for key in document:
            yield from places(document[key], path + (key,))
    elif isinstance(document, list):
        for index, item in enumerate(document):
            yield from places(item, path + (index,))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def changed(document, path, change):
    """A copy in which `change` was applied to the container and key at `path`."""
    result = copy.deepcopy(document)
    change(at(result, path[:-1]), path[-1])
    return result


def replacing(value):
    def change(container, key):
        container[key] = copy.deepcopy(value)
    return change


def removing(container, key):
    del container[key]


def renaming(new):
    def change(container, key):
        container[new] = container.pop(key)
    return change


def doubling(container, key):
    container[key] = container[key] + container[key][:1]


def mutations(document):
    """(what was done, the document after it): one change each."""
    for path in places(document):
        value = at(document, path)
        if isinstance(value, dict):
            more = copy.deepcopy(document)
            at(more, path)["zzzzzz"] = 1
            yield f"{path} plus a key", more
        if not path:
            continue
        for wrong in WRONG:
            if wrong != value or isinstance(wrong, bool) != isinstance(value, bool):
                yield f"{path} := {wrong!r:.30}", changed(document, path, replacing(wrong))
        yield f"without {path}", changed(document, path, removing)
        if isinstance(path[-1], str):
            for name in ("file", "together", "of", "budget"):
                if name not in at(document, path[:-1]):
                    yield f"{path} called {name}", changed(document, path, renaming(name))
        if isinstance(value, list) and value:
            yield f"{path} doubled", changed(document, path, doubling)


class SchemaTests(unittest.TestCase):
    maxDiff = None

    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_accepts_the_samples(self):
        self.assertEqual(schema_errors(SAMPLE), [])
        self.assertEqual(schema_errors(WITHOUT_STATUS_QUO), [])
        self.assertEqual(schema_errors(PREFERENCES_FILE), [])
        self.assertEqual(schema_errors(AGREEMENT_FILE), [])
        self.assertEqual(read_documents([SAMPLE, WITHOUT_STATUS_QUO]), [[], []])

    def test_accepts_the_starters(self):
        for name in ("cyber", "trade", "labour"):
            starter = subprocess.run([BINARY, "new", "-", "--template", name], check=True,
                                     capture_output=True, text=True, encoding="utf-8").stdout
            self.assertEqual(schema_errors(load(starter)), [], name)

    def test_accepts_every_file_the_reader_accepts(self):
        paths = []
        for folder in ("examples", "tests", os.path.join("fuzz", "corpus")):
            for where, _, names in os.walk(os.path.join(ROOT, folder)):
                paths += [os.path.join(where, n) for n in names if n.endswith((".yaml", ".json"))]
        found = read_paths(sorted(paths))
        accepted = [path for path in found if not errors_of(found[path])]
        self.assertIn(os.path.join(ROOT, "examples", "us-china-2015.yaml"), accepted)
        for path in accepted:
            with self.subTest(path), open(path, encoding="utf-8-sig") as file:
                self.assertEqual(schema_errors(load(file.read())), [])

    def test_agrees_with_the_reader_on_single_changes(self):
        cases = list(mutations(SAMPLE)) + list(mutations(WITHOUT_STATUS_QUO))
        self.assertGreater(len(cases), 3500)
        verdicts = read_documents([document for _, document in cases])
        rejected_by_both = 0
        disagreements = []
        for (what, document), errors in zip(cases, verdicts):
            valid = VALIDATOR.is_valid(document)
            structural = [e["message"] for e in errors if not NOT_STRUCTURE.search(e["message"])]
            if not valid and not errors:
                disagreements.append(
                    f"{what}: the reader accepts it, the schema says {schema_errors(document)}")
            if structural and valid:
                disagreements.append(f"{what}: the schema accepts it, the reader says {structural}")
            rejected_by_both += 0 if valid else 1
        self.assertEqual(disagreements, [])
        self.assertGreater(rejected_by_both, 1500)

    def test_agrees_with_the_reader_on_what_needs_a_status_quo(self):
        needing = {
            ("issues", "theft"): [("status_quo", "less"), ("acknowledged", True)],
            ("issues", "talks"): [("threat_by", "us"), ("status_quo", "none")],
            (): [("beliefs", {"us": {"theft": {"some": 1}}}), ("beliefs", {}),
                 ("rules", [{"at_most": 1, "of": ["theft", "talks"]}]),
                 ("rules", [{"at_least": 1, "of": ["theft", "talks"]}])],
        }
        for path, entries in needing.items():
            for key, value in entries:
                with self.subTest(key):
                    document = copy.deepcopy(WITHOUT_STATUS_QUO)
                    at(document, path)[key] = value
                    self.assertNotEqual(schema_errors(document), [])
                    self.assertEqual(len(read_documents([document])[0]), 1)
                    del document["status_quo"]
                    self.assertEqual(schema_errors(document), [])
                    self.assertEqual(read_documents([document]), [[]])

    def test_agrees_with_the_reader_on_preferences_files(self):
        """Each file is named by a scenario for the party us."""
        scenario = load("""
            {entente: 1, parties: [us, china], issues: {theft: {options: [none, less]}},
             preferences: {us: {file: us.json}, china: {theft: [0, 1]}}}""")
        cases = [("unchanged", PREFERENCES_FILE), *mutations(PREFERENCES_FILE)]
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for number, (_, document) in enumerate(cases):
                os.mkdir(os.path.join(folder, str(number)))
                paths.append(os.path.join(folder, str(number), "scenario.json"))
                for path, content in ((paths[-1], scenario),
                                      (os.path.join(folder, str(number), "us.json"), document)):
                    with open(path, "w", encoding="utf-8") as file:
                        json.dump(content, file)
            found = read_paths(paths)
        for path, (what, document) in zip(paths, cases):
            errors = [e["message"] for e in errors_of(found[path])]
            structural = [e for e in errors if not NOT_STRUCTURE.search(e)]
            with self.subTest(what):
                if not isinstance(document, dict) or "party" not in document:
                    continue  # then the schema takes it for a scenario
                if VALIDATOR.is_valid(document):
                    self.assertEqual(structural, [])
                else:
                    self.assertNotEqual(errors, [])

    def test_agrees_with_the_reader_on_agreement_files(self):
        cases = [("unchanged", AGREEMENT_FILE), *mutations(AGREEMENT_FILE)]
        self.assertGreater(len(cases), 60)
        with tempfile.TemporaryDirectory() as folder:
            scenario = os.path.join(folder, "scenario.json")
            with open(scenario, "w", encoding="utf-8") as file:
                json.dump(SAMPLE, file)
            paths = [os.path.join(folder, f"{number}.json") for number in range(len(cases))]
            for path, (_, document) in zip(paths, cases):
                with open(path, "w", encoding="utf-8") as file:
                    json.dump(document, file)
            found = read_paths(paths, [scenario])
        rejected = 0
        for path, (what, document) in zip(paths, cases):
            errors = [e["message"] for e in errors_of(found[path])]
            structural = [e for e in errors if not NOT_STRUCTURE.search(e)]
            with self.subTest(what):
                if not isinstance(document, dict) or "agreement" not in document:
                    continue  # then the schema takes it for a scenario
                if VALIDATOR.is_valid(document):
                    self.assertEqual(structural, [])
                else:
                    self.assertNotEqual(errors, [])
                    rejected += 1
        self.assertGreater(rejected, 20)

    def test_accepts_names_of_any_kind(self):
        document = load("""
            {entente: "1", parties: [2015, yes], issues: {1: {giver: 2015, options: [true, 1.5, no]}},
             preferences: {2015: {1: ["0", "-.5", -1e0]}, yes: {1: {true: 0, 1.5: 1, no: 2}}}}""")
        self.assertEqual(schema_errors(document), [])
        self.assertEqual([e for e in read_documents([document])[0]], [])


def keys_in_schema():
    """{definition: its keys}, for definitions with keys of their own."""
    found = {}
    for name, definition in SCHEMA["$defs"].items():
        if "properties" in definition:
            found[name] = {k for k, v in definition["properties"].items() if v is not False}
    return found


class KeyTests(unittest.TestCase):
    """The keys that the reader knows, those of the schema and those of the page are the same."""

    def test_reader_and_schema_know_the_same_keys(self):
        """The reader tells an unknown key which keys there are."""
        cases = []
        for path in places(SAMPLE):
            if isinstance(at(SAMPLE, path), dict):
                document = copy.deepcopy(SAMPLE)
                at(document, path)["zzzzzz"] = 1
                cases.append(document)
        found = {}
        for errors in read_documents(cases):
            for error in errors:
                known = re.search(r"the keys here are (.*)$", error["hint"])
                if known:
                    where = error["message"].split(" has no key ")[0]
                    found[where] = set(re.findall(r"`([^`]*)`", known[1]))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "s.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump({"entente": 1, "parties": ["us", "china"],
                           "issues": {"a": {"options": ["x", "y"]}},
                           "preferences": {"us": {"file": "p.json"}, "china": {}}}, file)
            with open(os.path.join(folder, "p.json"), "w", encoding="utf-8") as file:
                json.dump({**PREFERENCES_FILE, "zzzzzz": 1}, file)
            hints = [d["hint"] for d in errors_of(read_paths([path])[path])]
            found["preferences file"] = set(re.findall(r"`([^`]*)`", " ".join(
                h.split("the keys here are ")[1] for h in hints if "the keys here are" in h)))
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("s.json", "d.json")]
            for path, document in zip(paths, (SAMPLE, {**AGREEMENT_FILE, "zzzzzz": 1})):
                with open(path, "w", encoding="utf-8") as file:
                    json.dump(document, file)
            hint = errors_of(read_paths(paths[1:], paths[:1])[paths[1]])[0]["hint"]
            found["agreement file"] = set(re.findall(r"`([^`]*)`", hint))
        of_reader = sorted(sorted(keys) for keys in found.values())
        schema_keys = keys_in_schema()
        # These stand among names of issues, so that the reader cannot list them alone.
        self.assertEqual(schema_keys.pop("wishes"), {"reservation", "together"})
        self.assertEqual(schema_keys.pop("file"), {"file"})
        self.assertEqual(sorted({tuple(k) for k in of_reader}),
                         sorted({tuple(sorted(k)) for k in schema_keys.values()}))

    def test_page_and_schema_know_the_same_keys(self):
        sections = {"The scenario": ["scenario"], "A party": ["party"], "An issue": ["issue"],
                    "Preferences": ["wishes", "file", "triangular"],
                    "An interaction term": ["interaction"],
                    "A preferences file": ["preferences_file"],
                    "An agreement file": ["agreement_file"], "A rule": ["rule", "requires"],
                    "Acceptance": ["acceptance"],
                    "Attribution": ["attribution", "incidents"]}
        expected = keys_in_schema()
        self.assertEqual(sorted(d for names in sections.values() for d in names), sorted(expected))
        parts = re.split(r"^### (.*)$", PAGE.split("\n## Limits")[0], flags=re.M)
        for title, body in zip(parts[1::2], parts[2::2]):
            keys = set(re.findall(r"^\| `(?:others\.)?([^`]+)` \|", body, flags=re.M))
            wanted = set().union(*(expected[name] for name in sections.get(title, [])))
            self.assertEqual(keys, wanted, title)
        self.assertLessEqual(set(sections), set(parts[1::2]))

    def test_page_tells_defaults_and_what_is_required(self):
        for name, title in (("scenario", "The scenario"), ("issue", "An issue"),
                            ("preferences_file", "A preferences file"),
                            ("agreement_file", "An agreement file"),
                            ("triangular", "Preferences"), ("interaction", "An interaction term")):
            body = PAGE.split(f"### {title}\n")[1].split("\n### ")[0]
            required = set(re.findall(r"^\| `([^`]+)` \|[^|]*\| required \|", body, flags=re.M))
            self.assertEqual(required, set(SCHEMA["$defs"][name].get("required", [])), title)


class PageTests(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        blocks = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.S)
        self.example, self.broken = [b for b in blocks if b.startswith("entente: 1\n")]

    def read(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "scenario.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            diagnostics = read_paths([path])[path]
            return diagnostics, "\n".join(
                d["text"].replace(path, "scenario.yaml") for d in diagnostics) + "\n"

    def test_the_example_is_sound(self):
        self.assertEqual(self.read(self.example)[0], [])
        self.assertEqual(schema_errors(load(self.example)), [])

    def test_errors_look_as_shown(self):
        shown = re.findall(r"```text\n(.*?)```", PAGE, flags=re.S)[0]
        self.assertEqual(self.read(self.broken)[1], shown)

    def test_limits_are_those_of_the_reader(self):
        run = subprocess.run([READER, "--limits"], check=True, capture_output=True, text=True)
        limits = json.loads(run.stdout)
        body = PAGE.split("\n## Limits\n")[1].split("\n## ")[0]
        rows = re.findall(r"^\| ([a-z].*) \| (\d+) \|$", body, flags=re.M)
        self.assertEqual({what: int(number) for what, number in rows}, limits)
        definitions = SCHEMA["$defs"]
        scenario = definitions["scenario"]["properties"]
        self.assertEqual(scenario["parties"]["anyOf"][0]["maxItems"], limits["parties"])
        self.assertEqual(scenario["parties"]["anyOf"][1]["maxProperties"], limits["parties"])
        self.assertEqual(scenario["issues"]["maxProperties"], limits["issues"])
        self.assertEqual(scenario["rules"]["anyOf"][1]["maxItems"], limits["rules"])
        self.assertEqual(definitions["issue"]["properties"]["options"]["maxItems"],
                         limits["options of one issue"])
        self.assertEqual(definitions["name_text"]["maxLength"],
                         limits["characters in the name of a party, issue or option"])
        self.assertEqual(definitions["text"]["anyOf"][0]["maxLength"],
                         limits["characters in a title, source or period"])
        self.assertEqual(definitions["issue"]["properties"]["lag"]["anyOf"][0]["maximum"],
                         limits["periods of lag"])
        self.assertEqual(
            definitions["wishes"]["properties"]["together"]["anyOf"][1]["maxItems"],
            limits["interaction terms of one party"])


if __name__ == "__main__":
    unittest.main()
