from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import CollectionCommon

ZONES = ("Etc/GMT+12", "Pacific/Kiritimati")


@tagged("post_install", "-at_install")
class TestSlipDay(CollectionCommon):
    """Slips, promises and contacts are judged by the company's day (rule 9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def test_a_contact_of_tomorrow_is_refused_in_every_zone(self):
        slip = self.new_issued_slip()
        slip = slip.with_context(tz="Pacific/Kiritimati")
        with self.at(0, 15), self.assertRaisesRegex(ValidationError, "day to come"):
            self.new_contact_on(slip, date=self.day(1))
        with self.at(0, 16):
            self.new_contact_on(slip, date=self.day(1))

    def test_a_contact_without_a_day_is_of_the_day_of_the_slips_company(self):
        slip = self.new_issued_slip()
        contacts = self.env["collection.contact"].with_user(self.seller)
        for hour, days in ((15, 0), (16, 1)):
            with self.at(0, hour):
                for zone in ZONES:
                    contact = contacts.with_context(tz=zone).create(
                        {"slip_id": slip.id}
                    )
                    self.assertEqual(contact.date, self.day(days))

    def test_a_promise_is_broken_the_day_after_it_is_over_in_the_company(self):
        slip = self.new_issued_slip()
        self.company.collection_promise_grace_days = 0
        promise = self.new_contact_on(slip, promise_date=self.today, promise_amount=100)
        for hour, state in ((15, "open"), (16, "broken")):
            with self.at(0, hour):
                self.run_cron("receivables_collect.ir_cron_promises")
                self.assertEqual(promise.promise_state, state)
                self.assertEqual(slip.is_to_work_on, state == "broken" or hour == 15)

    def test_a_promised_slip_is_worked_on_from_the_promised_day_of_the_company(self):
        slip = self.new_issued_slip()
        self.new_contact_on(slip, promise_date=self.day(1), promise_amount=100)
        for hour, expected in ((15, False), (16, True)):
            with self.at(0, hour):
                for zone in ZONES:
                    found = slip.with_context(tz=zone).search(
                        [("is_to_work_on", "=", True), ("id", "=", slip.id)]
                    )
                    self.env.invalidate_all()
                    self.assertEqual(bool(found), expected)
                    self.assertEqual(slip.is_to_work_on, expected)

    def test_days_overdue_are_those_of_the_company(self):
        with self.at(0, 8):
            slip = self.new_issued_slip()
            self.assertEqual(slip.days_overdue, 30)
        for hour, days in ((15, 30), (16, 31)):
            with self.at(0, hour):
                for zone in ZONES:
                    self.env.invalidate_all()
                    self.assertEqual(slip.with_context(tz=zone).days_overdue, days)

    def test_a_dispute_is_late_by_the_day_of_the_company(self):
        slip = self.new_issued_slip()
        dispute = self.new_dispute(slip.line_ids, date_due=self.today)
        for hour, late in ((15, False), (16, True)):
            with self.at(0, hour):
                for zone in ZONES:
                    dispute.invalidate_recordset()
                    there = dispute.with_context(tz=zone)
                    self.assertEqual(there.is_late, late)
                    for value in (True, False):
                        found = there.search(
                            [("is_late", "=", value), ("id", "=", dispute.id)]
                        )
                        self.assertEqual(bool(found), late is value)

    def test_the_run_of_the_month_is_made_on_the_day_of_each_company(self):
        west = self.setup_other_company(name="West")["company"]
        west.resource_calendar_id.tz = "America/Los_Angeles"
        self.director.sudo().company_ids += west
        runs = self.env["collection.run"].sudo()
        for company in (self.company, west):
            company.collection_run_day = 1
            self.new_level(company_id=company.id)

        def get_days(company):
            domain = [("company_id", "=", company.id), ("is_automatic", "=", True)]
            return sorted(str(day) for day in runs.search(domain).mapped("date"))

        for moment, east_days, west_days in (
            ("2026-11-30 15:59:59", ["2026-11-30"], ["2026-11-30"]),
            (
                "2026-11-30 16:00:00",
                ["2026-11-30", "2026-12-01"],
                ["2026-11-30"],
            ),
            ("2026-12-01 07:59:59", ["2026-11-30", "2026-12-01"], ["2026-11-30"]),
            (
                "2026-12-01 08:00:00",
                ["2026-11-30", "2026-12-01"],
                ["2026-11-30", "2026-12-01"],
            ),
        ):
            with freeze_time(moment):
                self.run_cron("receivables_collect.ir_cron_run_generate")
            self.assertEqual(get_days(self.company), east_days, moment)
            self.assertEqual(get_days(west), west_days, moment)

    def test_a_run_moved_to_next_month_does_not_take_the_place_of_that_one(self):
        self.company.collection_run_day = 1
        self.new_level()
        runs = self.env["collection.run"].sudo()
        with freeze_time("2026-11-20 12:00:00"):
            self.run_cron("receivables_collect.ir_cron_run_generate")
            made = runs.search(
                [("is_automatic", "=", True), ("company_id", "=", self.company.id)]
            )
            self.assertFalse(runs._is_automatic_due(self.company))
            made.slip_ids.unlink()
            made.date = "2027-03-01"
            self.assertTrue(runs._is_automatic_due(self.company))
