"""Writes docs/forbidden.md: what is refused, on which paths it is tried, what is said.

The rows are the declarations `@forbidden(...)` of the tests in
`addons/*/tests/forbidden/`: a test that tries another path, another role or hears other
words fails, so the page says what the product does. A section is a class of steps.
`--check` only tells whether the file is up to date.
"""

import ast
import sys
from dataclasses import dataclass

from regulations import ROOT, keep

TARGET = ROOT / "docs" / "forbidden.md"
STEPS = "addons/*/tests/forbidden/steps_*.py"
COMMON = "addons/*/tests/common_forbidden.py"
# in the order in which the work is done; others come after these
ORDER = (
    "before_sale",
    "permits",
    "papers",
    "sale",
    "staff",
    "secrets",
    "money",
    "accounts",
    "days",
    "contracts",
    "contract_secrets",
    "claims",
    "progress",
    "demands",
    "contract_money",
    "fees",
    "settlement",
    "late_fee",
    "tax",
    "amendments",
    "amended_people",
    "title",
    "appointment",
    "service",
    "portal",
    "months",
    "takeover",
)
PATHS = {
    "B": "button or method over RPC",
    "W": "values over RPC",
    "I": "import",
    "S": "other code in superuser mode",
    "A": "core's screens of accounting",
}
# users of the fixtures, by what they are
ROLES = {
    "accountant": "accountant",
    "both": "general manager who asked for it",
    "certifying_investor": "investment development and marketing director in one",
    "clerk": "another colleague",
    "deputy": "deputy general manager",
    "director": "marketing director",
    "far_director": "marketing director of another company",
    "far_finance": "finance of another company",
    "far_seller": "property salesperson of another company",
    "finance": "finance",
    "general": "general manager",
    "guest": "portal user",
    "home_colleague": "another property salesperson",
    "home_manager": "regional manager of the sale",
    "home_seller": "property salesperson",
    "investor": "investment development",
    "manager": "regional manager of products",
    "other_owner": "another buyer in the portal",
    "owner": "buyer in the portal",
    "repairer": "colleague who repairs it",
    "rules_admin": "administrator of the rules",
    "seller": "product salesperson",
    "selling_finance": "finance who took the money",
    "signing_deputy": "deputy general manager who signed",
    "system": "system administrator",
    "two_roles": "salesperson and investment development in one",
    "untrained": "property salesperson without a training",
}
HEAD = """# Forbidden steps

Steps that the product refuses, and in which words: {count}. Made by `make docs` from
the tests in `addons/property_sales/tests/forbidden`, which take each step on its paths
by its roles and find afterwards that no row of the addons or of accounting has changed;
do not edit. A message names the record, or its kind to those who may not see it; …
stands for what differs.

The paths: {paths}.
"""
TABLE = """
| no. | rule | what is tried | by | paths | the product says |
| --- | --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Step:
    """A declaration of a test."""

    rule: str
    step: str
    by: str
    paths: str
    says: tuple

    def get_row(self, number):
        roles = ", ".join(ROLES[role] for role in self.by.split())
        says = "<br>".join(map(escape, self.says))
        cells = str(number), self.rule, escape(self.step), roles, self.paths, says
        return f"| {' | '.join(cells)} |\n"


def escape(text):
    """Return a text for a cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def get_constants(tree):
    """Return {name: text} of the constants of a module."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            found[node.targets[0].id] = node.value.value
    return found


def get_value(node, constants):
    """Return what an argument of a declaration stands for."""
    if isinstance(node, ast.Name):
        return constants[node.id]
    if isinstance(node, ast.Tuple):
        return tuple(get_value(part, constants) for part in node.elts)
    return ast.literal_eval(node)


def get_steps(node, constants):
    """Return the steps that a class declares."""
    steps = []
    for method in node.body:
        for call in getattr(method, "decorator_list", ()):
            if isinstance(call, ast.Call) and call.func.id == "forbidden":
                rule, step = (get_value(arg, constants) for arg in call.args)
                named = {k.arg: get_value(k.value, constants) for k in call.keywords}
                steps.append(Step(rule, step, **named))
    return steps


def collect():
    """Return [(title, steps)] of the classes, in the order of the work."""
    constants = {}
    for path in sorted(ROOT.glob(COMMON)):
        constants |= get_constants(ast.parse(path.read_text("utf-8")))
    sections = {}
    for path in sorted(ROOT.glob(STEPS)):
        tree = ast.parse(path.read_text("utf-8"))
        known = constants | get_constants(tree)
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                name = path.stem.removeprefix("steps_")
                sections[name] = ast.get_docstring(node), get_steps(node, known)
    order = {name: number for number, name in enumerate(ORDER)}
    names = sorted(sections, key=lambda name: (order.get(name, len(order)), name))
    return [sections[name] for name in names]


def render(sections):
    steps = [step for _title, part in sections for step in part]
    paths = ", ".join(f"*{letter}* {text}" for letter, text in PATHS.items())
    text, number = HEAD.format(paths=paths, count=len(steps)), 0
    for title, part in sections:
        text += f"\n## {title}\n{TABLE}"
        for step in part:
            number += 1
            text += step.get_row(number)
    return text


def main(arguments):
    return keep(TARGET, render(collect()), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
