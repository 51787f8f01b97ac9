from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_custody import CustodyCommon

# one black pixel
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestHandoverSignature(CustodyCommon):
    """One issues, the other signs with their login; nobody signs for another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vouchers = cls.get_vouchers(1)
        cls.handover = cls.new_handover(vouchers=cls.vouchers)
        cls.handover.action_issue()

    def test_nobody_signs_or_refuses_for_the_receiver(self):
        for user in (
            self.finance,
            self.seller,
            self.other_manager,
            self.director,
            self.general,
            self.deputy,
            self.rules_admin,
            self.env.ref("base.user_admin"),
            self.env.ref("base.user_root"),
        ):
            handover = self.handover.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    handover.action_sign()
                with self.assertRaises(AccessError):
                    handover.action_refuse("No")
                with self.assertRaises(AccessError):
                    handover.sudo().action_sign()
                self.assertFalse(handover.sudo().can_sign)
        self.assertEqual(self.handover.state, "issued")

    def test_a_click_with_the_own_login_is_a_signature(self):
        handover = self.handover.with_user(self.manager)
        self.assertTrue(handover.can_sign)
        handover.action_sign()
        self.assertRecordValues(
            handover,
            [
                {
                    "state": "signed",
                    "signed_by_id": self.manager.id,
                    "signature": False,
                    "can_sign": False,
                }
            ],
        )
        self.assertTrue(handover.signed_at)

    def test_a_drawn_signature_is_kept(self):
        self.handover.with_user(self.manager).action_sign(PICTURE)
        self.assertTrue(self.handover.signature)

    def test_a_signature_that_is_no_picture_is_refused(self):
        with self.assertRaises(UserError):
            self.handover.with_user(self.manager).action_sign("bm8gcGljdHVyZQ==")

    def test_a_handover_is_signed_once(self):
        self.handover.with_user(self.manager).action_sign()
        with self.assertRaises(UserError):
            self.handover.with_user(self.manager).action_sign()
        with self.assertRaises(UserError):
            self.handover.with_user(self.manager).action_refuse("Late")
        with self.assertRaises(UserError):
            self.handover.action_withdraw("Late")

    def test_a_draft_cannot_be_signed(self):
        draft = self.new_handover(vouchers=self.get_vouchers(2)[1:])
        with self.assertRaises(UserError):
            draft.with_user(self.manager).action_sign()

    def test_the_receiver_cannot_withdraw_nor_the_director(self):
        for user in (self.manager, self.director, self.general):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.handover.with_user(user).action_withdraw("No")

    def test_the_receiver_gets_one_activity_until_it_is_signed(self):
        self.assertEqual(self.handover.activity_ids.user_id, self.manager)
        self.handover.with_user(self.manager).action_sign()
        self.assertFalse(self.handover.activity_ids)

    def test_a_blocked_receiver_gets_no_vouchers(self):
        users = self.registry["res.users"]

        def blocked(user):
            return "Money is overdue." if user == self.manager else ""

        self.patch(users, "_get_cannot_receive_reason", blocked)
        with self.assertRaisesRegex(UserError, "Money is overdue"):
            self.handover.with_user(self.manager).action_sign()
        late = self.new_handover(vouchers=self.get_vouchers(2)[1:])
        with self.assertRaisesRegex(UserError, "Money is overdue"):
            late.action_issue()
        # refused things go back all the same
        self.handover.with_user(self.manager).action_refuse("Blocked")
        self.assertEqual(self.handover.state, "refused")

    def test_each_role_sees_its_handovers(self):
        model = self.env["collection.handover"]
        for user, seen in (
            (self.manager, True),
            (self.finance, True),
            (self.director, True),
            (self.general, True),
            (self.deputy, True),
            (self.seller, False),
            (self.other_manager, False),
        ):
            with self.subTest(user=user.login):
                found = model.with_user(user).search([("id", "=", self.handover.id)])
                self.assertEqual(bool(found), seen)
        vouchers = self.vouchers.with_user(self.manager)
        self.assertEqual(vouchers.search([]), vouchers, "to count before signing")
        self.assertFalse(vouchers.with_user(self.seller).search([]))
