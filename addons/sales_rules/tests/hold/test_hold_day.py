from datetime import datetime, timedelta

from odoo.tests import tagged

from ..common_credit_increase import CreditIncreaseCommon

ZONES = ("Etc/GMT+12", "Pacific/Kiritimati", "UTC", "Asia/Shanghai")


@tagged("post_install", "-at_install")
class TestHoldDay(CreditIncreaseCommon):
    """Overdue is decided by the company's day (rule 9, case A12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def confirm_in(self, zone):
        order = self.new_order(100)
        order.with_context(tz=zone).action_confirm()
        return self.get_reasons(order)

    def test_no_zone_of_the_caller_lets_an_overdue_order_pass(self):
        self.new_invoice(10, due=0)
        with self.at(0, 16):  # the day after it was due has begun in Shanghai
            for zone in ZONES:
                self.assertEqual(self.confirm_in(zone), {"overdue"}, zone)

    def test_no_zone_of_the_caller_holds_an_order_that_is_due_today(self):
        self.new_invoice(10, due=0)
        with self.at(0, 15):
            for zone in ZONES:
                self.assertEqual(self.confirm_in(zone), set(), zone)

    def test_no_zone_of_the_user_changes_what_is_overdue(self):
        self.new_invoice(10, due=0)
        with self.at(0, 16):
            for zone in (*ZONES, False):
                self.seller.tz = zone
                self.assertEqual(self.confirm_in(zone), {"overdue"}, zone)

    def test_the_hold_counts_the_days_of_the_company(self):
        self.new_invoice(10, due=-1)
        order = self.new_order(100)
        with self.at(0, 17):
            order.with_context(tz="Etc/GMT+12").action_confirm()
        hold = self.get_holds(order)
        self.assertEqual(hold.days, 2)
        self.assertEqual(hold.item_ids.days, 2)

    def test_each_company_has_its_own_day(self):
        data = self.setup_other_company(name="West")
        west = data["company"]
        west.resource_calendar_id.tz = "America/Los_Angeles"
        self.finance.sudo().company_ids += west
        self.new_invoice(10, due=0)
        self.new_invoice(
            10, due=0, company_id=west.id, journal_id=data["default_journal_sale"].id
        )
        for hour, east_overdue, west_overdue in (
            (15, 0, 0),
            (16, 10, 0),
            (31, 10, 0),
            (32, 10, 10),
        ):
            with self.at(0, hour):
                self.assertEqual(self.get_figures().overdue, east_overdue, hour)
                figures = self.get_figures(company=west)
                self.assertEqual(figures.overdue, west_overdue, hour)

    def test_no_zone_of_the_caller_prolongs_what_raises_a_limit(self):
        with self.at(0, 8):
            self.new_temporary(500, date_to=self.today)
        for hour, reasons in ((15, set()), (16, {"credit_limit"})):
            with self.at(0, hour):
                for zone in ZONES:
                    order = self.new_order(1200).with_context(tz=zone)
                    order.action_confirm()
                    self.assertEqual(self.get_reasons(order), reasons, (hour, zone))
                    order.with_context(disable_cancel_warning=True).action_cancel()

    def test_what_raises_a_limit_is_found_as_it_is_shown(self):
        with self.at(0, 8):
            documents = [
                self.new_temporary(1, date_from=self.today, date_to=self.today),
                self.new_temporary(2, date_from=self.day(1), date_to=self.day(2)),
                self.new_temporary(3, approve=False),
            ]
        ids = [document.id for document in documents]
        model = self.env["sales.credit.temporary"].sudo()
        for hour in (15, 16, 39, 40):
            with self.at(0, hour):
                self.env.invalidate_all()
                for validity in ("none", "future", "running", "ended"):
                    found = model.search(
                        [("id", "in", ids), ("validity", "=", validity)]
                    )
                    shown = model.browse(ids).filtered_domain(
                        [("validity", "=", validity)]
                    )
                    self.assertEqual(found, shown.sorted("id", reverse=True), validity)

    def test_the_job_follows_the_days_of_each_company(self):
        with self.at(0, 8):
            ended = self.new_temporary(500, date_to=self.today).sudo()
        self.assertEqual(ended.examined_validity, "running")
        for hour, validity in ((15, "running"), (16, "ended")):
            with self.at(0, hour):
                ended.invalidate_recordset()
                ended.with_context(tz="UTC")._follow_dates()
                self.assertEqual(ended.examined_validity, validity, hour)

    @classmethod
    def day(cls, days):
        return cls.today + timedelta(days=days)


@tagged("post_install", "-at_install")
class TestTraceDay(CreditIncreaseCommon):
    """Reports count days as the company does."""

    def test_an_order_of_the_evening_is_of_the_day_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        order = self.new_confirmed(100)
        order.date_order = datetime(2026, 11, 27, 16, 0)
        traces = self.env["sales.deal.trace"].sudo().with_context(tz="Etc/GMT+12")
        trace = traces.search([("order_id", "=", order.id), ("kind", "=", "order")])
        self.assertEqual(str(trace.date), "2026-11-28")
