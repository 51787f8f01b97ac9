from odoo.tests import tagged
from odoo.tests.common import warmup

from ..common_money import MoneyCommon

RECEIPTS = 50


@tagged("post_install", "-at_install")
class TestVerifyQueries(MoneyCommon):
    """Verifying a day report of 50 receipts takes under 40 queries a receipt, and under
    half of what core takes one by one (budget).
    """

    def count_queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def register_with_core(self, invoices):
        """One payment over both invoices, as a user registers it."""
        model = self.env["account.payment.register"].with_user(self.finance)
        wizard = model.with_context(
            active_model="account.move", active_ids=invoices.ids
        ).create({"group_payment": True})
        wizard.action_create_payments()

    @warmup
    def test_fifty_receipts_stay_in_the_budget(self):
        slips = self.new_slips_of(RECEIPTS, 60, 50)
        vouchers = self.new_vouchers(RECEIPTS)
        for slip, voucher in zip(slips, vouchers, strict=True):
            receipt = self.collect(slip, 100, voucher=voucher)
        report = receipt.report_id
        self.submit(report)
        self.count(report)
        queries = self.count_queries(report.with_user(self.finance).action_verify)
        self.assertEqual(set(report.receipt_ids.mapped("state")), {"verified"})
        self.assertLess(queries / RECEIPTS, 40)
        customer = self.new_customer(limit=None)
        invoices = [self.new_overdue(amount, customer) for amount in (60, 50)]
        core = self.count_queries(
            lambda: self.register_with_core(sum(invoices[1:], invoices[0]))
        )
        self.assertLess(queries / RECEIPTS, core / 2)
