from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestDifferenceEntries(MoneyCommon):
    """A difference in the ledger: the customer's debt is paid as receipted,
    the collector's ledger carries the rest (F22, R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 50)
        cls.receipt = cls.collect(cls.slip, 150)
        cls.report = cls.receipt.report_id

    def differ(self, consequence, **vals):
        counted = vals.pop("counted")
        self.submit(self.report)
        self.count(self.report, cash=counted)
        self.settle(self.report, consequence, **vals)
        self.verify(self.report)
        return self.report.difference_ids

    def ledger(self, partner, account):
        domain = [("partner_id", "=", partner.id), ("account_id", "=", account.id)]
        items = self.env["account.move.line"].search(
            [*domain, ("parent_state", "=", "posted")]
        )
        return sum(items.mapped("balance"))

    def test_a_cent_missing_is_a_debt_and_the_customer_has_paid_all(self):
        difference = self.differ("debt", counted=149.99)
        account = self.company.collection_debt_account_id
        self.assertEqual(self.ledger(self.seller.partner_id, account), 0.01)
        self.assertEqual(self.slip.state, "settled")
        self.assert_exposure(receivable=0)
        items = difference.move_id.line_ids.sorted("balance")
        self.assertEqual(items.mapped("balance"), [-0.01, 0.01])
        self.assertEqual(items[1].account_id, account)
        self.assertEqual(difference.move_id.date, self.report.date)

    def test_a_debt_of_somebody_else_is_on_their_ledger(self):
        difference = self.differ("debt", counted=140, owner_id=self.colleague.id)
        difference.with_user(self.colleague).action_accept_debt()
        account = self.company.collection_debt_account_id
        self.assertEqual(self.ledger(self.colleague.partner_id, account), 10)
        self.assertEqual(self.ledger(self.seller.partner_id, account), 0)

    def test_a_surplus_pays_no_customer(self):
        difference = self.differ("surplus", counted=150.01)
        account = self.company.collection_surplus_account_id
        self.assertEqual(self.ledger(self.seller.partner_id, account), -0.01)
        self.assert_exposure(receivable=0)
        self.assertEqual(sum(difference.move_id.line_ids.mapped("balance")), 0)

    def test_a_receipt_corrected_downwards_leaves_the_customer_owing(self):
        difference = self.differ("correct", counted=90, receipt_id=self.receipt.id)
        corrected = difference.receipt_id
        self.assertEqual(self.receipt.state, "rejected")
        self.assertEqual((corrected.amount, corrected.state), (90, "verified"))
        self.assertEqual(corrected.voucher_id, self.receipt.voucher_id)
        self.assertFalse(difference.move_id)
        self.assert_exposure(receivable=60)
        self.assertEqual(self.slip.amount_residual, 60)

    def test_a_receipt_corrected_upwards_puts_the_rest_on_account(self):
        difference = self.differ("correct", counted=170, receipt_id=self.receipt.id)
        self.assertEqual(difference.receipt_id.amount_on_account, 20)
        self.assert_exposure(receivable=-20)
        self.assertEqual(self.slip.state, "settled")

    def test_two_ways_can_differ_with_two_consequences(self):
        self.collect(self.new_slip_over(70, customer=self.new_customer()), 70, "cheque")
        self.submit(self.report)
        self.count(self.report, cash=145, cheque=75)
        for line in self.report.difference_ids:
            consequence = "debt" if line.amount < 0 else "surplus"
            line.with_user(self.finance).write(
                {"consequence": consequence, "explanation": "Mixed up"}
            )
        self.verify(self.report)
        partner = self.seller.partner_id
        debt = self.company.collection_debt_account_id
        surplus = self.company.collection_surplus_account_id
        self.assertEqual(self.ledger(partner, debt), 5)
        self.assertEqual(self.ledger(partner, surplus), -5)

    def test_the_entry_of_a_difference_is_in_the_receipts_currency_too(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].sudo().create(
            {
                "currency_id": euro.id,
                "company_id": self.company.id,
                "name": self.day(-200),
                "rate": 0.5,
            }
        )
        customer = self.new_customer(limit=None)
        slip = self.new_slip_over(100, customer=customer, currency=euro)
        self.collect(slip, 100)
        self.submit(self.report)
        lines = self.report.count_ids.with_user(self.finance)
        for line in lines:
            if line.method == "cash":
                line.counted = 90 if line.currency_id == euro else 150
        self.report.with_user(self.finance).action_save_count()
        self.settle(self.report, "debt")
        self.verify(self.report)
        account = self.company.collection_debt_account_id
        item = self.report.difference_ids.move_id.line_ids.filtered(
            lambda line: line.account_id == account
        )
        self.assertEqual((item.amount_currency, item.balance), (10, 20))
        self.assertEqual(item.currency_id, euro)

    def test_a_receipt_that_was_less_than_what_is_missing_is_not_named_wrong(self):
        small = self.collect(self.new_slip_over(20, customer=self.new_customer()), 20)
        self.submit(self.report)
        self.count(self.report, cash=149.99)
        self.settle(self.report, "correct", receipt_id=small.id)
        with self.assertRaisesRegex(UserError, "name the receipt"):
            self.report.with_user(self.finance).action_verify()
        self.assertEqual(self.report.state, "submitted")
        self.assertFalse(self.receipt.method_ids.payment_id)
