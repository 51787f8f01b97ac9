from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestBlock(PropertyCommon):
    """A block keeps a home from sale until the end of its last day (R2.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.of_these = [("id", "in", cls.units.ids)]

    def search_blocked(self):
        units, rest = (
            self.units.search([("is_blocked", "=", blocked), *self.of_these])
            for blocked in (True, False)
        )
        self.assertEqual(units | rest, self.units)
        self.assertFalse(units & rest)
        return units

    def test_a_block_is_live_at_once(self):
        block = self.new_block()
        self.assertEqual(block.state, "live")
        self.assertRecordValues(
            self.unit, [{"is_blocked": True, "blocked_until": self.day(10)}]
        )
        self.assertEqual(self.search_blocked(), self.unit)
        self.assertEqual(block.display_name, "Riverside 1 101")

    def test_the_last_day_blocks_and_the_next_one_does_not(self):
        self.new_block(days=0)
        self.assertTrue(self.unit.is_blocked)
        with self.at(1, 0):
            self.env.invalidate_all()
            self.assertRecordValues(
                self.unit, [{"is_blocked": False, "blocked_until": False}]
            )
            self.assertFalse(self.search_blocked())

    def test_the_day_is_that_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with self.at(0, 15):
            self.assertEqual(self.company._get_today(), self.today)
            self.new_block(days=0)
            self.assertTrue(self.unit.with_context(tz="Pacific/Honolulu").is_blocked)
        # midnight in Shanghai is 16:00 in UTC
        with self.at(0, 16):
            self.env.invalidate_all()
            for zone in ("UTC", "Pacific/Honolulu"):
                unit = self.unit.with_context(tz=zone)
                self.assertFalse(unit.is_blocked)
                self.assertFalse(self.search_blocked())
            with self.assertRaisesRegex(UserError, "is past"):
                self.new_block(self.units[1], days=0)
            self.new_block(self.units[1], days=1)

    def test_the_job_ends_what_is_over_and_nothing_else(self):
        over, last = self.new_block(days=0), self.new_block(self.units[1], days=1)
        with self.at(1, 12):
            self.run_cron("property_sales.ir_cron_block")
            self.assertEqual((over | last).mapped("state"), ["expired", "live"])

    def test_where_the_job_is_late_the_home_is_blocked_again(self):
        over = self.new_block(days=0)
        with self.at(1, 12):
            block = self.new_block(days=3)
            self.assertEqual((over | block).mapped("state"), ["expired", "live"])
            self.env.invalidate_all()
            self.assertEqual(self.unit.blocked_until, self.day(3))

    def test_one_live_block_per_home(self):
        self.new_block()
        with self.assertRaisesRegex(
            UserError, "Riverside 1 101 is blocked until .*bank"
        ):
            self.new_block(user=self.director)
        index = "property_block_one_live_per_unit"
        self.env.cr.execute("SELECT 1 FROM pg_indexes WHERE indexname = %s", [index])
        self.assertTrue(self.env.cr.fetchone())

    def test_one_of_many_that_is_blocked_refuses_all(self):
        self.new_block(self.units[1])
        vals = {"reason": "Sample", "date_end": self.day(1)}
        with self.assertRaisesRegex(UserError, "Riverside 1 201"):
            self.env["property.block"].with_user(self.home_manager).create(
                [vals | {"unit_id": unit.id} for unit in self.units]
            )
        self.assertEqual(self.search_blocked(), self.units[1])
        with self.assertRaisesRegex(UserError, "twice"):
            self.env["property.block"].with_user(self.home_manager).create(
                [vals | {"unit_id": self.unit.id}] * 2
            )

    def test_a_taken_home_is_not_blocked(self):
        with (
            patch.object(
                self.registry["property.unit"],
                "_get_taken_reasons",
                lambda units, but=None: {
                    unit.id: f"{unit.name} is taken by Li." for unit in units
                },
            ),
            self.assertRaisesRegex(UserError, "101 is taken by Li"),
        ):
            self.new_block()

    def test_the_day_is_not_past_and_the_reason_is_said(self):
        with self.assertRaisesRegex(UserError, "is past"):
            self.new_block(days=-1)
        for reason, unit in (("", self.units[1]), ("  ", self.units[2])):
            with self.assertRaisesRegex(UserError, "Say why"):
                self.new_block(unit, reason=reason)

    def test_the_context_names_no_blocked_home_either(self):
        self.new_block()
        blocks = self.env["property.block"].with_user(self.home_manager)
        with self.assertRaisesRegex(UserError, "is blocked until"):
            blocks.with_context(default_unit_id=self.unit.id).create(
                {"reason": "Again", "date_end": self.day(1)}
            )

    def test_a_lifted_block_frees_the_home(self):
        block = self.new_block()
        block.with_user(self.home_manager).action_lift("The bank declined")
        self.assertRecordValues(
            block, [{"state": "lifted", "end_reason": "The bank declined"}]
        )
        self.assertFalse(self.unit.is_blocked)
        self.new_block(user=self.director)
        with self.assertRaisesRegex(UserError, "cannot become"):
            block.with_user(self.director).action_lift("Again")

    def test_lifting_says_why(self):
        block = self.new_block()
        for reason in ("", " ", None, False):
            with self.subTest(reason), self.assertRaisesRegex(UserError, "Say why"):
                block.with_user(self.director).action_lift(reason)

    def test_nothing_of_a_block_changes(self):
        block = self.new_block()
        for vals in (
            {"state": "lifted"},
            {"date_end": self.day(99)},
            {"reason": "Other"},
            {"unit_id": self.units[1].id},
            {"end_reason": "X"},
            {"company_id": 1},
        ):
            for record in (block, block.with_user(self.director)):
                with self.subTest(vals), self.assertRaises(UserError):
                    record.write(vals)
        with self.assertRaisesRegex(UserError, "lift them"):
            block.unlink()

    def test_a_block_is_not_created_over(self):
        for vals in ({"state": "expired"}, {"end_reason": "X"}):
            with self.subTest(vals), self.assertRaises(UserError):
                self.new_block(user=self.director, **vals)

    def test_what_is_computed_of_blocks_is_not_written(self):
        for vals in ({"is_blocked": False}, {"blocked_until": False}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "directly"):
                self.unit.write(vals)

    def test_several_homes_are_blocked_from_their_list(self):
        dialog = Form(
            self.env["property.block.wizard"]
            .with_user(self.home_manager)
            .with_context(active_model="property.unit", active_ids=self.units[:3].ids)
        )
        dialog.date_end = self.day(5)
        dialog.reason = "Show homes"
        dialog.save().action_block()
        self.assertEqual(self.search_blocked(), self.units[:3])

    def test_many_blocks_take_no_more_queries(self):
        tower = self.new_building(name="2")
        few, many = self.new_units(3, tower), self.new_units(40, tower)

        def count(units):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            vals = {"reason": "Sample", "date_end": self.today + timedelta(days=1)}
            self.env["property.block"].with_user(self.director).create(
                [vals | {"unit_id": unit.id} for unit in units]
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(self.units)
        self.assertLessEqual(count(many), count(few) + 2)
