from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestDayRounds(FormReportMixin, MoneyCommon):
    """A collector hands in several times on one day (R4.27)."""

    form = "receivables_collect.report_f21"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200)
        cls.first = cls.collect(cls.slip, 60).report_id

    def values(self, *reports):
        return [(report.date, report.round) for report in reports]

    def test_money_after_the_submission_comes_on_the_next_round_of_the_day(self):
        self.submit(self.first)
        second = self.collect(self.slip, 10).report_id
        self.assertEqual(self.collect(self.slip, 5).report_id, second)
        self.submit(second)
        third = self.collect(self.slip, 1).report_id
        self.assertEqual(
            self.values(self.first, second, third),
            [(self.today, 1), (self.today, 2), (self.today, 3)],
        )
        self.assertEqual(third.receipt_ids.remit_by, self.today)

    def test_a_round_declares_its_own_money_and_what_is_still_due(self):
        self.submit(self.first)
        second = self.collect(self.slip, 10).report_id
        self.assertEqual(second.declaration_ids.mapped("collected"), [10])
        self.assertEqual(
            [(line.due, line.collected) for line in second.variance_ids], [(240, 10)]
        )

    def test_a_slip_handed_in_whole_is_due_in_no_later_round(self):
        self.collect(self.slip, 240)
        self.submit(self.first)
        second = self.collect(self.new_slips_of(1, 50), 50).report_id
        self.assertNotIn(self.slip, second.variance_ids.slip_id)
        self.assertEqual(second.round, 2)

    def test_rounds_are_verified_in_any_order(self):
        self.submit(self.first)
        second = self.collect(self.slip, 240).report_id
        self.verify(second)
        self.assertEqual(self.slip.amount_residual, 60)
        self.verify(self.first)
        self.assertEqual(self.slip.state, "settled")

    def test_a_day_verified_already_has_a_next_round_too(self):
        self.verify(self.first)
        self.assertEqual(self.collect(self.slip, 1).report_id.round, 2)

    def test_the_last_round_of_today_is_opened(self):
        self.submit(self.first)
        model = self.env["collection.day.report"].with_user(self.seller)
        self.assertEqual(model.action_open_today()["res_id"], self.first.id)
        second = self.collect(self.slip, 10).report_id
        self.assertEqual(model.action_open_today()["res_id"], second.id)

    def test_late_money_of_a_closed_day_comes_on_the_round_of_today(self):
        past = str(self.day(-1))
        before = self.collect(self.slip, 20, date=past).report_id
        self.assertEqual(self.values(before), [(self.day(-1), 1)])
        self.submit(before)
        self.assertEqual(self.collect(self.slip, 5, date=past).report_id, self.first)
        self.submit(self.first)
        late = self.collect(self.slip, 5, date=past).report_id
        self.assertEqual(self.values(late), [(self.today, 2)])

    def test_a_round_ends_with_the_day_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        for user in (self.seller, self.colleague):
            slip = self.new_slips_of(1, 100, holder=user)
            with self.at(0, 15):
                report = self.collect(slip, 10).report_id
                if report.state == "open":
                    self.submit(report)
                second = self.collect(slip, 10).report_id
                self.submit(second)
                self.assertEqual(self.values(second), [(self.today, 2)])
            with self.at(0, 16):
                day = str(self.today)
                later = self.collect(slip, 10, date=day).report_id
                self.assertEqual(self.values(later), [(self.day(1), 1)])

    def test_an_open_round_of_a_day_that_is_over_takes_its_late_money(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.submit(self.first)
        second = self.collect(self.slip, 10).report_id
        with self.at(0, 16):
            late = self.collect(self.slip, 5, date=str(self.today))
            self.assertEqual(late.report_id, second)

    def test_the_name_and_the_form_tell_the_round_from_the_second_on(self):
        self.submit(self.first)
        second = self.collect(self.slip, 10).report_id
        self.assertNotIn("Round", self.first.display_name)
        self.assertTrue(second.display_name.endswith(", Round 2"))
        for form in ("f21", "f22"):
            form = f"receivables_collect.report_{form}"
            pages = self.print_form(self.first, user=self.seller, form=form)
            self.assert_not_on(pages, "Round")
            pages = self.print_form(second, user=self.seller, form=form)
            self.assert_on(pages, "Round")

    def test_nobody_changes_a_round(self):
        for report in (self.first, self.first.with_user(self.seller)):
            with self.assertRaises(UserError):
                report.write({"round": 2})

    def test_a_round_is_there_once(self):
        vals = {"collector_id": self.seller.id, "date": self.today}
        reports = self.env["collection.day.report"].sudo()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            reports.create(vals)
        with self.assertRaises(UserError):
            reports.create(vals | {"round": 2})
