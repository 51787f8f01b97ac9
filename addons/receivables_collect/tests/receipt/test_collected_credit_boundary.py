from odoo.fields import Command
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestCollectedCreditBoundary(MoneyCommon):
    """Money in transit frees credit by the setting only, and to the cent (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.collection_count_collected = False
        # an invoice that is not due: only the limit of 1,000 holds
        cls.new_invoice(800, due=20)

    def new_confirmed(self, amount):
        order = self.new_order(amount)
        order.action_confirm()
        return order

    def is_held(self, amount):
        return self.new_confirmed(amount).state != "sale"

    def collect_on_account(self, amount):
        payload = self.new_payload(None, amount, partner_id=self.customer.id)
        model = self.env["collection.receipt"].with_user(self.seller)
        return model.browse(model.action_collect_from_bag(payload)).sudo()

    def test_without_the_setting_collected_money_frees_nothing(self):
        self.collect_on_account(300)
        self.assert_exposure(receivable=800)
        self.assertTrue(self.is_held(200.01))

    def test_with_the_setting_the_limit_holds_to_the_cent(self):
        self.company.collection_count_collected = True
        self.collect_on_account(300)
        self.assert_exposure(receivable=500)
        self.assertTrue(self.is_held(500.01))

    def test_with_the_setting_the_limit_itself_is_allowed(self):
        self.company.collection_count_collected = True
        self.collect_on_account(300)
        self.assertFalse(self.is_held(500))

    def test_a_cancelled_receipt_frees_no_more(self):
        self.company.collection_count_collected = True
        receipt = self.collect_on_account(300)
        receipt.with_user(self.seller).action_cancel()
        self.assert_exposure(receivable=800)
        self.assertTrue(self.is_held(200.01))

    def test_verifying_changes_nothing_more_where_it_counts(self):
        self.company.collection_count_collected = True
        receipt = self.collect_on_account(300)
        self.submit(receipt.report_id)
        self.assert_exposure(receivable=500)
        self.verify(receipt.report_id)
        self.assert_exposure(receivable=500)

    def test_a_bounce_takes_the_credit_away_again(self):
        self.company.collection_count_collected = True
        payload = self.new_payload(None, 300, "cheque", partner_id=self.customer.id)
        model = self.env["collection.receipt"].with_user(self.seller)
        receipt = model.browse(model.action_collect_from_bag(payload)).sudo()
        self.verify(receipt.report_id)
        receipt.with_user(self.finance).action_bounce()
        self.assert_exposure(receivable=800)
        self.assertTrue(self.is_held(200.01))

    def test_a_draft_receipt_frees_nothing(self):
        self.company.collection_count_collected = True
        self.env["collection.receipt"].with_user(self.seller).create(
            {
                "partner_id": self.customer.id,
                "voucher_id": self.new_vouchers().id,
                "method_ids": [(0, 0, {"method": "cash", "amount": 300})],
            }
        )
        self.assert_exposure(receivable=800)

    def share_a_limit(self, limit):
        """Another customer, who shares the limit with the first one."""
        sister = self.new_customer()
        self.env["sales.credit.group"].with_user(self.director).create(
            {
                "name": "Sisters",
                "company_id": self.company.id,
                "credit_limit": limit,
                "active": True,
                "member_ids": [
                    Command.create({"partner_id": customer.id})
                    for customer in (self.customer, sister)
                ],
            }
        )
        return sister

    def test_collected_money_frees_the_limit_that_a_group_shares(self):
        sister = self.share_a_limit(1000)
        self.company.collection_count_collected = True
        self.collect_on_account(300)
        over = self.new_order(500.01, sister)
        over.action_confirm()
        self.assertEqual(over.credit_hold, "held")
        fits = self.new_order(500, sister)
        fits.action_confirm()
        self.assertEqual(fits.state, "sale")

    def test_collected_money_frees_no_shared_limit_without_the_setting(self):
        sister = self.share_a_limit(1000)
        self.collect_on_account(300)
        over = self.new_order(200.01, sister)
        over.action_confirm()
        self.assertEqual(over.credit_hold, "held")
