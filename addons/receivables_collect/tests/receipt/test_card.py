from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestCard(MoneyCommon):
    """Cards and scanned codes are a method of payment, with a slip of the terminal
    instead of a paper (R4.7).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(1000)

    def test_a_card_needs_no_number_and_is_verified_in_transit(self):
        receipt = self.collect(self.slip, 100, "card")
        self.assertEqual(receipt.state, "collected")
        self.submit(receipt.report_id)
        declared = receipt.report_id.declaration_ids
        self.assertIn(("card", 100), declared.mapped(lambda d: (d.method, d.collected)))
        self.verify(receipt.report_id)
        payment = receipt.method_ids.payment_id
        self.assertEqual(payment.journal_id.type, "bank")
        self.assertNotEqual(
            payment.outstanding_account_id, payment.journal_id.default_account_id
        )
        self.assertEqual(self.slip.amount_residual, 900)

    def test_a_shortage_of_cards_is_posted_like_any_other(self):
        receipt = self.collect(self.slip, 100, "card")
        report = receipt.report_id
        self.submit(report)
        self.count(report, card=90)
        self.settle(report, "debt")
        self.verify(report)
        self.assertEqual(report.difference_ids.method, "card")
        self.assertEqual(report.difference_ids.amount, -10)

    def test_a_slip_of_a_terminal_is_taken_once(self):
        self.collect(self.slip, 10, "card", number="000123", bank="T1")
        self.collect(self.slip, 10, "card", number="000123", bank="T2")
        self.collect(self.slip, 10, "card")
        self.collect(self.slip, 10, "card")
        with self.assertRaisesRegex(UserError, "another receipt already"):
            self.collect(self.slip, 10, "card", number=" 000123", bank="t1")

    def test_the_bank_refuses_no_card(self):
        receipt = self.collect(self.slip, 10, "card", number="1")
        self.verify(receipt.report_id)
        with self.assertRaisesRegex(UserError, "cheque or draft"):
            receipt.with_user(self.finance).action_bounce()
        with self.assertRaisesRegex(UserError, "Only cheques"):
            receipt.method_ids.with_user(self.finance).action_bounce()

    def test_it_is_offered_unless_the_company_forbids_it(self):
        bag = self.env["collection.bag"].with_user(self.seller)
        self.assertIn("card", dict(bag.get_bag()["methods"]))
        self.company.collection_card_allowed = False
        self.assertNotIn("card", dict(bag.get_bag()["methods"]))
        with self.assertRaises(UserError):
            self.collect(self.slip, 10, "card")

    def test_it_is_posted_in_its_journal(self):
        journal = self.company_data["default_journal_bank"].copy({"code": "CARD"})
        self.company.collection_card_journal_id = journal
        receipt = self.collect(self.slip, 10, "card")
        self.verify(receipt.report_id)
        self.assertEqual(receipt.method_ids.payment_id.journal_id, journal)
