"""A file of receivables, and the debts of a day by plain reading of it.

Knows nothing of Odoo: the ledger is held against this.
"""

import csv
import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEVER = date.max  # settled, where the file names no day
DEFAULT = ROOT.parent / "shared" / "data" / "accounts_receivable.csv"
COLUMNS = (
    "invoiceNumber",
    "customerID",
    "InvoiceDate",
    "DueDate",
    "SettledDate",
    "InvoiceAmount",
    "Disputed",
)


class FileError(Exception):
    """A file that cannot be read, with the line where it is wrong."""


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

    def is_paid_ahead(self, day):
        """Whether it is paid and not invoiced yet at the end of the day."""
        return self.settled <= day < self.invoiced

    def get_paid_day(self):
        """The day from which it is paid: not before it is invoiced."""
        return max(self.settled, self.invoiced)


@dataclass
class Owed:
    """A customer's debt as of a day."""

    exposure: Decimal = Decimal(0)
    overdue: Decimal = Decimal(0)
    days: int = 0


def path():
    """The file that AR_CSV names."""
    return Path(os.environ.get("AR_CSV") or DEFAULT)


def read(source):
    """The receivables of a file, the oldest first.

    :raise FileError: for a column that is missing, or a line that says nothing clear
    """
    with open(source, newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise FileError(f"line 1: there is no column {', '.join(missing)}")
        rows, numbers = [], {}
        for row in reader:
            line = reader.line_num
            try:
                found = _parse(row)
            except FileError as error:
                raise FileError(f"line {line}: {error}") from error
            if found.number in numbers:
                raise FileError(
                    f"line {line}: invoice {found.number} is on line"
                    f" {numbers[found.number]} already"
                )
            numbers[found.number] = line
            rows.append(found)
    if not rows:
        raise FileError("line 2: there is no invoice")
    return sorted(rows, key=lambda row: (row.invoiced, row.number))


def _parse(row):
    for name in COLUMNS:
        if not row[name] and name not in ("SettledDate", "Disputed"):
            raise FileError(f"{name} is empty")
    return Receivable(
        number=row["invoiceNumber"],
        customer=row["customerID"],
        invoiced=_parse_date(row, "InvoiceDate"),
        due=_parse_date(row, "DueDate"),
        settled=_parse_date(row, "SettledDate") if row["SettledDate"] else NEVER,
        amount=_parse_amount(row["InvoiceAmount"]),
        disputed=row["Disputed"] == "Yes",
    )


def _parse_date(row, name):
    try:
        return datetime.strptime(row[name], "%m/%d/%Y").date()
    except ValueError as error:
        raise FileError(f"{name} {row[name]} is no month/day/year") from error


def _parse_amount(text):
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise FileError(f"InvoiceAmount {text} is no amount") from error
    if not amount.is_finite() or amount <= 0 or amount != _round(amount, "0.01"):
        raise FileError(f"InvoiceAmount {text} is no amount above zero, in cents")
    return amount


def quarters(rows):
    """Three days that part the time in which was invoiced in four."""
    first, last = rows[0].invoiced, rows[-1].invoiced
    return [first + timedelta(days=(last - first).days * n // 4) for n in (1, 2, 3)]


def owed(rows, day):
    """Return the debt of every customer of the file on a day."""
    found = {row.customer: Owed() for row in rows}
    for row in rows:
        if row.is_open(day):
            customer = found[row.customer]
            customer.exposure += row.amount
            if row.due < day:
                customer.overdue += row.amount
                customer.days = max(customer.days, (day - row.due).days)
        elif row.is_paid_ahead(day):
            found[row.customer].exposure -= row.amount
    return found


def paid_ahead(rows, day):
    """Return what every customer had paid before it was invoiced."""
    found = {row.customer: Decimal(0) for row in rows}
    for row in rows:
        if row.is_paid_ahead(day):
            found[row.customer] += row.amount
    return found


@dataclass
class Grade:
    """A customer's payment record in a window, as of its last day."""

    turnover: Decimal = Decimal(0)
    days_late: Decimal = Decimal(0)
    overdue_ratio: Decimal = Decimal(0)


def grades(rows, first, last):
    """How every customer of the file paid in a window, by plain reading of it.

    Late are amounts paid in the window, by the days after they were due, and amounts
    overdue on its last day, by the days since; all weighted by amount.
    """
    found = {}
    for name in {row.customer for row in rows}:
        own = [row for row in rows if row.customer == name]
        open_rows = [row for row in own if row.is_open(last)]
        overdue = [row for row in open_rows if row.due < last]
        parts = [(row.amount, (last - row.due).days) for row in overdue]
        parts += [
            (row.amount, max(0, (row.settled - row.due).days))
            for row in own
            if first <= row.get_paid_day() <= last
        ]
        found[name] = Grade(
            sum(
                (row.amount for row in own if first <= row.invoiced <= last), Decimal(0)
            ),
            _round(_weighted(parts), "0.01"),
            _round(
                _share(
                    sum(row.amount for row in overdue),
                    sum(row.amount for row in open_rows),
                ),
                "0.0001",
            ),
        )
    return found


def last_settled(rows):
    """Return the day of the last payment; of the last invoice, where nobody paid."""
    settled = [row.settled for row in rows if row.settled != NEVER]
    return max(settled, default=rows[-1].invoiced)


def windows(rows):
    """Three windows, a quarter each of the time from the first invoice to the last
    payment; all but the last end in the middle of open items.
    """
    first, last = rows[0].invoiced, last_settled(rows)
    days = [first + timedelta(days=(last - first).days * n // 4) for n in range(4)]
    days[0] -= timedelta(days=1)
    return [
        (before + timedelta(days=1), day)
        for before, day in zip(days, days[1:], strict=False)
    ]


def published(rows):
    """Return figures published of the file: late ones, mean days to settle, weighted
    days late of all settled ones.
    """
    settled = [row for row in rows if row.settled != NEVER]
    late = [row for row in settled if row.settled > row.due]
    days = sum((row.settled - row.invoiced).days for row in settled)
    parts = [(row.amount, max(0, (row.settled - row.due).days)) for row in settled]
    return (
        len(late),
        _round(_share(days, len(settled)), "0.01"),
        _round(_weighted(parts), "0.01"),
    )


def _weighted(parts):
    return _share(
        sum(amount * days for amount, days in parts), sum(a for a, _ in parts)
    )


def _share(part, whole):
    return Decimal(part) / whole if whole else Decimal(0)


def _round(value, places):
    return value.quantize(Decimal(places), ROUND_HALF_UP)
