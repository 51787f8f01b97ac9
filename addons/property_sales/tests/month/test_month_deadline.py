from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..common_month import MonthCommon


@tagged("post_install", "-at_install")
class TestMonthDeadline(MonthCommon):
    """Row 10 of the calendar: the month is closed and reported (R2.8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # it ends on a Saturday: due on Monday, 2 August
        cls.month = cls.new_month(cls.today.replace(year=2027, month=7, day=1))

    def get_row(self):
        rows = self.env["property.deadline"].sudo()
        domain = [("kind", "=", "month"), ("res_id", "=", self.month.id)]
        return rows.search(domain, order="id desc", limit=1)

    def watch(self, date):
        with freeze_time(f"{date} 04:00:00"):
            self.run_cron("property_sales.ir_cron_deadline")
        return self.get_row()

    def get_users(self, row):
        return self.env["res.users"].union(*self.get_told(row, "deadline"))

    def assert_told(self, date, state, *users):
        row = self.watch(date)
        self.assertEqual(row.state, state, date)
        self.assertEqual(self.get_users(row), self.env["res.users"].union(*users))

    def test_the_days_around_it(self):
        self.assertEqual(str(self.watch("2027-07-20").date_due), "2027-08-02")
        self.assert_told("2027-07-29", "open")
        self.assert_told("2027-08-01", "open", self.finance)
        self.assert_told("2027-08-02", "open", self.finance)
        self.assert_told("2027-08-03", "late", self.finance, self.general)
        self.assertIn(self.month.display_name, self.get_row().document)

    def test_the_day_is_the_companys(self):
        self.watch("2027-08-02")
        # the evening before in UTC, the day after in Shanghai
        with freeze_time("2027-08-02 16:00:00"):
            self.run_cron("property_sales.ir_cron_deadline")
        self.assertEqual(self.get_row().state, "late")

    def test_closed_in_time_it_is_done(self):
        self.watch("2027-08-01")
        with freeze_time("2027-08-02 04:00:00"):
            self.month.action_close()
        row = self.get_row()
        self.assertEqual((row.state, str(row.date_done)), ("done", "2027-08-02"))
        self.assertFalse(self.get_users(row))

    def test_closed_but_not_reported_it_is_late(self):
        self.watch("2027-08-01")
        role = self.env.ref("sales_rules.group_general_manager")
        users = self.company._get_role_users("sales_rules.group_general_manager")
        users.write({"group_ids": [(3, role.id)]})
        with freeze_time("2027-08-02 04:00:00"):
            self.month.action_close()
        self.assertEqual(self.get_row().state, "open")
        self.assertEqual(self.watch("2027-08-03").state, "late")

    def test_more_days_move_it(self):
        self.watch("2027-08-01")
        self.company.property_month_days = 2
        self.assertEqual(str(self.watch("2027-08-01").date_due), "2027-08-03")

    def test_a_month_begun_by_mistake_is_void(self):
        self.watch("2027-08-01")
        row = self.get_row()
        self.month.unlink()
        with freeze_time("2027-08-01 04:00:00"):
            self.run_cron("property_sales.ir_cron_deadline")
        self.assertEqual(row.state, "void")

    def test_money_begins_it(self):
        self.take()
        self.month = self.new_month()
        self.assertEqual(self.watch(self.today).state, "open")
        self.assertGreater(self.get_row().date_due, self.today - timedelta(days=1))
