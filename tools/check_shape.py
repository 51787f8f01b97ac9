"""Sizes and habits that no linter checks: prints what is over, then the figures.

Measured are, in the code of addons/ (not its tests, `__init__.py`, migrations):

* lines that are not empty of a file (400) and of a file of views (500); the lines of a
  method from `def` to its end (60); its branches, which are if, for, while, try, `a if
  b else c` and each chain of `and` or `or` (12);
* methods of a class (25); and of a model all its own methods in one addon, each name
  once (60);
* models in slices: with more than one class in a folder (13 such models, one class of
  which has a docstring, to name the steps);
* overrides: names of methods that more than one class of a model in one addon has; in
  one folder there is none;
* a comment with its reason beside each `sudo()`; `except Exception` only in a cron's
  loop (marked `# cron`); docstrings of all functions, in per cent.

A test asserts something; the tests of an addon are 0.8 times its code, and the figure
counts tests/ besides. Findings of ruff (complexity, bare except) and pylint-odoo (SQL
put together from strings) are not looked for here.

    tools/check_shape.py -v   lists the slices and the overrides too
"""

import ast
import statistics
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
METHOD_LINES = 60
METHOD_BRANCHES = 12
CLASS_METHODS = 25
MODEL_METHODS = 60
SLICED_MODELS = 14
FILE_LINES = 400
VIEW_LINES = 500
TEST_RATIO = 0.8
BRANCHES = (ast.If, ast.For, ast.While, ast.Try, ast.BoolOp, ast.IfExp)
ASSERTING = ("assert", "start_tour", "browser_js", "fail(")


def count(path):
    """Return the lines of a file that are not empty."""
    return sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines())


def model_of(node):
    """Return the model a class makes or, if it is one only, extends."""
    values = {}
    for part in node.body:
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
            values[part.targets[0].id] = part.value
    for name in ("_name", "_inherit"):
        value = values.get(name)
        if isinstance(value, ast.List) and len(value.elts) == 1:
            value = value.elts[0]
        if isinstance(value, ast.Constant) and value.value:
            return value.value
    return None


@dataclass
class Part:
    """A class of a model."""

    folder: str
    names: set  # of its methods
    documented: bool


@dataclass
class Report:
    """Findings in the addons of `root`."""

    root: Path
    over: list = field(default_factory=list)
    code: dict = field(default_factory=dict)  # addon -> lines
    tests: dict = field(default_factory=dict)
    files: list = field(default_factory=list)  # lines of each
    methods: list = field(default_factory=list)
    classes: list = field(default_factory=list)  # methods of each
    documented: list = field(default_factory=list)  # one boolean per function
    sudo: int = 0
    # (addon, model) -> parts
    models: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, path, line, text):
        self.over.append(f"{path.relative_to(self.root)}:{line} {text}")

    def limit(self, path, line, what, size, allowed):
        if size > allowed:
            self.add(path, line, f"{what}: {size} ({allowed})")

    def sliced(self):
        """Return the models with more than one class in a folder, as lines of text."""
        return [
            f"{addon}: {model} {len(parts)} classes in {folder}"
            for addon, model, folder, parts in self.slices()
        ]

    def slices(self):
        """Yield (addon, model, folder, parts) where there is more than one part."""
        for (addon, model), parts in sorted(self.models.items()):
            folders = defaultdict(list)
            for part in parts:
                folders[part.folder].append(part)
            for folder, inside in folders.items():
                if len(inside) > 1:
                    yield addon, model, folder, inside

    def overridden(self):
        """Return the methods that an addon has more than once, as lines of text."""
        return [
            f"{addon}: {model}.{name} x{times}"
            for (addon, model), parts in sorted(self.models.items())
            for name, times in times_in(parts).items()
            if times > 1
        ]

    def limit_models(self):
        """Note the models that have too much, are in too many slices or in bad ones."""
        for (addon, model), parts in sorted(self.models.items()):
            size = len(times_in(parts))
            if size > MODEL_METHODS:
                what = f"{model} has {size} own methods in {len(parts)} classes"
                self.over.append(f"addons/{addon}: {what} ({MODEL_METHODS})")
        sliced = self.sliced()
        if len(sliced) > SLICED_MODELS:
            self.over.append(f"models in slices: {len(sliced)} ({SLICED_MODELS})")
        for _addon, model, folder, parts in self.slices():
            for name, times in times_in(parts).items():
                if times > 1:
                    self.over.append(f"{folder}: {model}.{name} x{times}")
            if not any(part.documented for part in parts):
                self.over.append(f"{folder}: no docstring names the steps of {model}")


def times_in(parts):
    """Return how many of the parts have each method."""
    return Counter(name for part in parts for name in sorted(part.names))


class Code(ast.NodeVisitor):
    """Looks at one file of code."""

    def __init__(self, report, path):
        self.report = report
        self.path = path
        self.lines = path.read_text("utf-8").splitlines()

    def visit_ClassDef(self, node):
        names = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
        size = len(names)
        what = f"methods of {node.name}"
        self.report.limit(self.path, node.lineno, what, size, CLASS_METHODS)
        self.report.classes.append(size)
        model = model_of(node)
        if model:
            addon, *_inside = self.path.relative_to(self.report.root / "addons").parts
            folder = str(self.path.parent.relative_to(self.report.root))
            documented = ast.get_docstring(node) is not None
            self.report.models[addon, model].append(Part(folder, names, documented))
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        lines = node.end_lineno - node.lineno + 1
        branches = sum(isinstance(part, BRANCHES) for part in ast.walk(node))
        where = (self.path, node.lineno)
        self.report.limit(*where, f"lines of {node.name}", lines, METHOD_LINES)
        self.report.limit(*where, f"branches of {node.name}", branches, METHOD_BRANCHES)
        self.report.methods.append(lines)
        self.report.documented.append(ast.get_docstring(node) is not None)
        self.generic_visit(node)

    def visit_Call(self, node):
        if getattr(node.func, "attr", "") == "sudo" and not node.args:
            self.report.sudo += 1
            near = self.lines[max(0, node.lineno - 2) : node.end_lineno]
            if "#" not in "".join(near):
                self.report.add(self.path, node.lineno, "sudo() without its reason")
        self.generic_visit(node)

    def visit_ExceptHandler(self, node):
        broad = node.type is None or getattr(node.type, "id", "") in (
            "Exception",
            "BaseException",
        )
        if broad and "# cron" not in self.lines[node.lineno - 1]:
            self.report.add(self.path, node.lineno, "except Exception outside a cron")
        self.generic_visit(node)


class Tests(ast.NodeVisitor):
    """Looks at one file of tests."""

    def __init__(self, report, path):
        self.report = report
        self.path = path
        self.text = path.read_text("utf-8")

    def visit_FunctionDef(self, node):
        source = ast.get_source_segment(self.text, node)
        if node.name.startswith("test") and not any(
            word in source for word in ASSERTING
        ):
            self.report.add(self.path, node.lineno, f"{node.name} asserts nothing")


def look(root=ROOT):
    """Return the report on the addons of a checkout."""
    report = Report(root)
    addons = root / "addons"
    for path in sorted(addons.glob("*/**/*.py")):
        addon, *inside = path.relative_to(addons).parts
        if path.name in ("__init__.py", "__manifest__.py") or "migrations" in inside:
            continue
        is_test = "tests" in inside
        lines = count(path)
        sums = report.tests if is_test else report.code
        sums[addon] = sums.get(addon, 0) + lines
        visitor = (Tests if is_test else Code)(report, path)
        visitor.visit(ast.parse(path.read_text("utf-8")))
        if not is_test:
            report.files.append(lines)
            report.limit(path, 1, "lines", lines, FILE_LINES)
    for path in sorted(addons.glob("*/views/**/*.xml")):
        report.limit(path, 1, "lines", count(path), VIEW_LINES)
    for addon, lines in report.code.items():
        if report.tests.get(addon, 0) < TEST_RATIO * lines:
            tests = report.tests.get(addon, 0)
            report.over.append(f"addons/{addon}: {tests} lines of tests for {lines}")
    report.limit_models()
    return report


def figures(report):
    """Return the two lines of figures."""
    code = sum(report.code.values())
    cross = sum(count(path) for path in (report.root / "tests").rglob("*.py"))
    tests = sum(report.tests.values()) + cross
    classes = sum(map(len, report.models.values())) / max(len(report.models), 1)
    documented = 100 * sum(report.documented) // max(len(report.documented), 1)
    return (
        f"models sliced in a folder {len(report.sliced())},"
        f" own methods overridden in the same addon {len(report.overridden())},"
        f" classes per model {classes:.2f} (-v lists them)\n"
        f"code {code}, tests/code {tests / code:.2f},"
        f" file median {statistics.median(report.files):.0f} max {max(report.files)},"
        f" method median {statistics.median(report.methods):.0f}"
        f" max {max(report.methods)}, methods/class max {max(report.classes)},"
        f" docstrings {documented} %, sudo/1000 {1000 * report.sudo / code:.1f},"
        f" over the limits {len(report.over)}"
    )


def main(arguments):
    report = look()
    print(*report.over, sep="\n", end="\n" if report.over else "")
    if "-v" in arguments:
        print(*report.sliced(), *report.overridden(), sep="\n")
    print(figures(report))
    return bool(report.over)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
