from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..common_deadline import DeadlineChecks
from ..common_house_money import HouseMoneyCommon

JOB = "property_sales.ir_cron_reservation"
MINUTE = timedelta(minutes=1)


@tagged("post_install", "-at_install")
class TestReservationClocks(DeadlineChecks, HouseMoneyCommon):
    """Rows 3 and 5 of the calendar, which the job keeps by the minute (R2.7)."""

    def run_at(self, moment):
        with freeze_time(moment):
            self.run_cron(JOB)

    def test_each_period_has_its_setting_its_moment_and_its_job(self):
        clocks = type(self.env["property.deadline"])._clocks
        self.assertEqual(clocks.keys(), {"hold", "move_up"})
        for clock in clocks.values():
            self.assertIn(clock.setting, self.company._fields)
            self.assertEqual(self.hold._fields[clock.moment].type, "datetime")
            jobs = self.env["ir.cron"].sudo()
            domain = [("model_id.model", "=", clock.model)]
            codes = jobs.search(domain).mapped("code")
            self.assertIn(f"model.{clock.job}()", codes)

    # row 3: the hold

    def test_a_hold_ends_after_its_minutes_and_not_before(self):
        held = timedelta(minutes=self.company.property_hold_minutes)
        self.assertEqual(self.hold.hold_until, self.hold.reserved_at + held)
        for moment, state in (
            (-MINUTE, "active"),
            (timedelta(), "active"),
            (MINUTE, "expired"),
        ):
            self.run_at(self.hold.hold_until + moment)
            self.assertEqual(self.hold.state, state, f"{moment} from the end")
        self.assertIn("without money", self.hold.end_reason)
        self.assertEqual(self.unit.state, "available")

    def test_money_in_time_keeps_it(self):
        self.take()
        self.run_at(self.hold.hold_until + MINUTE)
        self.assertEqual(self.hold.state, "active")

    def test_the_setting_moves_the_end_of_the_next_hold(self):
        self.company.property_hold_minutes = 45
        hold = self.reserve(self.units[1], self.new_buyer("Next"))
        self.run_at(hold.reserved_at + 44 * MINUTE)
        self.assertEqual(hold.state, "active")
        self.run_at(hold.reserved_at + 46 * MINUTE)
        self.assertEqual(hold.state, "expired")

    def test_given_back_before_it_ends_no_more(self):
        self.hold.with_user(self.home_seller).action_cancel("Too dear")
        self.run_at(self.hold.hold_until + MINUTE)
        self.assertEqual(self.hold.state, "cancelled")

    # row 5: the answer of a customer who moved up

    def move_up(self):
        """The first who waits has the home; another one waits behind."""
        self.waiting = self.wait()
        self.last = self.wait(buyer=self.new_buyer("Last"), user=self.home_seller)
        self.hold.with_user(self.home_seller).action_cancel("Too dear")
        self.assertEqual(self.waiting.state, "active")
        return self.get_deadline("move_up", self.waiting)

    def test_an_answer_is_awaited_until_its_hour(self):
        row = self.move_up()
        last = self.company._get_day(self.waiting.hold_until)
        self.assertRecordValues(
            row,
            [{"state": "open", "date_due": last, "user_id": self.home_colleague.id}],
        )
        self.run_at(self.waiting.hold_until - MINUTE)
        self.run_at(self.waiting.hold_until)
        self.assertEqual((self.waiting.state, row.state), ("active", "open"))
        self.run_at(self.waiting.hold_until + MINUTE)
        self.assertEqual((self.waiting.state, row.state), ("expired", "void"))
        self.assertEqual(self.last.state, "active", "the next one has it")
        self.assertEqual(self.get_deadline("move_up", self.last).state, "open")

    def test_while_the_job_stands_still_the_director_is_told_on_the_next_day(self):
        row = self.move_up()
        days = (row.date_due - self.today).days
        for day in range(days + 1):
            self.assert_told(row, day, "open")
        self.assert_told(row, days + 1, "late", self.home_colleague, self.director)

    def test_money_is_the_answer(self):
        row = self.move_up()
        self.take(1000, self.waiting, self.home_colleague)
        self.assert_done(row)

    def test_given_back_it_is_void_and_the_next_one_has_it(self):
        row = self.move_up()
        self.waiting.with_user(self.home_colleague).action_cancel("Found another")
        self.assertEqual(row.state, "void")
        self.assertFalse(self.get_told(row))
        self.assertEqual(self.last.state, "active")

    def test_hours_and_the_salesperson_move_it(self):
        self.company.property_move_up_hours = 72
        row = self.move_up()
        self.assert_moved(row, (row.date_due - self.today).days)
        self.assertGreaterEqual(row.date_due, self.day(2))
        past = self.waiting.hold_until - timedelta(days=1)
        self.waiting._write_protected({"hold_until": past})
        self.follow(self.waiting)
        self.assertEqual(row.date_due, self.company._get_day(past))
        self.waiting.with_user(self.home_manager).action_transfer(
            self.home_seller.id, "Leaves"
        )
        self.follow(self.waiting)
        self.assertEqual(row.user_id, self.home_seller)

    def test_a_mere_hold_has_none(self):
        self.assertFalse(self.get_deadline("move_up", self.hold))
