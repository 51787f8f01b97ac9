from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestVoucherCanVoid(CustodyCommon):
    """The button shows where finance may make a voucher void, and nowhere else: its
    paper is at finance and not lost (R4.24).
    """

    def assert_can_void(self, voucher, expected, user=None):
        """Assert what the flag says, the cache as it is, and the action with it."""
        voucher = voucher.with_user(user or self.finance)
        self.assertEqual(voucher.can_void, expected)
        with self.env.cr.savepoint() as savepoint:
            try:
                voucher.action_void("Misprint")
                done = True
            except UserError:
                done = False
            savepoint.rollback()
        voucher.invalidate_recordset()
        self.assertEqual(done, expected)

    def declare(self, voucher, user):
        loss = self.env["collection.voucher.loss"].with_user(user)
        loss = loss.create(
            {
                "voucher_ids": [(6, 0, voucher.ids)],
                "reason": "Left on the train",
                "company_id": self.company.id,
            }
        )
        loss.action_submit()
        return loss

    def test_the_button_follows_the_paper_out_and_back(self):
        voucher = self.get_vouchers(1)
        self.assert_can_void(voucher, True)
        for kind, back in (
            ("to_branch", False),
            ("to_collector", False),
            ("to_branch_back", False),
            ("to_finance_back", True),
        ):
            handover = self.new_handover(kind, vouchers=voucher)
            self.assertEqual(
                voucher.with_user(self.finance).can_void, kind == "to_branch"
            )
            handover.action_issue()
            self.assert_can_void(voucher, False)
            handover.with_user(handover.receiver_id).action_sign()
            self.assert_can_void(voucher, back)

    def test_a_refused_hand_over_gives_it_back(self):
        voucher = self.get_vouchers(1)
        handover = self.new_handover(vouchers=voucher)
        handover.action_issue()
        self.assert_can_void(voucher, False)
        handover.with_user(self.manager).action_refuse("Too many")
        self.assert_can_void(voucher, True)

    def test_used_and_void_vouchers_are_never_made_void(self):
        used = self.bring_to_collector(1)
        used._move("used")
        self.assert_can_void(used, False)
        void = self.get_vouchers(1).with_user(self.finance)
        self.assertTrue(void.can_void)
        void.action_void("Misprint")
        self.assert_can_void(void, False)

    def test_only_finance_sees_the_button(self):
        voucher = self.get_vouchers(1)
        self.assertTrue(voucher.with_user(self.finance).can_void)
        for user in (self.seller, self.manager, self.director, self.general):
            with self.subTest(user.login):
                self.assertFalse(voucher.with_user(user).sudo().can_void)

    def test_vouchers_that_finance_lost_wait_for_a_colleagues_approval(self):
        voucher = self.get_vouchers(1)
        loss = self.declare(voucher, self.finance)
        self.assertEqual((voucher.state, voucher.custody), ("missing", "finance"))
        self.assert_can_void(voucher, False)
        self.assert_can_void(voucher, False, self.second_finance)
        loss.with_user(self.second_finance).action_approve()
        self.assertEqual(voucher.state, "void")

    def test_a_rejected_loss_of_its_own_stays_missing(self):
        voucher = self.get_vouchers(1)
        loss = self.declare(voucher, self.finance)
        loss.with_user(self.second_finance).action_reject("Look again")
        self.assert_can_void(voucher, False)
        loss.action_draft()
        self.assert_can_void(voucher, True)

    def test_lost_outside_it_is_void_when_its_paper_is_back(self):
        voucher = self.bring_to_collector(1)
        self.declare(voucher, self.seller)
        self.assert_can_void(voucher, False)
        self.hand("to_branch_back", vouchers=voucher)
        self.assert_can_void(voucher, False)
        self.hand("to_finance_back", vouchers=voucher)
        self.assert_can_void(voucher, True)

    def test_nobody_writes_losses_on_a_voucher(self):
        voucher = self.get_vouchers(1)
        loss = self.declare(voucher, self.finance)
        with self.assertRaises(UserError):
            voucher.sudo().write({"loss_ids": [(3, loss.id)]})
