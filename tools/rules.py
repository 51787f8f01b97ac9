"""Writes docs/rules.md: where the code, view and test of each rule are.

Rules are named by ids (R1.7, F01, R1.13-14) in docstrings and comments of Python files,
in comments of XML files and, forms, by the `form_id` of a printed page. Nothing else
makes a place: a view is listed where a comment in it names the rule.

A row has at most 600 characters. Where more places name a rule the most telling are
kept: the docstring of a class before that of a method, both before a comment; models
before reports and wizards; longer remarks about fewer rules; and of the code,
another topic before a second file of the same.
`--check` only tells whether the file is up to date.
"""

import ast
import io
import re
import sys
import tokenize
from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest

import regulations
from regulations import ROOT, keep

TARGET = ROOT / "docs" / "rules.md"
ROW_LENGTH = 600
COLUMNS = ("code", "view", "test")
ALL = re.compile(r"\b[RF][\d.]+ to [RF][\d.]+")
CLASS, METHOD, MODULE, COMMENT = range(4)
HEAD = """# Rules

Where each rule of the [regulations](regulations.md) lives. Made by `make docs` from the
ids in docstrings and comments; do not edit. Of many places the most telling are listed.

| Rule | Requirement | Code | View | Test |
| --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Place:
    """A remark that names a rule."""

    path: str
    line: int
    kind: int = COMMENT
    weight: float = 0  # how much of the file is about this rule
    is_plain: bool = True  # of the models or views, not of reports or wizards

    @property
    def column(self):
        parts = self.path.split("/")
        if "tests" in parts:
            return "test"
        shown = {"views", "report", "wizard"} & set(parts)
        return "view" if shown and self.path.endswith(".xml") else "code"

    @property
    def rank(self):
        return self.kind, not self.is_plain, -self.weight, self.path, self.line

    def __str__(self):
        return f"`{self.path}:{self.line}`"


def collect():
    """Return {rule: places}."""
    found = defaultdict(list)
    for pattern, look in (("py", in_python), ("xml", in_xml)):
        for path in sorted([*ROOT.glob(f"addons/*/**/*.{pattern}")]):
            look(found, path)
    for path in sorted(ROOT.glob("tests/**/*.py")):
        in_python(found, path)
    return found


def add(found, path, line, text, kind, lines=1):
    """Note the ids in `text`, which begins at `line` and is about `lines` lines.

    `F01 to F54` is about forms as such, not about the two that it names.
    """
    text = ALL.sub(lambda match: " " * len(match[0]), text)
    count = len(set(regulations.ids_in(text)))
    path = path.relative_to(ROOT)
    for match in regulations.IDS.finditer(text):
        place = Place(
            path=str(path),
            line=line + text.count("\n", 0, match.start()),
            kind=kind,
            # a model may serve many rules, a test that names many is about none
            weight=lines / (count if "tests" in path.parts else count**0.5),
            is_plain=bool({"models", "views"} & set(path.parts)),
        )
        for rule in regulations.ids_of(match):
            found[rule].append(place)


def in_python(found, path):
    text = path.read_text("utf-8")
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            continue
        if ast.get_docstring(node) is None:
            continue
        kinds = {ast.Module: MODULE, ast.ClassDef: CLASS, ast.FunctionDef: METHOD}
        docstring = node.body[0].value
        lines = getattr(node, "end_lineno", 1) - getattr(node, "lineno", 1)
        if getattr(node, "name", "").startswith("_"):
            lines /= 4  # methods called from outside say more
        source = ast.get_source_segment(text, docstring)
        add(found, path, docstring.lineno, source, kinds[type(node)], lines)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            add(found, path, token.start[0], token.string, COMMENT)


def in_xml(found, path):
    """Note comments, but for examples in quotes, and the forms that are printed."""
    text = path.read_text("utf-8")

    def line(match):
        return text.count("\n", 0, match.start()) + 1

    def blank(match):
        return re.sub(r"[^\n]", " ", match[0])

    for match in re.finditer(r"<!--.*?-->", text, re.DOTALL):
        comment = re.sub(r"'[^'\n]*'", blank, match[0])
        add(found, path, line(match), comment, COMMENT)
    code = re.sub(r"<!--.*?-->", blank, text, flags=re.DOTALL)
    for match in re.finditer(r"""form_id="'(F\d\d)'\"""", code):
        add(found, path, line(match), match[0], CLASS)


def by_column(places):
    """Return {column: places, the most telling first}: one of each file, and of code of
    one kind one of each folder before a second.
    """
    columns = {name: [] for name in COLUMNS}
    files = set()
    folders = defaultdict(int)
    turns = {}
    for place in sorted(places, key=lambda p: p.rank):
        if place.path not in files:
            files.add(place.path)
            folder = place.kind, place.path.rpartition("/")[0]
            turns[place] = folders[folder]
            folders[folder] += 1
            columns[place.column].append(place)
    columns["code"].sort(key=lambda p: (p.kind, turns[p], p.rank))
    return columns


def choose(columns, room):
    """Return `columns` cut to fit into `room` characters: in turns, the first of
    each column, a method besides, then the second of each.
    """
    method = [place for place in columns["code"] if place.kind == METHOD][:1]
    code = columns["code"][:1] + [p for p in method if p not in columns["code"][:1]]
    code += [place for place in columns["code"] if place not in code]
    chosen = {name: [] for name in COLUMNS}
    for turn in zip_longest(code, columns["view"], columns["test"]):
        for name, place in zip(COLUMNS, turn, strict=True):
            length = len(f"{place}<br>") if place else 0
            if place and length <= room:
                room -= length
                chosen[name].append(place)
    return chosen


def render(found):
    texts = regulations.texts()
    rows, missing = [], []
    for rule, (english, _chinese) in sorted(
        texts.items(), key=lambda item: regulations.sort_key(item[0])
    ):
        if rule not in found:
            missing.append(rule)
            continue
        empty = f"| {rule} | {english} |  |  |  |"
        chosen = choose(by_column(found[rule]), ROW_LENGTH - len(empty))
        cells = ["<br>".join(map(str, chosen[name])) for name in COLUMNS]
        rows.append(f"| {rule} | {english} | {' | '.join(cells)} |\n")
    return f"{HEAD}{''.join(rows)}\nNot built yet: {', '.join(missing)}.\n"


def main(arguments):
    return keep(TARGET, render(collect()), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
