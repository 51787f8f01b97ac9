from odoo.fields import Command
from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestSlipUndone(CollectionCommon):
    """A slip whose settlement is undone asks for the same again (R4.23)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 100, 50)
        self.items = self.slip.line_ids.move_line_id

    def assert_settled(self):
        self.assertRecordValues(
            self.slip, [{"state": "settled", "amount_residual": 0, "amount_due": 150}]
        )
        self.assertFalse(any(self.slip.line_ids.mapped("is_open")))

    def assert_open(self, residual=150):
        self.assertRecordValues(
            self.slip,
            [{"state": "issued", "amount_residual": residual, "amount_due": 150}],
        )

    def test_a_credit_note_that_is_cancelled(self):
        refund = self.new_invoice(150, move_type="out_refund")
        (self.items | self.get_item(refund)).reconcile()
        self.assert_settled()
        refund.sudo().button_draft()
        refund.sudo().button_cancel()
        self.assert_open()

    def test_a_write_off_that_is_cancelled(self):
        entry = self.new_entry(-150, self.customer)
        (self.items | self.get_item(entry)).reconcile()
        self.assert_settled()
        entry.button_draft()
        entry.button_cancel()
        self.assert_open()

    def test_a_bank_statement_line_that_is_undone(self):
        journal = self.company_data["default_journal_bank"]
        statement_line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": journal.id,
                "partner_id": self.customer.id,
                "payment_ref": "Transfer",
                "date": self.today,
                "amount": 150,
            }
        )
        suspense = statement_line.line_ids.filtered(
            lambda line: line.account_id == journal.suspense_account_id
        )
        suspense.account_id = self.items.account_id
        (self.items | suspense).reconcile()
        self.assert_settled()
        statement_line.action_undo_reconciliation()
        self.assert_open()

    def test_a_cancelled_payment_opens_the_slip_again(self):
        payment = self.pay_slip(self.slip)
        self.assert_settled()
        payment.sudo().action_cancel()
        self.assert_open()

    def test_of_two_payments_one_is_undone(self):
        first = self.pay_slip(self.slip, 100)
        self.pay_slip(self.slip, 50)
        self.assert_settled()
        self.get_item(first).remove_move_reconcile()
        self.assert_open(100)
        self.assertEqual(self.slip.line_ids.mapped("is_open"), [True, False])

    def test_a_void_slip_holds_nothing_when_its_old_payment_is_undone(self):
        payment = self.pay_slip(self.slip, 100)
        self.slip.with_user(self.finance).action_void("Torn")
        self.get_item(payment).remove_move_reconcile()
        self.assertEqual(self.slip.state, "void")
        self.assertFalse(any(self.slip.line_ids.mapped("is_open")))
        slip = self.get_slip(self.new_generated())
        debits = slip.line_ids.filtered(lambda line: not line.is_credit)
        self.assertEqual(sorted(debits.mapped("amount_residual")), [50, 100])

    def test_an_invoice_corrected_and_posted_again_comes_on_the_next_slip(self):
        move = self.items[0].move_id.sudo()
        move.button_draft()
        self.assert_open(50)
        move.invoice_line_ids = [
            Command.update(move.invoice_line_ids.id, {"price_unit": 80})
        ]
        move.action_post()
        self.assert_open(50)
        run = self.new_generated()
        self.assertEqual(run.slip_ids.line_ids.document, move.name)
        self.assertEqual(run.slip_ids.amount_residual, 80)


@tagged("post_install", "-at_install")
class TestSlipMoved(CollectionCommon):
    """A line that the slip's customer no longer owes leaves it and says why (R4.23)."""

    def test_a_customer_who_becomes_a_branch_is_asked_as_the_head_office(self):
        slip = self.new_issued_slip(self.customer, 100)
        head = self.new_customer(name="Head office", is_company=True)
        self.customer.parent_id = head
        self.assertRecordValues(
            slip.line_ids,
            [{"outcome": "customer", "is_open": False, "amount_residual": 0}],
        )
        run = self.new_generated()
        self.assertRecordValues(
            run.slip_ids, [{"partner_id": head.id, "amount_residual": 100}]
        )

    def test_a_term_that_was_changed_is_asked_on_its_new_day(self):
        slip = self.new_issued_slip(self.customer, 100, 50)
        slip.line_ids[0].move_line_id.date_maturity = self.day(1)
        self.assertEqual(slip.amount_residual, 50)
        self.assertEqual(slip.date_oldest, self.day(-29))
        self.assertFalse(self.new_generated(date=self.today).slip_ids)
        self.assertEqual(
            self.new_generated(date=self.day(1)).slip_ids.amount_residual, 100
        )

    def test_a_line_that_left_does_not_return_with_its_old_term(self):
        slip = self.new_issued_slip(self.customer, 100, 50)
        line = slip.line_ids[0]
        line.move_line_id.date_maturity = self.day(1)
        self.assertFalse(line.is_open)
        line.move_line_id.date_maturity = self.day(-30)
        self.assertRecordValues(line, [{"outcome": "term", "is_open": False}])
        self.assertEqual(self.new_generated().slip_ids.amount_residual, 100)
