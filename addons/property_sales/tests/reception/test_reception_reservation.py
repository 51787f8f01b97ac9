from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import format_date

from ..common_reception import ReceptionCommon


@tagged("post_install", "-at_install")
class TestReceptionReservation(ReceptionCommon):
    """Homes are kept for the salesperson's own customers (R2.6, R2.12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reception = cls.receive()
        cls.customer = cls.reception.partner_id

    def test_a_reservation_knows_its_reception(self):
        hold = self.reserve(buyer=self.customer)
        self.assertEqual(hold.reception_id, self.reception)
        self.assertEqual(self.reception.reservation_ids, hold)
        self.assertEqual(self.reception.stage, "reserved")

    def test_a_protected_customer_of_a_colleague_is_refused_with_day_and_name(self):
        self.let_pass(self.reception, 30)
        day = format_date(self.env, self.day(-30))
        for act in (self.reserve, self.wait):
            if act == self.wait:
                self.reserve()
            with self.subTest(act.__name__), self.assertRaises(UserError) as refused:
                act(buyer=self.customer, user=self.home_colleague)
            text = str(refused.exception)
            self.assertIn(f"{day} by home_seller", text)
            self.assertNotIn(self.customer.name, text)

    def test_the_leader_does_not_serve_a_protected_customer_either(self):
        with self.assert_refused("by home_seller"):
            self.reserve(buyer=self.customer, user=self.home_manager)

    def test_after_the_protection_the_leader_takes_the_customer_with_the_home(self):
        self.let_pass(self.reception, 31)
        hold = self.reserve(buyer=self.customer, user=self.home_manager)
        self.assertFalse(hold.reception_id)
        self.assertFalse(self.reception.is_current)
        self.assertEqual(self.reception.stage, "received")
        self.assertEqual(self.customer.user_id, self.home_manager)

    def test_a_customer_one_does_not_see_is_not_reserved_for(self):
        self.let_pass(self.reception, 31)
        with self.assertRaises(AccessError):
            self.reserve(buyer=self.customer, user=self.home_colleague)

    def test_a_customer_is_private_from_the_first_reservation_on(self):
        self.assertFalse(self.buyer.is_private)
        hold = self.reserve()
        self.assertTrue(self.buyer.is_private)
        self.assertFalse(hold.reception_id)

    def test_the_customer_follows_the_salesperson_of_a_reservation(self):
        hold = self.reserve()
        hold._give_to(self.home_colleague)
        self.assertEqual(hold.user_id, self.home_colleague)
        self.assertEqual(self.buyer.user_id, self.home_colleague)

    def test_the_place_of_a_customer_is_not_given_to_a_colleagues_one(self):
        hold = self.new_reservation(buyer=self.other_buyer, user=self.home_colleague)
        asking = hold.with_user(self.home_colleague)
        with self.assertRaises(UserError):
            asking.action_change_partner(self.customer.id, "Family")

    def test_another_customer_in_the_place_of_one_is_private_too(self):
        hold = self.new_reservation()
        brother = self.new_buyer("Brother")
        asking = hold.with_user(self.home_seller)
        asking.action_change_partner(brother.id, "Family")
        hold.with_user(self.director).action_approve()
        self.assertEqual(hold.partner_id, brother)
        self.assertTrue(brother.is_private)
