from datetime import timedelta

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_money import MoneyCommon

ZONES = ("Etc/GMT+12", "Pacific/Kiritimati")


@tagged("post_install", "-at_install")
class TestReceiptDay(MoneyCommon):
    """Money is late, and its day over, by the company's day (rule 9, case A12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def get_due(self, receipt):
        return (receipt.remit_by - self.today).days

    def test_no_zone_of_finance_shows_the_money_of_a_day_early(self):
        receipt = self.collect(self.new_slip_over(100))
        transits = self.env["collection.transit"].with_user(self.finance)
        for hour, amount, late in ((15, 0, 0), (16, 100, 1)):
            with self.at(self.get_due(receipt), hour):
                for zone in ZONES:
                    self.env.invalidate_all()
                    transit = transits.with_context(tz=zone).search(
                        [("receipt_id", "=", receipt.id)]
                    )
                    self.assertEqual(transit.amount, amount, (hour, zone))
                    self.assertEqual(transit.days_late, late, (hour, zone))

    def test_money_is_late_by_the_day_of_the_company(self):
        receipt = self.collect(self.new_slip_over(100))
        for hour, stage in ((15, "warned"), (16, "late")):
            with self.at(self.get_due(receipt), hour):
                self.run_cron("receivables_collect.ir_cron_transit")
                self.assertEqual(receipt.transit_stage, stage)

    def test_no_zone_of_the_collector_collects_or_submits_a_day_to_come(self):
        slip = self.new_slip_over(100)
        tomorrow = str(self.today + timedelta(days=1))
        with self.at(0, 15), self.assertRaisesRegex(UserError, "in the future"):
            self.collect(slip, date=tomorrow)
        report = self.collect(slip).report_id
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE collection_day_report SET date = %s WHERE id = %s",
            [tomorrow, report.id],
        )
        report.invalidate_recordset()
        for zone in ZONES:
            for hour, come in ((15, False), (16, True)):
                with self.at(0, hour):
                    reasons = report.with_context(tz=zone)._get_cannot_submit_reasons()
                    self.assertEqual(not any("not come" in r for r in reasons), come)

    def test_the_bank_pays_no_order_on_a_day_to_come(self):
        vals = {
            "partner_id": self.customer.id,
            "amount": 100,
            "payer_bank": "ICBC",
            "payer_account": "6222 0000",
            "invoice_ids": [Command.set(self.new_overdue(100).ids)],
        }
        order = self.env["collection.bank.order"].with_user(self.seller).create(vals)
        order.action_issue()
        order = order.with_user(self.finance).with_context(tz="Pacific/Kiritimati")
        order.action_present()
        tomorrow = self.today + timedelta(days=1)
        with self.at(0, 15), self.assertRaisesRegex(UserError, "a day to come"):
            order.action_pay(date=str(tomorrow))
        with self.at(0, 16):
            order.action_pay()
        self.assertEqual(order.end_date, tomorrow)
        self.assertEqual(order.sudo().payment_id.date, tomorrow)

    def test_the_report_of_today_is_of_the_day_of_the_company(self):
        self.new_vouchers()
        model = self.env["collection.day.report"].with_user(self.seller)
        for hour, days in ((15, 0), (16, 1)):
            with self.at(0, hour):
                for zone in ZONES:
                    action = model.with_context(tz=zone).action_open_today()
                    report = model.browse(action["res_id"])
                    self.assertEqual(report.date, self.today + timedelta(days=days))
