from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_house_money import HouseMoneyCommon

NAMES = ["kind", "amount", "unit_id", "reservation_id"]


@tagged("post_install", "-at_install")
class TestLedgerReaders(HouseMoneyCommon):
    """Finance, director and management read the ledger of their company (R2.8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipt = cls.take_verified()
        cls.line = cls.find_lines(cls.receipt)
        cls.readers = cls.finance | cls.director | cls.general | cls.deputy
        cls.guest = cls.new_user("guest", "base.group_portal")

    @classmethod
    def find_lines(cls, receipt):
        lines = cls.env["property.ledger.line"].sudo()
        return lines.search([("receipt_id", "=", receipt.id)])

    def assert_unread(self, user):
        """No way of reading the lines is open to a user."""
        lines = self.env["property.ledger.line"].with_user(user)
        domain = [("receipt_id", "=", self.receipt.id)]
        for ask in (
            lambda: self.line.with_user(user).read(NAMES),
            lambda: lines.search(domain),
            lambda: lines.search_count(domain),
            lambda: lines.search_read(domain, NAMES),
            lambda: lines.formatted_read_group(domain, [], ["amount:sum"]),
        ):
            with self.subTest(user.name), self.assertRaises(AccessError):
                ask()

    def test_finance_director_and_management_read_the_line(self):
        self.assertEqual(len(self.line), 1)
        values = {"kind": "receipt", "amount": 50000, "unit_id": self.unit.id}
        values |= {"reservation_id": self.hold.id, "is_counted": True}
        for user in self.readers:
            lines = self.env["property.ledger.line"].with_user(user)
            with self.subTest(user.name):
                found = lines.search([("receipt_id", "=", self.receipt.id)])
                self.assertEqual(found, self.line)
                self.assertRecordValues(found, [values])
                domain = [("reservation_id", "=", self.hold.id)]
                (group,) = lines.formatted_read_group(domain, [], ["amount:sum"])
                self.assertEqual(group["amount:sum"], 50000)

    def test_who_sells_homes_or_products_does_not_nor_the_portal(self):
        for user in (
            self.home_seller,
            self.home_colleague,
            self.home_manager,
            self.investor,
            self.seller,
            self.manager,
            self.guest,
        ):
            self.assert_unread(user)

    def test_finance_does_not_see_what_it_has_still_to_count(self):
        uncounted = self.find_lines(self.take(1000))
        self.assertEqual(len(uncounted), 1)
        for user in self.readers:
            lines = self.env["property.ledger.line"].with_user(user)
            found = lines.search([("id", "in", uncounted.ids)])
            seen = uncounted if user != self.finance else uncounted.browse()
            with self.subTest(user.name):
                self.assertEqual(found, seen)

    def test_the_lines_of_another_company_are_not_read(self):
        other = self.env["res.company"].create({"name": "Other"})
        there = {"company_id": other.id, "company_ids": [(6, 0, other.ids)]}
        for role in (
            "group_finance",
            "group_marketing_director",
            "group_deputy_general_manager",
            "group_general_manager",
        ):
            user = self.new_user(f"other_{role}", role, **there)
            lines = self.env["property.ledger.line"].with_user(user)
            with self.subTest(role):
                self.assertFalse(lines.search([("id", "in", self.line.ids)]))
                with self.assertRaises(AccessError):
                    self.line.with_user(user).read(NAMES)

    def test_a_reader_of_two_companies_sees_those_chosen(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.director.company_ids |= other
        lines = self.env["property.ledger.line"].with_user(self.director)
        domain = [("id", "in", self.line.ids)]
        for chosen, found in ((self.company, self.line), (other, self.line.browse())):
            within = lines.with_context(allowed_company_ids=chosen.ids)
            with self.subTest(chosen.name):
                self.assertEqual(within.search(domain), found)
