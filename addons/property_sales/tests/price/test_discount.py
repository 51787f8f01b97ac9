from decimal import Decimal

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import HOMES, PropertyCommon


@tagged("post_install", "-at_install")
class TestDiscount(PropertyCommon):
    """Discounts multiply and stay above the floor, which nobody is told (R2.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_active_prices(floor_price=900_000)
        cls.discounts = cls.env["property.discount"].with_user(cls.home_seller)
        cls.home = cls.unit.with_user(cls.home_seller)

    def new_promotion(self, percent, development=None):
        promotions = self.env["property.promotion"].with_user(self.director)
        promotion = promotions.create(
            {
                "name": f"{percent} percent",
                "development_id": (development or self.development).id,
                "percent": percent,
                "date_from": self.today,
                "date_to": self.today,
            }
        )
        promotion.action_put_in_force()
        return promotion.with_user(self.home_seller)

    def new_plan(self, percent):
        plans = self.env["property.payment.plan"].with_user(self.director)
        rest = Command.create({"kind": "rest"})
        plan = plans.create(
            {"name": "At once", "discount_percent": percent, "line_ids": [rest]}
        )
        plan.action_put_in_force()
        return plan.with_user(self.home_seller)

    def test_promotion_plan_and_personal_discount_multiply(self):
        promotions = self.new_promotion(2) | self.new_promotion(1)
        offer = self.discounts._get_offer(self.home, promotions, self.new_plan(3), 1)
        self.assertEqual(offer.combined, Decimal("6.831694"))
        self.assertEqual(offer.price, 931_683.06)
        self.assertEqual(offer.list_price, 1_000_000)
        self.assertIn(("plan", 3.0), offer.percents)

    def test_without_a_discount_it_is_the_list_price(self):
        offer = self.discounts._get_offer(self.home)
        self.assertEqual((offer.price, offer.combined), (1_000_000, 0))

    def test_the_floor_itself_passes_and_a_cent_less_does_not(self):
        offer = self.discounts._get_offer(self.home, personal=10)
        self.discounts._check_offer(self.home, offer)
        self.new_active_prices(self.unit, floor_price=900_000.01)
        offer = self.discounts._get_offer(self.home, personal=10)
        with self.assertRaises(UserError) as refused:
            self.discounts._check_offer(self.home, offer)
        self.assertIn(self.home.display_name, str(refused.exception))
        self.assertNotIn("900,000.01", str(refused.exception))

    def test_what_is_not_in_force_for_the_home_is_refused(self):
        ended = self.new_promotion(1)
        ended.sudo().action_archive()
        other = self.new_development(name="Hillside", code="HS")
        for promotion in (ended, self.new_promotion(1, other)):
            with self.assertRaisesRegex(UserError, "not in force"):
                self.discounts._get_offer(self.home, promotion)
        plan = self.new_plan(1)
        plan.sudo().action_archive()
        with self.assertRaisesRegex(UserError, "not in force"):
            self.discounts._get_offer(self.home, plan=plan)
        for percent in (-1, 100):
            with self.assertRaisesRegex(UserError, "personal"):
                self.discounts._get_offer(self.home, personal=percent)

    def test_a_home_without_a_price_has_no_offer(self):
        with self.assertRaisesRegex(UserError, "no active price"):
            self.discounts._get_offer(self.new_units())

    def is_covered(self, personal, user=None):
        offer = self.discounts._get_offer(self.home, personal=personal)
        user = user or self.home_seller
        return self.discounts._is_covered(offer, user, self.company)

    def test_a_discount_within_the_role_s_authority_is_not_asked_for(self):
        self.assertFalse(self.is_covered(1))
        self.new_authority(2, HOMES, "property_discount")
        self.new_authority(5, "group_marketing_director", "property_discount")
        self.assertTrue(self.is_covered(2))
        self.assertFalse(self.is_covered(2.01))
        self.assertTrue(self.is_covered(5, self.director))
        self.assertFalse(self.is_covered(5.01, self.director))
        self.assertTrue(self.is_covered(0, self.clerk))

    def test_a_person_s_row_counts_instead_of_the_role_s(self):
        self.new_authority(2, HOMES, "property_discount")
        self.new_authority(1, self.home_seller, "property_discount")
        self.assertFalse(self.is_covered(2))
        self.assertTrue(self.is_covered(2, self.home_colleague))
