from odoo.tests import tagged

from ..common import PropertyCommon

COLUMNS = ["building_id", "name", "floor", "usage", "layout", "orientation"]


@tagged("post_install", "-at_install")
class TestUnitImport(PropertyCommon):
    """Homes come from a spreadsheet that names buildings as people do (R2.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hill = cls.new_development(name="Green Hill", code="GH")
        cls.new_building(cls.hill)
        cls.tower = cls.new_building(cls.hill, name="Tower A")

    def load(self, rows, columns=None, user=None, model="property.unit"):
        records = self.env[model].with_user(user or self.investor)
        loaded = records.load(columns or COLUMNS, rows)
        return records.browse(loaded["ids"] or ()), loaded["messages"]

    def test_a_building_is_found_by_its_whole_name(self):
        units, messages = self.load(
            [
                ["Riverside 1", "901", "9", "home", "3 rooms", "South"],
                ["Green Hill 1", "901", "9", "home", "3 rooms", ""],
                ["Green Hill Tower A", "B101", "-1", "parking", "", ""],
            ]
        )
        self.assertFalse(messages)
        self.assertEqual(
            units.mapped("display_name"),
            ["Riverside 1 901", "Green Hill 1 901", "Green Hill Tower A B101"],
        )
        self.assertEqual(units[2].building_id, self.tower)
        self.assertEqual(units[2].usage, "parking")

    def test_half_a_name_is_no_building(self):
        for name in ("1", "Riverside", "Riverside 2", "Hill 1", "Riverside  1"):
            with self.subTest(name):
                units, messages = self.load([[name, "901", "9", "home", "", ""]])
                self.assertFalse(units)
                self.assertIn("No matching record", messages[0]["message"])

    def test_a_permit_names_its_homes_so_too(self):
        permits, messages = self.load(
            [
                [
                    "Riverside",
                    "YS-9",
                    str(self.day(0)),
                    str(self.day(9)),
                    "Supervised Account",
                    "Riverside 1 101,Riverside 1 201",
                ]
            ],
            [
                "development_id",
                "number",
                "date_from",
                "date_to",
                "journal_id",
                "unit_ids",
            ],
            model="property.permit",
        )
        self.assertFalse(messages)
        self.assertEqual(permits.unit_ids, self.units[:2])

    def test_a_number_that_the_building_has_refuses_the_file(self):
        units, messages = self.load(
            [
                ["Riverside 1", "901", "9", "home", "", ""],
                ["Riverside 1", "101", "1", "home", "", ""],
            ]
        )
        self.assertFalse(units)
        self.assertIn("home of this number already", messages[0]["message"])
        self.assertEqual(self.building.unit_count, 4)

    def test_areas_prices_and_permits_do_not_come_with_homes(self):
        permit = self.new_permit()
        for column, value in (
            ("permit_id/.id", str(permit.id)),
            ("company_id/.id", str(self.company.id)),
            ("guard", "3"),
        ):
            with self.subTest(column):
                units, messages = self.load(
                    [["Riverside 1", "901", "9", value]],
                    ["building_id", "name", "floor", column],
                )
                self.assertFalse(units)
                self.assertTrue(messages)

    def test_a_salesperson_imports_nothing(self):
        row = ["Riverside 1", "901", "9", "home", "", ""]
        units, messages = self.load([row], user=self.home_seller)
        self.assertFalse(units)
        self.assertTrue(messages)

    def test_a_search_finds_parts_of_a_name(self):
        units = self.env["property.unit"].with_user(self.home_seller)
        found = units.name_search("101")
        self.assertIn((self.unit.id, "Riverside 1 101"), found)
        buildings = self.env["property.building"].with_user(self.home_seller)
        self.assertTrue(buildings.name_search("Tow"))

    def test_ten_times_the_rows_take_one_search_each_more(self):
        def count(floors):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = [
                ["Green Hill Tower A", f"{floor}01", str(floor), "home", "", ""]
                for floor in floors
            ]
            units, _messages = self.load(rows)
            self.assertEqual(len(units), len(rows))
            return self.env.cr.sql_log_count - before

        count(range(1, 4))
        few, many = count(range(4, 14)), count(range(14, 114))
        self.assertLessEqual(many - few, 2 * 90)
