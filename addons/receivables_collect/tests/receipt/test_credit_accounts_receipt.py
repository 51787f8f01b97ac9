from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_credit_accounts import (
    CreditAccountsFixtures,
)

from ..common_targets import TargetCommon


@tagged("post_install", "-at_install")
class TestCreditAccountsReceipt(CreditAccountsFixtures, TargetCommon):
    """Money collected for what is no credit frees none, to the cent (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_credit_accounts()
        cls.company.collection_count_collected = True

    def test_collected_money_counts_for_what_it_is_allocated_to(self):
        self.new_claim(300, due=-160)
        slip = self.new_slip_over(100)
        self.assertEqual(slip.amount_residual, 400)
        self.assert_exposure(receivable=100)
        self.collect(slip, 340)  # the claim, older, whole, and 40 of the invoice
        self.assert_exposure(receivable=60)

    def test_collected_money_counts_for_the_journal_item_that_it_is_allocated_to(self):
        self.new_overdue(100)
        claim = self.new_claim(300)
        item = claim.line_ids.filtered(lambda line: line.account_id == self.elsewhere)
        self.assert_exposure(receivable=100)
        receipt = self.collect_items(340, item)  # 40 on account
        self.assertEqual(receipt.allocation_ids.move_line_id, item)
        self.assertEqual(receipt.allocation_ids.amount, 300)
        self.assert_exposure(receivable=60)
