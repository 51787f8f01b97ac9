from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ..common_house_money import HouseMoneyCommon

CLOSE = "property_sales.mail_activity_type_day_to_close"
TRANSIT = "receivables_collect.mail_activity_type_transit"


@tagged("post_install", "-at_install")
class TestLateMoney(HouseMoneyCommon):
    """Money of homes that stays on the way is told (R2.8, R2.10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 2 March 2026 is a Monday
        cls.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {"name": "Weekdays", "tz": "Asia/Shanghai", "company_id": cls.company.id}
        )
        # in the evening of UTC it is tomorrow there
        cls.today = cls.company._get_today()

    def get_users(self, record, xmlid):
        activities = self.env["mail.activity"].sudo()
        return activities.search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("activity_type_id", "=", self.env.ref(xmlid).id),
            ]
        ).user_id

    def test_the_next_bank_day_leaves_out_the_weekend(self):
        friday = fields.Date.to_date("2026-03-06")
        monday = fields.Date.to_date("2026-03-09")
        self.assertEqual(self.company._get_next_bank_day(friday), monday)
        self.assertEqual(
            self.company._get_next_bank_day(monday), monday + timedelta(days=1)
        )

    def test_at_the_end_of_the_day_finance_and_general_manager_are_told(self):
        receipt = self.take()
        report = receipt.report_id
        told = report._get_transit_users("late")
        self.assertIn(self.finance, told)
        self.assertIn(self.general, told)
        self.assertNotIn(self.general, report._get_transit_users("warned"))

    def test_money_of_goods_tells_the_general_manager_nothing(self):
        slip = self.new_slip_over(100)
        report = self.collect(slip).report_id
        self.assertNotIn(self.general, report._get_transit_users("late"))

    def watch_at(self, moment):
        with patch.object(fields.Datetime, "now", return_value=moment):
            self.env["property.ledger.day"].sudo()._watch(self.company)

    def test_an_open_day_is_finances_and_from_noon_the_general_managers(self):
        self.take()
        day = self.new_day()
        due = self.company._get_next_bank_day(self.today)
        # eleven and twelve o'clock in Shanghai
        self.watch_at(datetime.combine(due, datetime.min.time()) + timedelta(hours=3))
        users = self.get_users(day, CLOSE)
        self.assertIn(self.finance, users)
        self.assertNotIn(self.general, users)
        self.watch_at(datetime.combine(due, datetime.min.time()) + timedelta(hours=4))
        self.assertIn(self.general, self.get_users(day, CLOSE))

    def test_a_closed_day_is_nobodys(self):
        receipt = self.take_verified()
        self.bank(receipt)
        day = self.new_day()
        self.watch_at(datetime.combine(self.day(5), datetime.min.time()))
        self.assertTrue(self.get_users(day, CLOSE))
        day.action_close()
        self.assertFalse(self.get_users(day, CLOSE))
