from odoo.tests import tagged

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestStatementCurrencies(JournalCommon):
    """A statement has a part per currency (R4.23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.setup_other_currency(
            "EUR", rates=[("2016-01-01", 0.5), (str(cls.day(-10)), 0.4)]
        )

    def get_parts(self):
        report = self.env["report.receivables_collect.report_statement_template"]
        values = report.sudo()._get_report_values(self.customer.ids)
        return {
            part["currency"].name: part
            for part in values["statements"][self.customer.id]["parts"]
        }

    def pay_foreign(self, days, amount, invoice, currency=None):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "amount": amount,
                "currency_id": (currency or self.foreign).id,
                "date": self.day(days),
                "journal_id": self.company_data["default_journal_bank"].id,
            }
        )
        payment.action_post()
        (self.get_item(payment) | self.get_item(invoice)).reconcile()

    def test_case_14_a_foreign_customer_reads_its_own_currency(self):
        """OCA/account-financial-reporting#852."""
        self.invoice_on(-40, 500, currency_id=self.foreign.id)
        parts = self.get_parts()
        self.assertEqual(list(parts), ["EUR"])
        self.assertEqual(parts["EUR"]["closing"], 500)
        self.assertEqual(parts["EUR"]["overdue"], 500)

    def test_case_14_there_are_no_exchange_lines(self):
        invoice = self.invoice_on(-40, 500, currency_id=self.foreign.id)
        self.pay_foreign(-5, 200, invoice)
        gain = self.get_item(invoice).matched_credit_ids.exchange_move_id
        self.assertTrue(gain)
        part = self.get_parts()["EUR"]
        self.assertEqual([entry["amount"] for entry in part["entries"]], [500, -200])
        self.assertEqual((part["closing"], part["overdue"]), (300, 300))

    def test_case_14_each_currency_has_its_own_balance(self):
        self.invoice_on(-40, 500, currency_id=self.foreign.id)
        self.invoice_on(-20, 70)
        own = self.company.currency_id.name
        parts = self.get_parts()
        self.assertEqual(list(parts), [own, "EUR"])
        self.assertEqual([part["closing"] for part in parts.values()], [70, 500])

    def test_case_14_paid_in_another_currency_nothing_is_left_in_either(self):
        invoice = self.invoice_on(-40, 500, currency_id=self.foreign.id)
        amount = abs(self.get_item(invoice).balance)
        own = self.company.currency_id
        self.pay_foreign(-39, amount, invoice, own)
        self.assertTrue(self.get_item(invoice).reconciled)
        closing = {name: part["closing"] for name, part in self.get_parts().items()}
        self.assertEqual(closing, {own.name: 0, "EUR": 0})

    def test_case_14_opening_and_entries_of_other_days(self):
        self.invoice_on(-200, 500, currency_id=self.foreign.id)
        self.invoice_on(-20, 40, currency_id=self.foreign.id)
        part = self.get_parts()["EUR"]
        self.assertEqual((part["opening"], part["closing"]), (500, 540))
