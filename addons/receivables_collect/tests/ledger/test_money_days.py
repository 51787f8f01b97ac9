from odoo.fields import Command
from odoo.tests import tagged

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestMoneyDays(JournalCommon):
    """Money counts from the day it came, in the company that it came to (R2.10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rates = [("2016-01-01", 0.5), (str(cls.day(-10)), 0.4)]
        cls.foreign = cls.setup_other_currency("EUR", rates=rates)
        cls.branch = cls.env["res.company"].create(
            {"name": "Branch", "parent_id": cls.company.id}
        )
        for name in (
            "currency_exchange_journal_id",
            "income_currency_exchange_account_id",
            "expense_currency_exchange_account_id",
        ):
            cls.branch[name] = cls.company[name]
        users = cls.env.user | cls.finance
        users.sudo().company_ids = [Command.link(cls.branch.id)]
        ids = [cls.company.id, cls.branch.id]
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=ids))
        receivable = cls.company_data["default_account_receivable"]
        below = cls.customer.with_company(cls.branch)
        below.property_account_receivable_id = receivable

    def book_later(self, move, days):
        """Date an entry later than it is, as a locked month does."""
        self.env.flush_all()
        ids, day = tuple(move.line_ids.ids), self.day(days)
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

    def read_ageing(self, days=0):
        report = self.env["collection.ageing.report"].with_user(self.finance)
        report = report.with_context(
            ageing_date=self.day(days), allowed_company_ids=self.company.ids
        )
        rows = report.search([("partner_id", "=", self.customer.id)])
        return sum(rows.mapped("amount"))

    def read_parts(self, company, days=0):
        report = self.env["report.receivables_collect.report_statement_template"]
        report = report.sudo().with_company(company)
        statement = report._get_statement(self.customer, self.day(-30), self.day(days))
        return {part["currency"].name: part for part in statement["parts"]}

    def read_forecast(self):
        weeks = self.env["collection.cash.forecast"]._get_weeks(
            self.company, self.today
        )
        return sum(amounts[0] for amounts in weeks.values())

    def invoice_of_branch(self, days, amount, currency):
        line = {"name": "Goods", "price_unit": amount, "tax_ids": [Command.clear()]}
        vals = {
            "move_type": "out_invoice",
            "company_id": self.branch.id,
            "partner_id": self.customer.id,
            "invoice_date": self.day(days),
            "date": self.day(days),
            "invoice_date_due": self.day(days + 30),
            "invoice_payment_term_id": False,
            "currency_id": currency.id,
            "journal_id": self.company_data["default_journal_sale"].id,
            "invoice_line_ids": [Command.create(line)],
        }
        invoice = self.env["account.move"].with_company(self.branch).create(vals)
        invoice.action_post()
        return invoice

    def pay_foreign(self, days, amount, invoice, currency, company=None):
        payment = (
            self.env["account.payment"]
            .with_company(company or self.company)
            .create(
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.customer.id,
                    "amount": amount,
                    "currency_id": currency.id,
                    "company_id": (company or self.company).id,
                    "date": self.day(days),
                    "journal_id": self.company_data["default_journal_bank"].id,
                }
            )
        )
        payment.action_post()
        (self.get_item(payment) | self.get_item(invoice)).reconcile()
        return payment

    def test_case_9_an_entry_of_a_later_day_leaves_nothing_open(self):
        payment = self.pay_on(-20, 100, invoice=self.invoice_on(-25, 100))
        self.book_later(payment.move_id, -2)
        self.assertEqual(self.read_ageing(-21), 100)
        self.assertEqual(self.read_ageing(-20), 0)
        part = self.read_parts(self.company, -10)[self.company.currency_id.name]
        self.assertEqual((part["closing"], part["overdue"]), (0, 0))
        self.assertEqual(part["entries"][-1]["date"], self.day(-20))

    def test_case_9_an_entry_of_a_day_to_come_leaves_nothing_open_today(self):
        payment = self.pay_on(-1, 100, invoice=self.invoice_on(-25, 100))
        self.book_later(payment.move_id, 3)
        self.assertEqual((self.read_ageing(), self.read_forecast()), (0, 0))

    def test_case_21_an_exchange_entry_of_a_later_day_leaves_nothing_open(self):
        invoice = self.invoice_on(-40, 500, currency_id=self.foreign.id)
        self.pay_foreign(-5, 500, invoice, self.foreign)
        exchange = self.get_item(invoice).matched_credit_ids.exchange_move_id
        self.assertTrue(exchange)
        self.book_later(exchange, 30)
        for days in (0, -1, -5):
            self.assertEqual(self.read_ageing(days), 0, days)
        self.assertNotEqual(self.read_ageing(-6), 0)
        self.assertEqual(self.read_forecast(), 0)

    def test_case_14_the_gain_of_a_branch_is_on_no_statement(self):
        """Core posts it in the company above."""
        self.invoice_on(-20, 70)
        invoice = self.invoice_of_branch(-40, 500, self.foreign)
        own = self.company.currency_id
        paid = abs(self.get_item(invoice).balance) + 30
        self.pay_foreign(-5, paid, invoice, own, self.branch)
        gains = self.get_item(invoice).matched_credit_ids.exchange_move_id
        self.assertEqual(gains.company_id, self.company)
        above = self.read_parts(self.company)
        self.assertEqual(list(above), [own.name])
        self.assertEqual([row["amount"] for row in above[own.name]["entries"]], [70])
        opened = self.get_item(invoice).amount_residual_currency
        below = self.read_parts(self.branch)
        self.assertEqual(below["EUR"]["closing"], opened)

    def test_case_14_paid_in_the_company_above_nothing_is_left_in_the_branch(self):
        own = self.company.currency_id
        invoice = self.invoice_of_branch(-20, 100, own)
        self.pay_foreign(-5, 100, invoice, own)
        self.assertTrue(self.get_item(invoice).reconciled)
        for company in (self.company, self.branch):
            part = self.read_parts(company)[own.name]
            amounts = sorted(row["amount"] for row in part["entries"])
            self.assertEqual((amounts, part["closing"]), ([-100, 100], 0), company.name)
