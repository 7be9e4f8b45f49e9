"""Deals and frontiers against a mixed-integer linear solver (COIN-OR cbc), far beyond enumeration.

The solver reads a linear program with one 0/1 variable per option and one per combination that an
interaction term or a rule speaks of. It shares no code with the program that is tested, not even
the reader: random scenarios are made here and written twice.
"""

import json
import os
import random
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("ENTENTE_BINARY", os.path.join(ROOT, "build", "dev", "bin", "entente"))
CBC = shutil.which("cbc")


def scenario(rng, parties, issues, *, terms=0, rules=False):
    """Joint issues of whole-number values; interaction terms between neighbours."""
    names = [f"p{j}" for j in range(parties)]
    options = {f"i{i}": [f"o{k}" for k in range(rng.randint(2, 4))] for i in range(issues)}
    preferences = {}
    for name in names:
        values = {issue: [0] + [rng.randint(-20, 20) for _ in opts[1:]]
                  for issue, opts in options.items()}
        together = []
        for _ in range(terms):
            first = rng.randrange(issues - 1)
            pair = [f"i{first}", f"i{first + 1}"]
            together.append({"if": {issue: rng.choice(options[issue]) for issue in pair},
                             "add": rng.randint(-15, 15)})
        preferences[name] = {**values, **({"together": together} if together else {})}
    document = {
        "entente": 1,
        "parties": {name: None for name in names},
        "issues": {issue: {"options": opts} for issue, opts in options.items()},
        "preferences": preferences,
    }
    if rules:
        document["rules"] = random_rules(rng, options)
    return document


def random_rules(rng, options):
    """One rule of each kind that the status quo keeps, so that some outcome always does."""
    issues = list(options)
    a, b, c, d = (rng.choice(issues[k::4]) for k in range(4))
    return [
        {"requires": {"if": {a: options[a][1]}, "then": {b: options[b][0]}}},
        {"excludes": {b: options[b][1], c: options[c][-1]}},
        {"at_most": len(issues) // 2, "of": issues},
        {"budget": 3 * len(issues),
         "costs": {issue: [0] + [rng.randint(1, 10) for _ in options[issue][1:]]
                   for issue in issues}},
    ]


class Program:
    """The outcomes of a scenario as a linear program."""

    def __init__(self, document):
        self.rows = []
        self.binary = []
        self.parts = {}  # a variable of several options: their variables
        self.options = {issue: body["options"] for issue, body in document["issues"].items()}
        self.places = {issue: number for number, issue in enumerate(self.options)}
        for issue, opts in self.options.items():
            names = [self.option(issue, o) for o in opts]
            self.binary += names
            self.rows.append((dict.fromkeys(names, 1), "=", 1))
        self.utility = {}
        for party, preferences in document["preferences"].items():
            sums = {}
            for issue, opts in self.options.items():
                for o, value in zip(opts, preferences[issue]):
                    sums[self.option(issue, o)] = value
            for term in preferences.get("together", []):
                both = self.all_of([self.option(issue, o) for issue, o in term["if"].items()])
                sums[both] = sums.get(both, 0) + term["add"]
            self.utility[party] = sums
        for rule in document.get("rules", []):
            self.add_rule(rule)

    def option(self, issue, option):
        return f"x{self.places[issue]}_{self.options[issue].index(option)}"

    def all_of(self, names):
        """A variable that is 1 where all of them are."""
        both = f"y{len(self.binary)}"
        self.binary.append(both)
        self.parts[both] = names
        for name in names:
            self.rows.append(({both: 1, name: -1}, "<=", 0))
        self.rows.append(({**dict.fromkeys(names, 1), both: -1}, "<=", len(names) - 1))
        return both

    def add_rule(self, rule):
        if "requires" in rule:
            (when,) = (self.option(*pair) for pair in rule["requires"]["if"].items())
            (then,) = (self.option(*pair) for pair in rule["requires"]["then"].items())
            self.rows.append(({when: 1, then: -1}, "<=", 0))
        elif "excludes" in rule:
            names = [self.option(*pair) for pair in rule["excludes"].items()]
            self.rows.append((dict.fromkeys(names, 1), "<=", len(names) - 1))
        elif "at_most" in rule:
            moved = [self.option(i, o) for i in rule["of"] for o in self.options[i][1:]]
            self.rows.append((dict.fromkeys(moved, 1), "<=", rule["at_most"]))
        else:
            costs = {self.option(issue, o): cost for issue, row in rule["costs"].items()
                     for o, cost in zip(self.options[issue], row)}
            self.rows.append((costs, "<=", rule["budget"]))

    def maximise(self, objective, rows=(), free=()):
        """The variables that are 1 in a best solution; None where nothing is feasible."""
        text = ["Maximize", " goal: " + linear(objective), "Subject To"]
        text += [f" r{k}: {linear(sums)} {sign} {right}"
                 for k, (sums, sign, right) in enumerate([*self.rows, *rows])]
        text += ["Bounds", *(f" {name} free" for name in free)]
        text += ["Binary", *(" " + name for name in self.binary), "End", ""]
        with tempfile.TemporaryDirectory() as folder:
            program, solution = (os.path.join(folder, name) for name in ("p.lp", "p.txt"))
            with open(program, "w", encoding="ascii") as file:
                file.write("\n".join(text))
            subprocess.run([CBC, program, "ratio", "0", "allow", "0", "solve", "solution",
                            solution], check=True, capture_output=True, timeout=200)
            with open(solution, encoding="ascii") as file:
                head, *lines = file.read().splitlines()
        if head.startswith("Infeasible") or head.startswith("Integer infeasible"):
            return None
        assert head.startswith("Optimal"), head
        return {name for _, name, value, *_ in (line.split() for line in lines)
                if name not in free and float(value) > 0.5}

    def utilities(self, ones):
        """Whole numbers, whatever the solver's tolerance."""
        return {party: sum(value for name, value in sums.items() if name in ones)
                for party, sums in self.utility.items()}

    def floors(self, least):
        return [(self.utility[party], ">=", value) for party, value in least.items()]

    def best_sum(self, least):
        """The greatest sum of utilities with at least so much for each party."""
        total = {}
        for sums in self.utility.values():
            for name, value in sums.items():
                total[name] = total.get(name, 0) + value
        ones = self.maximise(total, self.floors(least))
        return None if ones is None else sum(self.utilities(ones).values())

    def best_of(self, party, least):
        ones = self.maximise(self.utility[party], self.floors(least))
        return None if ones is None else self.utilities(ones)[party]

    def best_least_gain(self, no_deal):
        rows = [({**sums, "t": -1}, ">=", no_deal[party]) for party, sums in self.utility.items()]
        ones = self.maximise({"t": 1}, rows, free=("t",))
        if ones is None:
            return None
        return min(value - no_deal[party] for party, value in self.utilities(ones).items())


def linear(sums):
    return " ".join(f"{value:+d} {name}" for name, value in sums.items() if value) or "0 x0_0"


def solve(document):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "scenario.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document, file)
        run = subprocess.run([BINARY, "solve", path, "--json", "--max-points", "5000000"],
                             check=False, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    return json.loads(run.stdout)


@unittest.skipUnless(CBC, "cbc is not installed (Debian: coinor-cbc)")
class LinearProgramTest(unittest.TestCase):
    CASES = (
        {"parties": 2, "issues": 30},
        {"parties": 2, "issues": 16, "terms": 8, "rules": True},
        {"parties": 3, "issues": 14},
        {"parties": 3, "issues": 10, "terms": 5},
        {"parties": 3, "issues": 10, "rules": True},
        {"parties": 3, "issues": 9, "terms": 4, "rules": True},
    )

    @classmethod
    def setUpClass(cls):
        cls.solved = []
        for number, case in enumerate(cls.CASES):
            for seed in range(2):
                rng = random.Random(100 * number + seed)
                document = scenario(rng, **case)
                cls.solved.append((f"{case}, seed {seed}", rng, document, Program(document),
                                   solve(document)))

    def test_deals(self):
        """No deal at all, or the greatest sum and the greatest least gain."""
        deals = 0
        for name, _, document, program, answer in self.solved:
            self.assertTrue(answer["complete"], name)
            first_options = {program.option(issue, body["options"][0])
                             for issue, body in document["issues"].items()}
            first_options |= {both for both, parts in program.parts.items()
                              if first_options.issuperset(parts)}
            no_deal = program.utilities(first_options)
            self.assertEqual(answer["no_deal"]["utility"], no_deal, name)
            wanted = program.best_least_gain(no_deal)
            egalitarian = answer["deals"]["egalitarian"]
            if wanted is None or wanted <= 0:
                self.assertEqual(egalitarian["status"], "none", name)
                continue
            deals += 1
            self.assertEqual(egalitarian["value"], wanted, name)
            self.assertEqual(answer["deals"]["utilitarian"]["value"],
                             program.best_sum(no_deal) - sum(no_deal.values()), name)
        self.assertGreaterEqual(deals, 6)

    def test_frontier_points_are_not_dominated(self):
        for name, rng, _, program, answer in self.solved:
            points = [p["utility"] for p in answer["frontier"]["points"]]
            self.assertEqual(answer["frontier"]["status"], "exact", name)
            for point in rng.sample(points, min(3, len(points))):
                self.assertEqual(program.best_sum(point), sum(point.values()), name)

    def test_frontier_misses_nothing(self):
        """For floors at random, the best of one party is the frontier's."""
        infeasible = 0
        for name, rng, document, program, answer in self.solved:
            points = [p["utility"] for p in answer["frontier"]["points"]]
            first, *others = document["parties"]
            for _ in range(3):
                # From one point up or down: about as many floors can be met as cannot.
                near = rng.choice(points)
                floors = {party: near[party] + rng.randint(-15, 15) for party in others}
                wanted = program.best_of(first, floors)
                found = [p[first] for p in points if all(p[j] >= floors[j] for j in others)]
                self.assertEqual(max(found, default=None), wanted, name)
                infeasible += wanted is None
        self.assertLess(infeasible, 18)


if __name__ == "__main__":
    unittest.main()
