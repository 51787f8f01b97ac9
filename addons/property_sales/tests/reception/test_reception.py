from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_reception import NUMBER, ReceptionCommon


@tagged("post_install", "-at_install")
class TestReception(ReceptionCommon):
    """Name and telephone number make a customer of the salesperson (R2.6)."""

    def test_name_and_number_make_a_private_customer(self):
        reception = self.receive()
        partner = reception.partner_id
        self.assertRecordValues(
            partner,
            [
                {
                    "name": "Zhao Min",
                    "phone": NUMBER,
                    "is_private": True,
                    "user_id": self.home_seller.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertRecordValues(
            reception,
            [
                {
                    "user_id": self.home_seller.id,
                    "date": self.today,
                    "last_contact": self.today,
                    "protected_until": self.day(30),
                    "stage": "received",
                    "is_current": True,
                }
            ],
        )

    def test_a_customer_who_is_known_gives_name_and_number(self):
        self.buyer.phone = "010-6655 4433"
        reception = self.receive(
            None, name=None, partner_id=self.buyer.id, channel="referral"
        )
        self.assertEqual(reception.partner_id, self.buyer)
        self.assertEqual(
            (reception.name, reception.phone_key), ("Chen Mei", "1066554433")
        )
        self.assertTrue(self.buyer.is_private)

    def test_a_number_is_asked_for(self):
        for vals in ({"phone": ""}, {"name": ""}, {"partner_id": self.buyer.id}):
            with self.subTest(**vals), self.assert_refused("name and telephone"):
                self.receive(**({"phone": None} | vals))

    def test_what_is_no_number_is_refused(self):
        for number in ("none", "1234", "+86 0"):
            with self.subTest(number), self.assertRaises(ValidationError):
                self.receive(number)

    def test_only_salespeople_of_homes_receive_customers(self):
        for user in (self.seller, self.director, self.finance, self.investor):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.receive(user=user)

    def test_nothing_protected_is_given_or_written(self):
        reception = self.receive()
        values = {
            "user_id": self.home_colleague.id,
            "date": self.day(-9),
            "last_contact": self.day(9),
            "protected_until": self.day(900),
            "stage": "reserved",
            "is_current": False,
            "phone_key": "1",
        }
        for name, value in values.items():
            with self.subTest(name), self.assertRaises(UserError):
                self.receive("13700137000", **{name: value})
            for record in (reception, reception.with_user(self.home_seller)):
                with self.subTest(name), self.assertRaises(UserError):
                    record.write({name: value})
        fixed = {"phone": "1", "channel": "press", "partner_id": self.buyer.id}
        for name, value in fixed.items():
            with self.subTest(name), self.assertRaises(UserError):
                reception.with_user(self.home_seller).write({name: value})

    def test_needs_next_step_and_homes_shown_are_written(self):
        reception = self.receive().with_user(self.home_seller)
        reception.write(
            {
                "needs": "3 rooms, high floor",
                "date_next": self.day(2),
                "unit_ids": [Command.set(self.units[:2].ids)],
            }
        )
        self.assertEqual(reception.next_days, 2)

    def test_a_reception_stays_on_the_register(self):
        reception = self.receive()
        with self.assertRaises(UserError):
            reception.unlink()

    def test_an_import_receives_by_the_same_rules(self):
        self.receive()
        receptions = self.env["property.reception"].with_user(self.home_colleague)
        columns = ["name", "phone", "channel"]
        result = receptions.load(columns, [["Zhou", "+86 138 0013 8000", "Walk-in"]])
        self.assertFalse(result["ids"])
        self.assertIn("registered on", result["messages"][0]["message"])
        result = receptions.load(columns, [["Zhou", "13900139000", "Walk-in"]])
        reception = receptions.browse(result["ids"])
        self.assertTrue(reception.partner_id.is_private)

    def test_another_company_knows_nothing_of_the_number(self):
        self.receive()
        other = self.env["res.company"].create({"name": "Other"})
        user = self.home_colleague
        user.company_ids = [Command.link(other.id)]
        receptions = self.env["property.reception"].with_user(user)
        vals = {"name": "Zhao", "phone": NUMBER, "channel": "phone"}
        reception = receptions.with_company(other).create(vals)
        self.assertEqual(reception.company_id, other)
        self.assertEqual(reception.partner_id.company_id, other)
        elsewhere = receptions.with_context(allowed_company_ids=self.company.ids)
        self.assertFalse(elsewhere.search([("id", "=", reception.id)]))
        with self.assertRaises(UserError):
            reception.development_id = self.development
