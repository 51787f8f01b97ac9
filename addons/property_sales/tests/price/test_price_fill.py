from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPriceFill(PropertyCommon):
    """A draft is filled by floor and orientation, or from a spreadsheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.new_price_list(line_ids=[])

    def fill(self, user=None, **vals):
        vals = {
            "list_id": self.draft.id,
            "base_price": 10_000,
            "pricing_basis": "gross",
        } | vals
        fills = self.env["property.price.list.fill"]
        fills.with_user(user or self.home_seller).create(vals).action_fill()
        return self.draft.line_ids.sorted("unit_id").mapped("price")

    def test_a_step_for_each_floor(self):
        self.give_areas(self.units, gross=100)
        prices = self.fill(floor_step=50, floor_from=2)
        self.assertEqual(prices, [995_000, 1_000_000, 1_005_000, 1_010_000])

    def test_an_orientation_adds_amount_and_percent(self):
        self.give_areas(self.units, gross=100)
        self.units[1].orientation = "South"
        side = {"orientation": "South", "amount": 500, "percent": 10}
        prices = self.fill(side_ids=[Command.create(side)])
        self.assertEqual(prices, [1_000_000, 1_155_000, 1_000_000, 1_000_000])

    def test_a_price_per_home_needs_no_area(self):
        prices = self.fill(pricing_basis="unit", base_price=500_000, floor_step=1000)
        self.assertEqual(prices, [500_000, 501_000, 502_000, 503_000])

    def test_a_price_per_area_without_area_is_refused(self):
        with self.assertRaisesRegex(UserError, "Riverside 1 101"):
            self.fill()
        self.assertFalse(self.draft.line_ids)

    def test_it_is_filled_again_over_what_is_there(self):
        self.give_areas(self.units, gross=100)
        self.fill()
        self.draft.line_ids.filed_price = 2_000_000
        prices = self.fill(base_price=11_000)
        self.assertEqual(prices, [1_100_000] * 4)
        self.assertEqual(set(self.draft.line_ids.mapped("filed_price")), {2_000_000})

    def test_it_fills_the_buildings_asked_for(self):
        second = self.new_building(name="2")
        units = self.new_units(2, building=second)
        self.fill(pricing_basis="unit", building_ids=[Command.set(second.ids)])
        self.assertEqual(self.draft.line_ids.unit_id, units)

    def test_the_director_gives_floor_prices_with_it(self):
        self.fill(self.director, pricing_basis="unit", floor_percent=92.5)
        self.assertEqual(set(self.draft.line_ids.mapped("floor_price")), {9250})

    def test_a_home_is_imported_by_its_number_within_the_building(self):
        second = self.new_building(name="2")
        twin = self.new_units(1, building=second)
        result = self.load(
            ["building_id", "unit_id", "price", "pricing_basis", "filed_price"],
            [["1", "101", "5", "Home", "6"], ["2", "101", "7", "Home", ""]],
        )
        self.assertFalse(result["messages"])
        lines = self.draft.line_ids.sorted("unit_id")
        self.assertRecordValues(
            lines,
            [
                {"unit_id": self.unit.id, "price": 5, "filed_price": 6},
                {"unit_id": twin.id, "price": 7, "filed_price": 0},
            ],
        )

    def test_a_home_is_imported_by_its_full_name_or_a_single_number(self):
        result = self.load(
            ["unit_id", "price", "pricing_basis"],
            [["Riverside 1 101", "5", "unit"], ["201", "7", "unit"]],
        )
        self.assertFalse(result["messages"])
        self.assertEqual(self.draft.line_ids.unit_id, self.units[:2])

    def test_rows_that_name_no_home_or_several_are_said(self):
        self.new_units(1, building=self.new_building(name="2"))
        rows = [["101", "5"], ["9999", "5"], ["201", "5"]]
        result = self.load(["unit_id", "price"], rows)
        self.assertFalse(result["ids"])
        first, second = result["messages"]
        self.assertIn("Several homes", first["message"])
        self.assertIn("has no home 9999", second["message"])
        self.assertEqual((first["record"], second["record"]), (0, 1))
        self.assertFalse(self.draft.line_ids)

    def load(self, columns, rows):
        lines = self.env["property.price.list.line"].with_user(self.home_seller)
        return lines.with_context(default_list_id=self.draft.id).load(columns, rows)
