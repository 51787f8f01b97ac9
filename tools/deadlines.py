"""Writes docs/deadlines.md: the days by which something is to be done about homes.

The rows are the kinds of the classes of `property.deadline`, a class per topic, in the
order of the topics: `_kinds` and the labels of the selection `kind`.
`--check` only tells whether the file is up to date.
"""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from regulations import ROOT, keep

TARGET = ROOT / "docs" / "deadlines.md"
MODELS = ROOT / "addons" / "property_sales" / "models"
BASE = MODELS / "deadline" / "property_deadline.py"
ADDONS = "odoo.addons."
ROLES = {
    "property_sales.group_investment_development": "investment development",
    "property_sales.group_property_sales": "property salesperson",
    "sales_rules.group_regional_manager": "regional manager",
    "sales_rules.group_finance": "finance",
    "sales_rules.group_general_manager": "general manager",
    "sales_rules.group_marketing_director": "marketing director",
}
HEAD = """# Deadlines

Kinds of deadlines that the product follows: {count}; periods that it ends by itself,
by the minute: {clocks}. Made by `make docs` from the classes of `property.deadline`;
do not edit. Their last days, and from when they are counted, are in
[the guide](property.md#deadlines).

The role is told where no user is named, or the user has left. The days are those before
the last one from which a deadline stands among the activities: *late* where it does
only once it is past, *never* where its document reminds by itself. Of what is late
whoever has to keep it is told too.
"""
TABLE = """
| no. | deadline | kind | of | role | days ahead | late: told as well |
| --- | --- | --- | --- | --- | --- | --- |
"""


CLOCKS = """
Periods shorter than days, which a job ends by itself; they are settings of the company.

| no. | period | kind | of | by default | until | job |
| --- | --- | --- | --- | --- | --- | --- |
"""
SETTINGS = MODELS / "base" / "res_company.py"


@dataclass(frozen=True)
class Clock:
    """A period that a job ends, as its topic declares it."""

    name: str
    model: str
    setting: str
    moment: str
    job: str

    def get_row(self, number, descriptions, settings):
        label, default = settings[self.setting]
        cells = (
            str(number),
            label,
            f"`{self.name}`",
            descriptions[self.model],
            str(default),
            f"`{self.moment}`",
            f"`{self.job}`",
        )
        return f"| {' | '.join(cells)} |\n"


@dataclass(frozen=True)
class Kind:
    """A kind of deadline, as its topic declares it."""

    name: str
    label: str
    model: str
    role: str
    ahead: int
    late: tuple

    def get_row(self, number, descriptions):
        cells = (
            str(number),
            self.label,
            f"`{self.name}`",
            descriptions[self.model],
            ROLES[self.role],
            get_ahead(self.ahead),
            ", ".join(ROLES[role] for role in self.late),
        )
        return f"| {' | '.join(cells)} |\n"


def get_ahead(days):
    """Return in words from when a deadline stands among the activities."""
    if days >= 0:
        return str(days)
    return "late" if days == -1 else "never"


def get_module(path, node):
    """Return the file that an import of our addons is from, or nothing."""
    if node.level:
        base, name = path.parents[node.level - 1], node.module or ""
    elif node.module.startswith(ADDONS):
        base, name = ROOT / "addons", node.module.removeprefix(ADDONS)
    else:
        return None
    found = Path(base, *name.split(".")).with_suffix(".py")
    return found if found.exists() else None


def get_constants(path):
    """Return {name: value} of the constants of a file, also those that it imports."""
    found = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            if module := get_module(path, node):
                known = get_constants(module)
                for alias in node.names:
                    if alias.name in known:
                        found[alias.asname or alias.name] = known[alias.name]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = get_value(node.value, found)
            except (KeyError, ValueError):
                continue  # no constant
    return found


def get_value(node, constants):
    """Return what an expression of constants stands for."""
    if isinstance(node, ast.Name):
        return constants[node.id]
    if isinstance(node, ast.Tuple):
        return tuple(get_value(part, constants) for part in node.elts)
    return ast.literal_eval(node)


def get_labels(node, constants):
    """Return {kind: label} that a class adds to the selection."""
    for call in ast.walk(node):
        for keyword in getattr(call, "keywords", ()):
            if keyword.arg == "selection_add":
                pairs = keyword.value.elts
                return dict(get_value(pair, constants) for pair in pairs)
    return {}


def get_class(path):
    """Return the one class of a file."""
    (node,) = [
        node
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]
    return node


def get_clocks(path):
    """Return the periods that the class of a topic declares."""
    constants = get_constants(path)
    return [
        Clock(get_value(key, constants), *(get_value(a, constants) for a in call.args))
        for part in get_class(path).body
        if isinstance(part, ast.Assign) and part.targets[0].id == "_clocks"
        for key, call in zip(part.value.keys, part.value.values, strict=True)
    ]


def get_settings():
    """Return {field: (label, default)} of the settings of the company."""
    found = {}
    for part in get_class(SETTINGS).body:
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Call):
            said = {word.arg: word.value for word in part.value.keywords}
            if {"string", "default"} <= said.keys():
                try:
                    label, default = (
                        ast.literal_eval(said[name]) for name in ("string", "default")
                    )
                except ValueError:
                    continue  # counted
                found[part.targets[0].id] = label, default
    return found


def get_kinds(path):
    """Return the kinds that the class of a topic declares."""
    constants = get_constants(path)
    node = get_class(path)
    labels = get_labels(node, constants)
    director = get_constants(BASE)["DIRECTOR"]
    kinds = []
    for part in node.body:
        if isinstance(part, ast.Assign) and part.targets[0].id == "_kinds":
            for key, call in zip(part.value.keys, part.value.values, strict=True):
                values = [get_value(arg, constants) for arg in call.args]
                # the director where a kind says nothing
                model, role, ahead, late = [*values, director][:4]
                late = (late,) if isinstance(late, str) else late
                name = get_value(key, constants)
                kinds.append(Kind(name, labels[name], model, role, ahead, late))
    return kinds


def get_descriptions():
    """Return {model: what it is called} of the models of our addons."""
    found = {}
    for path in ROOT.glob("addons/*/models/**/*.py"):
        text = path.read_text("utf-8")
        names = re.findall(r'^    _name = "(.+)"$', text, re.MULTILINE)
        labels = re.findall(r'^    _description = "(.+)"$', text, re.MULTILINE)
        found |= dict(zip(names, labels, strict=False))
    return found


def get_paths():
    """Return the files of the topics, in the order of the topics."""
    topics = re.findall(
        r"^from \. import (\w+)$",
        (MODELS / "__init__.py").read_text("utf-8"),
        re.MULTILINE,
    )
    paths = [MODELS / topic / "property_deadline.py" for topic in topics]
    return [path for path in paths if path.exists() and path != BASE]


def collect():
    """Return the kinds of all topics, in the order of the topics."""
    return [kind for path in get_paths() for kind in get_kinds(path)]


def collect_clocks():
    """Return the periods of all topics that jobs end, in the order of the topics."""
    return [clock for path in get_paths() for clock in get_clocks(path)]


def render(kinds, clocks=()):
    descriptions, settings = get_descriptions(), get_settings()
    text = HEAD.format(count=len(kinds), clocks=len(clocks)) + TABLE
    for number, kind in enumerate(kinds, 1):
        text += kind.get_row(number, descriptions)
    if clocks:
        text += CLOCKS
    for number, clock in enumerate(clocks, 1):
        text += clock.get_row(number, descriptions, settings)
    return text


def main(arguments):
    return keep(TARGET, render(collect(), collect_clocks()), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
