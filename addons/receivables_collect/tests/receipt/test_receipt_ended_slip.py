from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestReceiptOnEndedSlip(MoneyCommon):
    """No money is taken on a slip that is void or returned; what is paid on a settled
    one goes on account (R4.7, R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200)
        cls.line = cls.slip.line_ids[0]

    def end(self, state, slip=None):
        slip = slip or self.slip
        if state == "void":
            slip.with_user(self.finance).action_void("Wrong customer")
            return
        # its paper is back, as after a signed hand-over
        slip._write_protected({"custody": "finance"})
        slip.with_user(self.finance).action_return("Nobody met")
        # and yet in a bag: the state alone has to refuse
        slip._write_protected({"custody": "collector"})

    def call(self, model, method, *args):
        return call_kw(self.env[model].with_user(self.seller), method, list(args), {})

    def test_a_receipt_on_an_ended_slip_is_not_made(self):
        for state in ("void", "returned"):
            slip = self.slip if state == "void" else self.new_bag_slip()
            self.end(state, slip)
            self.assertEqual((slip.state, slip.holder_id), (state, self.seller))
            vals = {
                "slip_id": slip.id,
                "voucher_id": self.new_vouchers().id,
                "method_ids": [Command.create({"method": "cash", "amount": 10})],
            }
            with (
                self.subTest(state),
                self.assertRaisesRegex(UserError, f"{slip.number}.*on account"),
            ):
                self.call("collection.receipt", "create", [vals])

    def test_the_phone_is_told_too(self):
        self.end("void")
        payload = self.new_payload(self.slip, 10)
        with self.assertRaisesRegex(UserError, "no money is taken"):
            self.call("collection.receipt", "action_collect_from_bag", payload)

    def test_a_draft_from_before_is_not_collected(self):
        draft = self.new_draft(self.slip, [("cash", 10, {})])
        self.end("void")
        with self.assertRaisesRegex(UserError, "no money is taken"):
            self.call("collection.receipt", "action_collect", draft.ids)
        self.assertEqual(draft.state, "draft")

    def test_a_draft_is_not_moved_to_an_ended_slip(self):
        draft = self.new_draft(
            self.slip, [("cash", 10, {})], slip_id=False, partner_id=self.customer.id
        )
        self.end("void")
        with self.assertRaisesRegex(UserError, "no money is taken"):
            self.call(
                "collection.receipt", "write", draft.ids, {"slip_id": self.slip.id}
            )

    def test_nothing_is_allocated_to_lines_of_an_ended_slip(self):
        draft = self.new_draft(
            self.slip, [("cash", 10, {})], slip_id=False, partner_id=self.customer.id
        )
        vals = {"receipt_id": draft.id, "slip_line_id": self.line.id, "amount": 10}
        self.end("void")
        with (
            self.assertRaisesRegex(UserError, "no money is taken"),
            self.env.cr.savepoint(),
        ):
            self.call("collection.receipt.allocation", "create", [vals])
        commands = [Command.create({"slip_line_id": self.line.id, "amount": 10})]
        with self.assertRaisesRegex(UserError, "no money is taken"):
            self.call(
                "collection.receipt", "write", draft.ids, {"allocation_ids": commands}
            )

    def test_an_allocation_from_before_stops_the_collection(self):
        draft = self.new_draft(
            self.slip, [("cash", 10, {})], slip_id=False, partner_id=self.customer.id
        )
        draft.allocation_ids = [
            Command.create({"slip_line_id": line.id, "amount": 5})
            for line in self.slip.line_ids
        ]
        self.end("void")
        with self.assertRaises(UserError) as caught:
            draft.action_collect()
        self.assertEqual(str(caught.exception).count("no money is taken"), 1)

    def test_a_settled_slip_takes_money_on_account_only(self):
        self.pay_slip(self.slip)
        self.assertEqual(self.slip.state, "settled")
        draft = self.new_draft(self.slip, [("cash", 10, {})])
        with (
            self.assertRaisesRegex(UserError, "goes on account"),
            self.env.cr.savepoint(),
        ):
            draft.allocation_ids = [
                Command.create({"slip_line_id": self.line.id, "amount": 10})
            ]
        draft.action_collect()
        self.assertRecordValues(
            draft, [{"state": "collected", "amount_on_account": 10}]
        )

    def test_a_draft_on_a_slip_settled_meanwhile_is_allocated_anew(self):
        draft = self.new_draft(self.slip, [("cash", 10, {})])
        draft.action_propose()
        self.pay_slip(self.slip, 100)
        with self.assertRaisesRegex(UserError, self.line.document):
            draft.action_collect()
        draft.action_propose()
        draft.action_collect()
        self.assertEqual(draft.allocation_ids.slip_line_id, self.slip.line_ids[1])

    def test_collected_before_the_slip_ended_it_is_verified_still(self):
        receipt = self.collect(self.slip, 100)
        self.end("void")
        report = receipt.report_id
        self.submit(report)
        self.count(report, cash=60)
        self.settle(report, "correct", receipt_id=receipt.id)
        self.verify(report)
        corrected = report.receipt_ids - receipt
        self.assertRecordValues(corrected, [{"state": "verified", "amount": 60}])

    def test_a_cancelled_receipt_is_corrected_on_account(self):
        receipt = self.collect(self.slip, 100)
        self.end("void")
        receipt = receipt.with_user(self.seller)
        receipt.action_cancel()
        draft = receipt.browse(receipt.action_correct()["res_id"])
        self.assertRecordValues(
            draft,
            [
                {
                    "slip_id": False,
                    "partner_id": self.customer.id,
                    "amount_on_account": 100,
                }
            ],
        )
