from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestMoneyDay(MoneyCommon):
    """Money came on the day of its receipt, however late it was posted (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(freeze_time("2026-09-29 08:00:00"))
        cls.today = date(2026, 9, 29)
        cls.new_invoice(1000, invoice_date=date(2026, 9, 1), due=-14)
        cls.slip = cls.new_bag_slip()
        cls.promise = cls.new_contact_on(
            cls.slip, promise_date=date(2026, 9, 30)
        ).sudo()
        cls.receipt = cls.collect(cls.slip, 1000)
        cls.submit(cls.receipt.report_id)

    def run_promises(self):
        self.env["collection.contact"].sudo()._cron_promises()
        return self.promise.promise_state

    def test_case_9_collected_and_not_verified_breaks_no_promise(self):
        """alyf-de/banking#81, odoo/odoo#94837."""
        with freeze_time("2026-10-02 08:00:00"):
            self.assertEqual(self.run_promises(), "open")
            self.assertFalse(self.promise.promise_alerted)

    def test_case_9_verified_after_the_month_is_locked_it_is_kept(self):
        with freeze_time("2026-10-09 08:00:00"):
            self.run_promises()
            self.company.fiscalyear_lock_date = date(2026, 9, 30)
            self.verify(self.receipt.report_id)
            payment = self.receipt.method_ids.payment_id
            self.assertGreater(payment.move_id.date, date(2026, 9, 30))
            self.assertEqual(self.promise.promise_state, "kept")
            self.assertEqual(self.run_promises(), "kept")
            self.assertFalse(self.promise.promise_alerted)
            self.assertEqual(self.promise.promise_paid, 1000)

    def test_case_9_it_is_fourteen_days_late(self):
        with freeze_time("2026-10-09 08:00:00"):
            self.company.fiscalyear_lock_date = date(2026, 9, 30)
            self.verify(self.receipt.report_id)
            forecasts = self.env["collection.cash.forecast"]
            self.env["sales.ledger"]._flush()
            habits = dict(
                self.env.execute_query(
                    forecasts._query_habits(self.company, date(2026, 10, 20))
                )
            )
            self.assertEqual(habits[self.customer.id], 14)
            assessment = self.env["sales.tier.assessment"].with_user(self.director)
            assessment = assessment.create(
                {
                    "company_id": self.company.id,
                    "date_from": date(2026, 9, 1),
                    "date_to": date(2026, 9, 30),
                }
            )
            assessment.action_compute()
            line = assessment.sudo().line_ids.filtered(
                lambda line: line.partner_id == self.customer
            )
            self.assertEqual((line.days_late, line.overdue_ratio), (14, 0))

    def test_case_9_rejected_the_promise_is_broken(self):
        with freeze_time("2026-10-02 08:00:00"):
            self.receipt.sudo()._move("rejected", end_reason="Counterfeit")
            self.assertEqual(self.run_promises(), "broken")
