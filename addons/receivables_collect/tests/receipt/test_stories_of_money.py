from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestStoriesOfMoney(MoneyCommon):
    """Days that went another way: money that comes back, comes twice or does not come
    (R4.23, R4.27, R4.28).
    """

    def refresh(self):
        self.env.flush_all()
        self.env.invalidate_all()

    def test_a_cheque_bounces_after_its_slip_was_settled_and_a_new_run_was_made(self):
        slip = self.new_slip_over(100)
        receipt = self.collect(slip, 100, "cheque")
        self.verify(receipt.report_id)
        self.assertEqual(slip.state, "settled")
        self.new_overdue(40, days=20)
        newer = self.get_slip(self.new_issued())
        self.assertEqual(newer.amount_residual, 40)

        receipt.with_user(self.finance).action_bounce(reason="No funds")
        self.refresh()
        self.assertEqual((slip.state, slip.amount_residual), ("signed", 100))
        self.assertEqual(slip.holder_id, self.seller)
        self.assertEqual((newer.state, newer.amount_residual), ("issued", 40))
        # the returned debt is on its old slip and on no second one
        self.assertFalse(self.get_slip(self.new_generated()))
        self.assert_exposure(receivable=140)
        self.pay_slip(slip)
        self.refresh()
        self.assertEqual((slip.state, newer.state), ("settled", "issued"))

    def test_the_customer_pays_the_bank_while_the_collector_has_the_slip(self):
        slip = self.new_slip_over(100, 200)
        invoice = slip.line_ids.move_line_id.move_id.filtered(
            lambda move: move.amount_total == 100
        )
        self.pay(100, invoice=invoice)
        self.refresh()
        self.assertEqual((slip.state, slip.amount_residual), ("signed", 200))
        # the collector's next money is for what is left
        receipt = self.collect(slip, 200)
        self.assertEqual(receipt.allocation_ids.slip_line_id.amount_due, 200)
        self.verify(receipt.report_id)
        self.assertEqual(slip.state, "settled")
        self.assert_exposure(receivable=0)

    def test_the_customer_pays_the_bank_after_the_collector_took_the_money(self):
        slip = self.new_slip_over(100)
        receipt = self.collect(slip, 100)
        self.pay(100, invoice=slip.line_ids.move_line_id.move_id)
        self.refresh()
        self.assertEqual(slip.state, "settled")
        self.verify(receipt.report_id)
        # paid twice: the invoice once, the second money is the customer's
        self.assertEqual(receipt.state, "verified")
        self.assertEqual(receipt.allocation_ids.amount_reconciled, 0)
        self.assertTrue(receipt.method_ids.payment_id)
        self.assert_exposure(receivable=-100)

    def test_a_day_without_receipts_is_submitted_counted_and_verified(self):
        slip = self.new_slip_over(100)
        reports = self.env["collection.day.report"].with_user(self.seller)
        report = reports.browse(reports.action_open_today()["res_id"])
        self.assertEqual(reports.action_open_today()["res_id"], report.id)
        self.assertEqual(report.variance_ids.slip_id, slip)
        self.assertEqual(report.variance_ids.mapped("collected"), [0])
        report.variance_ids.write({"reason": "Nobody was there"})
        self.verify(report.sudo())
        self.assertEqual(report.state, "verified")
        self.assertEqual(report.sudo().payment_count, 0)
        self.assertEqual((slip.state, slip.amount_residual), ("signed", 100))
        # money that comes in late on that day is on its next round
        late = self.collect(slip, 100).report_id
        self.assertEqual((late.date, late.round), (self.today, 2))


@tagged("post_install", "-at_install")
class TestStoryOfIllness(MoneyCommon):
    """A collector falls ill with a full bag: what others can do, and what not (R4.24 to
    R4.26).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100)
        cls.vouchers = cls.new_vouchers(2)

    def give_back(self, user):
        lines = [{"slip_id": self.slip.id}]
        lines += [{"voucher_id": voucher.id} for voucher in self.vouchers]
        vals = {
            "kind": "to_branch_back",
            "team_id": self.team.id,
            "receiver_id": self.manager.id,
            "line_ids": [(0, 0, line) for line in lines],
        }
        return self.env["collection.handover"].with_user(user).create(vals)

    def test_nobody_hands_back_what_another_holds(self):
        for user in (self.colleague, self.manager, self.director):
            with self.subTest(user.name), self.assertRaises(UserError):
                self.give_back(user).action_issue()
        self.assertEqual(self.slip.holder_id, self.seller)

    def test_nobody_collects_on_what_another_holds(self):
        voucher = self.vouchers[0]
        with self.assertRaises(UserError):
            self.collect(self.slip, 10, user=self.colleague, voucher=voucher)
        self.assertEqual(voucher.state, "collector")

    def test_finance_voids_the_slip_and_its_receivables_are_asked_for_again(self):
        self.slip.with_user(self.finance).action_void("The collector is ill")
        newer = self.get_slip(self.new_issued())
        self.assertEqual(newer.amount_residual, 100)
        self.assertEqual(newer.custody, "finance")
        # the paper is still out
        self.assertEqual(self.slip.holder_id, self.seller)

    def test_back_at_work_the_bag_goes_to_the_colleague_through_the_branch(self):
        back = self.give_back(self.seller)
        back.action_issue()
        back.with_user(self.manager).action_sign()
        self.assertEqual((self.slip.state, self.slip.custody), ("sent", "branch"))
        on = self.give_back(self.manager)
        on.write({"kind": "to_collector", "receiver_id": self.colleague.id})
        on.action_issue()
        on.with_user(self.colleague).action_sign()
        self.assertEqual(self.slip.holder_id, self.colleague)
        receipt = self.collect(self.slip, 100, voucher=self.vouchers[0])
        self.assertEqual(receipt.collector_id, self.colleague)
        self.verify(receipt.report_id)
        self.assertEqual(self.slip.state, "settled")
        chain = self.slip.handover_line_ids.handover_id
        self.assertEqual(chain.mapped("state"), ["signed", "signed"])
