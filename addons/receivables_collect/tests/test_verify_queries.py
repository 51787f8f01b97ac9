from odoo.tests import tagged
from odoo.tests.common import warmup

from .common_money import MoneyCommon

RECEIPTS = 50


@tagged("post_install", "-at_install")
class TestVerifyQueries(MoneyCommon):
    """Verifying a day report of 50 receipts: under 40 queries a receipt (budget)."""

    def count_queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def new_report(self, number):
        slips = [
            self.new_slip_over(60, 50, customer=self.new_customer(limit=None))
            for _index in range(number)
        ]
        receipts = [self.collect(slip, 100) for slip in slips]
        report = receipts[0].report_id
        self.submit(report)
        self.count(report)
        return report

    @warmup
    def test_fifty_receipts_stay_in_the_budget(self):
        report = self.new_report(RECEIPTS)
        queries = self.count_queries(report.with_user(self.finance).action_verify)
        self.assertEqual(set(report.receipt_ids.mapped("state")), {"verified"})
        self.assertLess(queries / RECEIPTS, 40)
