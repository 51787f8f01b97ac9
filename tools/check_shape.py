"""Sizes and habits that no linter checks: prints what is over, then one line of sums.

Limits: methods of 60 lines and 12 branches, classes of 25 methods, Python files of
400 lines, view files of 300; tests at least 0.8 lines per line of code. Habits: no
SQL put together from strings, a reason beside every sudo(), `except Exception` only in
a cron's loop (marked `# cron`), no test without an assertion.
"""

import ast
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
METHOD_LINES = 60
METHOD_BRANCHES = 12
CLASS_METHODS = 25
FILE_LINES = 400
VIEW_LINES = 300
TEST_RATIO = 0.8
BRANCHES = (ast.If, ast.For, ast.While, ast.Try, ast.BoolOp, ast.IfExp)
ASSERTING = ("assert", "start_tour", "browser_js", "fail(")


def count(path):
    """The lines of a file that are not empty."""
    return sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines())


@dataclass
class Report:
    """What was found in the addons."""

    over: list = field(default_factory=list)
    code: dict = field(default_factory=dict)  # addon -> lines
    tests: dict = field(default_factory=dict)
    documented: list = field(default_factory=list)  # one boolean per function
    sudo: int = 0

    def add(self, path, line, text):
        self.over.append(f"{path.relative_to(ROOT)}:{line} {text}")

    def limit(self, path, line, what, size, allowed):
        if size > allowed:
            self.add(path, line, f"{what}: {size} ({allowed})")


class Code(ast.NodeVisitor):
    """Looks at one file of code."""

    def __init__(self, report, path):
        self.report = report
        self.path = path
        self.lines = path.read_text("utf-8").splitlines()

    def visit_ClassDef(self, node):
        methods = sum(isinstance(part, ast.FunctionDef) for part in node.body)
        self.report.limit(
            self.path, node.lineno, f"methods of {node.name}", methods, CLASS_METHODS
        )
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        lines = node.end_lineno - node.lineno + 1
        branches = sum(isinstance(part, BRANCHES) for part in ast.walk(node))
        where = (self.path, node.lineno)
        self.report.limit(*where, f"lines of {node.name}", lines, METHOD_LINES)
        self.report.limit(*where, f"branches of {node.name}", branches, METHOD_BRANCHES)
        self.report.documented.append(ast.get_docstring(node) is not None)
        self.generic_visit(node)

    def visit_Call(self, node):
        name = getattr(node.func, "attr", "")
        built = node.args and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp))
        if name in ("execute", "execute_query") and built:
            self.report.add(self.path, node.lineno, "SQL put together from strings")
        if name == "sudo" and not node.args:
            self.report.sudo += 1
            end = node.end_lineno
            if "#" not in "".join(self.lines[max(0, end - 2) : end]):
                self.report.add(self.path, end, "sudo() without its reason")
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


def look(report):
    addons = ROOT / "addons"
    for path in sorted(addons.glob("*/**/*.py")):
        addon, *inside = path.relative_to(addons).parts
        if path.name in ("__init__.py", "__manifest__.py") or "migrations" in inside:
            continue
        is_test = "tests" in inside
        sums = report.tests if is_test else report.code
        sums[addon] = sums.get(addon, 0) + count(path)
        visitor = (Tests if is_test else Code)(report, path)
        visitor.visit(ast.parse(path.read_text("utf-8")))
        if not is_test:
            report.limit(path, 1, "lines", count(path), FILE_LINES)
    for path in sorted(addons.glob("*/views/*.xml")):
        report.limit(path, 1, "lines", count(path), VIEW_LINES)
    for addon, lines in report.code.items():
        if report.tests.get(addon, 0) < TEST_RATIO * lines:
            tests = report.tests.get(addon, 0)
            report.over.append(f"addons/{addon}: {tests} lines of tests for {lines}")


def main():
    report = Report()
    look(report)
    code = sum(report.code.values()) or 1
    cross = sum(count(path) for path in (ROOT / "tests").rglob("*.py"))
    tests = sum(report.tests.values()) + cross
    documented = 100 * sum(report.documented) // max(len(report.documented), 1)
    print(*report.over, sep="\n", end="\n" if report.over else "")
    print(
        f"code {code}, tests/code {tests / code:.2f}, docstrings {documented} %,"
        f" sudo/1000 {1000 * report.sudo / code:.1f}, over {len(report.over)}"
    )
    return bool(report.over)


if __name__ == "__main__":
    sys.exit(main())
