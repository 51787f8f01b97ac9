from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPricePublication(PropertyCommon):
    """All permitted homes are published with their prices at once (R2.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.permit = cls.new_valid_permit(date_from=cls.day(-3))
        cls.permits = cls.permit.with_user(cls.director)

    def test_it_is_due_ten_days_after_the_permit(self):
        self.assertEqual(self.permit.publish_by, self.day(7))
        self.company.property_publish_days = 4
        self.assertEqual(self.permit.publish_by, self.day(1))

    def test_the_director_publishes(self):
        self.new_active_prices()
        self.assertIn(self.permit, self.find_waiting())
        self.assertTrue(self.permits.action_publish())
        self.assertEqual(self.permit.published_on, self.today)
        self.assertNotIn(self.permit, self.find_waiting())

    def find_waiting(self):
        domain = [("state", "=", "valid"), ("published_on", "=", False)]
        return self.permit.search(domain)

    def test_a_home_without_a_price_keeps_all_from_it(self):
        self.new_active_prices(self.units[:3])
        with self.assertRaisesRegex(UserError, self.units[3].display_name):
            self.permits.action_publish()
        self.assertFalse(self.permit.published_on)

    def test_it_is_published_once_and_by_a_valid_permit(self):
        self.new_active_prices()
        self.permits.action_publish()
        with self.assertRaisesRegex(UserError, "already"):
            self.permits.action_publish()
        draft = self.new_permit(number="YS-2").with_user(self.director)
        with self.assertRaises(UserError):
            draft.action_publish()

    def test_others_do_not(self):
        self.new_active_prices()
        for user in (self.home_seller, self.investor, self.finance, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.permit.with_user(user).action_publish()

    def test_its_day_is_not_written(self):
        for vals in ({"published_on": self.today}, {"publish_by": self.today}):
            with self.subTest(vals), self.assertRaises(UserError):
                self.permit.write(vals)

    def test_the_sheet_has_the_permitted_homes_only(self):
        self.new_units()
        self.assertEqual(self.building._get_price_sheet_units(), self.units)
        self.permit.with_user(self.investor).action_revoke("Bureau")
        self.assertFalse(self.building._get_price_sheet_units())
