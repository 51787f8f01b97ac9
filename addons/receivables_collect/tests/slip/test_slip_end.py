from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestSlipEnd(CollectionCommon):
    """Void and returned slips keep their number and free their lines (R4.23, R4.25)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 100, 50).with_user(self.finance)

    def test_a_void_slip_frees_its_receivables(self):
        self.slip.action_void("Torn")
        self.assertRecordValues(
            self.slip,
            [
                {
                    "state": "void",
                    "end_reason": "Torn",
                    "amount_residual": 0,
                    "amount_due": 150,
                }
            ],
        )
        self.assertEqual(set(self.slip.line_ids.mapped("outcome")), {"freed"})
        self.assertTrue(self.slip.number)
        self.assertEqual(self.get_slip(self.new_generated()).amount_residual, 150)

    def test_a_returned_slip_frees_its_lines_too(self):
        self.slip.action_return("Nobody there")
        self.assertEqual(self.slip.state, "returned")
        self.assertEqual(self.get_slip(self.new_generated()).amount_residual, 150)

    def test_paper_that_is_out_has_to_come_back_first(self):
        self.slip.sudo()._write_protected(
            {"custody": "collector", "holder_id": self.seller.id}
        )
        with self.assertRaisesRegex(UserError, "is with seller"):
            self.slip.action_return("Nobody there")
        self.slip.action_void("Lost")
        self.assertEqual(self.slip.state, "void")

    def test_a_reason_is_needed(self):
        for reason in (None, "", "  "):
            with self.assertRaisesRegex(UserError, "Say why"):
                self.slip.action_void(reason)

    def test_only_finance_ends_slips(self):
        for user in (self.seller, self.manager, self.director, self.general):
            slip = self.slip.with_user(user)
            with self.subTest(user=user.name):
                with self.assertRaises(AccessError):
                    slip.action_void("Mine")
                with self.assertRaises(AccessError):
                    slip.action_return("Mine")

    def test_an_ended_slip_stays_ended(self):
        self.slip.action_void("Torn")
        for method in (self.slip.action_void, self.slip.action_return):
            with self.assertRaisesRegex(UserError, "only issued slips"):
                method("Again")

    def test_a_draft_is_not_voided(self):
        draft = self.new_draft_slip(self.new_customer()).with_user(self.finance)
        with self.assertRaisesRegex(UserError, "only issued slips"):
            draft.action_void("Torn")

    def test_the_old_slip_stays_closed_when_a_payment_on_the_newer_is_undone(self):
        self.slip.action_void("Torn")
        run = self.new_issued()
        newer = self.get_slip(run)
        payment = self.pay_slip(newer)
        self.assertEqual(newer.state, "settled")
        self.get_item(payment).remove_move_reconcile()
        self.assertEqual(newer.state, "issued")
        self.assertEqual(self.slip.state, "void")
        self.assertFalse(any(self.slip.line_ids.mapped("is_open")))

    def test_a_settled_line_of_which_the_item_is_on_a_newer_slip_says_so(self):
        # as after a run that met an undone reconciliation at the same moment
        payment = self.pay_slip(self.slip.sudo())
        line = self.slip.sudo().line_ids[0]
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO collection_slip_line"
            " (slip_id, move_line_id, is_open, amount_due, amount_residual,"
            "  date_maturity)"
            " SELECT slip_id, move_line_id, TRUE, 1, 1, date_maturity"
            "   FROM collection_slip_line WHERE id = %s",
            [line.id],
        )
        self.env.invalidate_all()
        self.get_item(payment).remove_move_reconcile()
        self.env.flush_all()
        self.assertRecordValues(line, [{"outcome": "newer", "is_open": False}])
