from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_assessment import AssessmentCommon


@tagged("post_install", "-at_install")
class TestCreditAllowance(AssessmentCommon):
    """The credit that the company grants each salesperson (R1.6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.allowance = cls.grant(cls.seller, 1500)

    @classmethod
    def grant(cls, user, amount):
        model = cls.env["sales.credit.allowance"].with_user(cls.director)
        vals = {"user_id": user.id, "amount": amount, "company_id": cls.company.id}
        return model.create(vals)

    def test_the_allowance_shows_its_given_and_left_amounts(self):
        self.new_graded("Two", self.tier_c)
        self.new_graded("Other's", self.tier_a, self.other_seller)
        self.assertRecordValues(
            self.allowance,
            [
                {
                    "used_amount": 1100,
                    "available_amount": 400,
                    "customer_count": 2,
                    "is_exceeded": False,
                    "has_unlimited": False,
                }
            ],
        )

    def test_a_tier_that_is_too_much_is_not_given(self):
        with self.assertRaisesRegex(UserError, "seller: the limits .*3,000.00"):
            self.give_tier(self.good, self.tier_a)
        self.assertEqual(self.good.tier_id, self.tier_b)

    def test_up_to_the_amount_it_is_given(self):
        self.allowance.amount = 3000
        self.give_tier(self.good, self.tier_a)
        self.assertEqual(self.allowance.available_amount, 0)

    def test_unlimited_credit_is_more_than_any_amount(self):
        self.allowance.amount = 10**9
        unlimited = self.new_tier(0, unlimited=True)
        with self.assertRaisesRegex(UserError, "unlimited credit"):
            self.give_tier(self.good, unlimited)

    def test_a_salesperson_over_the_allowance_may_get_less(self):
        self.allowance.amount = 10
        self.assertTrue(self.allowance.is_exceeded)
        self.give_tier(self.good, self.tier_c)
        self.assertEqual(self.good.tier_id, self.tier_c)

    def test_a_customer_changes_hands_within_the_new_ones_credit(self):
        west = self.new_graded("West", self.tier_b, self.other_seller)
        with self.assertRaisesRegex(UserError, "2,000.00"):
            west.user_id = self.seller
        self.allowance.amount = 2000
        west.user_id = self.seller
        self.assertEqual(self.allowance.used_amount, 2000)

    def test_two_customers_at_once_are_added_up(self):
        pair = self.new_graded("One", self.tier_c, self.other_seller)
        pair |= self.new_graded("Two", self.tier_b, self.other_seller)
        with self.assertRaisesRegex(UserError, "2,100.00"):
            pair.write({"user_id": self.seller.id})

    def test_a_changed_standard_is_not_held_up(self):
        self.tier_b.with_user(self.director).credit_limit = 2500
        self.assertTrue(self.allowance.is_exceeded)

    def test_a_salesperson_without_an_amount_is_not_limited(self):
        west = self.new_graded("West", self.tier_b, self.other_seller)
        self.give_tier(west, self.tier_a)
        self.assertEqual(west.tier_id, self.tier_a)

    def test_an_assessment_that_grants_too_much_is_not_submitted(self):
        self.sell(1000, due=date(2026, 5, 1))
        assessment = self.new_assessment()
        with self.assertRaisesRegex(UserError, "seller: the limits"):
            assessment.with_user(self.manager).action_submit()
        self.allowance.amount = 3000
        assessment.with_user(self.manager).action_submit()
        assessment.with_user(self.director).action_approve()
        self.allowance.amount = 2999
        with self.assertRaisesRegex(UserError, "seller: the limits"):
            assessment.with_user(self.director).action_apply()

    def test_the_director_alone_grants(self):
        for user in (self.manager, self.finance, self.rules_admin, self.seller):
            with self.assertRaises(AccessError):
                self.allowance.with_user(user).amount = 9

    def test_everybody_sees_the_amounts_of_the_role(self):
        self.grant(self.other_seller, 5)
        counts = {
            self.seller: 1,
            self.manager: 1,
            self.director: 2,
            self.finance: 2,
            self.colleague: 0,
        }
        for user, count in counts.items():
            model = self.env["sales.credit.allowance"].with_user(user)
            self.assertEqual(model.search_count([]), count, user.name)
