from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestReceiptSplit(MoneyCommon):
    """Money paid in several ways splits over several invoices, and meets what is
    open of each to the cent (R4.27).
    """

    def paper(self, number):
        return {"reference": number, "bank": "ICBC", "date_due": self.today}

    def collect_by(self, slip, *methods):
        draft = self.new_draft(slip, methods)
        draft.action_propose()
        draft.action_collect()
        return draft.sudo()

    def residuals(self, slip):
        items = slip.line_ids.move_line_id.sorted("date_maturity")
        return items.mapped("amount_residual")

    def payments_of(self, slip):
        """By invoice, oldest first: which amounts paid it."""
        items = slip.line_ids.move_line_id.sorted("date_maturity")
        return [sorted(item.matched_credit_ids.mapped("amount")) for item in items]

    def test_three_methods_split_over_three_invoices(self):
        slip = self.new_slip_over(33.34, 33.33, 33.33)
        receipt = self.collect_by(
            slip,
            ("cash", 50.01, {}),
            ("cheque", 16.66, self.paper("1")),
            ("transfer", 33.32, {}),
        )
        self.verify(receipt.report_id)
        self.assertEqual(self.residuals(slip), [0, 0, 0.01])
        self.assertEqual(self.payments_of(slip), [[33.34], [16.66, 16.67], [33.32]])
        self.assertEqual(slip.state, "signed")

    def test_one_invoice_in_three_ways_is_settled_by_the_last_cent(self):
        slip = self.new_slip_over(100)
        receipt = self.collect_by(
            slip,
            ("cash", 33.33, {}),
            ("cheque", 33.33, self.paper("1")),
            ("draft", 33.34, self.paper("2")),
        )
        self.verify(receipt.report_id)
        self.assertEqual(self.payments_of(slip), [[33.33, 33.33, 33.34]])
        self.assertEqual(slip.state, "settled")
        for payment in receipt.method_ids.payment_id:
            self.assertEqual(len(payment.move_id.line_ids), 2)

    def test_a_cent_less_or_more_than_a_line_splits_to_the_cent(self):
        cases = (
            (99.99, [0.01, 50], 0),
            (100, [0, 50], 0),
            (100.01, [0, 49.99], 0),
            (149.99, [0, 0.01], 0),
            (150, [0, 0], 0),
            (150.01, [0, 0], 0.01),
        )
        for number, (amount, open_after, on_account) in enumerate(cases):
            customer = self.new_customer(limit=None)
            slip = self.new_slip_over(100, 50, customer=customer)
            receipt = self.collect(slip, amount, date=str(self.day(-number)))
            with self.subTest(amount):
                self.assertEqual(receipt.amount_on_account, on_account)
                self.verify(receipt.report_id)
                self.assertEqual(self.residuals(slip), open_after)
                is_settled = open_after == [0, 0]
                self.assertEqual(slip.state == "settled", is_settled)

    def test_a_line_partly_paid_elsewhere_before_verification_takes_less(self):
        slip = self.new_slip_over(100, 50)
        receipt = self.collect(slip, 120)
        elsewhere = self.pay(30, self.customer)
        item = slip.line_ids.move_line_id.sorted("date_maturity")[0]
        (self.get_item(elsewhere) | item).reconcile()
        self.verify(receipt.report_id)
        self.assertEqual(self.residuals(slip), [0, 30])
        first, second = receipt.allocation_ids
        self.assertEqual((first.amount, first.amount_reconciled), (100, 70))
        self.assertEqual((second.amount, second.amount_reconciled), (20, 20))
        self.assert_exposure(receivable=0)

    def test_two_receipts_on_one_day_share_a_line(self):
        slip = self.new_slip_over(100, 50)
        first = self.collect(slip, 60)
        second = self.collect(slip, 60)
        self.assertEqual(second.allocation_ids.mapped("amount"), [40, 20])
        self.verify(first.report_id)
        self.assertEqual(self.residuals(slip), [0, 30])
        self.assertEqual(second.state, "verified")

    def test_a_receipt_taken_back_frees_its_line_for_the_next(self):
        slip = self.new_slip_over(100, 50)
        self.collect(slip, 100).with_user(self.seller).action_cancel()
        again = self.collect(slip, 100)
        line = slip.line_ids.sorted("date_maturity")[0]
        self.assertEqual(again.allocation_ids.slip_line_id, line)

    def test_a_line_disputed_meanwhile_is_paid_as_the_customer_said(self):
        slip = self.new_slip_over(100, 50)
        receipt = self.collect(slip, 120)
        self.new_dispute(slip.line_ids.sorted("date_maturity")[0])
        self.verify(receipt.report_id)
        self.assertEqual(self.residuals(slip), [0, 30])

    def test_the_same_line_is_not_named_twice(self):
        slip = self.new_slip_over(100)
        draft = self.new_draft(slip, [("cash", 100, {})])
        part = {"slip_line_id": slip.line_ids.id, "amount": 50}
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            draft.allocation_ids = [Command.create(part), Command.create(part)]
            self.env.flush_all()
        self.assertIn("one_per_line", str(caught.exception))

    def test_a_chosen_later_line_is_kept_by_proposing_only_on_drafts(self):
        slip = self.new_slip_over(100, 50)
        receipt = self.collect(slip, 50)
        with self.assertRaises(UserError):
            receipt.with_user(self.seller).action_propose()
        self.assertEqual(receipt.amount_allocated, 50)
