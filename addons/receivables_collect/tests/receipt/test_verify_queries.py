from odoo.tests import tagged

from ..common_money import MoneyCommon


class VerifyQueriesCase(MoneyCommon):
    def count_queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def count_verifying(self, number, collector):
        """The queries that verifying a collector's day of so many receipts takes."""
        slips = self.new_slips_of(number, 60, 50, holder=collector)
        vouchers = self.new_vouchers(number, collector)
        for slip, voucher in zip(slips, vouchers, strict=True):
            receipt = self.collect(slip, 100, voucher=voucher)
        report = receipt.report_id
        self.submit(report)
        self.count(report)
        queries = self.count_queries(report.with_user(self.finance).action_verify)
        self.assertEqual(report.receipt_ids.mapped("state"), ["verified"] * number)
        return queries

    def count_in_core(self):
        """The queries that core takes for one payment over both invoices, as a user
        registers it.
        """
        customer = self.new_customer(limit=None)
        invoices = [self.new_overdue(amount, customer) for amount in (60, 50)]
        model = self.env["account.payment.register"].with_user(self.finance)

        def register():
            wizard = model.with_context(
                active_model="account.move",
                active_ids=[invoice.id for invoice in invoices],
            ).create({"group_payment": True})
            wizard.action_create_payments()

        return self.count_queries(register)

    def warm_up(self):
        self.count_verifying(2, self.other_seller)
        self.count_in_core()


@tagged("post_install", "-at_install")
class TestVerifyQueries(VerifyQueriesCase):
    """Verifying a day report of 50 receipts takes under 40 queries a receipt, and under
    half of what core takes one by one (budget): extrapolated from 10 and 20.
    """

    def test_a_receipt_more_takes_no_more_queries_than_those_before(self):
        self.warm_up()
        few = self.count_verifying(10, self.colleague)
        many = self.count_verifying(20, self.seller)
        self.assertLessEqual(many, 2 * few)
        fifty = many + 3 * (many - few)
        self.assertLess(fifty / 50, 40)
        self.assertLess(fifty / 50, self.count_in_core() / 2)


@tagged("post_install", "-at_install", "long")
class TestVerifyFifty(VerifyQueriesCase):
    """The same budget, measured on a day report of 50 receipts."""

    def test_fifty_receipts_stay_in_the_budget(self):
        self.warm_up()
        queries = self.count_verifying(50, self.seller)
        self.assertLess(queries / 50, 40)
        self.assertLess(queries / 50, self.count_in_core() / 2)
