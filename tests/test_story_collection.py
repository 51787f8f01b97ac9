"""Collecting what is owed, from the overdue invoice to the closed ledger."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.receivables_collect.tests.common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestStoryCollection(MoneyCommon):
    """Run, hand-over, signature, collection, day report, verification: the whole path
    of R4.23 to R4.28, each step by who does it in the office, and nobody else.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoices = cls.new_overdue(600, days=60) | cls.new_overdue(400, days=20)
        book = cls.env["collection.book"].with_user(cls.finance)
        cls.book = book.create(
            {"name": "Receipts", "prefix": "R", "number_from": 1, "number_to": 10}
        )
        cls.book.action_register()

    def hand_over(self, kind, giver, receiver):
        """Hand over all that lies there; the receiver signs."""
        handover = (
            self.env["collection.handover"]
            .with_user(giver)
            .create(
                {
                    "kind": kind,
                    "team_id": self.team.id,
                    "receiver_id": receiver.id,
                    "company_id": self.company.id,
                }
            )
        )
        handover.action_fill()
        handover.action_issue()
        handover.with_user(receiver).action_sign()
        return handover

    def test_an_overdue_invoice_is_collected_handed_in_and_paid(self):
        run = self.new_issued()
        slip = self.get_slip(run)
        self.assertEqual((slip.state, slip.amount_due), ("issued", 1000))
        self.hand_over("to_branch", self.finance, self.manager)
        self.assertEqual((slip.state, slip.custody), ("sent", "branch"))
        self.hand_over("to_collector", self.manager, self.seller)
        self.assertEqual((slip.state, slip.holder_id), ("signed", self.seller))
        voucher = self.book.sudo().voucher_ids[0]
        self.assertEqual((voucher.state, voucher.holder_id), ("collector", self.seller))

        receipt = self.collect(slip, 1000, voucher=voucher)
        self.assertEqual(voucher.state, "used")
        self.assertEqual(slip.amount_residual, 1000, "not before it is verified")
        report = receipt.report_id
        self.submit(report)
        # ten are missing when finance counts; the collector answers for them
        self.count(report, cash=990)
        self.settle(report, "debt")
        report.with_user(self.finance).action_verify()

        self.assertEqual(report.state, "verified")
        self.assertEqual(receipt.state, "verified")
        self.assertEqual(set(self.invoices.mapped("amount_residual")), {0.0})
        self.assertEqual((slip.state, slip.amount_residual), ("settled", 0))
        self.assertEqual(report.difference_ids.amount, -10)
        debt = self.company.collection_debt_account_id
        owed = report.difference_ids.move_id.sudo().line_ids.filtered(
            lambda line: line.account_id == debt
        )
        self.assertEqual(owed.balance, 10)
        self.assert_exposure(receivable=0)

    def test_the_next_run_asks_for_what_was_not_collected(self):
        slip = self.get_slip(self.new_issued())
        self.hand_over("to_branch", self.finance, self.manager)
        self.hand_over("to_collector", self.manager, self.seller)
        receipt = self.collect(slip, 600, voucher=self.book.sudo().voucher_ids[0])
        self.verify(receipt.report_id)
        self.assertEqual((slip.state, slip.amount_residual), ("signed", 400))
        again = self.new_generated()
        self.assertFalse(again.sudo().slip_ids, "the rest is on an open slip")
        self.hand_over("to_branch_back", self.seller, self.manager)
        self.hand_over("to_finance_back", self.manager, self.finance)
        self.assertEqual(slip.state, "returned")
        again.action_generate()
        self.assertEqual(self.get_slip(again).amount_residual, 400)

    def test_no_step_is_taken_by_the_wrong_person(self):
        run = self.new_generated()
        for user in (self.seller, self.manager, self.director):
            self.assert_refused(run.with_user(user).action_issue)
        run.action_issue()
        slip = self.get_slip(run)
        handover = (
            self.env["collection.handover"]
            .with_user(self.finance)
            .create({"kind": "to_branch", "team_id": self.team.id})
        )
        handover.action_fill()
        handover.action_issue()
        for user in (self.finance, self.seller, self.other_manager, self.director):
            self.assert_refused(handover.with_user(user).action_sign)
        handover.with_user(self.manager).action_sign()
        self.hand_over("to_collector", self.manager, self.seller)
        voucher = self.book.sudo().voucher_ids[0]
        payload = self.new_payload(slip, 100, voucher=voucher)
        for user in (self.manager, self.colleague, self.finance):
            receipts = self.env["collection.receipt"].with_user(user)
            self.assert_refused(receipts.action_collect_from_bag, payload)
        report = self.collect(slip, 100, voucher=voucher).report_id
        self.assert_refused(report.with_user(self.finance).action_submit)
        self.submit(report)
        for user in (self.seller, self.manager, self.director):
            self.assert_refused(report.with_user(user).action_save_count)
            self.assert_refused(report.with_user(user).action_verify)

    def assert_refused(self, method, *args):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            method(*args)
