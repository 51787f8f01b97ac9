from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestSlipSettle(CollectionCommon):
    """A slip follows the ledger: settled and reopened by itself (R4.23)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 100, 50)

    def test_a_slip_paid_in_full_is_settled(self):
        self.pay_slip(self.slip, 149.99)
        self.assertEqual(self.slip.state, "issued")
        self.pay_slip(self.slip, 0.01)
        self.assertRecordValues(
            self.slip, [{"state": "settled", "amount_residual": 0, "amount_due": 150}]
        )

    def test_a_credit_note_settles_it_too(self):
        refund = self.new_invoice(150, move_type="out_refund")
        items = self.slip.line_ids.move_line_id | self.get_item(refund)
        items.reconcile()
        self.assertEqual(self.slip.state, "settled")

    def test_money_on_account_settles_nothing_before_it_is_reconciled(self):
        self.pay(150)
        self.assertEqual(self.slip.state, "issued")

    def test_a_slip_whose_payment_is_undone_is_as_before(self):
        self.slip._write_protected({"state": "signed"})
        payment = self.pay_slip(self.slip)
        self.assertEqual(self.slip.state, "settled")
        self.get_item(payment).remove_move_reconcile()
        self.assertRecordValues(
            self.slip, [{"state": "signed", "amount_residual": 150}]
        )
        self.assertTrue(all(self.slip.line_ids.mapped("is_open")))

    def test_a_settled_receivable_is_on_no_further_slip_until_it_comes_back(self):
        payment = self.pay_slip(self.slip)
        self.assertFalse(self.new_generated().slip_ids)
        self.get_item(payment).remove_move_reconcile()
        self.assertEqual(self.slip.state, "issued")
        self.assertFalse(self.new_generated().slip_ids)

    def test_an_invoice_reset_to_draft_leaves_the_slip_and_says_why(self):
        line = self.slip.line_ids[0]
        move = line.move_line_id.move_id
        move.sudo().button_draft()
        self.assertRecordValues(
            line, [{"outcome": "reset", "is_open": False, "amount_residual": 0}]
        )
        self.assertEqual(self.slip.amount_residual, 50)
        move.sudo().action_post()
        self.assertEqual(line.outcome, "reset")
        self.assertEqual(self.get_slip(self.new_generated()).amount_residual, 100)

    def test_another_due_date_leaves_the_slip(self):
        line = self.slip.line_ids[0]
        line.move_line_id.date_maturity = self.day(5)
        self.assertEqual(line.outcome, "term")
        self.assertFalse(line.is_open)

    def test_a_deleted_document_leaves_its_copies(self):
        line = self.slip.line_ids[0]
        move = line.move_line_id.move_id.sudo()
        document = line.document
        move.button_draft()
        move.name = False
        move.with_context(force_delete=True).unlink()
        line.invalidate_recordset()
        self.assertFalse(line.move_line_id)
        self.assertRecordValues(
            line, [{"document": document, "amount_due": 100, "is_open": False}]
        )

    def test_all_lines_gone_settles_the_slip(self):
        self.slip.line_ids.move_line_id.move_id.sudo().button_draft()
        self.assertEqual(self.slip.state, "settled")


@tagged("post_install", "-at_install")
class TestSlipSweep(CollectionCommon):
    """A slip that a payment at the same moment left wrong is put right."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 100)

    def skew(self, **vals):
        """Leave the line as if a payment had been committed after its snapshot."""
        self.pay_slip(self.slip)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE collection_slip_line SET amount_residual = 100, is_open = TRUE"
            " WHERE slip_id = %s",
            [self.slip.id],
        )
        self.env.cr.execute(
            "UPDATE collection_slip SET amount_residual = 100, state = 'issued'"
            " WHERE id = %s",
            [self.slip.id],
        )
        self.env.invalidate_all()

    def test_the_sweep_settles_what_was_paid(self):
        self.skew()
        self.assertEqual(self.slip.state, "issued")
        self.assertEqual(self.slip._sweep(), self.slip.line_ids)
        self.assertRecordValues(self.slip, [{"state": "settled", "amount_residual": 0}])

    def test_where_all_is_well_nothing_is_touched(self):
        self.assertFalse(self.slip._sweep())

    def test_only_the_slips_asked_for_are_swept(self):
        self.skew()
        self.slip._sweep([("id", "!=", self.slip.id)])
        self.assertEqual(self.slip.state, "issued")

    def test_issuing_sweeps_first(self):
        other = self.new_customer(name="Other")
        draft = self.new_draft_slip(other, 40)
        self.pay_slip(draft)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE collection_slip_line SET amount_residual = 40, is_open = TRUE"
            " WHERE slip_id = %s",
            [draft.id],
        )
        self.env.invalidate_all()
        self.new_overdue(5)
        run = draft.run_id.with_user(self.finance)
        run.action_generate()
        run.action_issue()
        self.assertEqual(run.slip_ids.partner_id, self.customer)
