from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestVoucherUse(CustodyCommon):
    """A voucher is used once, from the collector's own bag; void needs the paper."""

    def new_receipt(self, user=None, **vals):
        vals = {
            "partner_id": self.customer.id,
            "collector_id": (user or self.seller).id,
            "company_id": self.company.id,
        } | vals
        return self.env["collection.receipt"].sudo().create(vals)

    def assert_unusable(self, voucher, text="", user=None):
        with self.assertRaisesRegex(UserError, text):
            voucher._use(self.new_receipt(user))

    def test_a_voucher_of_the_own_bag_is_used_once(self):
        voucher = self.bring_to_collector(1)
        voucher.with_user(self.seller)._use(self.new_receipt())
        self.assertEqual(voucher.state, "used")
        self.assert_unusable(voucher, "Used")

    def test_a_voucher_of_another_bag_is_refused(self):
        voucher = self.bring_to_collector(1)
        self.assert_unusable(voucher, self.seller.name, self.colleague)

    def test_vouchers_that_nobody_signed_for_are_refused(self):
        voucher = self.get_vouchers(1)
        self.assert_unusable(voucher, "Blank")
        self.bring_to_branch(1)
        self.assert_unusable(voucher, "Branch")

    def test_a_voucher_that_is_being_handed_back_is_refused(self):
        voucher = self.bring_to_collector(1)
        back = self.new_handover("to_branch_back", vouchers=voucher)
        back.action_issue()
        self.assert_unusable(voucher, back.number)

    def test_an_archived_book_and_another_company_are_refused(self):
        voucher = self.bring_to_collector(1)
        other = self.env["res.company"].create({"name": "Other"})
        with self.assertRaisesRegex(UserError, self.company.name):
            voucher._use(self.new_receipt(company_id=other.id))
        self.book.action_archive()
        self.assert_unusable(voucher, "archived")

    def test_a_spoiled_voucher_is_void_and_its_paper_comes_back(self):
        voucher = self.bring_to_collector(1)
        with self.assertRaises(UserError):
            voucher._spoil("Not used yet")
        voucher._use(self.new_receipt())
        voucher._spoil("Amount was wrong")
        self.assertEqual((voucher.state, voucher.custody), ("void", "collector"))
        self.assert_unusable(voucher, "Void")
        self.assertEqual(self.seller._get_bag()[1], voucher)
        self.hand("to_branch_back", vouchers=voucher)
        self.hand("to_finance_back", vouchers=voucher)
        self.assertEqual((voucher.state, voucher.custody), ("void", "finance"))
        self.assertFalse(self.manager._get_bag()[1])

    def test_void_needs_the_paper_at_finance(self):
        voucher = self.bring_to_collector(1)
        with self.assertRaisesRegex(UserError, "not back"):
            voucher.with_user(self.finance).action_void("Misprint")
        blank = self.get_vouchers(1).with_user(self.finance)
        with self.assertRaises(UserError):
            blank.action_void("  ")
        blank.action_void("Misprint")
        self.assertRecordValues(blank, [{"state": "void", "end_reason": "Misprint"}])
        with self.assertRaises(UserError):
            blank.action_void("Again")

    def test_void_of_what_waits_for_a_signature_is_refused(self):
        voucher = self.get_vouchers(1)
        self.new_handover(vouchers=voucher).action_issue()
        with self.assertRaises(UserError):
            voucher.with_user(self.finance).action_void("Misprint")

    def test_only_finance_makes_vouchers_void(self):
        voucher = self.get_vouchers(1)
        for user in (
            self.seller,
            self.manager,
            self.director,
            self.general,
            self.rules_admin,
            self.env.ref("base.user_root"),
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                voucher.with_user(user).action_void("No")


@tagged("post_install", "-at_install")
class TestVoucherLoss(CustodyCommon):
    """The holder declares a loss, finance approves; missing is never used again."""

    def declare(self, vouchers, user=None):
        loss = self.env["collection.voucher.loss"].with_user(user or self.seller)
        loss = loss.create(
            {
                "voucher_ids": [(6, 0, vouchers.ids)],
                "reason": "Left on the train",
                "company_id": self.company.id,
            }
        )
        loss.action_submit()
        return loss

    def test_declared_is_missing_at_once_and_approved_is_void(self):
        vouchers = self.bring_to_collector(2)
        loss = self.declare(vouchers)
        self.assertEqual(vouchers.mapped("state"), ["missing"] * 2)
        loss.with_user(self.finance).action_approve()
        self.assertEqual(vouchers.mapped("state"), ["void"] * 2)
        self.assertEqual(vouchers[0].end_reason, "Left on the train")
        self.assertFalse(self.seller._get_bag()[1], "nobody answers for it now")

    def test_a_missing_voucher_is_never_used(self):
        voucher = self.bring_to_collector(1)
        loss = self.declare(voucher)
        receipt = self.env["collection.receipt"].sudo()
        receipt = receipt.create(
            {"partner_id": self.customer.id, "collector_id": self.seller.id}
        )
        with self.assertRaisesRegex(UserError, "Missing"):
            voucher._use(receipt)
        loss.with_user(self.finance).action_reject("Look again")
        self.assertEqual(voucher.state, "missing")
        with self.assertRaisesRegex(UserError, "Missing"):
            voucher._use(receipt)

    def test_found_again_it_is_handed_back_and_made_void(self):
        voucher = self.bring_to_collector(1)
        self.declare(voucher).with_user(self.finance).action_reject("Look again")
        self.hand("to_branch_back", vouchers=voucher)
        self.assertEqual(voucher.state, "missing")
        self.hand("to_finance_back", vouchers=voucher)
        voucher.with_user(self.finance).action_void("Found")
        self.assertEqual(voucher.state, "void")

    def test_finance_does_not_approve_its_own_loss(self):
        loss = self.declare(self.get_vouchers(1), self.finance)
        with self.assertRaises(AccessError):
            loss.with_user(self.finance).action_approve()
        loss.with_user(self.second_finance).action_approve()
        self.assertEqual(loss.state, "approved")

    def test_neither_collector_nor_director_approves(self):
        loss = self.declare(self.bring_to_collector(1))
        for user in (self.seller, self.manager, self.director, self.rules_admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                loss.with_user(user).action_approve()

    def test_only_who_answers_for_a_voucher_declares_it(self):
        voucher = self.bring_to_collector(1)
        for user in (self.colleague, self.other_manager, self.finance):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.declare(voucher, user)
        self.assertEqual(voucher.state, "collector")
        self.declare(voucher, self.manager)
        self.assertEqual(voucher.state, "missing")

    def test_a_used_voucher_is_not_lost(self):
        voucher = self.bring_to_collector(1)
        voucher._move("used")
        with self.assertRaises(UserError):
            self.declare(voucher)
