from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_amendment import AmendmentCommon


@tagged("post_install", "-at_install")
class TestChangeMoney(AmendmentCommon):
    """R2.10: money that was booked to a wrong contract goes to the right one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_signed()
        unit = cls.new_units()
        cls.new_valid_permit(unit, number="YS-8")
        cls.new_release(unit, name="Second")
        cls.other = cls.new_signed(cls.reserve(unit, cls.new_buyer("Second")))
        cls.credit(cls.contract, 300_000)
        cls.env.invalidate_all()

    def new_money(self, amount=100_000, other=None):
        return self.new_amendment(
            self.contract,
            "money",
            to_contract_id=(other or self.other).id,
            amount=amount,
        )

    def test_it_is_owed_here_again_and_paid_there(self):
        amendment = self.approve(self.new_money())
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            amendment.action_apply()
        amendment.with_user(self.finance).action_apply()
        self.env.invalidate_all()
        self.assertEqual(self.contract.amount_open, 100_000)
        self.assertEqual(self.contract.amount_paid, 200_000)
        self.assertEqual(self.other.amount_open, 200_000)
        self.assertEqual(self.other.amount_paid, 100_000)
        self.assertEqual(self.other.amount_waiting, 0)

    def test_the_ledger_of_days_stays_as_it_was(self):
        """R2.8: no money moves at the bank."""
        lines = self.env["property.ledger.line"].sudo()
        before = lines.search([]).read(["amount", "contract_id", "date", "unit_id"])
        amendment = self.approve(self.new_money())
        amendment.with_user(self.finance).action_apply()
        self.env.flush_all()
        after = lines.search([]).read(["amount", "contract_id", "date", "unit_id"])
        self.assertEqual(after, before)

    def test_both_contracts_end_at_zero(self):
        amendment = self.approve(self.new_money())
        amendment.with_user(self.finance).action_apply()
        self.env.invalidate_all()
        for contract, amount in ((self.contract, 200_000), (self.other, 100_000)):
            ended = self.rescind(contract)
            self.assertEqual(ended.amount_refund, amount)
            ended.with_user(self.finance).action_refund()
            self.assert_zero(contract)

    def test_not_more_than_was_paid_and_not_to_itself(self):
        for amount in (0, -1, 300_000.01):
            with self.assert_refused("paid" if amount > 0 else "Enter how much"):
                self.new_money(amount).action_submit()
        with self.assert_refused("Name the contract"):
            self.new_money(1, self.contract).action_submit()
        self.assertTrue(self.approve(self.new_money(300_000)))

    def test_not_to_a_contract_that_ended(self):
        self.rescind(self.other)
        with self.assert_refused("takes no money"):
            self.new_money().action_submit()
