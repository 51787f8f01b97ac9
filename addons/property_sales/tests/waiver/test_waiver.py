from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_amendment import AmendmentCommon
from ..common_late_fee import LateFeeCommon


@tagged("post_install", "-at_install")
class TestWaiver(LateFeeCommon, AmendmentCommon):
    """300,000 are 100 days late: 3,000 at 0.1 per mille; 700,000 are 40: 2,800."""

    def waive(self, contract, amount):
        amendment = self.approve(self.new_amendment(contract, "waiver", amount=amount))
        amendment.with_user(self.finance).action_apply()
        self.env.invalidate_all()
        return amendment

    def get_left(self, contract):
        fees = self.env["property.late.fee"]
        return fees._get_left(contract, "late_fee", self.today)

    def test_what_is_waived_before_it_is_claimed_is_not_claimed(self):
        contract = self.new_late()
        self.waive(contract, 800)
        self.assertEqual(self.get_left(contract), 5_000)
        self.claim_fee(contract)
        self.assert_money(contract, penalty_income=-5_000)

    def test_what_is_claimed_is_taken_back(self):
        contract = self.new_late()
        self.claim_fee(contract)
        before = contract.amount_open
        amendment = self.waive(contract, 5_800)
        self.assertEqual(amendment.amount_claims, -5_800)
        self.assert_money(contract, penalty_income=0)
        self.assertEqual(contract.amount_open, before - 5_800)
        self.assertEqual(self.get_left(contract), 0)

    def test_what_is_paid_of_it_goes_back(self):
        contract = self.new_late()
        self.claim_fee(contract)
        self.credit(contract, 1_005_800)
        self.waive(contract, 1_000)
        self.assertEqual(contract.amount_waiting, 1_000)
        contract.with_user(self.finance).action_refund()
        self.assert_money(contract, penalty_income=-4_800)

    def test_not_more_than_accrued_and_not_twice(self):
        contract = self.new_late()
        for amount, text in ((0, "Enter how much"), (5_800.01, "are not waived")):
            with self.assert_refused(text):
                self.new_amendment(contract, "waiver", amount=amount).action_submit()
        self.waive(contract, 5_800)
        with self.assert_refused("are not waived"):
            self.new_amendment(contract, "waiver", amount=0.01).action_submit()

    def test_finance_applies_it(self):
        contract = self.new_late()
        amendment = self.approve(self.new_amendment(contract, "waiver", amount=1))
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            amendment.action_apply()
