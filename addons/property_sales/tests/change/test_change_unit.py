from odoo.tests import tagged

from ..common_amendment import AmendmentCommon


@tagged("post_install", "-at_install")
class TestChangeUnit(AmendmentCommon):
    """The buyer of 1,000,000 takes another home on the same permit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.units[1]

    def swap(self, contract, unit=None):
        unit = unit or self.second
        return self.amend(contract, "unit_swap", new_unit_id=unit.id)

    def test_money_and_number_go_along_and_the_former_home_is_free(self):
        contract = self.new_paid()
        number = contract.number
        former = contract.unit_id
        amendment = self.swap(contract)
        self.assertEqual(contract.unit_id, self.second)
        self.assertEqual(contract.number, number)
        self.assertEqual(contract.amount_paid, 300_000)
        self.assertEqual(amendment.old_unit_id, former)
        self.assertEqual(amendment.amount_moved, 300_000)
        self.assertEqual(former.state, "available")
        self.assertEqual(self.second.state, "contracted")
        self.assertTrue(self.reserve(former, self.new_buyer("Next")))

    def test_a_dearer_home_is_paid_by_the_last_instalment(self):
        self.new_active_prices(self.second, price=1_100_000.01)
        contract = self.new_signed()
        self.swap(contract)
        self.assertEqual(contract.price, 1_100_000.01)
        self.assertEqual(contract.instalment_ids[-1].amount, 800_000.01)
        self.assertEqual(contract.amount_open, 300_000)

    def test_a_cheaper_home_leaves_money_that_finance_pays_back(self):
        self.new_active_prices(self.second, price=250_000)
        contract = self.new_paid()
        amendment = self.new_amendment(
            contract, "unit_swap", new_unit_id=self.second.id
        )
        self.assertEqual(amendment.amount_refund, 50_000)
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        self.assertEqual(contract.amount_waiting, 50_000)
        contract.with_user(self.finance).action_refund()
        self.assertEqual(contract.amount_paid, 250_000)

    def test_a_taken_home_is_refused_when_asked_and_when_applied(self):
        """Row 40."""
        contract = self.new_signed()
        amendment = self.new_amendment(
            contract, "unit_swap", new_unit_id=self.second.id
        )
        self.approve(amendment)
        self.reserve(self.second, self.new_buyer("Faster"))
        with self.assert_refused(self.second.display_name):
            amendment.action_apply()
        self.assertEqual(contract.unit_id, self.unit)
        again = self.new_amendment(contract, "unit_swap", new_unit_id=self.second.id)
        with self.assert_refused(self.second.display_name):
            again.action_submit()

    def test_not_after_the_handover_nor_once_settled(self):
        contract = self.new_settled()
        amendment = self.new_amendment(
            contract, "unit_swap", new_unit_id=self.second.id
        )
        with self.assert_refused("it stays"):
            amendment.action_submit()

    def test_not_to_the_same_home_nor_without_one(self):
        contract = self.new_signed()
        for unit_id in (False, contract.unit_id.id):
            amendment = self.new_amendment(contract, "unit_swap", new_unit_id=unit_id)
            with self.assert_refused("Choose the new home"):
                amendment.action_submit()

    def test_the_other_home_ends_at_zero(self):
        contract = self.new_paid()
        self.swap(contract)
        ended = self.rescind(contract)
        ended.with_user(self.finance).action_refund()
        self.assert_zero(contract)
        self.assertEqual(self.second.state, "available")

    def test_a_filed_home_is_on_sale_when_the_filing_is_changed(self):
        """R2.7: within 15 days the bureau is told."""
        contract = self.new_signed()
        contract.with_user(contract.user_id).action_file("BA-1")
        former = contract.unit_id
        amendment = self.swap(contract)
        self.assertTrue(amendment.is_filing_due)
        self.assertEqual(former.state, "contracted")
        with self.assert_refused("have the filing changed first"):
            self.reserve(former, self.new_buyer("Next"))
        amendment.action_note_filing("BA-2")
        former.invalidate_recordset()
        self.assertEqual(contract.filing_number, "BA-2")
        self.assertEqual(former.state, "available")
        self.assertTrue(self.reserve(former, self.new_buyer("After")))
