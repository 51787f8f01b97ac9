from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestProjectCompanies(PropertyCommon):
    """Nothing of one company stands on what is another's (row 54)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.setup_other_company(name="Branch")["company"]
        cls.foreign = (
            cls.env["property.development"]
            .sudo()
            .create({"name": "Abroad", "code": "AB", "company_id": cls.branch.id})
        )
        buildings = cls.env["property.building"].sudo()
        cls.foreign_building = buildings.create(
            {"name": "1", "development_id": cls.foreign.id}
        )
        cls.foreign_unit = (
            cls.env["property.unit"]
            .sudo()
            .create({"name": "101", "floor": 1, "building_id": cls.foreign_building.id})
        )
        cls.foreign_journal = (
            cls.env["account.journal"]
            .sudo()
            .create(
                {
                    "name": "Bank Abroad",
                    "type": "bank",
                    "code": "ABRD",
                    "company_id": cls.branch.id,
                }
            )
        )

    def test_another_company_is_not_read(self):
        for record in (self.foreign, self.foreign_building, self.foreign_unit):
            for user in (self.investor, self.home_seller, self.director):
                with self.subTest(record), self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])
                self.assertNotIn(record, record.with_user(user).search([]))

    def test_nothing_is_made_in_another_company(self):
        for model, vals in (
            ("property.building", {"name": "2", "development_id": self.foreign.id}),
            (
                "property.unit",
                {"name": "2", "floor": 1, "building_id": self.foreign_building.id},
            ),
            ("property.development", {"name": "X", "code": "X", **self.in_branch()}),
        ):
            with self.subTest(model), self.assertRaises(UserError):
                self.env[model].with_user(self.investor).create(vals)
        with self.assertRaises(AccessError):
            self.foreign_building.with_user(self.investor).action_generate_units(
                [1], [{"name": "01"}]
            )

    def in_branch(self):
        return {"company_id": self.branch.id}

    def test_a_development_stays_in_its_company(self):
        for development in (
            self.development,
            self.development.with_user(self.investor),
        ):
            with self.assertRaises(UserError):
                development.write(self.in_branch())

    def test_no_record_is_given_another_company(self):
        for record in (self.building, self.unit, self.new_permit()):
            with self.subTest(record), self.assertRaises(UserError):
                record.write(self.in_branch())

    def test_a_permit_has_homes_and_account_of_its_company(self):
        self.investor.company_ids |= self.branch
        for vals in (
            {"journal_id": self.foreign_journal.id},
            {"unit_ids": self.foreign_unit.ids},
        ):
            with self.subTest(vals), self.assertRaises(UserError):
                self.new_permit(**vals)
        permit = self.new_permit()
        with self.assertRaises(UserError):
            permit.write({"journal_id": self.foreign_journal.id})
        with self.assertRaises(ValidationError):
            permit.write({"unit_ids": [(4, self.foreign_unit.id)]})

    def test_the_supervised_account_is_a_bank_in_the_currency(self):
        cash = self.permit_journal.copy({"type": "cash", "code": "CSHX"})
        with self.assertRaisesRegex(ValidationError, "bank journal"):
            self.new_permit(journal_id=cash.id)
        other = self.env.ref("base.CHF")
        other.active = True
        self.permit_journal.sudo().currency_id = other
        with self.assertRaisesRegex(ValidationError, "account in it"):
            self.new_permit()

    def test_a_release_and_a_block_stay_within_the_company(self):
        self.director.company_ids |= self.branch
        with self.assertRaises(UserError):
            self.new_draft_release(
                unit_ids=(self.unit | self.foreign_unit).ids,
            )
        self.director.company_ids = self.company
        with self.assertRaises(AccessError):
            self.new_block(self.foreign_unit, user=self.director)

    def test_one_account_serves_several_permits(self):
        first = self.new_valid_permit(self.units[:2])
        second = self.new_valid_permit(self.units[2:], number="YS-2026-002")
        self.assertEqual(first.journal_id, second.journal_id)
