from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from ..common_assessment import FROM, TO, AssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentFigures(AssessmentCommon):
    """Turnover, days late and overdue share of a month, to the cent (R1.6, R4.13)."""

    def test_a_customer_without_invoices_has_zeros(self):
        self.assert_figures(self.grade())

    def test_turnover_is_of_the_month_by_date_of_invoice_first_and_last_day_included(
        self,
    ):
        for day, amount in ((FROM, 1), (TO, 2), (date(2026, 2, 28), 4)):
            self.sell(amount, day=day)
        self.sell(8, day=date(2026, 4, 1))
        self.assertEqual(self.grade().turnover, 3)

    def test_turnover_is_untaxed_and_credit_notes_reduce_it(self):
        tax = self.company_data["default_tax_sale"]
        line = {
            "name": "Goods",
            "price_unit": 100,
            "tax_ids": [Command.set(tax.ids)],
        }
        invoice = self.sell(0, invoice_line_ids=[Command.create(line)])
        self.assertGreater(invoice.amount_total, 100)
        self.refund(30)
        self.assertEqual(self.grade().turnover, 70)

    def test_refunds_only_are_a_negative_turnover_and_nothing_late(self):
        self.refund(30)
        self.assert_figures(self.grade(), turnover=-30)

    def test_drafts_and_cancelled_invoices_do_not_count(self):
        self.sell(100, post=False)
        self.sell(50).button_draft()
        self.assert_figures(self.grade())

    def test_late_payments_weigh_by_amount_and_early_ones_count_zero(self):
        late = self.sell(300, day=date(2026, 3, 1), due=date(2026, 3, 5))
        early = self.sell(100, day=date(2026, 3, 1), due=date(2026, 3, 30))
        self.receive(300, date(2026, 3, 15), late)
        self.receive(100, date(2026, 3, 10), early)
        self.assert_figures(self.grade(), turnover=400, days_late=7.5)

    def test_paid_on_the_due_day_is_not_late(self):
        invoice = self.sell(100, due=date(2026, 3, 20))
        self.receive(100, date(2026, 3, 20), invoice)
        self.assert_figures(self.grade(), turnover=100)

    def test_each_part_counts_on_its_own_day(self):
        invoice = self.sell(100, day=date(2026, 3, 1), due=date(2026, 3, 10))
        self.receive(60, date(2026, 3, 10), invoice)
        self.receive(40, date(2026, 3, 20), invoice)
        self.assert_figures(self.grade(), turnover=100, days_late=4)

    def test_payments_before_and_after_the_month_are_not_of_it(self):
        invoice = self.sell(90, day=date(2026, 1, 5), due=date(2026, 2, 1))
        self.receive(30, date(2026, 2, 28), invoice)
        self.receive(30, date(2026, 3, 1), invoice)
        self.receive(30, date(2026, 4, 1), invoice)
        # 30 paid 28 days late, 30 overdue by 58 days on 31 March
        self.assert_figures(self.grade(), days_late=43, overdue_ratio=1)

    def test_a_later_payment_does_not_help_the_month(self):
        invoice = self.sell(100, due=date(2026, 3, 21))
        self.sell(300, due=date(2026, 5, 1))
        before = self.grade().sudo()
        assessment = before.assessment_id
        self.assert_figures(before, turnover=400, days_late=10, overdue_ratio=0.25)
        self.receive(100, date(2026, 4, 1), invoice)
        assessment.with_user(self.director).action_compute()
        after = self.line_of(assessment)
        self.assert_figures(after, turnover=400, days_late=10, overdue_ratio=0.25)

    def test_due_on_the_last_day_is_open_but_not_overdue(self):
        self.sell(100, due=TO)
        self.assert_figures(self.grade(), turnover=100)

    def test_settled_by_a_credit_note_counts_neither_way(self):
        invoice = self.sell(100, day=date(2026, 3, 1), due=date(2026, 3, 2))
        self.refund(60, day=date(2026, 3, 22), invoice=invoice)
        self.receive(40, date(2026, 3, 12), invoice)
        self.assert_figures(self.grade(), turnover=40, days_late=10)

    def test_an_opening_balance_is_owed_and_its_reversal_is_no_payment(self):
        self.new_opening(100, due=date(2026, 3, 6))
        reversed_one = self.new_opening(300, due=date(2026, 3, 6))
        reversed_one._reverse_moves([{"date": date(2026, 3, 26)}], cancel=True)
        self.assert_figures(self.grade(), days_late=25, overdue_ratio=1)

    def new_opening(self, amount, due):
        """An entry of 1 March, as balances brought over are."""
        with (
            freeze_time("2026-03-01 10:00:00"),
            patch.object(type(self), "today", date(2026, 3, 1)),
        ):
            return self.new_entry(amount, self.good, date_maturity=due)

    def test_entries_on_contacts_are_the_customers(self):
        contact = self.new_contact(self.good)
        self.sell(100, contact)
        line = self.grade()
        self.assertEqual(line.turnover, 100)
        self.assertEqual(line.open_amount, 100)
        self.assertFalse(self.line_of(line.assessment_id, contact))

    def test_other_currencies_count_by_the_ledgers_balance(self):
        currency = self.setup_other_currency("EUR", rates=[("2026-01-01", 0.5)])
        invoice = self.sell(
            100,
            day=date(2026, 3, 1),
            due=date(2026, 3, 11),
            currency_id=currency.id,
        )
        self.assertEqual(invoice.amount_total_signed, 200)
        self.sell(200, due=date(2026, 3, 21))
        line = self.grade()
        # 200 by 20 days and 200 by 10
        self.assert_figures(line, turnover=400, days_late=15, overdue_ratio=1)

    def test_exchange_losses_are_no_payments(self):
        self.settle_in_euros(0.5, 1.0)
        self.assertEqual(self.grade().days_late, 10)

    def test_exchange_gains_are_no_claims(self):
        self.settle_in_euros(1.0, 0.5)
        self.assertEqual(self.grade().days_late, 10)

    def settle_in_euros(self, rate, later_rate):
        """An invoice of 100 euros, paid ten days late at another rate."""
        rates = [("2026-01-01", rate), ("2026-03-15", later_rate)]
        currency = self.setup_other_currency("EUR", rates=rates)
        invoice = self.sell(
            100,
            day=date(2026, 3, 1),
            due=date(2026, 3, 11),
            currency_id=currency.id,
        )
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_id": self.good.id,
                "amount": 100,
                "currency_id": currency.id,
                "date": date(2026, 3, 21),
                "journal_id": self.company_data["default_journal_bank"].id,
            }
        )
        payment.action_post()
        self.match(payment.move_id, invoice)
        self.assertEqual(invoice.payment_state, "paid")

    def test_invoices_of_another_company_do_not_count(self):
        data = self.new_company()
        self.env["account.move"].with_company(data["company"]).create(
            {
                "move_type": "out_invoice",
                "partner_id": self.good.id,
                "invoice_date": date(2026, 3, 3),
                "journal_id": data["default_journal_sale"].id,
                "invoice_line_ids": [
                    Command.create({"name": "x", "price_unit": 9, "tax_ids": []})
                ],
            }
        ).action_post()
        self.sell(1)
        self.assertEqual(self.grade().turnover, 1)

    def test_customers_of_another_company_are_not_graded(self):
        data = self.new_company()
        foreign = self.new_graded("Foreign", company_id=data["company"].id)
        supplier = self.new_graded("Supplier", customer_rank=0)
        archived = self.new_graded("Archived", active=False)
        line = self.grade()
        self.assertTrue(line)
        for partner in (foreign, supplier, archived):
            self.assertFalse(self.line_of(line.assessment_id, partner))

    def test_computing_takes_fewer_than_twenty_queries_whatever_the_size(self):
        few = self.count_computing()
        for number in range(30):
            self.sell(10, self.new_graded(f"Customer {number}", self.tier_c))
        self.assertLessEqual(self.count_computing(), min(few, 19))

    def count_computing(self):
        assessment = self.new_assessment(compute=False, date_from=FROM, date_to=TO)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        assessment.action_compute()
        self.env.flush_all()
        count = self.env.cr.sql_log_count - before
        assessment.action_cancel()
        return count
