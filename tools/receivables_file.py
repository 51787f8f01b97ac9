"""A file of receivables, and what customers owed on a day by plain reading of it.

Knows nothing of Odoo: what the ledger says is held against this.
"""

import csv
import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEVER = date.max  # settled, where the file names no day
DEFAULT = ROOT.parent / "shared" / "data" / "accounts_receivable.csv"


@dataclass(frozen=True)
class Receivable:
    """One line of the file: an invoice, paid in full on one day."""

    number: str
    customer: str
    invoiced: date
    due: date
    settled: date
    amount: Decimal
    disputed: bool

    def is_open(self, day):
        """Whether it is owed at the end of the day."""
        return self.invoiced <= day < self.settled


@dataclass
class Owed:
    """What a customer owes, as of a day."""

    exposure: Decimal = Decimal(0)
    overdue: Decimal = Decimal(0)
    days: int = 0


def path():
    """The file that AR_CSV names."""
    return Path(os.environ.get("AR_CSV") or DEFAULT)


def read(source):
    """The receivables of a file, the oldest first."""
    with open(source, newline="", encoding="utf-8-sig") as lines:
        rows = [_parse(row) for row in csv.DictReader(lines)]
    return sorted(rows, key=lambda row: (row.invoiced, row.number))


def _parse(row):
    return Receivable(
        number=row["invoiceNumber"],
        customer=row["customerID"],
        invoiced=_parse_date(row["InvoiceDate"]),
        due=_parse_date(row["DueDate"]),
        settled=_parse_date(row["SettledDate"]) if row["SettledDate"] else NEVER,
        amount=Decimal(row["InvoiceAmount"]),
        disputed=row["Disputed"] == "Yes",
    )


def _parse_date(text):
    return datetime.strptime(text, "%m/%d/%Y").date()


def quarters(rows):
    """Three days that part the time in which was invoiced in four."""
    first, last = rows[0].invoiced, rows[-1].invoiced
    return [first + timedelta(days=(last - first).days * n // 4) for n in (1, 2, 3)]


def owed(rows, day):
    """What every customer of the file owed on a day."""
    found = {row.customer: Owed() for row in rows}
    for row in rows:
        if row.is_open(day):
            customer = found[row.customer]
            customer.exposure += row.amount
            if row.due < day:
                customer.overdue += row.amount
                customer.days = max(customer.days, (day - row.due).days)
    return found
