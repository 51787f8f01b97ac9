from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from ..common_assessment import AssessmentCommon


@tagged("post_install", "-at_install")
class TestGradedMoney(AssessmentCommon):
    """Grading knows money from what only looks like it (R4.13)."""

    def test_case_1_a_payment_reset_to_draft_settles_nothing(self):
        invoice = self.sell(600, due=date(2026, 3, 21))
        payment = self.receive(600, date(2026, 3, 21), invoice)
        payment.action_draft()
        line = self.grade()
        self.assert_figures(line, 600, 10, 1)
        self.assertEqual((line.open_amount, line.overdue_amount), (600, 600))

    def test_case_8_a_bounced_cheque_is_no_payment(self):
        """OCA/account-invoice-reporting#225."""
        invoice = self.sell(600, day=date(2026, 2, 20), due=date(2026, 3, 1))
        cheque = self.receive(600, date(2026, 3, 1), invoice)
        cheque.move_id._reverse_moves([{"date": date(2026, 3, 5)}], cancel=True)
        self.receive(600, date(2026, 3, 31), invoice)
        self.assert_figures(self.grade(), 0, 30)

    def test_case_8_money_given_back_is_none_however_it_was_matched(self):
        invoice = self.sell(600, day=date(2026, 2, 20), due=date(2026, 3, 1))
        cheque = self.receive(600, date(2026, 3, 1), invoice)
        reversal = cheque.move_id._reverse_moves([{"date": date(2026, 3, 5)}])
        reversal.action_post()
        self.assertTrue(invoice.line_ids.filtered("reconciled"))
        self.assert_figures(self.grade(), 0, 30, 1)

    def test_case_19_a_write_off_is_no_payment(self):
        """frappe/erpnext#28813."""
        invoice = self.sell(600, day=date(2026, 2, 20), due=date(2026, 3, 1))
        with patch.object(type(self), "today", date(2026, 3, 20)):
            self.match(invoice, self.new_entry(-600, self.good))
        self.assert_figures(self.grade(), 0, 0)

    def test_case_9_money_came_on_the_day_of_the_payment(self):
        """alyf-de/banking#81, odoo/odoo#94837: the month was locked."""
        invoice = self.sell(600, due=date(2026, 3, 21))
        payment = self.receive(600, date(2026, 3, 25), invoice)
        self.book_later(payment, date(2026, 4, 2))
        line = self.grade()
        self.assert_figures(line, 600, 4, 0)
        self.assertEqual((line.open_amount, line.overdue_amount), (0, 0))

    def book_later(self, payment, day):
        """Date the entry of a payment later than it, as a locked month does."""
        self.env.flush_all()
        ids = tuple(payment.move_id.line_ids.ids)
        self.env.cr.execute(
            "UPDATE account_move_line SET date = %s WHERE id IN %s", (day, ids)
        )
        self.env.cr.execute(
            """
            UPDATE account_partial_reconcile SET max_date = %s
             WHERE credit_move_id IN %s OR debit_move_id IN %s
            """,
            (day, ids, ids),
        )
        self.env.invalidate_all()

    def test_case_21_an_exchange_entry_dated_later_leaves_nothing_open(self):
        """odoo/odoo#287229: the journal is numbered by the year."""
        euro = self.setup_other_currency(
            "EUR", rates=[("2016-01-01", 0.5), ("2026-03-20", 0.4)]
        )
        invoice = self.sell(500, currency_id=euro.id)
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.good.id,
                "amount": 500,
                "currency_id": euro.id,
                "date": date(2026, 3, 20),
                "journal_id": self.company_data["default_journal_bank"].id,
            }
        )
        payment.action_post()
        self.match(invoice, payment.move_id)
        item = invoice.line_ids.filtered(lambda line: line.matched_credit_ids)
        exchange = item.matched_credit_ids.exchange_move_id
        self.assertTrue(exchange)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_move_line SET date = '2026-04-02' WHERE move_id = %s",
            (exchange.id,),
        )
        self.env.cr.execute(
            """
            UPDATE account_partial_reconcile part SET max_date = '2026-04-02'
              FROM account_move_line line
             WHERE line.move_id = %s
               AND line.id IN (part.debit_move_id, part.credit_move_id)
            """,
            (exchange.id,),
        )
        self.env.invalidate_all()
        line = self.grade()
        self.assertEqual((line.open_amount, line.overdue_ratio), (0, 0))
        self.assertEqual(line.days_late, 0)
