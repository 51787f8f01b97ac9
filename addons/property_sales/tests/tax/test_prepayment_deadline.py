from freezegun import freeze_time

from odoo.tests import tagged

from ..common_tax import TaxCommon


@tagged("post_install", "-at_install")
class TestPrepaymentDeadline(TaxCommon):
    """Row 11 of the calendar: filed by the 15th of the next month (R2.8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipt = cls.take_verified(109_000)
        cls.bank(cls.receipt)
        cls.close_days()
        cls.sheet = cls.new_sheet()
        cls.due = cls.sheet.date_due

    def get_row(self):
        rows = self.env["property.deadline"].sudo()
        domain = [("kind", "=", "vat_prepayment"), ("res_id", "=", self.sheet.id)]
        return rows.search(domain, order="id desc", limit=1)

    def watch(self, days=0):
        with freeze_time(f"{self.get_day(days)} 04:00:00"):
            self.run_cron("property_sales.ir_cron_deadline")
        return self.get_row()

    def get_day(self, days):
        return self.due.replace(day=self.due.day + days)

    def get_told(self, row):
        activities = self.env["mail.activity"].sudo()
        own = [("res_model", "=", row._name), ("res_id", "=", row.id)]
        return activities.search(own).user_id

    def test_the_days_around_it(self):
        self.assertEqual(self.due.day, 15)
        self.assertFalse(self.get_told(self.watch(-6)))
        self.assertEqual(self.watch(-1).state, "open")
        self.assertEqual(self.get_told(self.get_row()), self.finance)
        self.assertEqual(self.watch().state, "open")
        row = self.watch(1)
        self.assertEqual(row.state, "late")
        self.assertEqual(self.get_told(row), self.finance | self.director)

    def test_the_day_is_the_companys(self):
        self.watch()
        # the evening before in UTC, the day after in Shanghai
        with freeze_time(f"{self.due} 16:00:00"):
            self.run_cron("property_sales.ir_cron_deadline")
        self.assertEqual(self.get_row().state, "late")

    def test_filed_in_time_it_is_done(self):
        self.watch(-1)
        with freeze_time(f"{self.due} 04:00:00"):
            self.sheet.action_file()
        row = self.get_row()
        self.assertEqual((row.state, row.date_done), ("done", self.due))
        self.assertFalse(self.get_told(row))

    def test_the_setting_moves_it(self):
        self.company.property_vat_day = 10
        self.assertEqual(self.watch(-6).date_due.day, 10)
        with self.assert_refused("Enter 1 to 15"):
            self.company.property_vat_day = 16

    def test_a_month_without_money_needs_none(self):
        row = self.get_row()
        # the job counts drafts anew: nothing is left of the month
        self.sheet.sudo().line_ids.unlink()
        self.assertEqual(self.watch().state, "void")
        self.assertEqual(self.get_row(), row)

    def test_a_worksheet_begun_by_mistake_is_void(self):
        row = self.get_row()
        self.sheet.unlink()
        with freeze_time(f"{self.due} 04:00:00"):
            self.run_cron("property_sales.ir_cron_deadline")
        self.assertEqual(row.state, "void")
