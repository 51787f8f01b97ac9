from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import PropertyCommon

COLUMNS = ("unit_id", "gross_area", "inner_area")


@tagged("post_install", "-at_install")
class TestAreaListImport(PropertyCommon):
    """Lines come from a spreadsheet into a draft, by the number on the door (R2.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_building = cls.new_building(name="0")
        cls.other_units = cls.new_units(4, cls.other_building)
        cls.area_list = cls.new_area_list(line_ids=[])

    def load(self, rows, user=None, columns=COLUMNS):
        lines = self.env["property.area.list.line"].with_user(user or self.home_seller)
        lines = lines.with_context(default_list_id=self.area_list.id)
        return lines.load(list(columns), rows)

    def test_a_number_is_the_home_of_the_buildings_list(self):
        result = self.load([["101", "100.5", "80"], ["201", "90", "70.25"]])
        self.assertFalse(result["messages"])
        lines = self.area_list.line_ids
        self.assertEqual(lines.unit_id, self.units[:2])
        self.assertEqual(lines.mapped("gross_area"), [100.5, 90])
        self.assertEqual(lines.mapped("inner_area"), [80, 70.25])

    def test_the_whole_name_is_understood(self):
        result = self.load([["Riverside 1 301", "100", "80"]])
        self.assertFalse(result["messages"])
        self.assertEqual(self.area_list.line_ids.unit_id, self.units[2])

    def test_a_home_on_the_list_gets_the_areas_of_the_spreadsheet(self):
        self.area_list.with_user(self.home_seller).action_fill()
        self.assertEqual(self.area_list.line_ids.unit_id, self.units)
        result = self.load([["101", "100", "80"], ["401", "55", "44"]])
        self.assertFalse(result["messages"])
        self.assertEqual(len(self.area_list.line_ids), 4)
        self.assertEqual(self.area_list.line_ids.mapped("gross_area"), [100, 0, 0, 55])

    def test_a_home_that_is_none_is_named_with_its_row(self):
        result = self.load([["101", "100", "80"], ["999", "55", "44"]])
        self.assertFalse(result["ids"])
        self.assertIn("999", result["messages"][0]["message"])
        self.assertEqual(result["messages"][0]["record"], 1)
        self.assertFalse(self.area_list.line_ids)

    def test_a_home_twice_in_the_spreadsheet_is_refused(self):
        result = self.load([["101", "100", "80"], ["101", "55", "44"]])
        self.assertFalse(result["ids"])
        self.assertIn("once", result["messages"][0]["message"])

    def test_an_inner_area_too_large_is_refused(self):
        result = self.load([["101", "80", "100"]])
        self.assertFalse(result["ids"])
        self.assertIn("larger", result["messages"][0]["message"])

    def test_a_whole_list_comes_by_building(self):
        area_lists = self.env["property.area.list"].with_user(self.investor)
        result = area_lists.load(
            ["building_id", "kind", *(f"line_ids/{name}" for name in COLUMNS)],
            [
                ["Riverside 1", "Pre-sale", "101", "100", "80"],
                ["", "", "201", "90", "70"],
                ["Riverside 0", "Pre-sale", "101", "50", "40"],
            ],
        )
        self.assertFalse(result["messages"])
        first, second = area_lists.browse(result["ids"])
        self.assertEqual(first.line_ids.unit_id, self.units[:2])
        self.assertEqual(second.line_ids.unit_id, self.other_units[0])

    def test_nobody_else_imports(self):
        for user in (self.finance, self.deputy, self.director):
            result = self.load([["101", "100", "80"]], user)
            with self.subTest(user.name):
                self.assertFalse(result["ids"])
        with self.assertRaises(AccessError):
            self.load([["101", "100", "80"]], self.seller)
        self.assertFalse(self.area_list.line_ids)

    def test_the_import_opens_with_the_list(self):
        action = self.area_list.with_user(self.investor).action_import()
        self.assertEqual(action["tag"], "import")
        self.assertEqual(
            action["params"]["context"], {"default_list_id": self.area_list.id}
        )

    def test_all_homes_are_added_once(self):
        self.area_list.with_user(self.investor).action_fill()
        self.area_list.with_user(self.investor).action_fill()
        self.assertEqual(self.area_list.line_ids.unit_id, self.units)
        with self.assertRaises(AccessError):
            self.area_list.with_user(self.finance).action_fill()
