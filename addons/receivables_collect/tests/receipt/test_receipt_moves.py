from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_money import MoneyCommon

STATES = ("draft", "collected", "reported", "verified", "rejected", "cancelled")
# action of the collector: states in which it is refused
REFUSED = {
    "action_collect": STATES[1:],
    "action_cancel": ("reported", "verified", "rejected", "cancelled"),
    "action_correct": ("draft", "collected", "reported", "verified"),
    "unlink": STATES[1:],
}


@tagged("post_install", "-at_install")
class TestReceiptMoves(MoneyCommon):
    """A receipt moves along its table by methods only, whoever asks (R4.7, R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)

    def new_in(self, state):
        """A receipt of `seller` in a state, on a day of its own."""
        day = self.day(-STATES.index(state))
        receipt = self.new_draft(self.slip, [("cash", 10, {})], date=day)
        if state == "cancelled":
            receipt.action_cancel()
        elif state != "draft":
            receipt.action_collect()
        report = receipt.sudo().report_id
        if state in ("reported", "verified", "rejected"):
            self.submit(report)
        if state == "verified":
            self.verify(report)
        if state == "rejected":
            self.count(report, cash=0)
            self.settle(report, "correct", receipt_id=receipt.id)
            self.verify(report)
        self.assertEqual(receipt.state, state)
        return receipt

    def test_every_move_outside_the_table_is_refused(self):
        for state in STATES:
            receipt = self.new_in(state)
            for action, refused in REFUSED.items():
                if state not in refused:
                    continue
                with self.subTest(state=state, action=action):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        getattr(receipt, action)()
                    self.assertEqual(receipt.state, state)

    def test_no_role_writes_the_state_or_makes_a_receipt_in_one(self):
        receipt = self.new_in("collected")
        users = (self.seller, self.manager, self.finance, self.director, self.general)
        for user in users:
            for state in STATES:
                with self.subTest(user=user.name, state=state):
                    with self.assertRaises(UserError):
                        receipt.with_user(user).write({"state": state})
        vals = {"slip_id": self.slip.id, "voucher_id": self.new_vouchers().id}
        for state in STATES[1:]:
            with self.subTest(created=state), self.assertRaises(UserError):
                receipt.create(vals | {"state": state})

    def test_a_key_in_the_context_opens_no_gate(self):
        receipt = self.new_in("collected")
        for context in (
            {"sales_protected": True},
            {"bypass": True, "install_mode": True, "force_delete": True},
        ):
            with self.subTest(context), self.assertRaises(UserError):
                receipt.with_context(**context).write({"state": "verified"})

    def test_a_copy_is_a_new_draft_without_a_report(self):
        receipt = self.new_in("verified")
        copied = receipt.copy({"voucher_id": self.new_vouchers().id})
        self.assertRecordValues(
            copied, [{"state": "draft", "remit_by": False, "key": False}]
        )
        self.assertFalse(copied.report_id)
        self.assertFalse(copied.method_ids.payment_id)

    def test_a_cancelled_draft_leaves_its_voucher_usable(self):
        draft = self.new_draft(self.slip, [("cash", 10, {})])
        draft.action_cancel()
        self.assertEqual(draft.voucher_id.sudo().state, "collector")
        again = self.collect(self.slip, 10, voucher=draft.voucher_id.sudo())
        self.assertEqual(again.state, "collected")

    def test_all_reasons_are_said_at_once(self):
        self.company.collection_cash_allowed = False
        draft = self.new_draft(
            self.slip, [("cash", 10, {})], voucher_id=False, date=self.day(1)
        )
        line = self.slip.line_ids[0]
        draft.allocation_ids = [
            Command.create({"slip_line_id": line.id, "amount": 10.01})
        ]
        with self.assertRaises(UserError) as caught:
            draft.action_collect()
        for text in ("voucher", "future", "More is allocated", "no approved method"):
            self.assertIn(text, str(caught.exception))

    def test_only_rejected_or_cancelled_receipts_are_corrected_by_their_collector(self):
        receipt = self.new_in("cancelled")
        for user in (self.colleague, self.manager, self.finance):
            with self.subTest(user.name), self.assertRaises(AccessError):
                receipt.with_user(user).action_correct()
        draft = receipt.browse(receipt.action_correct()["res_id"])
        self.assertRecordValues(
            draft, [{"state": "draft", "amount": 10, "voucher_id": False}]
        )
