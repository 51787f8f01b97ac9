from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_reception import ReceptionCommon

NAME = "Ouyang Zihan"


@tagged("post_install", "-at_install")
class TestReceptionSecrecy(ReceptionCommon):
    """A buyer is seen by few from the first entry in a register on (R2.12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reception = cls.receive(name=NAME)
        cls.customer = cls.reception.partner_id
        cls.reserved = cls.new_buyer("Shangguan Lan")
        cls.reserve(buyer=cls.reserved)
        cls.see = (
            cls.home_seller
            | cls.home_manager
            | cls.director
            | cls.finance
            | cls.deputy
            | cls.general
        )
        cls.see_not = (
            cls.home_colleague
            | cls.other_leader
            | cls.other_member
            | cls.seller
            | cls.manager
            | cls.investor
        )

    def test_those_who_see_a_customer_read_and_find_it(self):
        for user in self.see:
            for partner in (self.customer, self.reserved):
                with self.subTest(user.name):
                    own = partner.with_user(user)
                    self.assertEqual(own.read(["name"])[0]["name"], partner.name)
                    self.assertTrue(own.name_search(partner.name))

    def test_others_neither_read_nor_find_nor_count_it(self):
        for user in self.see_not:
            for partner in (self.customer, self.reserved):
                other = partner.with_user(user)
                domain = [("name", "=", partner.name)]
                with self.subTest(user.name):
                    with self.assertRaises(AccessError):
                        other.read(["name"])
                    self.assertFalse(other.search(domain))
                    self.assertFalse(other.name_search(partner.name))
                    self.assertFalse(other._read_group(domain, ["name"]))
                    with self.assertRaises(UserError):
                        other.export_data(["name", "phone"])

    def test_those_who_see_receptions(self):
        receptions = self.env["property.reception"]
        domain = [("id", "=", self.reception.id)]
        for user in self.see:
            with self.subTest(user.name):
                own = receptions.with_user(user)
                self.assertEqual(own.search(domain), self.reception)
                self.assertTrue(own._read_group(domain, ["channel"], ["__count"]))

    def test_others_do_not_see_the_reception(self):
        self.reception.with_user(self.home_seller).action_follow("Secret")
        domain = [("id", "=", self.reception.id)]
        for user in self.see_not:
            other = self.reception.with_user(user)
            contact = self.reception.contact_ids.with_user(user)
            with self.subTest(user.name):
                for way in (
                    lambda other=other: other.read(["name"]),
                    lambda other=other: other.export_data(["name", "phone"]),
                    lambda contact=contact: contact.read(["note"]),
                    lambda other=other: other.write({"needs": "x"}),
                ):
                    with self.assertRaises(UserError):
                        way()
                if other.has_access("read") or user in (
                    self.home_colleague | self.other_leader | self.other_member
                ):
                    self.assertFalse(other.search(domain))
                    self.assertFalse(other.name_search(NAME))
                    self.assertFalse(other._read_group(domain, ["channel"]))
                else:
                    with self.assertRaises(AccessError):
                        other.search(domain)

    def test_finance_and_management_read_and_write_nothing(self):
        for user in (self.director, self.finance, self.deputy, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.reception.with_user(user).write({"needs": "x"})

    def test_the_chatter_of_a_customer_is_not_read_by_others(self):
        message = self.reception.message_post(body=str(1))
        for user in self.see_not:
            with self.subTest(user.name), self.assertRaises(AccessError):
                message.with_user(user).read(["body"])
