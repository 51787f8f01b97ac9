from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPriceSubmit(PropertyCommon):
    """A price is between floor and filed price, both included (R2.4, row 6)."""

    def submit(self, price=1_000_000, **vals):
        price_list = self.new_price_list(self.unit, price, **vals)
        price_list.with_user(self.director).action_submit()
        return price_list

    def assert_refused(self, text, *args, **vals):
        with self.assertRaisesRegex(UserError, text):
            self.submit(*args, **vals)

    def test_equal_to_the_filed_price_passes(self):
        self.assertEqual(self.submit(filed_price=1_000_000).state, "submitted")

    def test_a_cent_above_the_filed_price_is_refused(self):
        self.assert_refused(
            "Riverside 1 101.*above the filed price",
            1_000_000.01,
            filed_price=1_000_000,
        )

    def test_equal_to_the_floor_price_passes(self):
        self.assertEqual(self.submit(floor_price=1_000_000).state, "submitted")

    def test_a_cent_below_the_floor_price_is_refused(self):
        self.assert_refused(
            "Riverside 1 101.*below the floor", 999_999.99, floor_price=1_000_000
        )

    def test_a_list_without_homes_is_refused(self):
        empty = self.new_price_list(line_ids=[])
        with self.assertRaisesRegex(UserError, "Prices has no home"):
            empty.with_user(self.director).action_submit()

    def test_a_home_without_a_price_is_refused(self):
        for price in (0, -1, 0.004):
            with self.subTest(price):
                self.assert_refused("has no price", price)

    def test_a_price_per_area_needs_that_area(self):
        self.assert_refused("no area is filed", pricing_basis="inner")
        self.give_areas(self.unit, gross=100, inner=0)
        self.assert_refused("no area is filed", pricing_basis="inner")
        self.give_areas(self.unit, inner=80)
        self.assertEqual(self.submit(pricing_basis="inner").line_ids.unit_price, 12500)

    def test_the_surveyed_area_counts_before_that_of_the_pre_sale(self):
        self.give_areas(self.unit, gross=100)
        self.give_areas(self.unit, gross=99.5, kind="surveyed")
        line = self.submit(pricing_basis="gross").line_ids
        self.assertEqual(line.unit_price, 10050.25)

    def test_the_unit_price_is_of_the_day_of_submission(self):
        self.give_areas(self.unit, gross=100)
        price_list = self.new_price_list(self.unit, pricing_basis="gross")
        self.give_areas(self.unit, gross=110)
        price_list.with_user(self.director).action_submit()
        self.assertEqual(price_list.line_ids.unit_price, 9090.91)
        self.give_areas(self.unit, gross=120)
        self.env.flush_all()
        self.assertEqual(price_list.line_ids.unit_price, 9090.91)
        price_list.with_user(self.general).action_approve()
        self.assertEqual(self.unit.unit_price, 9090.91)

    def test_all_reasons_are_said_at_once(self):
        price_list = self.new_price_list(filed_price=1)
        with self.assertRaises(UserError) as refused:
            price_list.with_user(self.director).action_submit()
        for unit in self.units:
            self.assertIn(unit.display_name, str(refused.exception))
        self.assertEqual(price_list.state, "draft")
