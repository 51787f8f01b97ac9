from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import INVESTMENT, PropertyCommon


@tagged("post_install", "-at_install")
class TestAreaListCompanies(PropertyCommon):
    """Each company signs, approves and files for itself (R2.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.env["res.company"].create({"name": "Other"})
        vals = {"company_id": cls.other_company.id}
        vals["company_ids"] = [(6, 0, cls.other_company.ids)]
        cls.other_investor = cls.new_user("other_investor", INVESTMENT, **vals)
        cls.other_deputy = cls.new_user(
            "other_deputy", "group_deputy_general_manager", **vals
        )
        cls.other_finance = cls.new_user("other_finance", "group_finance", **vals)
        cls.area_list = cls.new_area_list()

    def test_another_company_neither_reads_nor_signs(self):
        area_list = self.area_list.with_user(self.other_investor)
        with self.assertRaises(AccessError):
            area_list.read(["state"])
        for each in (area_list, area_list.sudo()):
            with self.assertRaises(AccessError):
                each.action_sign_investment()
        self.assertFalse(
            self.env["property.area.list.line"]
            .with_user(self.other_investor)
            .search([])
        )

    def test_another_company_neither_approves_nor_files(self):
        self.sign_area_list(self.area_list)
        with self.assertRaises(AccessError):
            self.area_list.with_user(self.other_deputy).action_approve()
        self.area_list.with_user(self.deputy).action_approve()
        for area_list in (
            self.area_list.with_user(self.other_finance),
            self.area_list.with_user(self.other_finance).sudo(),
        ):
            with self.assertRaises(AccessError):
                area_list.action_file("FZ-1")

    def test_a_list_is_not_made_for_a_building_of_another_company(self):
        with self.assertRaises(AccessError):
            self.env["property.area.list"].with_user(self.other_investor).create(
                {"building_id": self.building.id, "kind": "presale"}
            )

    def test_filing_numbers_are_the_companys_own(self):
        self.file_area_list(self.area_list, "FZ-1")
        development = (
            self.env["property.development"]
            .sudo()
            .create({"name": "Else", "code": "E", "company_id": self.other_company.id})
        )
        units = (
            self.env["property.unit"]
            .sudo()
            .create(
                {
                    "name": "101",
                    "building_id": self.new_other_building(development).id,
                    "floor": 1,
                }
            )
        )
        area_list = (
            self.env["property.area.list"]
            .sudo()
            .create(
                {
                    "building_id": units.building_id.id,
                    "line_ids": [
                        (0, 0, {"unit_id": units.id, "gross_area": 9, "inner_area": 8})
                    ],
                }
            )
        )
        self.assertEqual(area_list._check_number("FZ-1"), "FZ-1")

    def new_other_building(self, development):
        return (
            self.env["property.building"]
            .sudo()
            .create({"name": "1", "development_id": development.id})
        )
