from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestReceiptBounce(MoneyCommon):
    """A cheque or draft that the bank refuses is reversed on that day, and what it paid
    is open again (R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "customer@example.com"
        cls.slip = cls.new_slip_over(100, 200)
        cls.past = cls.today - timedelta(days=20)
        cls.receipt = cls.collect(cls.slip, 150, "cheque", date=str(cls.past))
        cls.verify(cls.receipt.report_id)
        cls.part = cls.receipt.method_ids
        cls.payment = cls.part.payment_id

    def bounce(self, **kwargs):
        self.receipt.with_user(self.finance).action_bounce(**kwargs)
        self.env.invalidate_all()

    def residuals(self):
        items = self.slip.line_ids.move_line_id.sorted("date_maturity")
        return items.mapped("amount_residual")

    def test_items_paid_by_a_bounced_draft_are_open_again_as_is_the_slip(self):
        slip = self.new_slip_over(70, customer=self.new_customer())
        receipt = self.collect(slip, 70, "draft")
        self.verify(receipt.report_id)
        self.assertEqual(slip.state, "settled")
        receipt.with_user(self.finance).action_bounce(reason="No funds")
        self.assertEqual(slip.state, "signed")
        self.assertEqual(slip.amount_residual, 70)
        self.assertTrue(receipt.is_bounced)

    def test_a_bounce_is_reversed_on_its_day_and_the_original_stays(self):
        day = self.today - timedelta(days=2)
        move = self.payment.move_id
        self.bounce(date=day, reason="No funds")
        self.assertEqual(self.residuals(), [100, 200])
        self.assertEqual(self.part.bounce_date, day)
        self.assertEqual(self.part.end_reason, "No funds")
        reversal = self.part.bounce_move_id
        self.assertEqual((reversal.date, reversal.state), (day, "posted"))
        self.assertEqual((move.date, move.state), (self.past, "posted"))
        self.assertEqual(self.payment.state, "rejected")
        self.assert_exposure(receivable=300)

    def test_a_payment_before_a_lock_date_is_reversed_after_it(self):
        self.company.fiscalyear_lock_date = self.today - timedelta(days=10)
        move = self.payment.move_id
        self.bounce()
        self.assertEqual(self.residuals(), [100, 200])
        self.assertEqual((move.date, move.state), (self.past, "posted"))
        self.assertEqual(self.part.bounce_move_id.date, self.today)

    def test_a_cheque_bounces_once(self):
        self.bounce()
        with self.assertRaises(UserError):
            self.bounce()
        with self.assertRaisesRegex(UserError, "already"):
            self.part.with_user(self.finance).action_bounce()

    def test_a_bounce_before_the_receipt_or_in_the_future_is_refused(self):
        for days in (-21, 1):
            day = self.today + timedelta(days=days)
            with self.subTest(days), self.assertRaises(UserError):
                self.bounce(date=day)

    def test_cash_does_not_bounce(self):
        receipt = self.collect(self.slip, 10)
        self.verify(receipt.report_id)
        with self.assertRaises(UserError):
            receipt.with_user(self.finance).action_bounce()

    def test_an_unverified_receipt_is_corrected_instead(self):
        receipt = self.collect(self.slip, 10, "cheque")
        with self.assertRaisesRegex(UserError, "not verified yet"):
            receipt.with_user(self.finance).sudo().action_bounce()

    def test_only_finance_books_a_bounce(self):
        for user in (self.seller, self.manager, self.director, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.receipt.with_user(user).action_bounce()
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.part.with_user(user).sudo().action_bounce()

    def test_customer_collector_and_manager_are_told(self):
        mails = self.env["mail.mail"].sudo().search([])
        self.bounce(reason="No funds")
        mail = self.env["mail.mail"].sudo().search([]) - mails
        told = mail.filtered(lambda m: self.customer in m.recipient_ids)
        self.assertIn("refused by the bank", told.subject)
        activities = self.receipt.activity_ids
        self.assertEqual(activities.user_id, self.seller | self.manager)
        self.assertIn("No funds", activities[0].summary)

    def test_the_dialog_asks_for_day_and_reason(self):
        model = self.env["collection.bounce"].with_user(self.finance)
        form = Form(
            model.with_context(
                active_model=self.part._name,
                active_ids=self.part.ids,
                default_action="bounce",
            )
        )
        form.reason = "Account closed"
        form.save().action_apply()
        self.assertEqual(self.part.end_reason, "Account closed")

    def test_one_of_two_cheques_bounces_alone(self):
        papers = [
            ("cheque", 60, {"reference": n, "bank": "ICBC", "date_due": self.today})
            for n in ("1", "2")
        ]
        slip = self.new_slip_over(120, customer=self.new_customer())
        draft = self.new_draft(slip, papers)
        draft.action_propose()
        draft.action_collect()
        self.verify(draft.sudo().report_id)
        draft.sudo().method_ids[0].with_user(self.finance).action_bounce()
        self.assertEqual(slip.amount_residual, 60)
        self.assertEqual(draft.sudo().method_ids[1].payment_id.move_id.state, "posted")
