from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import PropertyCommon

VALUES = {"list_price": 1, "unit_price": 1, "pricing_basis": "unit"}
WORDS = "prices come from approved lists"


@tagged("post_install", "-at_install")
class TestPriceOnlyWriter(PropertyCommon):
    """Prices come from approved lists, whatever way is tried (R2.4, row 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.price_list = cls.new_active_prices()
        cls.line = cls.price_list.line_ids[0]
        cls.users = (cls.investor, cls.director, cls.general, cls.home_seller)

    def assert_unchanged(self):
        self.env.invalidate_all()
        self.assertEqual(set(self.units.mapped("list_price")), {1_000_000})
        self.assertEqual(set(self.price_list.line_ids.mapped("price")), {1_000_000})

    def assert_refused(self, function):
        # as every call over RPC, it is undone as a whole
        with self.assertRaises(UserError) as refused:
            function()
        self.assertIn(WORDS, str(refused.exception))
        self.assert_unchanged()

    def test_prices_of_a_home_are_not_written(self):
        vals = VALUES | {"price_line_id": self.line.id}
        for name, value in vals.items():
            for units in (self.unit.with_user(self.investor), self.unit.sudo()):
                with self.subTest(name, uid=units.env.uid):
                    self.assert_refused(lambda u=units, v={name: value}: u.write(v))

    def test_no_home_is_created_with_a_price(self):
        vals = {"name": "999", "building_id": self.building.id}
        for units in (self.unit.with_user(self.investor), self.unit.sudo()):
            for name, value in VALUES.items():
                given = vals | {name: value}
                with self.subTest(name, uid=units.env.uid):
                    self.assert_refused(lambda u=units, v=given: u.create(v))

    def test_no_default_in_the_context_gives_a_price(self):
        units = self.unit.with_user(self.investor).with_context(default_list_price=9)
        unit = units.create({"name": "999", "building_id": self.building.id})
        self.assertFalse(unit.list_price)

    def test_prices_are_not_imported_with_homes(self):
        columns = [".id", "list_price"]
        units = self.unit.with_user(self.investor)
        result = units.load(columns, [[str(self.unit.id), "5"]])
        self.assertFalse(result["ids"])
        self.assertIn(WORDS, result["messages"][0]["message"])
        columns = ["name", "building_id/.id", "list_price"]
        result = units.load(columns, [["998", str(self.building.id), "5"]])
        self.assertFalse(result["ids"])
        self.assert_unchanged()

    def test_lines_of_an_active_list_are_fixed(self):
        for lines in (self.line.with_user(self.director), self.line.sudo()):
            for name in ("price", "pricing_basis", "floor_price", "filed_price"):
                value = "inner" if name == "pricing_basis" else 5
                vals = {name: value}
                with self.subTest(name, uid=lines.env.uid):
                    self.assert_refused(lambda r=lines, v=vals: r.write(v))
            self.assert_refused(lines.unlink)

    def test_lines_are_not_changed_through_the_list(self):
        commands = {
            "update": Command.update(self.line.id, {"price": 5}),
            "delete": Command.delete(self.line.id),
            "create": Command.create({"unit_id": self.unit.id, "price": 5}),
            "clear": Command.clear(),
        }
        for lists in (self.price_list.with_user(self.director), self.price_list.sudo()):
            for name, command in commands.items():
                vals = {"line_ids": [command]}
                with self.subTest(name, uid=lists.env.uid):
                    self.assert_refused(lambda r=lists, v=vals: r.write(v))

    def test_no_line_is_added_to_an_active_list(self):
        unit = self.new_units()
        vals = {"list_id": self.price_list.id, "unit_id": unit.id, "price": 5}
        for lines in (self.line.with_user(self.director), self.line.sudo()):
            with self.subTest(uid=lines.env.uid):
                self.assert_refused(lambda r=lines: r.create(vals))

    def test_lines_of_an_active_list_are_not_imported(self):
        lines = self.line.with_user(self.director)
        result = lines.load([".id", "price"], [[str(self.line.id), "5"]])
        self.assertFalse(result["ids"])
        self.assertIn(WORDS, result["messages"][0]["message"])
        self.assert_unchanged()

    def test_no_line_moves_into_another_list(self):
        draft = self.new_price_list(price=5)
        for lines in (draft.line_ids[0].with_user(self.director), draft.line_ids[0]):
            with self.subTest(uid=lines.env.uid), self.assertRaises(UserError):
                lines.list_id = self.price_list

    def test_the_state_moves_by_buttons_only(self):
        draft = self.new_price_list(price=5)
        for lists in (draft.with_user(self.director), draft):
            for vals in (
                {"state": "active"},
                {"approved_at": "2026-01-01"},
                {"activated_on": self.today},
                {"company_id": self.company.id},
            ):
                with self.subTest(vals), self.assertRaises(UserError):
                    lists.write(vals)
        with self.assertRaises(UserError):
            draft.create(
                {
                    "name": "X",
                    "development_id": self.development.id,
                    "state": "active",
                }
            )

    def test_an_active_list_is_neither_withdrawn_nor_cancelled(self):
        lists = self.price_list.with_user(self.director)
        for method in ("action_withdraw", "action_cancel", "action_draft"):
            with self.subTest(method), self.assertRaises(UserError):
                getattr(lists, method)()
        self.assert_unchanged()

    def test_the_dialog_fills_no_active_list(self):
        fill = self.env["property.price.list.fill"].with_user(self.director)
        fill = fill.create(
            {
                "list_id": self.price_list.id,
                "base_price": 5,
                "pricing_basis": "unit",
            }
        )
        self.assert_refused(fill.action_fill)

    def test_a_copied_home_has_no_price(self):
        copied = self.unit.copy({"name": "997"})
        self.assertFalse(copied.list_price or copied.price_line_id)
