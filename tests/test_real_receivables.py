import tempfile
import unittest
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import receivables_file
from receivables_file import Grade, Owed, Receivable

from odoo.tests import TransactionCase, tagged

ROWS = 200


def new_receivable(number="1", settled=date(2026, 3, 31), amount="10.05", **vals):
    vals = {
        "customer": "A",
        "invoiced": date(2026, 1, 1),
        "due": date(2026, 1, 31),
        "disputed": False,
    } | vals
    return Receivable(number=number, settled=settled, amount=Decimal(amount), **vals)


class TestReceivablesFile(unittest.TestCase):
    """The independent calculation itself, on figures done by hand."""

    def owed(self, day, *rows):
        return receivables_file.owed(rows or [new_receivable()], day)["A"]

    def test_an_invoice_is_owed_from_its_day_until_it_is_settled(self):
        self.assertEqual(self.owed(date(2025, 12, 31)), Owed())
        self.assertEqual(self.owed(date(2026, 1, 1)).exposure, Decimal("10.05"))
        self.assertEqual(self.owed(date(2026, 3, 30)).exposure, Decimal("10.05"))
        self.assertEqual(self.owed(date(2026, 3, 31)), Owed())

    def test_an_invoice_is_overdue_the_day_after_it_is_due(self):
        self.assertEqual(self.owed(date(2026, 1, 31)).overdue, 0)
        late = self.owed(date(2026, 2, 1))
        self.assertEqual((late.overdue, late.days), (Decimal("10.05"), 1))

    def test_amounts_add_up_and_the_oldest_counts(self):
        newer = new_receivable("2", amount="0.10", due=date(2026, 2, 10))
        found = self.owed(date(2026, 2, 11), new_receivable(), newer)
        self.assertEqual(found, Owed(Decimal("10.15"), Decimal("10.15"), 11))

    def test_case_real_data_a_payment_before_its_invoice_is_credit(self):
        early = new_receivable(settled=date(2025, 12, 28))
        self.assertEqual(self.owed(date(2025, 12, 27), early), Owed())
        for day in (date(2025, 12, 28), date(2025, 12, 31)):
            self.assertEqual(self.owed(day, early).exposure, Decimal("-10.05"))
        self.assertEqual(self.owed(date(2026, 1, 1), early), Owed())


class TestReceivablesReading(unittest.TestCase):
    """Mistakes in a file are told with their line."""

    HEAD = ",".join(receivables_file.COLUMNS)
    LINE = "7,A,1/31/2026,2/28/2026,,10.05,No"

    def read(self, *lines):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file.csv"
            path.write_text("\n".join(lines))
            return receivables_file.read(path)

    def assert_told(self, message, *lines):
        with self.assertRaisesRegex(receivables_file.FileError, message):
            self.read(*lines)

    def test_other_columns_and_open_invoices_are_read(self):
        (row,) = self.read("Region," + self.HEAD, "East," + self.LINE)
        self.assertEqual((row.number, row.settled), ("7", receivables_file.NEVER))

    def test_a_missing_column_is_named(self):
        head = self.HEAD.replace("DueDate", "Due")
        self.assert_told("line 1: .* DueDate", head, self.LINE)

    def test_an_unreadable_date_is_told_with_its_line(self):
        wrong = self.LINE.replace("2/28/2026", "2026-02-28")
        self.assert_told("line 3: DueDate 2026-02-28", self.HEAD, self.LINE, wrong)

    def test_amounts_and_numbers_are_checked(self):
        for amount in ("abc", "NaN", "-1", "0", "1.005"):
            wrong = self.LINE.replace("10.05", amount)
            self.assert_told(f"line 2: InvoiceAmount {amount}", self.HEAD, wrong)
        self.assert_told("line 3: invoice 7", self.HEAD, self.LINE, self.LINE)
        self.assert_told("line 2: customerID", self.HEAD, self.LINE.replace("A", ""))
        self.assert_told("line 2: there is no invoice", self.HEAD)


class TestReceivablesGrades(unittest.TestCase):
    """The independent grading itself, on figures done by hand."""

    def grade(self, *rows, first=date(2026, 1, 1), last=date(2026, 3, 31)):
        return receivables_file.grades(rows, first, last)["A"]

    def test_paid_in_the_window_counts_by_days_after_it_was_due(self):
        self.assertEqual(
            self.grade(new_receivable()), Grade(Decimal("10.05"), Decimal("59.00"))
        )

    def test_early_counts_zero_and_amounts_weigh(self):
        early = new_receivable("2", settled=date(2026, 1, 15), amount="30.15")
        self.assertEqual(
            self.grade(new_receivable(), early).days_late, Decimal("14.75")
        )

    def test_an_item_overdue_on_the_last_day_counts_until_then(self):
        last = date(2026, 2, 10)
        open_one = new_receivable("2", due=date(2026, 2, 10), amount="30.15")
        grade = self.grade(new_receivable(), open_one, last=last)
        self.assertEqual(grade.days_late, Decimal("10.00"))
        self.assertEqual(grade.overdue_ratio, Decimal("0.2500"))

    def test_the_published_figures_of_the_file_are_found(self):
        source = receivables_file.path()
        if not source.is_file() or source.name != receivables_file.DEFAULT.name:
            self.skipTest(f"AR_CSV names another file than the published: {source}")
        published = receivables_file.published(receivables_file.read(source))
        self.assertEqual(published, (877, Decimal("26.44"), Decimal("3.57")))


@tagged("post_install", "-at_install")
class TestRealReceivables(TransactionCase):
    """`make real-data` on a part of the file."""

    def test_figures_equal_the_plain_reading_of_a_real_file(self):
        source = receivables_file.path()
        if not source.is_file():
            self.skipTest(f"AR_CSV names no file, and there is none at {source}")
        from receivables_ledger import Ledger

        rows = receivables_file.read(source)[:ROWS]
        ledger = Ledger(self.env, rows)
        days = [*receivables_file.quarters(rows), rows[-1].due + timedelta(days=1)]
        for day in days:
            ledger.enter_until(day)
            expected = receivables_file.owed(rows, day)
            self.assertTrue(any(owed.exposure for owed in expected.values()))
            self.assertEqual(ledger.owed(day), expected)
        ledger.enter_until(max(row.settled for row in rows))
        windows = receivables_file.windows(rows)
        for window in windows:
            expected = receivables_file.grades(rows, *window)
            self.assertTrue(any(grade.turnover for grade in expected.values()))
            self.assertEqual(ledger.grades(*window), expected)
        middle = receivables_file.grades(rows, *windows[1])
        self.assertTrue(any(0 < grade.overdue_ratio < 1 for grade in middle.values()))
        self.assertTrue(any(grade.days_late for grade in middle.values()))
