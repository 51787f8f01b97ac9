"""Holds the credit figures against a file of receivables: `make real-data`.

    AR_CSV=file.csv tools/run python tools/real_data.py

Every line of the file becomes a posted invoice and a payment in the database
`real_data`, entered in the order of time. As of three days exposure, overdue amount and
oldest overdue days of every customer have to be those of an independent calculation,
to the cent, and of three windows turnover, days late and overdue ratio those of the
assessment. A payment before its invoice is credit until then. Columns: invoiceNumber
(each once), customerID, InvoiceDate, DueDate, SettledDate (month/day/year; empty where
it is open), InvoiceAmount (above zero), Disputed (Yes or No).
"""

import sys
import time
from datetime import timedelta

import database
import odoo_session
import receivables_file
from ground import say, stop
from receivables_collection import (
    WEEKS,
    compare_journal,
    compare_slips,
    forecast_errors,
)

NAME = "real_data"


def main():
    source = receivables_file.path()
    if not source.is_file():
        stop(f"There is no file {source}: name one, AR_CSV=file.csv make real-data.")
    try:
        rows = receivables_file.read(source)
    except receivables_file.FileError as error:
        stop(f"{source}, {error}.")
    customers = {row.customer for row in rows}
    say(f"{source.name}: {len(rows)} invoices of {len(customers)} customers")
    database.copy(database.template(), NAME)
    registry = odoo_session.load(NAME)
    from receivables_ledger import Ledger

    with odoo_session.environment(registry, commit=True) as env:
        ledger = Ledger(env, rows)
        differences = compare(ledger, rows) + compare_grades(ledger, rows)
        differences += compare_collection(ledger, rows)
    print(f"{len(differences)} differences")
    return bool(differences)


def compare_collection(ledger, rows):
    """The journal of every day, and how far the forecast was off (R3.15, R4.23)."""
    first, last = rows[0].invoiced, receivables_file.last_settled(rows)
    wrong = compare_journal(ledger, first, last)
    print(f"receivables journal, {first} to {last}: {len(wrong)} days differ")
    print_forecast(ledger)
    return [(day, "journal") for day in wrong]


def print_forecast(ledger):
    error, plain, came = forecast_errors(ledger)
    print(
        f"cash-in forecast, {WEEKS} weeks: off by {error:.0f} a week, plain due dates"
        f" by {plain:.0f}, of {came:.0f} that came"
    )


def compare(ledger, rows):
    """Enter the file and compare on each day; print a line per day."""
    after = receivables_file.last_settled(rows) + timedelta(days=1)
    differences = []
    for day in [*receivables_file.quarters(rows), after]:
        started = time.monotonic()
        ledger.enter_until(day)
        expected, found = receivables_file.owed(rows, day), ledger.owed(day)
        wrong = [name for name in expected if expected[name] != found[name]]
        exposure = sum(customer.exposure for customer in expected.values())
        overdue = sum(customer.overdue for customer in expected.values())
        print(
            f"{day}: {len(ledger.invoices)} invoices, {len(ledger.paid)} paid;"
            f" {exposure} owed, {overdue} overdue by up to"
            f" {max(customer.days for customer in expected.values())} days;"
            f" {len(expected) - len(wrong)} of {len(expected)} customers agree"
            f" ({time.monotonic() - started:.0f} s)",
            flush=True,
        )
        differences += [(day, name) for name in compare_slips(ledger, day)]
        for name in wrong:
            print(f"  {name}: file {expected[name]}, ledger {found[name]}")
            differences.append((day, name))
    return differences


def compare_grades(ledger, rows):
    """Compare the assessments of three windows; print a line per window."""
    late, days, weighted = receivables_file.published(rows)
    print(f"{late} late, {days} days to settle, {weighted} days late by amount")
    differences = []
    for first, last in receivables_file.windows(rows):
        started = time.monotonic()
        expected = receivables_file.grades(rows, first, last)
        found = ledger.grades(first, last)
        wrong = [name for name in expected if expected[name] != found[name]]
        print(
            f"{first} to {last}: turnover"
            f" {sum(grade.turnover for grade in expected.values())},"
            f" {sum(grade.days_late > 0 for grade in expected.values())} late,"
            f" {sum(grade.overdue_ratio > 0 for grade in expected.values())} overdue;"
            f" {len(expected) - len(wrong)} of {len(expected)} customers agree"
            f" ({time.monotonic() - started:.0f} s)",
            flush=True,
        )
        for name in wrong:
            print(f"  {name}: file {expected[name]}, assessment {found[name]}")
            differences.append((last, name))
    return differences


if __name__ == "__main__":
    sys.exit(main())
