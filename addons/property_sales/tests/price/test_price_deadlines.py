from odoo.tests import tagged

from ..common import PropertyCommon
from ..common_deadline import DeadlineChecks


@tagged("post_install", "-at_install")
class TestPriceDeadlines(DeadlineChecks, PropertyCommon):
    """Row 2 of the calendar: all homes are published with their prices (R2.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.permit = cls.new_valid_permit(date_from=cls.day(-3))

    def get_row(self):
        return self.get_deadline("publish", self.permit)

    def test_prices_are_published_within_ten_days_of_the_permit(self):
        self.assert_around(self.get_row(), 7, 10, [self.director], [])

    def test_the_setting_moves_it(self):
        row = self.get_row()
        self.company.property_publish_days = 4
        self.watch(0)
        self.assert_moved(row, 1)

    def test_published_in_time_it_is_done(self):
        row = self.get_row()
        self.new_active_prices()
        self.permit.with_user(self.director).action_publish()
        self.assert_done(row)

    def test_with_the_permit_it_is_void(self):
        row = self.get_row()
        self.permit.with_user(self.investor).action_revoke("Wrong homes")
        self.assertEqual(row.state, "void")

    def test_a_draft_has_none(self):
        draft = self.new_permit(number="YS-2")
        self.watch(0)
        self.assertFalse(self.get_deadline("publish", draft))
