from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestLossWayOut(CustodyCommon):
    """A declared loss always has its explanation, and a way out (R4.24)."""

    def declare(self, vouchers, user=None):
        losses = self.env["collection.voucher.loss"].with_user(user or self.seller)
        loss = losses.create(
            {
                "voucher_ids": [Command.set(vouchers.ids)],
                "reason": "Left on the train",
                "company_id": self.company.id,
            }
        )
        loss.action_submit()
        return loss

    def test_over_rpc_a_declared_loss_is_neither_withdrawn_nor_cancelled(self):
        voucher = self.bring_to_collector(1)
        loss = self.declare(voucher)
        for action in ("action_withdraw", "action_cancel"):
            with self.subTest(action), self.assertRaisesRegex(UserError, "missing"):
                getattr(loss, action)()
        self.assertEqual((loss.state, voucher.state), ("submitted", "missing"))

    def test_a_rejected_one_is_taken_up_again_and_approved(self):
        voucher = self.bring_to_collector(1)
        loss = self.declare(voucher)
        loss.with_user(self.finance).action_reject("Say where")
        with self.assertRaisesRegex(UserError, "missing"):
            loss.action_cancel()
        loss.action_draft()
        for refused in (loss.unlink, loss.action_cancel):
            with self.assertRaisesRegex(UserError, "missing"):
                refused()
        loss.reason = "Left on the train to Tianjin, reported to the police"
        loss.action_submit()
        loss.with_user(self.finance).action_approve()
        self.assertEqual((loss.state, voucher.state), ("approved", "void"))

    def test_with_the_paper_back_it_may_be_cancelled_and_finance_voids(self):
        voucher = self.bring_to_collector(1)
        loss = self.declare(voucher)
        loss.with_user(self.finance).action_reject("Look again")
        self.hand("to_branch_back", vouchers=voucher)
        self.hand("to_finance_back", vouchers=voucher)
        loss.action_cancel()
        voucher.with_user(self.finance).action_void("Found")
        self.assertEqual(voucher.state, "void")

    def test_a_draft_that_declared_nothing_is_free(self):
        voucher = self.bring_to_collector(1)
        losses = self.env["collection.voucher.loss"].with_user(self.seller)
        vals = {"voucher_ids": [Command.set(voucher.ids)], "reason": "Where is it"}
        losses.create(vals | {"company_id": self.company.id}).action_cancel()
        losses.create(vals | {"company_id": self.company.id}).unlink()
        self.assertEqual(voucher.state, "collector")
