"""Writes docs/rules.md: which model, view and test serves which rule.

Rules are named by ids (R1.7, F01, R1.13-14) in docstrings and comments of models,
wizards, reports, views and tests. A model's views count for its rules. `--check`
only tells whether the file is up to date.
"""

import ast
import io
import re
import sys
import tokenize
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "rules.md"
RULE = re.compile(r"\b(?:(R\d+\.)(\d+)(?:-(\d+)\b)?|(F\d\d)\b)")
HEAD = """# Rules

Made by `make docs` from the ids in docstrings and comments; do not edit. R is a
regulation of the sales department, F one of its forms.

| Rule | Model (where) | Views | Tests |
| --- | --- | --- | --- |
"""


def rules_in(text):
    """The ids in a text; a range like R1.13-14 names each of its rules."""
    for group, first, last, form in RULE.findall(text):
        if form:
            yield form
        else:
            for number in range(int(first), int(last or first) + 1):
                yield f"{group}{number}"


def sort_key(rule):
    return rule[0] != "R", [int(number) for number in re.findall(r"\d+", rule)]


class Source:
    """A Python file: what its classes and functions say in docstrings and comments."""

    def __init__(self, path):
        self.text = path.read_text("utf-8")
        self.tree = ast.parse(self.text)

    def mentions(self):
        """Yields (rule, class node or None, function node or None)."""
        scopes = [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, (ast.ClassDef, ast.FunctionDef))
        ]
        for line, text in self._remarks():
            around = [n for n in scopes if n.lineno <= line <= n.end_lineno]
            classes = [n for n in around if isinstance(n, ast.ClassDef)]
            functions = [n for n in around if isinstance(n, ast.FunctionDef)]
            for rule in rules_in(text):
                yield (
                    rule,
                    classes[0] if classes else None,
                    functions[0] if functions else None,
                )

    def _remarks(self):
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
                text = ast.get_docstring(node)
                if text:
                    yield node.body[0].lineno, text
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def model_of(node):
    """The model that a class makes or extends."""
    names = {}
    for part in node.body if node else ():
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
            names[part.targets[0].id] = part.value
    for name in ("_name", "_inherit"):
        try:
            value = ast.literal_eval(names[name])
        except (KeyError, ValueError):
            continue
        return value if isinstance(value, str) else value[0]
    return None


def collect():
    """{rule: {"model": {model: functions}, "view": views, "test": tests}}"""
    found = defaultdict(
        lambda: {"model": defaultdict(set), "view": set(), "test": set()}
    )
    for path in sorted(ROOT.glob("addons/*/**/*.py")):
        if "tests" not in path.parts:
            for rule, klass, function in Source(path).mentions():
                model = model_of(klass) or str(path.relative_to(ROOT / "addons"))
                found[rule]["model"][model].update(
                    {function.name} if function else set()
                )
    tests = [*ROOT.glob("addons/*/tests/**/*.py"), *ROOT.glob("tests/**/*.py")]
    for path in sorted(tests):
        for rule, klass, function in Source(path).mentions():
            name = "::".join(node.name for node in (klass, function) if node)
            found[rule]["test"].add(f"{path.name}::{name}" if name else path.name)
    add_views(found)
    return found


def add_views(found):
    by_model = defaultdict(set)
    for path in sorted(ROOT.glob("addons/*/**/*.xml")):
        text = path.read_text("utf-8")
        for record in ElementTree.fromstring(text).iter("record"):
            field = record.find("field[@name='model']")
            if record.get("model") == "ir.ui.view" and field is not None:
                by_model[field.text].add(record.get("id"))
        for rule in rules_in(" ".join(re.findall(r"<!--(.*?)-->", text, re.DOTALL))):
            found[rule]["view"].add(path.name)
    for entry in found.values():
        for model in entry["model"]:
            entry["view"] |= by_model[model]


def code(names, between="<br>"):
    return between.join(f"`{name}`" for name in sorted(names))


def render(found):
    rows = []
    for rule in sorted(found, key=sort_key):
        entry = found[rule]
        models = []
        for model, functions in sorted(entry["model"].items()):
            where = f" ({code(functions, ', ')})" if functions else ""
            models.append(f"`{model}`{where}")
        cells = [rule, "<br>".join(models), code(entry["view"]), code(entry["test"])]
        rows.append("| " + " | ".join(cells) + " |\n")
    return HEAD + "".join(rows)


def main(arguments):
    text = render(collect())
    if TARGET.exists() and TARGET.read_text("utf-8") == text:
        return 0
    if "--check" in arguments:
        print("docs/rules.md is not up to date, run `make docs`")
        return 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
