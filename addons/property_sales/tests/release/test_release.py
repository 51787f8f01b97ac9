from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestRelease(PropertyCommon):
    """The director puts batches of homes on sale, and takes them off (R2.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.permit = cls.new_valid_permit()

    def test_released_homes_name_their_release(self):
        release = self.new_release(self.units[:2])
        self.assertRecordValues(
            release, [{"state": "released", "released_on": self.today}]
        )
        self.assertEqual(self.units[:2].release_id, release)
        self.assertFalse(self.units[2:].release_id)
        self.assertTrue(self.unit._is_released())

    def test_a_second_release_names_what_is_on_sale_already(self):
        self.new_release(self.unit)
        second = self.new_draft_release(name="Second")
        with self.assertRaisesRegex(UserError, "Riverside 1 101 is on sale .*First"):
            second.with_user(self.director).action_release()
        self.assertEqual(second.state, "draft")
        self.assertFalse(self.units[1].release_id)

    def test_two_drafts_may_name_a_home(self):
        first = self.new_draft_release()
        self.new_draft_release(name="Second")
        first.with_user(self.director).action_release()
        self.assertEqual(self.units.release_id, first)

    def test_each_home_without_a_permit_is_named(self):
        more = self.new_units(2)
        release = self.new_draft_release(self.units | more)
        with self.assertRaises(UserError) as refused:
            release.with_user(self.director).action_release()
        for unit in more:
            self.assertIn(
                f"{unit.display_name} is on no permit", str(refused.exception)
            )
        self.assertNotIn(self.unit.display_name + " ", str(refused.exception))

    def test_a_permit_that_does_not_hold_today_is_said_once(self):
        for moved, words in (
            ({"date_to": self.day(-1)}, "expired on"),
            ({"date_from": self.day(1)}, "not valid before"),
            ({"state": "revoked"}, "was revoked"),
            ({"state": "expired"}, "expired on"),
        ):
            release = self.new_draft_release()
            with self.subTest(moved), self.env.cr.savepoint() as savepoint:
                self.permit._write_protected(moved)
                with self.assertRaisesRegex(UserError, words) as refused:
                    release.with_user(self.director).action_release()
                self.assertEqual(str(refused.exception).count(self.permit.number), 1)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_the_permit_holds_on_its_last_day(self):
        self.permit._write_protected({"date_to": self.today})
        self.assertEqual(self.new_release().state, "released")

    def test_reasons_of_the_topics_below_are_asked(self):
        below = "odoo.addons.property_sales.models.project.property_unit.PropertyUnit"
        release = self.new_draft_release(self.unit)
        with (
            patch(f"{below}._get_cannot_sell_reasons", return_value=["No price."]),
            self.assertRaisesRegex(UserError, "No price"),
        ):
            release.with_user(self.director).action_release()

    def test_an_empty_release_is_none(self):
        release = self.new_draft_release(unit_ids=[])
        with self.assertRaisesRegex(UserError, "names no home"):
            release.with_user(self.director).action_release()

    def test_homes_of_another_development_are_refused(self):
        hill = self.new_development(name="Hill", code="HI")
        foreign = self.new_units(1, self.new_building(hill))
        with self.assertRaisesRegex(ValidationError, "Hill 1 101"):
            self.new_draft_release(
                self.unit | foreign, development_id=self.development.id
            )

    def test_of_a_closed_development_nothing_is_put_on_sale(self):
        release = self.new_draft_release()
        self.development._write_protected({"state": "closed"})
        with self.assertRaisesRegex(UserError, "Riverside is closed"):
            release.with_user(self.director).action_release()

    def test_closing_takes_homes_off_sale_that_nobody_has(self):
        release = self.new_release()
        taken = self.units[1]
        unit_class = self.registry["property.unit"]

        def get_reasons(units, but=None):
            return {taken.id: "Taken by Li."}

        with patch.object(unit_class, "_get_taken_reasons", get_reasons):
            release.with_user(self.director).action_close("Prices go up")
        self.assertRecordValues(
            release, [{"state": "closed", "end_reason": "Prices go up"}]
        )
        self.assertEqual(self.units.filtered("release_id"), taken)
        # of a closed release, it is not on sale when it comes back
        self.assertFalse(taken._is_released())

    def test_homes_of_a_closed_release_go_into_another_one(self):
        first = self.new_release()
        first.with_user(self.director).action_close("Too early")
        second = self.new_release(name="Second")
        self.assertEqual(self.units.release_id, second)

    def test_closing_says_why(self):
        release = self.new_release()
        for reason in ("", "  ", False, None):
            with self.subTest(reason), self.assertRaisesRegex(UserError, "Say why"):
                release.with_user(self.director).action_close(reason)

    def test_a_draft_is_not_closed_and_nothing_is_released_twice(self):
        release = self.new_draft_release()
        with self.assertRaisesRegex(UserError, "cannot become"):
            release.with_user(self.director).action_close("No")
        release.with_user(self.director).action_release()
        with self.assertRaises(UserError):
            release.with_user(self.director).action_release()

    def test_the_director_alone_puts_on_sale_and_takes_off(self):
        draft = self.new_draft_release(self.unit)
        release = self.new_release(self.units[1])
        for user in (self.home_manager, self.home_seller, self.investor, self.general):
            with self.subTest(user.name):
                with self.assertRaises(AccessError):
                    draft.with_user(user).action_release()
                with self.assertRaises(AccessError):
                    release.with_user(user).action_close("No")
                with self.assertRaises(AccessError):
                    draft.with_user(user).write({"name": "X"})
                with self.assertRaises(AccessError):
                    self.env["property.release"].with_user(user).create(
                        {"name": "X", "development_id": self.development.id}
                    )

    def test_a_released_batch_is_fixed(self):
        release = self.new_release(self.unit)
        for vals in (
            {"unit_ids": [(4, self.units[1].id)]},
            {"unit_ids": [(5,)]},
            {"name": "X"},
            {"date": self.day(5)},
            {"state": "draft"},
            {"released_on": self.day(-5)},
        ):
            for batch in (release, release.with_user(self.director)):
                with self.subTest(vals), self.assertRaises(UserError):
                    batch.write(vals)

    def test_what_is_released_stays_on_record(self):
        release = self.new_release(self.unit)
        with self.assertRaisesRegex(UserError, "close these"):
            release.unlink()
        draft = self.new_draft_release(self.units[1])
        draft.with_user(self.director).unlink()
        copy = release.with_user(self.director).copy()
        self.assertRecordValues(copy, [{"state": "draft", "released_on": False}])
        self.assertFalse(copy.unit_ids)

    def test_a_release_is_not_created_released(self):
        vals = {"name": "X", "development_id": self.development.id}
        for more in ({"state": "released"}, {"released_on": self.today}):
            for user in (self.director, self.env.user):
                with self.subTest(more), self.assertRaises(UserError):
                    self.env["property.release"].with_user(user).create(vals | more)

    def test_the_release_of_a_home_is_written_by_releases_only(self):
        release = self.new_draft_release(self.unit)
        vals = {"release_id": release.id}
        for unit in (self.unit, self.unit.with_user(self.investor)):
            with self.assertRaisesRegex(UserError, "directly"):
                unit.write(vals)
        new = {"name": "999", "building_id": self.building.id, "floor": 9}
        with self.assertRaisesRegex(UserError, "directly"):
            self.env["property.unit"].with_user(self.investor).create(new | vals)
        loaded = (
            self.env["property.unit"]
            .with_user(self.investor)
            .load(
                ["name", "building_id/.id", "floor", "release_id/.id"],
                [["998", str(self.building.id), "9", str(release.id)]],
            )
        )
        self.assertFalse(loaded["ids"])

    def test_ten_times_the_homes_take_no_more_queries(self):
        tower = self.new_building(name="2")
        few, many = self.new_units(3, tower), self.new_units(40, tower)
        self.new_valid_permit(few | many, number="YS-2")

        def count(units):
            release = self.new_draft_release(units)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            release.with_user(self.director).action_release()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(self.units)
        self.assertLessEqual(count(many), count(few) + 2)
