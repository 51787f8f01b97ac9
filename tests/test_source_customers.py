"""The definition of a customer, read from the sources of the addons (design rule 11).

The commercial entity is `commercial_partner_id = id`: a company below a company owes by
itself, so that "has no parent" leaves customers out. Read are the domains, the SQL and
the conditions of Python, and the domains and attributes of XML.
"""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
WAY_OUT = "ask for is_commercial_entity, or commercial_partner_id = id"


@dataclass
class Rule:
    """Places in the sources that a rule refuses, but for those allowed with a reason.

    `allowed` is {(path below addons/, the words found): why it may}.
    """

    allowed: dict = field(default_factory=dict)

    def find_python(self, tree):
        """Yield (line, words) of each fault of a module."""
        raise NotImplementedError

    def find_xml(self, tree):
        """Yield (line, words) of each fault of a data file."""
        raise NotImplementedError

    def find(self, path):
        """Yield (line, words) of the faults of a file, less those allowed."""
        if path.suffix == ".py":
            found = self.find_python(ast.parse(path.read_text()))
        else:
            found = self.find_xml(etree.parse(path))
        for line, words in found:
            if (name_of(path), words) not in self.allowed:
                yield line, words


class NoParentIsNoCustomer(Rule):
    """Nobody asks whether a partner has no parent to know whether it owes."""

    SQL = re.compile(r"\bparent_id\s+IS\s+(?:NOT\s+)?NULL", re.IGNORECASE)
    DOMAIN = re.compile(
        r"""['"](?:\w+\.)*parent_id['"]\s*,\s*['"](?:=|!=|in|not in)['"]\s*,"""
        r"""\s*(?:False|None|\[\s*False\s*\])"""
    )
    ATTRIBUTE = re.compile(r"(?:not\s+)?\bparent_id\b(?!\.|\s*[=!<])")
    SHOWN = ("invisible", "readonly", "required", "column_invisible")

    def find_python(self, tree):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for match in (*self.SQL.finditer(node.value), *self.domains(node)):
                    yield node.lineno, shorten(match[0])
            elif self.is_domain(node) or self.is_condition(node):
                yield node.lineno, shorten(ast.unparse(node))

    def find_xml(self, tree):
        for node in tree.iter(etree.Element):
            if self.is_of_another_model(node):
                continue
            for text in (node.text or "", *node.attrib.values()):
                for match in self.DOMAIN.finditer(text):
                    yield node.sourceline, shorten(match[0])
            for name in self.SHOWN:
                for match in self.ATTRIBUTE.finditer(node.get(name, "")):
                    yield node.sourceline, shorten(match[0])

    def domains(self, node):
        # a domain in a text; docstrings and messages have none
        return self.DOMAIN.finditer(node.value)

    @staticmethod
    def is_domain(node):
        """Return whether it is ("parent_id", "=", False), whatever the operator."""
        if isinstance(node, ast.Call):  # Domain("parent_id", "=", False)
            parts = node.args
        elif isinstance(node, ast.Tuple | ast.List):
            parts = node.elts
        else:
            return False
        if len(parts) != 3 or not all(isinstance(p, ast.Constant) for p in parts[:2]):
            return False
        name, _operator, value = parts
        if not isinstance(name.value, str) or name.value.split(".")[-1] != "parent_id":
            return False
        if isinstance(value, ast.List | ast.Tuple):
            return any(
                getattr(part, "value", 1) in (False, None) for part in value.elts
            )
        return isinstance(value, ast.Constant) and not value.value

    @classmethod
    def is_condition(cls, node):
        """Return whether it is `not partner.parent_id` or a comparison of it."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return cls.is_parent(node.operand)
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            empty = [s for s in sides if isinstance(s, ast.Constant) and not s.value]
            return bool(empty) and any(map(cls.is_parent, sides))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
            "filtered",
            "sorted",
            "grouped",
        ):
            first = node.args[0] if node.args else None
            return isinstance(first, ast.Constant) and first.value == "parent_id"
        return False

    @staticmethod
    def is_parent(node):
        """Return whether it is `x.parent_id` or `vals.get("parent_id")`."""
        if isinstance(node, ast.Attribute):
            return node.attr == "parent_id"
        return (
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", "") == "get"
            and bool(node.args)
            and getattr(node.args[0], "value", "") == "parent_id"
        )

    @staticmethod
    def is_of_another_model(node):
        """Return whether a data record is of a model that has parents of its own."""
        records = [node, *node.iterancestors()]
        models = {record.get("model") for record in records if record.tag == "record"}
        return bool(models & {"ir.ui.menu", "ir.module.category"})


CUSTOMERS = NoParentIsNoCustomer(
    allowed={
        (
            "sales_rules/models/base/res_partner.py",
            "not partner.parent_id",
        ): "core's own rule, while a form is filled in and nothing is stored",
        (
            "sales_rules/models/credit/res_partner.py",
            "not vals.get('parent_id')",
        ): "values of a new partner: beside it, whether it is a company",
        (
            "property_sales/models/base/account_chart_template.py",
            "not company.parent_id",
        ): "companies, branches of which share the accounts of their root",
        (
            "property_sales/models/base/sales_credit.py",
            "('parent_id', '=', False)",
        ): "companies, as above",
    }
)


def name_of(path):
    parts = path.parts
    return "/".join(parts[parts.index("addons") + 1 :])


def shorten(text):
    return " ".join(text.split())[:80]


def get_sources():
    """Return the sources that decide: tests and migrations only read."""
    return [
        path
        for path in sorted((ROOT / "addons").rglob("*"))
        if path.suffix in (".py", ".xml")
        and not {"tests", "migrations", "static"} & set(path.parts)
    ]


def test_nobody_is_a_customer_for_having_no_parent():
    faults = [
        f"{path.relative_to(ROOT)}:{line}: {words} ({WAY_OUT})"
        for path in get_sources()
        for line, words in CUSTOMERS.find(path)
    ]
    assert faults == []


def test_every_place_allowed_is_there_with_its_reason():
    found = {
        (name_of(path), words)
        for path in get_sources()
        for _line, words in NoParentIsNoCustomer().find(path)
    }
    assert set(CUSTOMERS.allowed) - found == set()
    assert all(CUSTOMERS.allowed.values())


@pytest.mark.parametrize(
    "source",
    [
        '[("parent_id", "=", False)]',
        '[("partner_id.parent_id", "=", None)]',
        '["|", ["parent_id", "in", [False]]]',
        'Domain("parent_id", "!=", False)',
        "[partner for partner in self if not partner.parent_id]",
        "self.filtered(lambda p: p.parent_id == False)",
        "[vals for vals in vals_list if not vals.get('parent_id')]",
        'SQL("SELECT id FROM res_partner p WHERE p.parent_id IS NULL")',
        """fields.Many2one(domain="[('parent_id', '=', False)]")""",
    ],
)
def test_each_way_of_asking_for_no_parent_is_found(source):
    assert list(NoParentIsNoCustomer().find_python(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        '[("parent_id", "=", company.id)]',
        '[("parent_id", "child_of", ids)]',
        "partner.parent_id.commercial_partner_id",
        'SQL("SELECT id FROM res_partner p WHERE p.commercial_partner_id = p.id")',
        '"parent_id" in vals',
    ],
)
def test_a_parent_that_is_read_is_no_fault(source):
    assert not list(NoParentIsNoCustomer().find_python(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        """<field name="domain">[('parent_id', '=', False)]</field>""",
        """<filter domain="[('partner_id.parent_id', '=', False)]" />""",
        """<group invisible="parent_id" />""",
        """<group invisible="not parent_id or type == 'contact'" />""",
    ],
)
def test_each_place_of_a_view_is_found(source):
    tree = etree.ElementTree(etree.fromstring(source))
    assert list(NoParentIsNoCustomer().find_xml(tree))
