from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestJournalGaps(JournalCommon):
    """Every day is printed once it is over in the company (F16, R4.23; case 7).

    The job finds the days that are missing, whatever was printed by hand meanwhile.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journals = cls.env["collection.journal"].sudo()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.invoice_on(-60, 900)

    def at(self, days, hour):
        """Freeze the time at an hour of Shanghai, `days` from today."""
        moment = datetime.combine(self.day(days), datetime.min.time())
        return freeze_time(moment + timedelta(hours=hour - 8))

    def run_job(self):
        """Print what is missing as the nightly job does, without its commits."""
        for day in self.journals._get_days_to_print(self.company):
            self.journals._print_day(self.company, day)

    def get_last(self, days):
        return self.journals.search(
            [
                ("company_id", "=", self.company.id),
                ("date", "=", self.day(days)),
                ("is_last", "=", True),
            ]
        )

    def test_a_print_by_hand_of_the_running_day_is_followed_by_that_of_the_night(self):
        with self.at(0, 15):
            by_hand = self.print_journal(0)
        self.pay_on(0, 400)
        with self.at(1, 2):
            self.run_job()
        final = self.get_last(0)
        self.assertEqual((final.version, final.receipts, final.closing), (2, 400, 500))
        self.assertEqual((by_hand.receipts, by_hand.is_last), (0, False))
        self.assertTrue(final.dispatch_ids)
        with self.at(1, 3):
            self.assertFalse(self.journals._get_days_to_print(self.company))

    def test_days_before_an_early_print_by_hand_are_not_lost(self):
        with self.at(-4, 2):
            self.run_job()
        with self.at(0, 15):
            self.print_journal(0)
        with self.at(1, 2):
            self.run_job()
        for days in range(-5, 1):
            self.assertTrue(self.get_last(days)._is_final(), days)
            self.assertTrue(self.get_last(days).dispatch_ids, days)

    def test_the_day_before_a_first_print_by_hand_is_not_lost(self):
        with self.at(0, 15):
            self.print_journal(0)
        with self.at(1, 2):
            days = self.journals._get_days_to_print(self.company)
        self.assertEqual(days, [self.day(-1), self.day(0)])

    def test_a_gap_between_prints_is_found(self):
        with self.at(0, 2):
            for days in (-6, -4, -1):
                self.print_journal(days)
            days = self.journals._get_days_to_print(self.company)
        self.assertEqual(days, [self.day(-5), self.day(-3), self.day(-2)])

    def test_a_print_at_the_last_second_of_the_day_is_not_final(self):
        for moment, final in ((15, False), (16, True)):
            day = datetime.combine(self.day(0), datetime.min.time())
            with freeze_time(day + timedelta(hours=moment, seconds=-(not final))):
                self.assertEqual(self.print_journal(0)._is_final(), final)

    def test_a_second_print_by_hand_of_the_running_day_is_the_first(self):
        with self.at(0, 15):
            self.assertEqual(self.print_journal(0), self.print_journal(0))
        with self.at(1, 9):
            final = self.print_journal(0)
            self.assertEqual(final.version, 2)
            self.assertEqual(self.print_journal(0), final)

    def test_no_zone_of_the_caller_prints_a_day_to_come(self):
        with self.at(0, 23):
            journals = self.journals.with_context(tz="Pacific/Kiritimati")
            with self.assertRaisesRegex(Exception, "cannot be printed yet"):
                journals._print_day(self.company, self.day(1))

    def test_without_any_print_the_job_begins_with_yesterday(self):
        with self.at(0, 2):
            days = self.journals._get_days_to_print(self.company)
        self.assertEqual(days, [self.day(-1)])

    def test_after_a_month_the_job_does_not_go_further_back(self):
        with self.at(-50, 2):
            self.run_job()
        with self.at(0, 2):
            days = self.journals._get_days_to_print(self.company)
        self.assertEqual((days[0], len(days)), (self.day(-31), 31))


@tagged("post_install", "-at_install")
class TestJobsInTwoZones(JournalCommon):
    """Jobs of a user without a zone, over companies in two of them (case 13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.west_data = cls.setup_other_company(name="West")
        cls.west = cls.west_data["company"]
        cls.west.resource_calendar_id.tz = "America/Los_Angeles"
        cls.env.ref("base.user_root").tz = False
        cls.today = date(2026, 11, 29)  # a Sunday
        cls.entry_on(-40, 100, cls.customer)
        cls.entry_on(-40, 50, cls.customer, company=cls.west_data)

    def run_job(self, name, moment):
        with freeze_time(moment):
            self.run_cron(f"receivables_collect.{name}")

    def get_days(self, model, field, company, **vals):
        domain = [(name, "=", value) for name, value in vals.items()]
        domain.append(("company_id", "=", company.id))
        records = self.env[model].sudo().search(domain)
        return sorted({str(day) for day in records.mapped(field)})

    def test_the_journal_at_two_in_shanghai_leaves_the_running_day_of_los_angeles(self):
        self.run_job("ir_cron_journal_print", "2026-11-29 18:00:00")
        days = self.get_days("collection.journal", "date", self.company)
        self.assertEqual(days, ["2026-11-29"])
        days = self.get_days("collection.journal", "date", self.west)
        self.assertEqual(days, ["2026-11-28"])
        journals = self.env["collection.journal"].sudo().search([])
        self.assertFalse(any(journals.mapped("is_preliminary")))

    def test_the_day_of_los_angeles_is_printed_once_it_is_over(self):
        self.run_job("ir_cron_journal_print", "2026-11-29 18:00:00")
        self.run_job("ir_cron_journal_print", "2026-11-30 07:59:59")
        days = self.get_days("collection.journal", "date", self.west)
        self.assertEqual(days, ["2026-11-28"])
        self.run_job("ir_cron_journal_print", "2026-11-30 08:00:00")
        days = self.get_days("collection.journal", "date", self.west)
        self.assertEqual(days, ["2026-11-28", "2026-11-29"])

    def test_the_report_of_the_week_is_made_on_monday_and_is_not_late(self):
        model = "collection.uncollected.report"
        for moment, east, west in (
            ("2026-11-29 15:59:59", "2026-11-22", "2026-11-22"),
            ("2026-11-29 18:00:00", "2026-11-29", "2026-11-22"),
            ("2026-11-30 07:59:59", "2026-11-29", "2026-11-22"),
            ("2026-11-30 08:00:00", "2026-11-29", "2026-11-29"),
        ):
            self.run_job("ir_cron_uncollected", moment)
            for company, last in ((self.company, east), (self.west, west)):
                days = self.get_days(model, "date_to", company, kind="week")
                self.assertEqual(days[-1], last, (moment, company.name))
                self.assert_in_time(moment, company, last)

    def assert_in_time(self, moment, company, last):
        """Check that the report of the week up to `last` is not late at a moment."""
        domain = [
            ("company_id", "=", company.id),
            ("kind", "=", "week"),
            ("date_to", "=", last),
        ]
        with freeze_time(moment):
            report = self.env["collection.uncollected.report"].sudo().search(domain)
            report.invalidate_recordset()
            self.assertEqual(report.mapped("is_late"), [False])
            self.assertFalse(report.search([("is_late", "=", True), *domain]))

    def test_weeks_in_which_no_job_ran_are_made_up_for(self):
        model = "collection.uncollected.report"
        self.run_job("ir_cron_uncollected", "2026-11-10 18:00:00")
        self.assertEqual(
            self.get_days(model, "date_to", self.company, kind="week"), ["2026-11-08"]
        )
        self.run_job("ir_cron_uncollected", "2026-11-29 18:00:00")
        self.assertEqual(
            self.get_days(model, "date_to", self.company, kind="week"),
            ["2026-11-08", "2026-11-15", "2026-11-22", "2026-11-29"],
        )
        self.assertEqual(
            self.get_days(model, "date_to", self.company, kind="ten_days"),
            ["2026-11-10", "2026-11-20"],
        )
        self.assert_in_time("2026-11-29 18:00:00", self.company, "2026-11-15")

    def test_the_forecast_of_the_week_is_made_on_each_companys_monday(self):
        model = "collection.cash.forecast"
        self.run_job("ir_cron_cash_forecast", "2026-11-29 18:00:00")
        self.assertEqual(self.get_days(model, "made_on", self.company), ["2026-11-30"])
        self.assertEqual(self.get_days(model, "made_on", self.west), ["2026-11-29"])
        self.run_job("ir_cron_cash_forecast", "2026-11-30 08:00:00")
        self.assertEqual(self.get_days(model, "made_on", self.company), ["2026-11-30"])
        self.assertEqual(
            self.get_days(model, "made_on", self.west), ["2026-11-29", "2026-11-30"]
        )

    def test_the_report_of_a_week_is_late_by_the_day_of_its_company(self):
        self.run_job("ir_cron_uncollected", "2026-11-30 18:00:00")
        report = (
            self.env["collection.uncollected.report"]
            .sudo()
            .search([("company_id", "=", self.company.id), ("kind", "=", "week")])
        )
        due = datetime.combine(report.date_due, datetime.min.time())
        for hour, late in ((15, False), (16, True)):
            report._write_protected({"submitted_at": due + timedelta(hours=hour)})
            for zone in ("Etc/GMT+12", "Pacific/Kiritimati"):
                report.invalidate_recordset()
                self.assertEqual(report.with_context(tz=zone).is_late, late)

    def test_a_new_salesperson_holds_from_the_day_of_the_company_whatever_the_zone(
        self,
    ):
        with freeze_time("2026-11-29 15:00:00"):
            self.customer.with_context(tz="Pacific/Kiritimati").user_id = self.colleague
            self.env["collection.assignment"].sudo()._sync(self.customer)
        found = (
            self.env["collection.assignment"]
            .sudo()
            .search(
                [("partner_id", "=", self.customer.id)], order="date_from desc", limit=1
            )
        )
        self.assertEqual(str(found.date_from), "2026-11-29")

    def test_the_day_of_another_company_does_not_undo_a_later_change(self):
        assignments = self.env["collection.assignment"].sudo()
        with freeze_time("2026-11-29 18:00:00"):
            self.customer.user_id = self.colleague
            assignments.with_company(self.company)._sync(self.customer)
            self.customer.user_id = self.seller
            assignments.with_company(self.west)._sync(self.customer)
        last = assignments.search(
            [("partner_id", "=", self.customer.id)], order="date_from desc", limit=1
        )
        self.assertEqual(
            (str(last.date_from), last.user_id), ("2026-11-30", self.seller)
        )
