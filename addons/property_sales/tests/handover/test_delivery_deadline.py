from odoo.tests import tagged

from ..common_deadline import DeadlineChecks
from ..common_handover import HandoverCommon


@tagged("post_install", "-at_install")
class TestDeliveryDeadline(DeadlineChecks, HandoverCommon):
    """Row 24 of the calendar: homes are handed over by the day agreed (R2.7)."""

    def test_the_director_sees_it_ninety_days_ahead(self):
        contract = self.new_signed(delivery_date=self.day(100))
        row = self.get_deadline("delivery", contract)
        self.assert_around(row, 100, 90, [self.director], [])

    def test_another_day_moves_it(self):
        contract = self.new_signed(delivery_date=self.day(100))
        contract._write_protected({"delivery_date": self.day(130)})
        self.follow(contract)
        self.assert_moved(self.get_deadline("delivery", contract), 130)

    def test_with_the_keys_it_is_done(self):
        contract = self.new_handed_over()
        self.assert_done(self.get_deadline("delivery", contract))

    def test_with_the_contract_it_is_void(self):
        contract = self.new_signed()
        self.end(contract)
        self.assertEqual(self.get_deadline("delivery", contract).state, "void")

    def test_what_is_not_signed_has_none(self):
        contract = self.new_approved()
        self.watch(0)
        self.assertFalse(self.get_deadline("delivery", contract))
