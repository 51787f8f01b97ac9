from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestPortalCompany(JournalCommon, HttpCase):
    """A company's people share its slips in the portal, strangers get none (R4.23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_issued_slip(cls.customer, 100)
        cls.stranger = cls.new_customer(name="Stranger")
        cls.new_login("crt_one", cls.new_contact(cls.customer, email="1@example.com"))
        cls.new_login("crt_two", cls.new_contact(cls.customer, email="2@example.com"))
        cls.new_login("crt_stranger", cls.stranger)

    @classmethod
    def new_login(cls, login, partner):
        return new_test_user(cls.env, login, "base.group_portal", partner_id=partner.id)

    def open_slip(self, login):
        self.authenticate(login, login)
        return self.url_open(f"/my/slips/{self.slip.id}")

    def is_shown(self, login):
        """Whether a login is shown the slip, and not sent back to the list."""
        return self.open_slip(login).url.endswith(f"/my/slips/{self.slip.id}")

    def test_contacts_of_the_customer_see_the_same_slip(self):
        for login in ("crt_one", "crt_two"):
            self.assertIn(self.slip.number, self.open_slip(login).text)

    def test_another_customer_is_sent_to_their_own_list(self):
        page = self.open_slip("crt_stranger")
        self.assertTrue(page.url.endswith("/my/slips"))
        self.assertNotIn(self.slip.number, page.text)

    def test_a_slip_that_is_not_there_is_sent_to_the_list(self):
        self.authenticate("crt_one", "crt_one")
        page = self.url_open(f"/my/slips/{self.slip.id + 999999}")
        self.assertTrue(page.url.endswith("/my/slips"))

    def test_slips_are_shown_while_they_are_the_customers_matter(self):
        for state, shown in (
            ("draft", False),
            ("issued", True),
            ("sent", True),
            ("signed", True),
            ("settled", True),
            ("void", False),
            ("returned", False),
        ):
            with self.subTest(state):
                self.slip._write_protected({"state": state})
                self.env.flush_all()
                self.assertEqual(self.is_shown("crt_one"), shown)

    def test_a_contact_who_leaves_the_customer_sees_its_slips_no_more(self):
        self.assertTrue(self.is_shown("crt_two"))
        user = self.env["res.users"].search([("login", "=", "crt_two")])
        user.partner_id.parent_id = self.stranger
        self.env.flush_all()
        self.assertFalse(self.is_shown("crt_two"))
        self.assertTrue(self.is_shown("crt_one"))

    def test_nothing_else_of_collections_is_read_in_the_portal(self):
        user = self.env["res.users"].search([("login", "=", "crt_one")])
        for name in (
            "collection.run",
            "collection.dispute",
            "collection.contact",
            "collection.receipt",
            "collection.journal",
            "collection.journal.report",
            "collection.ageing.report",
            "collection.assignment",
            "collection.uncollected.report",
            "collection.income.plan",
            "collection.cash.forecast",
            "collection.control",
        ):
            with self.subTest(name), self.assertRaises(AccessError):
                self.env[name].with_user(user).search([])
