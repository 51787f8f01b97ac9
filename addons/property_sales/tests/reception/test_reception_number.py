from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged
from odoo.tools import format_date

from odoo.addons.property_sales.tools import phone

from ..common_reception import NUMBER, ReceptionCommon

SAME = (
    ("13800138000", "+86 138-0013-8000", "0086 138 0013 8000", "8613800138000")
    + ("013800138000", "(+86) 138 0013 8000", "１３８００１３８０００"),
    ("010-66554433", "+86 10 6655 4433", "+86 (0)10 66554433", "861066554433")
    + ("0086-10-66554433",),
    ("0755 8123 4567", "+8675581234567", "86 755 81234567"),
    ("+852 2345 6789", "00852 23456789"),
)


@tagged("standard", "at_install")
class TestPhoneKey(BaseCase):
    def test_the_same_number_is_the_same_however_it_is_written(self):
        keys = []
        for numbers in SAME:
            found = {phone.get_key(number) for number in numbers}
            with self.subTest(numbers):
                self.assertEqual(len(found), 1, found)
            keys += found
        self.assertEqual(len(set(keys)), len(SAME))

    def test_a_number_abroad_is_not_one_of_china(self):
        self.assertNotEqual(
            phone.get_key("+1 415 555 12345"), phone.get_key("14155512345")
        )

    def test_a_number_of_china_that_begins_with_86_keeps_it(self):
        self.assertEqual(phone.get_key("86554433"), "86554433")

    def test_what_has_no_digit_has_no_key(self):
        for text in (None, False, "", "-", "+"):
            self.assertEqual(phone.get_key(text), "")


@tagged("post_install", "-at_install")
class TestReceptionNumber(ReceptionCommon):
    """A known number says the day and the salesperson, and nothing else (R2.6)."""

    def assert_known(self, reception, number=NUMBER, user=None):
        with self.assertRaises(UserError) as refused:
            self.receive(number, user=user or self.home_colleague, name="Another")
        day = format_date(self.env, reception.date)
        self.assertEqual(
            str(refused.exception),
            f"This number was registered on {day} by {reception.user_id.name}.",
        )

    def test_day_and_salesperson_are_told_and_nothing_else(self):
        reception = self.receive()
        self.let_pass(reception, 3)
        for number in SAME[0]:
            with self.subTest(number):
                self.assert_known(reception, number)

    def test_a_landline_is_known_as_well(self):
        reception = self.receive("010-66554433")
        for number in SAME[1]:
            with self.subTest(number):
                self.assert_known(reception, number)

    def test_nobody_makes_a_customer_of_a_refused_one(self):
        reception = self.receive()
        before = self.env["res.partner"].search_count([])
        self.assert_known(reception)
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_ones_own_customer_is_not_received_twice(self):
        reception = self.receive()
        self.assert_known(reception, user=self.home_seller)
        self.let_pass(reception, 40)
        self.assert_known(reception, user=self.home_seller)

    def test_the_thirtieth_day_is_protected_and_the_next_one_free(self):
        reception = self.receive()
        self.let_pass(reception, 30)
        self.assertEqual(reception.protected_days, 0)
        self.assert_known(reception)
        self.let_pass(reception, 31)
        taken = self.receive(user=self.home_colleague, name="Another")
        self.assertEqual(taken.partner_id, reception.partner_id)
        self.assertEqual(taken.partner_id.user_id, self.home_colleague)
        self.assertFalse(reception.is_current)
        own = self.env["property.reception"].with_user(self.home_seller)
        self.assertFalse(own.search([("phone_key", "=", NUMBER)]))
        with self.assertRaises(UserError):
            reception.action_follow("Still mine")

    def test_the_days_are_those_of_the_company(self):
        self.company.property_protect_days = 5
        reception = self.receive()
        self.let_pass(reception, 6)
        self.assertTrue(self.receive(user=self.home_colleague))

    def test_a_customer_with_a_home_is_protected_on(self):
        reception = self.receive()
        self.reserve(buyer=reception.partner_id)
        self.let_pass(reception, 60)
        self.assert_known(reception)
        reception.reservation_ids.with_user(self.home_seller).action_cancel("No loan")
        self.assertTrue(self.receive(user=self.home_colleague))

    def test_another_number_of_a_known_customer_is_the_same_customer(self):
        reception = self.receive()
        with self.assert_refused("registered on"):
            self.receive(
                "13700137000",
                user=self.home_manager,
                partner_id=reception.partner_id.id,
            )

    def test_a_salesperson_who_has_left_protects_still(self):
        reception = self.receive()
        # archived before customers had to be passed on
        self.env.cr.execute(
            "UPDATE res_users SET active = FALSE WHERE id = %s", [self.home_seller.id]
        )
        self.home_seller.invalidate_recordset(["active"])
        self.assert_known(reception)
        mine = reception.with_user(self.director)
        mine.action_transfer(self.home_colleague.id, "Has left")
        self.assertEqual(reception.user_id, self.home_colleague)

    def test_one_number_twice_in_one_import_is_one_customer(self):
        receptions = self.env["property.reception"].with_user(self.home_seller)
        rows = [["A", NUMBER, "Walk-in"], ["B", f"+86{NUMBER}", "Walk-in"]]
        result = receptions.load(["name", "phone", "channel"], rows)
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])
