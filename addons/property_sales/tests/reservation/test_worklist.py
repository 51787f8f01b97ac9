from ast import literal_eval
from datetime import timedelta

from lxml import etree

from odoo.tests import tagged

from ..common_house_money import HouseMoneyCommon


@tagged("post_install", "-at_install")
class TestWorklist(HouseMoneyCommon):
    """Holds that end today or tomorrow, are over, or lack verified money (R2.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reservation = cls.new_reservation(
            cls.units[1], cls.other_buyer, cls.home_colleague
        )

    def find(self, name, user=None):
        """The reservations that a filter of the screen finds."""
        view = self.env.ref("property_sales.property_reservation_view_search")
        action = self.env.ref("property_sales.property_reservation_action_worklist")
        self.assertIn(f"search_default_{name}", action.context)
        reservations = self.env["property.reservation"].with_user(user or self.director)
        arch = reservations.get_view(view.id, "search")["arch"]
        node = etree.fromstring(arch).find(f".//filter[@name='{name}']")
        found = reservations.search(literal_eval(node.get("domain")))
        return found.sudo() & (self.hold | self.reservation)

    def test_the_last_day_decides(self):
        for days, name in ((0, "today"), (1, "tomorrow"), (-1, "overdue")):
            self.reservation._write_protected({"date_end": self.day(days)})
            with self.subTest(name):
                self.assertEqual(self.reservation.days_left, days)
                self.assertIn(self.reservation, self.find(name))
                for other in {"today", "tomorrow", "overdue"} - {name}:
                    self.assertNotIn(self.reservation, self.find(other))

    def test_a_hold_ends_on_the_day_of_its_moment(self):
        midnight = self.company._get_midnight(self.day(1))
        second = timedelta(seconds=1)
        for moment, days, name in (
            (midnight - second, 0, "today"),
            (midnight, 1, "tomorrow"),
            (self.company._get_midnight(self.today) - second, -1, "overdue"),
        ):
            self.hold._write_protected({"hold_until": moment})
            with self.subTest(name):
                self.assertEqual(self.hold.days_left, days)
                self.assertIn(self.hold, self.find(name))

    def test_every_comparison_finds_what_is_computed(self):
        reservations = self.env["property.reservation"].with_user(self.director)
        both = self.hold | self.reservation
        for days in (-1, 0, 1, 7):
            for operator, function in (
                ("<", int.__lt__),
                ("<=", int.__le__),
                (">", int.__gt__),
                (">=", int.__ge__),
                ("=", int.__eq__),
            ):
                found = reservations.search([("days_left", operator, days)])
                expected = both.filtered(
                    lambda row, f=function, d=days: f(row.days_left, d)
                )
                with self.subTest(operator=operator, days=days):
                    self.assertEqual(found.sudo() & both, expected)

    def test_what_has_ended_is_not_on_the_list(self):
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        for name in ("today", "tomorrow", "overdue", "unverified"):
            self.assertNotIn(self.hold, self.find(name))

    def test_money_counts_when_finance_has_verified_it(self):
        self.assertIn(self.hold, self.find("unverified"))
        receipt = self.take()
        self.assertIn(self.hold, self.find("unverified"))
        self.verify(receipt.report_id)
        self.assertNotIn(self.hold, self.find("unverified"))
