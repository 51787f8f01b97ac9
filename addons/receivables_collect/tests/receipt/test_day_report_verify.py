from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestDayReportVerify(MoneyCommon):
    """Finance's verification posts one payment per receipt and method, reconciled with
    exactly what was allocated (R4.27, F21).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.items = cls.slip.line_ids.move_line_id.sorted("date_maturity")

    def residuals(self, slip=None):
        lines = (slip or self.slip).line_ids
        return lines.move_line_id.sorted("date_maturity").mapped("amount_residual")

    def get_payments(self, report):
        return report.receipt_ids.method_ids.payment_id

    def test_the_first_receipt_opens_the_report_of_its_day(self):
        first = self.collect(self.slip, 100)
        second = self.collect(self.slip, 50)
        self.assertEqual(first.report_id, second.report_id)
        self.assertRecordValues(
            first.report_id,
            [
                {
                    "collector_id": self.seller.id,
                    "date": self.today,
                    "state": "open",
                    "company_id": self.company.id,
                }
            ],
        )

    def test_verified_money_pays_the_allocated_invoices_only(self):
        receipt = self.collect(self.slip, 250)
        self.verify(receipt.report_id)
        self.assertEqual(self.residuals(), [0, 50, 300])
        self.assertEqual(receipt.state, "verified")
        self.assertEqual(receipt.report_id.state, "verified")
        self.assertEqual(receipt.report_id.verified_by_id, self.finance)
        payment = self.get_payments(receipt.report_id)
        self.assertRecordValues(
            payment,
            [
                {
                    "amount": 250,
                    "date": self.today,
                    "partner_id": self.customer.id,
                    "partner_type": "customer",
                    "payment_type": "inbound",
                }
            ],
        )
        self.assertEqual(payment.journal_id.type, "cash")
        self.assertEqual(payment.move_id.state, "posted")

    def test_a_later_item_is_paid_when_it_is_what_was_allocated(self):
        draft = self.new_draft(self.slip, [("cash", 120, {})])
        line = self.slip.line_ids.filtered(lambda line: line.amount_due == 300)
        draft.write(
            {"allocation_ids": [(0, 0, {"slip_line_id": line.id, "amount": 120})]}
        )
        draft.action_collect()
        self.verify(draft.sudo().report_id)
        self.assertEqual(self.residuals(), [100, 200, 180])

    def test_money_over_the_invoices_stays_on_account(self):
        receipt = self.collect(self.slip, 650)
        self.verify(receipt.report_id)
        self.assertEqual(self.residuals(), [0, 0, 0])
        payment = self.get_payments(receipt.report_id)
        lines = payment.move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        self.assertEqual(sum(lines.mapped("amount_residual")), -50)
        self.assert_exposure(receivable=-50)

    def test_several_methods_are_several_payments_in_their_journals(self):
        bank = self.company_data["default_journal_bank"]
        cheques = bank.copy({"name": "Cheques", "code": "CHQ"})
        self.company.collection_cheque_journal_id = cheques
        paper = {"reference": "7", "bank": "ICBC", "date_due": self.today}
        draft = self.new_draft(
            self.slip, [("cash", 33.33, {}), ("cheque", 200.01, paper)]
        )
        draft.action_propose()
        draft.action_collect()
        report = draft.sudo().report_id
        self.verify(report)
        payments = self.get_payments(report).sorted("amount")
        self.assertEqual(payments.mapped("amount"), [33.33, 200.01])
        self.assertEqual(payments[1].journal_id, cheques)
        self.assertEqual(self.residuals(), [0, 66.66, 300])

    def test_fifty_splits_add_up_to_the_cent(self):
        slip = self.new_slip_over(*[33.33] * 7)
        amounts = (0.01, 10.1, 33.33, 33.34, 99.99, 56.54)
        receipts = [self.collect(slip, amount) for amount in amounts]
        self.verify(receipts[0].report_id)
        self.assertAlmostEqual(sum(self.residuals(slip)), 0, 2)
        for receipt in receipts:
            move = receipt.method_ids.payment_id.move_id
            self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0, 2)
            self.assertAlmostEqual(
                sum(receipt.allocation_ids.mapped("amount_reconciled")),
                receipt.amount,
                2,
            )

    def test_money_for_items_paid_elsewhere_goes_on_account_and_is_told(self):
        receipt = self.collect(self.slip, 250)
        report = receipt.report_id
        self.submit(report)
        invoice = self.slip.line_ids[0].move_line_id.move_id
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": 60}).action_create_payments()
        self.verify(report)
        self.assertEqual(self.residuals(), [0, 50, 300])
        allocation = receipt.allocation_ids[0]
        self.assertEqual((allocation.amount, allocation.amount_reconciled), (100, 40))
        note = report.message_ids[0].body
        self.assertIn(invoice.name, note)
        self.assertIn("60.00", note)
        self.assert_exposure(receivable=600 - 60 - 250)

    def test_a_drafted_invoice_leaves_the_money_on_account(self):
        receipt = self.collect(self.slip, 100)
        self.submit(receipt.report_id)
        self.slip.line_ids[0].move_line_id.move_id.button_draft()
        self.verify(receipt.report_id)
        self.assertEqual(receipt.state, "verified")
        self.assert_exposure(receivable=500 - 100)

    def test_items_on_another_receivable_account_are_paid(self):
        account = self.new_account("112300", "asset_receivable", reconcile=True)
        invoice = self.new_invoice(100, due=-3, post=False)
        invoice.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).account_id = account
        invoice.action_post()
        slip = self.new_bag_slip()
        self.verify(self.collect(slip, 100).report_id)
        self.assertEqual(self.residuals(slip), [0])

    def test_money_in_another_currency_pays_in_that_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        rates = self.env["res.currency.rate"].sudo()
        common = {"currency_id": euro.id, "company_id": self.company.id}
        past = self.today - timedelta(days=200)
        rates.create([common | {"name": past, "rate": 0.5}])
        slip = self.new_slip_over(100, 50, currency=euro)
        rates.create([common | {"name": self.today, "rate": 0.4}])
        receipt = self.collect(slip, 120)
        self.assertEqual(receipt.currency_id, euro)
        self.assertEqual(receipt.amount_company, 300)
        self.verify(receipt.report_id)
        items = slip.line_ids.move_line_id.sorted("date_maturity")
        self.assertEqual(items.mapped("amount_residual_currency"), [0, 30])
        self.assertEqual(items[0].amount_residual, 0)

    def test_a_report_is_verified_once(self):
        report = self.collect(self.slip, 100).report_id
        self.verify(report)
        with self.assertRaises(UserError):
            report.with_user(self.finance).action_verify()
        self.assertEqual(len(self.get_payments(report)), 1)

    def test_a_payment_that_was_posted_cannot_be_posted_again(self):
        receipt = self.collect(self.slip, 100)
        self.verify(receipt.report_id)
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            receipt._post_payments()
            self.env.flush_all()
        self.assertIn("one_per_collection_method", str(caught.exception))

    def test_verification_waits_for_the_count_and_for_the_collector(self):
        report = self.collect(self.slip, 100).report_id
        with self.assertRaises(UserError):
            report.with_user(self.finance).action_verify()
        self.submit(report)
        with self.assertRaisesRegex(UserError, "save your own count"):
            report.with_user(self.finance).action_verify()

    def test_only_finance_counts_and_verifies(self):
        report = self.collect(self.slip, 100).report_id
        self.submit(report)
        users = (self.seller, self.manager, self.director, self.general, self.deputy)
        for user in users:
            with self.subTest(user.name), self.assertRaises(AccessError):
                report.with_user(user).action_save_count()
            with self.subTest(user.name), self.assertRaises(AccessError):
                report.count_ids.with_user(user).counted = 1
        self.count(report)
        for user in users:
            with self.subTest(user.name), self.assertRaises(AccessError):
                report.with_user(user).action_verify()
            with self.subTest(user.name), self.assertRaises(AccessError):
                report.with_user(user).sudo().action_verify()

    def test_nobody_verifies_their_own_report_or_that_of_people_they_manage(self):
        both = self.new_user("both", "group_finance", "group_salesperson")
        slip = self.new_slip_over(100, holder=both)
        report = self.collect(slip, 100).report_id
        self.submit(report)
        with self.assertRaisesRegex(AccessError, "their own"):
            report.with_user(both).action_save_count()
        chief = self.new_user("chief", "group_finance", "group_marketing_director")
        with self.assertRaisesRegex(AccessError, "may not count or verify"):
            report.with_user(chief).action_save_count()
        self.verify(report)
        self.assertEqual(report.state, "verified")

    def test_a_receipt_after_the_submission_lands_in_the_next_round(self):
        report = self.collect(self.slip, 100).report_id
        self.submit(report)
        late = self.collect(self.slip, 50)
        self.assertEqual((late.report_id.date, late.report_id.round), (self.today, 2))
        self.assertEqual(late.remit_by, self.today)
        self.submit(late.report_id)
        self.assertEqual(late.state, "reported")

    def test_a_verified_report_is_frozen_for_everybody(self):
        report = self.collect(self.slip, 100).report_id
        self.verify(report)
        for vals in (
            {"state": "submitted"},
            {"counted_at": False},
            {"date": self.today},
        ):
            with self.subTest(vals), self.assertRaises(UserError):
                report.sudo().write(vals)
        with self.assertRaises(UserError):
            report.count_ids.sudo()[0].counted = 7
        with self.assertRaises(UserError):
            report.declaration_ids.sudo()[0].stated = 7
        with self.assertRaises(UserError):
            report.sudo().unlink()


@tagged("post_install", "-at_install")
class TestPaymentFrozen(MoneyCommon):
    """The payments that verification posted stay as they are (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        slip = cls.new_slip_over(100)
        receipt = cls.collect(slip, 100)
        cls.verify(receipt.report_id)
        cls.payment = receipt.method_ids.payment_id.with_user(cls.finance)

    def test_a_verified_payment_is_not_drafted_cancelled_or_rejected(self):
        for action in ("action_draft", "action_cancel", "action_reject", "unlink"):
            with self.subTest(action), self.assertRaisesRegex(UserError, "as it is"):
                getattr(self.payment, action)()
        for action in ("button_draft", "button_cancel"):
            with self.subTest(action), self.assertRaisesRegex(UserError, "as it is"):
                getattr(self.payment.move_id, action)()
        self.assertEqual(self.payment.move_id.state, "posted")

    def test_the_entry_of_a_verified_payment_is_not_reversed_by_hand(self):
        with self.assertRaisesRegex(UserError, "as it is"):
            self.payment.move_id._reverse_moves()

    def test_the_figures_of_a_verified_payment_do_not_change(self):
        for vals in ({"amount": 1}, {"date": "2020-01-01"}, {"state": "draft"}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "as it is"):
                self.payment.write(vals)

    def test_other_payments_are_free(self):
        payment = self.env["account.payment"].create(
            {"partner_id": self.customer.id, "amount": 5, "payment_type": "inbound"}
        )
        payment.action_post()
        payment.action_draft()
        payment.amount = 6
        self.assertEqual(payment.state, "draft")

    def test_no_other_payment_becomes_that_of_a_receipt(self):
        waiting = self.collect(self.new_slip_over(50), 50).method_ids
        payments = self.env["account.payment"].with_user(self.finance)
        vals = {"partner_id": self.customer.id, "amount": 50, "payment_type": "inbound"}
        default = payments.with_context(default_collection_method_id=waiting.id)
        for model, given in (
            (payments, {"collection_method_id": waiting.id}),
            (default, {}),
        ):
            refused = self.assertRaisesRegex(UserError, "when the receipt is verified")
            with refused, self.cr.savepoint():
                model.create(vals | given)
        payment = payments.create(vals)
        with self.assertRaisesRegex(UserError, "when the receipt is verified"):
            payment.collection_method_id = waiting
        self.assertFalse(payment.collection_method_id)
