from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_custody import CustodyCommon
from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestCopiesOfMoney(MoneyCommon):
    """A copy is a new draft: numbers, states and decisions are not copied, and only
    drafts are deleted (R3.14, R4.23, R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200)

    def new_bank_order(self):
        return (
            self.env["collection.bank.order"]
            .with_user(self.seller)
            .create(
                {
                    "partner_id": self.customer.id,
                    "amount": 10,
                    "payer_bank": "ICBC",
                    "payer_account": "6222",
                }
            )
        )

    def assert_kept(self, record, user):
        """Assert that neither `user` nor the superuser deletes it."""
        for who in (user, self.env.ref("base.user_root")):
            with self.assertRaises(UserError):
                record.with_user(who).unlink()
        self.assertTrue(record.exists())

    def test_a_copied_bank_order_is_a_draft_whatever_became_of_the_first(self):
        order = self.new_bank_order()
        order.action_issue()
        finance = order.with_user(self.finance)
        steps = (
            finance.action_present,
            lambda: finance.action_refuse("No funds"),
        )
        for step in steps:
            step()
            copy = order.sudo().copy()
            self.assertRecordValues(
                copy,
                [
                    {
                        "state": "draft",
                        "number": False,
                        "issued_by_id": False,
                        "presenter_id": False,
                        "payment_id": False,
                        "end_reason": False,
                        "end_date": False,
                        "amount": 10,
                    }
                ],
            )
            copy.with_user(self.seller).unlink()
            self.assert_kept(order, self.seller)

    def test_receipts_are_deleted_as_drafts_only(self):
        draft = self.new_draft(self.slip, [("cash", 10, {})])
        draft.unlink()
        receipt = self.collect(self.slip, 10)
        self.assert_kept(receipt, self.seller)
        report = receipt.report_id
        self.submit(report)
        self.assert_kept(receipt, self.seller)
        self.count(report)
        self.verify(report)
        for record in (receipt, receipt.method_ids, receipt.allocation_ids, report):
            with self.subTest(record._name):
                self.assert_kept(record, self.seller)

    def test_a_cancelled_receipt_stays_on_record(self):
        receipt = self.collect(self.slip, 10)
        receipt.with_user(self.seller).action_cancel()
        self.assert_kept(receipt, self.seller)

    def test_a_copied_receipt_is_a_draft_that_needs_another_voucher(self):
        receipt = self.collect(self.slip, 10)
        self.verify(receipt.report_id)
        voucher = self.new_vouchers()
        copy = receipt.with_user(self.seller).copy({"voucher_id": voucher.id})
        self.assertRecordValues(
            copy,
            [
                {
                    "state": "draft",
                    "report_id": False,
                    "remit_by": False,
                    "key": False,
                    "end_reason": False,
                }
            ],
        )
        self.assertFalse(copy.method_ids.payment_id)

    def test_a_copied_run_has_no_slips(self):
        run = self.slip.run_id
        copy = run.copy()
        self.assertRecordValues(copy, [{"state": "draft", "slip_ids": []}])
        copy.with_user(self.finance).unlink()
        self.assert_kept(run, self.finance)

    def test_slips_are_deleted_as_drafts_only(self):
        draft = self.new_draft_slip(self.new_customer())
        draft.with_user(self.finance).unlink()
        self.assertFalse(draft.exists())
        self.assert_kept(self.slip, self.finance)
        self.slip.with_user(self.finance).action_void("Torn")
        self.assert_kept(self.slip, self.finance)

    def test_a_plan_is_copied_as_a_draft_and_kept_once_submitted(self):
        plan = self.env["collection.income.plan"].with_user(self.finance)
        plan = plan.create(
            {"line_ids": [(0, 0, {"month": self.today.replace(day=1), "planned": 100})]}
        )
        plan.action_submit()
        copy = plan.copy()
        self.assertRecordValues(
            copy,
            [
                {
                    "state": "draft",
                    "number": False,
                    "version": 1,
                    "replaces_id": False,
                    "submitted_by_id": False,
                    "planned": 100,
                }
            ],
        )
        copy.unlink()
        self.assert_kept(plan, self.finance)
        self.assert_kept(plan.line_ids, self.finance)


@tagged("post_install", "-at_install")
class TestCopiesOfCustody(CustodyCommon):
    """Hand-overs and books are copied empty, vouchers never; what was issued or
    registered stays (R4.24, R4.25).
    """

    def test_a_copied_hand_over_is_an_empty_draft(self):
        handover = self.hand("to_branch", self.slip, self.get_vouchers(1))
        copy = handover.copy()
        self.assertRecordValues(
            copy,
            [
                {
                    "state": "draft",
                    "number": False,
                    "line_ids": [],
                    "issued_at": False,
                    "signed_by_id": False,
                    "signed_at": False,
                    "signature": False,
                    "end_reason": False,
                }
            ],
        )
        copy.unlink()
        self.assertFalse(copy.exists())

    def test_hand_overs_are_deleted_as_drafts_only(self):
        self.new_handover(vouchers=self.get_vouchers(1)).unlink()
        for end in ("action_sign", "action_refuse"):
            handover = self.new_handover(vouchers=self.get_vouchers(1))
            handover.action_issue()
            with self.assertRaises(UserError):
                handover.unlink()
            receiver = handover.with_user(self.manager)
            receiver.action_sign() if end == "action_sign" else receiver.action_refuse(
                "One is missing"
            )
            with self.subTest(end), self.assertRaises(UserError):
                handover.unlink()

    def test_a_registered_book_and_its_vouchers_stay(self):
        with self.assertRaises(UserError):
            self.book.sudo().unlink()
        with self.assertRaises(UserError):
            self.get_vouchers(1).unlink()
        self.new_book(101, 110, register=False).unlink()
