from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestOnboarding(PropertyCommon):
    """The checklist leads to the first home sold, where homes are sold (R2.4)."""

    def get_steps(self, company=None):
        model = self.env["sales.onboarding"].with_user(self.rules_admin)
        steps = model.with_company(company or self.company).get_checklist()["steps"]
        return {step["key"]: step for step in steps}

    def get_homes_steps(self, company=None):
        return {key for key in self.get_steps(company) if key.startswith("property_")}

    def test_a_company_without_homes_has_no_step_of_homes(self):
        factory = self.env["res.company"].create({"name": "Factory"})
        self.rules_admin.company_ids += factory
        self.assertFalse(factory.has_property_development)
        self.assertFalse(self.get_homes_steps(factory))
        self.home_seller.company_ids += factory
        self.assertEqual(len(self.get_homes_steps(factory)), 4)

    def test_a_development_makes_the_company_a_developer(self):
        self.assertTrue(self.company.has_property_development)
        self.development.active = False
        # what was sold of it is still decided on
        self.company.invalidate_recordset(["has_property_development"])
        self.assertTrue(self.company.has_property_development)

    def test_people_without_whom_nothing_goes_are_named(self):
        self.assertTrue(self.get_steps()["property_roles"]["is_done"])
        (self.investor | self.investor_2).active = False
        step = self.get_steps()["property_roles"]
        self.assertFalse(step["is_done"])
        self.assertIn("Investment Development", step["text"])

    def test_missing_accounts_are_named(self):
        self.assertTrue(self.get_steps()["property_accounts"]["is_done"])
        self.company._get_property_account("penalty_income").unlink()
        step = self.get_steps()["property_accounts"]
        self.assertFalse(step["is_done"])
        self.assertIn("Penalties Received", step["text"])

    def test_the_supervised_account_stands_on_a_valid_permit(self):
        self.assertFalse(self.get_steps()["property_permit"]["is_done"])
        self.new_valid_permit()
        step = self.get_steps()["property_permit"]
        self.assertTrue(step["is_done"])
        self.assertIn("Supervised Account", step["text"])

    def test_homes_are_counted(self):
        self.assertIn("4", self.get_steps()["property_development"]["text"])
