from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common_assessment import AssessmentCommon


@tagged("post_install", "-at_install")
class TestCustomerGrading(AssessmentCommon):
    """The salesperson's class and finance's standing (R4.13, R1.6)."""

    def test_the_salesperson_classes_own_customers(self):
        self.good.with_user(self.seller).write({"sales_class": "B"})
        self.assertEqual(self.good.sales_class, "B")
        self.assertTrue(self.good.with_user(self.seller).can_set_sales_class)

    def test_managers_class_those_of_their_teams_and_the_director_all(self):
        for user in (self.manager, self.director):
            self.good.with_user(user).sales_class = "C"
            self.good.with_user(user).sales_class = "A"
        self.assertEqual(self.good.sales_class, "A")

    def test_other_roles_neither_class_nor_set_the_standing(self):
        for user in (self.colleague, self.other_seller, self.other_manager):
            with self.assertRaises(AccessError):
                self.good.with_user(user).write({"sales_class": "B"})
        for user in (self.finance, self.general, self.rules_admin):
            self.assertFalse(self.good.with_user(user).can_set_sales_class)
            with self.assertRaisesRegex(AccessError, "classed by its salesperson"):
                self.good.with_user(user).write({"sales_class": "B"})

    def test_a_contact_has_its_customers_class_whoever_makes_it(self):
        self.good.with_user(self.seller).sales_class = "B"
        contact = self.new_contact(self.good.with_user(self.rules_admin))
        self.assertEqual(contact.sales_class, "B")
        self.good.with_user(self.seller).sales_class = "C"
        self.assertEqual(contact.sales_class, "C")

    def test_finance_gives_the_standing_and_nobody_else(self):
        self.good.with_user(self.finance).write({"credit_standing": 80})
        self.assertEqual(self.good.credit_standing, 80)
        for user in (self.seller, self.manager, self.director, self.rules_admin):
            with self.assertRaises(AccessError):
                self.good.with_user(user).write({"credit_standing": 81})

    def test_the_standing_lies_between_0_and_100(self):
        for standing in (0, 100):
            self.good.with_user(self.finance).credit_standing = standing
        for standing in (-1, 101):
            with self.assertRaises(ValidationError):
                self.good.with_user(self.finance).credit_standing = standing

    def test_class_and_standing_are_of_the_company(self):
        company = self.new_company()["company"]
        self.good.with_user(self.finance).credit_standing = 80
        there = self.good.with_user(self.finance).with_company(company)
        self.assertEqual(there.credit_standing, 0)

    def test_an_address_is_not_written_along(self):
        with self.assertRaises(AccessError):
            self.good.with_user(self.finance).write(
                {"credit_standing": 70, "name": "Other"}
            )

    def test_a_salesperson_creates_a_customer_with_a_class(self):
        vals = {"name": "Mine", "customer_rank": 1, "sales_class": "A"}
        mine = self.env["res.partner"].with_user(self.seller).create(vals)
        self.assertEqual(mine.sales_class, "A")
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.rules_admin).create(vals)


@tagged("post_install", "-at_install")
class TestTierVersions(AssessmentCommon):
    """The standard is dated, and each version compared with the one before (R1.6)."""

    def versions(self, tier=None):
        tier = tier or self.tier_b
        versions = self.env["sales.tier.version"].sudo()
        return versions.search([("tier_id", "=", tier.id)])

    def test_a_tier_in_force_begins_with_a_version(self):
        self.assertRecordValues(
            self.versions(),
            [{"number": 1, "credit_limit": 1000, "changes": "First version"}],
        )

    def test_a_draft_has_none_until_it_is_in_force(self):
        draft = self.new_tier(5, active=False)
        draft.sudo().credit_limit = 6
        self.assertFalse(self.versions(draft))
        draft.with_user(self.director).action_put_in_force()
        self.assertEqual(self.versions(draft).user_id, self.director)

    def test_a_change_is_a_version_with_what_is_different(self):
        self.tier_b.with_user(self.director).write(
            {"credit_limit": 1200, "min_turnover": 400, "color": 3}
        )
        latest, first = self.versions()
        self.assertEqual(latest.previous_id, first)
        self.assertEqual(latest.number, 2)
        self.assertIn("1,000.00 → $", latest.changes.replace("\xa0", ""))
        self.assertIn("Min Turnover", latest.changes)
        self.assertEqual(len(latest.changes.splitlines()), 2)
        self.assertEqual(first.date_until, latest.date)

    def test_the_same_value_and_what_is_no_standard_make_none(self):
        self.tier_b.with_user(self.director).write({"credit_limit": 1000})
        self.tier_b.with_user(self.director).color = 5
        self.assertEqual(len(self.versions()), 1)

    def test_taking_out_of_force_is_kept(self):
        self.tier_b.with_user(self.director).action_archive()
        latest = self.versions()[0]
        self.assertIn("In Force: yes → no", latest.changes)

    def test_nobody_writes_versions(self):
        version = self.versions()
        for user in (self.director, self.rules_admin):
            for call in (
                lambda record: record.write({"credit_limit": 5}),
                lambda record: record.copy(),
                lambda record: record.unlink(),
            ):
                with self.assertRaises(AccessError):
                    call(version.with_user(user))
