"""No day of the caller's decides anything (design rule 9, `res.company._get_today`).

A client may send any time zone in its context, and a job has none: read in the source,
as no test of behaviour sees every place.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"

# Calls that give the day, or the time, of the caller or of the server.
DAYS = {"context_today", "today", "utcnow", "context_timestamp"}
# Words of SQL that give the day of the database, or cut a moment into one of UTC.
SQL_DAYS = re.compile(
    r"\b(?:current_date|current_timestamp|localtime(?:stamp)?|now\s*\(\s*\))"
    r"|\b\w*(?:_at|_date|date_order|date_due)::date\b",
    re.IGNORECASE,
)
# Relative days of domains follow the caller: ("date", "<", "today").
RELATIVE = re.compile(r"\A(?:today|now|=?\w+ ?[-+]\d+[dwmy])\b")

# (file, what is found) -> why it decides nothing
ALLOWED = {
    (
        "receivables_collect/models/receipt/collection_day_report_declare.py",
        "_make_open",
    ): "the moment of create_date",
    (
        "receivables_collect/models/custody/collection_book.py",
        "_query_make_vouchers",
    ): "the moment of create_date",
    (
        "receivables_collect/models/desk/collection_bag_entry.py",
        "_take",
    ): "the moment of create_date",
}
# Filters of lists that show a span of days and decide nothing, by file.
ALLOWED_XML = {
    "sales_rules/views/credit/sales_credit_guarantee_views.xml": "ends in 30 days",
    "sales_rules/views/credit/sales_credit_temporary_views.xml": "ends in 30 days",
    "sales_rules/views/credit/res_partner_views.xml": "reviews that are due",
    "sales_rules/views/approval/sales_approval_views.xml": "rejected lately",
    "sales_rules/views/approval/sales_substitute_views.xml": "substitutes to come",
    "receivables_collect/report/ledger/collection_cash_forecast_report_views.xml": (
        "weeks of a graph"
    ),
    "property_sales/views/staff/property_training_views.xml": "trainings that ran out",
    "property_sales/views/service/property_warranty_views.xml": "warranties that end",
    "property_sales/views/service/property_defect_views.xml": "defects that are late",
    "property_sales/views/title/property_document_views.xml": "papers to archive",
    "property_sales/views/appointment/property_handover_slot_views.xml": (
        "slots of today, this week and to come"
    ),
    "property_sales/views/appointment/property_handover_views.xml": (
        "handovers of today and this week"
    ),
    "property_sales/views/progress/property_progress_stage_views.xml": "stages in use",
    "property_sales/views/demand/property_demand_views.xml": "demands that ran out",
}
XML_DAYS = re.compile(r"context_today|'today\b|datetime\.(?:datetime\.)?(?:now|today)")


def get_own_files(suffix):
    """Return the files of the addons that are not tests or demo data."""
    return [
        path
        for path in sorted(ADDONS.rglob(f"*{suffix}"))
        if not {"tests", "demo", "lib"} & set(path.relative_to(ADDONS).parts)
    ]


class Finder(ast.NodeVisitor):
    """Collects (function, line) of what gives a day of the caller's."""

    def __init__(self):
        self.found = []
        self.names = [""]

    def visit_FunctionDef(self, node):
        self.names.append(node.name)
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        for child in (*node.decorator_list, node.args, *body):
            self.visit(child)
        self.names.pop()

    def visit_ClassDef(self, node):
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        for child in body:
            self.visit(child)

    def visit_Module(self, node):
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        for child in body:
            self.visit(child)

    def visit_Attribute(self, node):
        if node.attr in DAYS or (node.attr == "date" and self.is_moment(node.value)):
            self.add(node)
        self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, str) and SQL_DAYS.search(node.value):
            self.add(node)

    def visit_Tuple(self, node):
        if len(node.elts) == 3:
            last = node.elts[2]
            text = getattr(last, "value", None)
            if isinstance(text, str) and RELATIVE.match(text):
                self.add(last)
        self.generic_visit(node)

    @staticmethod
    def is_moment(node):
        """Return whether `node` is the call of a `now`, whose day is UTC's."""
        return isinstance(node, ast.Call) and ast.unparse(node.func).endswith("now")

    def add(self, node):
        self.found.append((self.names[-1], node.lineno))


def find(source):
    """Return the (function, line) of what gives a day of the caller's."""
    finder = Finder()
    finder.visit(ast.parse(source))
    return finder.found


def test_what_is_decided_by_a_day_is_decided_by_the_companys():
    wrong, used = [], set()
    for path in get_own_files(".py"):
        name = str(path.relative_to(ADDONS))
        for function, line in find(path.read_text()):
            if (name, function) in ALLOWED:
                used.add((name, function))
            else:
                wrong.append(f"{name}:{line} in {function}")
    assert not wrong, "Ask company._get_today(), or company._get_day(moment)"
    assert used == set(ALLOWED), "These are not needed any more"


def test_no_filter_decides_by_the_day_of_the_reader():
    found = {
        str(path.relative_to(ADDONS))
        for suffix in (".xml", ".js", ".json")
        for path in get_own_files(suffix)
        if XML_DAYS.search(path.read_text())
    }
    assert found == set(ALLOWED_XML)


def test_no_field_is_kept_by_the_zone_of_the_reader():
    wrong = [
        f"{path.relative_to(ADDONS)}:{node.lineno}"
        for path in get_own_files(".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("depends_context")
        and any(getattr(arg, "value", None) == "tz" for arg in node.args)
    ]
    assert not wrong, "Figures follow the company's day, not the reader's"


@pytest.mark.parametrize(
    "source",
    [
        "x = fields.Date.context_today(self)",
        "x = fields.Date.today()",
        "x = date.today()",
        "x = fields.Date(default=fields.Date.context_today)",
        "x = fields.Datetime.now().date()",
        "x = datetime.now().date()",
        "x = fields.Datetime.context_timestamp(self, moment).date()",
        'x = SQL("SELECT CURRENT_DATE")',
        'x = SQL("date < now()")',
        "x = f\"{a} < now() AT TIME ZONE 'UTC'\"",
        'x = SQL("decided_at::date")',
        'x = SQL("so.date_order::date")',
        'x = SQL("write_date::date")',
        'x = [("date_due", "<", "today")]',
        'x = [("date_due", "<", "today -7d")]',
    ],
)
def test_a_day_of_the_caller_is_found(source):
    assert find(f"def decide(self):\n    {source}\n")


@pytest.mark.parametrize(
    "source",
    [
        "x = company._get_today()",
        "x = fields.Datetime.now()",
        'x = SQL("%(today)s::date - due")',
        'x = SQL("NULL::date AS until")',
        'x = _("today")',
    ],
)
def test_a_day_of_the_company_is_not_found(source):
    assert not find(f"def decide(self):\n    {source}\n")
