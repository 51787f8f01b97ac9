"""The ledger is read in one place (design rules 10 and 12, `sales.ledger`).

A residual says nothing without the state of what it was matched with, and an account
type nothing of trade: read in the source, as no test of behaviour sees every reader.
"""

import ast
import re
from pathlib import Path

import pytest

ADDONS = Path(__file__).resolve().parent.parent / "addons"
READER = "sales_rules/models/credit/sales_ledger.py"

# Words of core's ledger, in SQL, domains, dependencies and as attributes of items.
WORDS = re.compile(
    r"account_partial_reconcile|account_full_reconcile"
    r"|amount_residual_(?:currency|signed)"
    r"|\b(?:item|move|invoice|entry|move_line_id|move_id)\.amount_residual\b"
    r"|\bmatched_(?:debit|credit)_ids\b|\breconciled IS\b|\.reconciled\b"
    r"|\basset_receivable\b|\bpayment_state\b"
)
# (file, function) -> why it may
ALLOWED = {
    (
        "property_sales/models/money/property_deposit.py",
        "_match_refused",
    ): "items of deposits, which are no receivables",
    (
        "property_sales/models/money/property_deposit.py",
        "_get_open_items",
    ): "as above",
    (
        "property_sales/models/instalment/property_instalment.py",
        "_compute_state",
    ): "what its figures depend on",
    (
        "property_sales/models/buyer_change/property_buyer_money.py",
        "_get_former",
    ): "the days on which claims of former buyers were paid",
    (
        "property_sales/models/fee/property_fee_money.py",
        "_get_items",
    ): "items of what is collected for others, which are no receivables",
    (
        "property_sales/models/late_fee/property_late_fee.py",
        "_get_parts",
    ): "the days on which claims were paid",
    (
        "property_sales/models/tax/property_late_fee_claim.py",
        "_get_beside",
    ): "the days on which claims were paid",
    (
        "property_sales/models/takeover/property_takeover.py",
        "",
    ): "an opening account is no receivable",
    (
        "sales_rules/models/credit/account_move_line.py",
        "",
    ): "names what nobody writes",
    (
        "sales_rules/report/hold/sales_hold_report.py",
        "_query_settled",
    ): "the day of settlements of what `sales.ledger` says is paid",
    (
        "sales_rules/report/hold/sales_deal_trace.py",
        "_query_settled",
    ): "lists posted settlements of a deal, money or not",
    (
        "receivables_collect/report/ledger/collection_statement.py",
        "_query_exchanged",
    ): "lists posted settlements in another currency",
    (
        "receivables_collect/report/ledger/collection_statement.py",
        "_query_is_exchange",
    ): "core settles its own exchange entries",
    (
        "receivables_collect/models/slip/collection_slip_line.py",
        "_compute_ledger",
    ): "what its stored figures depend on",
    (
        "receivables_collect/models/slip/collection_dispute.py",
        "_compute_amount_credited",
    ): "what its stored figure depends on",
    (
        "receivables_collect/models/receipt/collection_receipt_allocation.py",
        "_is_owed",
    ): "what may be named as owed, open or not",
    (
        "receivables_collect/models/receipt/collection_bank_slip.py",
        "action_bank",
    ): "money in transit to the bank, which is no receivable",
    **dict.fromkeys(
        (
            ("receivables_collect/models/receipt/collection_banking.py", function)
            for function in ("_get_banked_items", "_post_transaction")
        ),
        "money in transit to the bank, which is no receivable",
    ),
    (
        "receivables_collect/models/receipt/sales_credit.py",
        "_get_undue",
    ): "payments of what is owed, as `sales.ledger` has no payments",
}


class Finder(ast.NodeVisitor):
    """Collects (function, line, text) of words of the ledger."""

    def __init__(self):
        self.found = []
        self.names = [""]

    def visit_FunctionDef(self, node):
        self.names.append(node.name)
        for part in (*node.decorator_list, node.args, *self.without_docstring(node)):
            self.visit(part)
        self.names.pop()

    def visit_ClassDef(self, node):
        for part in self.without_docstring(node):
            self.visit(part)

    visit_Module = visit_ClassDef

    def without_docstring(self, node):
        return node.body[ast.get_docstring(node) is not None :]

    def visit_Constant(self, node):
        if isinstance(node.value, str):
            self.note(node, node.value)

    def visit_Attribute(self, node):
        self.note(node, ast.unparse(node))
        self.generic_visit(node)

    def note(self, node, text):
        if found := WORDS.search(text):
            self.found.append((self.names[-1], node.lineno, found.group()))


def find(path):
    finder = Finder()
    finder.visit(ast.parse(path.read_text(encoding="utf-8")))
    return finder.found


def get_sources():
    return [
        path
        for path in sorted(ADDONS.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(ADDONS).parts)
    ]


def test_the_ledger_is_read_in_one_place():
    strange = []
    for path in get_sources():
        name = str(path.relative_to(ADDONS))
        strange += [
            f"{name}:{line}: {text} in {function}()"
            for function, line, text in find(path)
            if name != READER and (name, function) not in ALLOWED
        ]
    assert not strange, "\n".join(strange)


def test_what_is_allowed_is_there():
    used = set()
    for path in get_sources():
        name = str(path.relative_to(ADDONS))
        used |= {(name, function) for function, _line, _text in find(path)}
    assert not ALLOWED.keys() - used


@pytest.mark.parametrize(
    "source",
    [
        "def f(line): return line.reconciled",
        "def f(item): return item.amount_residual",
        "def f(): return 'WHERE line.reconciled IS NOT TRUE'",
        "def f(): return [('account_id.account_type', '=', 'asset_receivable')]",
        "def f(lines): return lines.mapped('amount_residual_currency')",
        "def f(move): return move.payment_state",
    ],
)
def test_words_of_the_ledger_are_found(source, tmp_path):
    path = tmp_path / "source.py"
    path.write_text(source)
    assert find(path)
