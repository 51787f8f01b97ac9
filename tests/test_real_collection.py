from datetime import timedelta
from decimal import Decimal

import receivables_file

from odoo.tests import TransactionCase, tagged

ROWS = 200
DAYS = 25


@tagged("post_install", "-at_install")
class TestRealCollection(TransactionCase):
    """Slips and journal against a part of a real receivables file (R4.23, F16)."""

    def setUp(self):
        super().setUp()
        source = receivables_file.path()
        if not source.is_file():
            self.skipTest(f"AR_CSV names no file, and there is none at {source}")
        from receivables_ledger import Ledger

        self.rows = receivables_file.read(source)[:ROWS]
        self.ledger = Ledger(self.env, self.rows)
        self.day = sorted(row.due for row in self.rows)[ROWS // 2]
        self.ledger.enter_until(self.day)

    def test_slips_are_the_overdue_and_payments_settle_them(self):
        from receivables_collection import issue_slips, journal, unsettled

        expected = receivables_file.owed(self.rows, self.day)
        slips, asked = issue_slips(self.ledger, self.day)
        self.assertEqual(asked, {name: owed.overdue for name, owed in expected.items()})
        self.assertTrue(any(asked.values()))
        on_slips = {
            row.number
            for row in self.rows
            if row.is_open(self.day) and row.due < self.day
        }
        closing = journal(self.ledger, self.day)[1]
        for number in range(1, DAYS + 1):
            day = self.day + timedelta(days=number)
            self.ledger.enter_until(day)
            still = {r.number for r in self.rows if r.settled > day} & on_slips
            found, open_slips = unsettled(self.ledger, slips)
            self.assertEqual(found, still)
            with_open = slips.line_ids.filtered("is_open").slip_id
            self.assertEqual(open_slips, with_open)
            before, closing, owed = (closing, *journal(self.ledger, day)[1:])
            self.assertEqual(journal(self.ledger, day)[0], before)
            self.assertEqual(
                owed,
                {
                    name: customer.exposure
                    for name, customer in receivables_file.owed(self.rows, day).items()
                },
            )
            balance = self.env["collection.ledger"]._get_balance(self.env.company, day)
            self.assertEqual(closing, Decimal(f"{balance:.2f}"))
