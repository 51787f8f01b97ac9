from odoo.tests import tagged

from ..common_deadline import DeadlineChecks
from ..common_handover import HandoverCommon


@tagged("post_install", "-at_install")
class TestSettlementDeadlines(DeadlineChecks, HandoverCommon):
    """Row 21 of the calendar: the right to leave for the area (R2.7, R2.9)."""

    def new_over(self):
        """A settled contract whose home is a tenth larger, and its deadline."""
        contract = self.new_settled(gross=110)
        return contract, self.get_deadline("leave", contract)

    def test_it_is_told_at_once_and_never_late(self):
        _contract, row = self.new_over()
        self.assertEqual((row.state, row.date_due), ("open", self.day(30)))
        for day in (0, 29, 30):
            self.assert_told(row, day, "open", self.home_seller)
        self.assert_told(row, 31, "done")

    def test_within_the_tolerance_there_is_none(self):
        contract = self.new_settled(gross=101)
        self.watch(0)
        self.assertFalse(self.get_deadline("leave", contract))

    def test_another_day_moves_it(self):
        contract, row = self.new_over()
        contract._write_protected({"rescind_until": self.day(40)})
        self.follow(contract)
        self.assert_moved(row, 40)

    def test_with_the_keys_it_is_done(self):
        contract, row = self.new_over()
        contract._write_protected({"state": "handed_over"})
        self.follow(contract)
        self.assert_done(row)

    def test_a_right_that_is_gone_is_void(self):
        contract, row = self.new_over()
        contract._write_protected({"rescind_until": False})
        self.follow(contract)
        self.assertEqual(row.state, "void")

    def test_with_the_contract_it_is_void(self):
        contract, row = self.new_over()
        self.end(contract)
        self.assertEqual(row.state, "void")
