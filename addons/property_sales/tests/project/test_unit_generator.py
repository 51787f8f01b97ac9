from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tests.common import warmup

from ..common import PropertyCommon

LAYOUTS = [
    {"name": "01", "layout": "3 rooms", "orientation": "South", "usage": "home"},
    {"name": "02", "layout": "2 rooms"},
]


@tagged("post_install", "-at_install")
class TestUnitGenerator(PropertyCommon):
    """A building's homes are made by floors and layouts (R2.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tower = cls.new_building(name="2")

    def generate(self, floors, layouts=None, user=None, building=None):
        building = (building or self.tower).with_user(user or self.investor)
        ids = building.action_generate_units(
            floors, LAYOUTS if layouts is None else layouts
        )
        return self.env["property.unit"].browse(ids)

    def test_each_floor_has_a_home_of_each_layout(self):
        units = self.generate([1, 3])
        self.assertRecordValues(
            units,
            [
                {
                    "name": "101",
                    "floor": 1,
                    "layout": "3 rooms",
                    "orientation": "South",
                },
                {"name": "102", "floor": 1, "layout": "2 rooms", "orientation": False},
                {
                    "name": "301",
                    "floor": 3,
                    "layout": "3 rooms",
                    "orientation": "South",
                },
                {"name": "302", "floor": 3, "layout": "2 rooms", "orientation": False},
            ],
        )
        self.assertEqual(units.building_id, self.tower)
        self.assertEqual(units.development_id, self.development)
        self.assertEqual(set(units.mapped("usage")), {"home"})
        self.assertFalse(units.permit_id)

    def test_floors_below_the_ground_are_called_by_b(self):
        units = self.generate([-1, -2], [{"name": "001", "usage": "parking"}])
        self.assertEqual(units.mapped("name"), ["B1001", "B2001"])
        self.assertEqual(units.mapped("floor"), [-1, -2])
        self.assertEqual(set(units.mapped("usage")), {"parking"})

    def test_a_floor_named_twice_is_made_once(self):
        self.assertEqual(self.generate([1, 1]).mapped("name"), ["101", "102"])

    def test_homes_that_are_there_are_named(self):
        self.generate([3])
        with self.assertRaisesRegex(UserError, "Riverside 2 .*301, 302"):
            self.generate([2, 3])
        self.assertEqual(self.tower.unit_count, 2)

    def test_archived_homes_are_there_too(self):
        self.generate([3]).with_user(self.investor).action_archive()
        with self.assertRaisesRegex(UserError, "301"):
            self.generate([3])

    def test_two_floors_and_layouts_may_make_one_name(self):
        with self.assertRaisesRegex(UserError, "1101"):
            self.generate([1, 11], [{"name": "101"}, {"name": "01"}])

    def test_the_same_number_in_another_building_is_no_obstacle(self):
        self.generate([1])
        other = self.new_building(name="3")
        self.assertEqual(len(self.generate([1], building=other)), 2)

    def test_neither_areas_nor_prices_come_along(self):
        for field in ("list_price", "gross_area", "permit_id", "building_id"):
            with self.subTest(field), self.assertRaisesRegex(UserError, "only"):
                self.generate([1], [{"name": "01", field: 1}])

    def test_what_is_no_floor_is_refused(self):
        for floors in (
            None,
            False,
            3,
            "1-3",
            {},
            ["1"],
            [1.0],
            [True],
            [[1]],
            [10**12],
        ):
            with self.subTest(floors), self.assertRaises(UserError):
                self.generate(floors)

    def test_what_is_no_layout_is_refused(self):
        for layouts in (
            None,
            "01",
            {"name": "01"},
            ["01"],
            [{"layout": "3 rooms"}],
            [{"name": " "}],
            [{"name": 1}],
            [{"name": ["01"]}],
            [{"name": "01", "usage": "palace"}],
            [{"name": "01\0"}],
        ):
            with self.subTest(layouts), self.assertRaises(UserError):
                self.generate([1], layouts if layouts is not None else 0)

    def test_nothing_is_no_order(self):
        for floors, layouts in (([], LAYOUTS), ([1], [])):
            with self.assertRaisesRegex(UserError, "at least one"):
                self.generate(floors, layouts)

    def test_three_thousand_are_the_most_at_once(self):
        layouts = [{"name": f"{number:02}"} for number in range(30)]
        with self.assertRaisesRegex(UserError, "3030 homes .* 3000"):
            self.generate(list(range(1, 102)), layouts)
        self.assertEqual(len(self.generate(list(range(1, 101)), layouts)), 3000)

    def test_investment_development_alone_makes_homes(self):
        for user in (self.home_seller, self.director, self.general, self.seller):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.generate([1], user=user)

    @warmup
    def test_ten_times_the_homes_take_no_more_queries(self):
        def count(floors):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.generate(floors)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = count([1])
        many = count(list(range(2, 22)))
        self.assertLessEqual(many, few + 2)

    def test_the_dialog_leaves_floors_out(self):
        form = Form(
            self.env["property.unit.generator"]
            .with_user(self.investor)
            .with_context(default_building_id=self.tower.id)
        )
        form.floor_from = -1
        form.floor_to = 15
        form.skipped = "13， 14"
        with form.line_ids.new() as line:
            line.name = "01"
            line.layout = "3 rooms"
        self.assertEqual(form.unit_count, 14)
        action = form.save().action_generate()
        units = self.unit.search(action["domain"])
        self.assertEqual(units.mapped("floor"), [-1, *range(1, 13), 15])
        self.assertEqual(units[0].name, "B101")

    def test_the_dialog_reads_numbers_only(self):
        vals = {"building_id": self.tower.id, "floor_to": 20, "skipped": "13, A"}
        vals["line_ids"] = [(0, 0, {"name": "01"})]
        dialog = self.env["property.unit.generator"].with_user(self.investor)
        with self.assertRaisesRegex(UserError, "commas between: A"):
            dialog.create(vals).action_generate()
