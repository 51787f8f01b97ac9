from odoo.tests import tagged

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestForecastMoney(JournalCommon):
    """A habit is made of money that came and stayed (R3.15)."""

    def get_habit(self):
        self.env["sales.ledger"]._flush()
        query = self.env["collection.cash.forecast"]._query_habits(
            self.company, self.day(0)
        )
        return dict(self.env.execute_query(query)).get(self.customer.id)

    def new_due(self, days):
        return self.new_invoice(600, due=days, invoice_date=self.day(days - 30))

    def test_case_8_a_bounced_cheque_is_no_habit(self):
        """OCA/account-invoice-reporting#225: due and paid on day -60, bounced four days
        later, paid on day -30.
        """
        invoice = self.new_due(-60)
        cheque = self.pay_on(-60, 600, invoice=invoice)
        self.assertEqual(self.get_habit(), 0)
        cheque.move_id._reverse_moves([{"date": self.day(-56)}], cancel=True)
        self.pay_on(-30, 600, invoice=invoice)
        self.assertEqual(self.get_habit(), 30)

    def test_case_8_money_paid_back_is_no_habit(self):
        received = self.pay_on(-60, 600)
        returned = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "amount": 600,
                "date": self.day(-20),
                "journal_id": self.company_data["default_journal_bank"].id,
            }
        )
        returned.action_post()
        (self.get_item(received) | self.get_item(returned)).reconcile()
        self.assertIsNone(self.get_habit())

    def test_case_1_a_payment_reset_to_draft_is_no_habit(self):
        payment = self.pay_on(-40, 600, invoice=self.new_due(-60))
        self.assertEqual(self.get_habit(), 20)
        payment.action_draft()
        self.assertIsNone(self.get_habit())
        weeks = self.env["collection.cash.forecast"]._get_weeks(
            self.company, self.day(1)
        )
        self.assertEqual(sum(expected for expected, _due in weeks.values()), 600)
