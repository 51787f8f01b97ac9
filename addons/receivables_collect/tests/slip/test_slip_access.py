from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestSlipAccess(CollectionCommon):
    """Salespeople see their own slips, regional managers their teams', finance all."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip()
        self.new_contact_on(self.slip)
        self.new_dispute(self.slip.line_ids)

    def seen(self, user):
        """The names of the models of which the user sees this customer's records."""
        models = ("slip", "slip.line", "contact", "dispute")
        return {
            model
            for model in models
            if self.env[f"collection.{model}"].with_user(user).search_count([])
        }

    def test_users_who_see_a_slip_see_all_about_it(self):
        for user in (
            self.seller,
            self.manager,
            self.director,
            self.finance,
            self.general,
            self.deputy,
        ):
            with self.subTest(user=user.name):
                self.assertEqual(
                    self.seen(user), {"slip", "slip.line", "contact", "dispute"}
                )

    def test_other_salespeople_and_managers_see_no_slip(self):
        for user in (self.colleague, self.other_seller, self.other_manager):
            with self.subTest(user=user.name):
                self.assertFalse(self.seen(user))
        with self.assertRaises(AccessError):
            self.seen(self.clerk)

    def test_the_holder_and_the_responsible_see_a_slip(self):
        self.slip._write_protected({"holder_id": self.colleague.id})
        self.assertIn("slip", self.seen(self.colleague))
        self.slip._write_protected({"responsible_id": self.other_seller.id})
        self.assertIn("slip", self.seen(self.other_seller))

    def test_another_companys_finance_sees_nothing(self):
        other = self.setup_other_company(name="Elsewhere")["company"]
        stranger = self.new_user("stranger", "group_finance", company_id=other.id)
        stranger.company_ids = other
        self.assertFalse(self.seen(stranger))
