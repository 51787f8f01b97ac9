from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestCustodyLeaving(CustodyCommon):
    """A user who leaves or changes team is told what to hand over first (R4.26)."""

    def test_a_collector_with_a_bag_cannot_be_deactivated(self):
        voucher = self.bring_to_collector(1, self.slip)
        with self.assertRaises(UserError) as caught:
            self.seller.action_archive()
        for text in (self.seller.name, self.slip.number, voucher.number):
            self.assertIn(text, str(caught.exception))
        self.hand("to_branch_back", self.slip, voucher)
        self.seller.action_archive()
        self.assertFalse(self.seller.active)

    def test_a_user_with_a_full_bag_is_not_deleted(self):
        self.bring_to_collector(1)
        with self.assertRaises(UserError):
            self.seller.unlink()

    def test_the_main_collector_answers_for_the_branch(self):
        voucher = self.bring_to_branch(1)
        with self.assertRaisesRegex(UserError, voucher.number):
            self.manager.action_archive()

    def test_used_vouchers_and_settled_slips_are_not_held(self):
        voucher = self.bring_to_collector(1, self.slip)
        voucher._move("used")
        self.slip._write_protected({"state": "settled"})
        self.seller.action_archive()
        self.assertFalse(self.seller.active)

    def test_a_spoiled_paper_is_held_until_it_is_back(self):
        voucher = self.bring_to_collector(1)
        voucher._move("used")
        voucher._spoil("Torn")
        with self.assertRaisesRegex(UserError, voucher.number):
            self.seller.action_archive()

    def test_leaving_the_team_is_refused(self):
        voucher = self.bring_to_collector(1)
        with self.assertRaisesRegex(UserError, voucher.number):
            self.team.member_ids = [Command.unlink(self.seller.id)]
        with self.assertRaises(UserError):
            self.other_team.member_ids = [Command.link(self.seller.id)]
        self.team.member_ids = [Command.unlink(self.colleague.id)]

    def test_another_main_collector_is_refused_while_the_first_holds(self):
        voucher = self.bring_to_branch(1)
        self.team.user_id = self.colleague
        with self.assertRaises(UserError) as caught:
            self.team.main_collector_id = self.colleague
        self.assertIn(voucher.number, str(caught.exception))
        self.hand("to_finance_back", vouchers=voucher)
        self.team.main_collector_id = self.colleague
        self.assertEqual(self.team._get_main_collector(), self.colleague)

    def test_a_branch_that_holds_something_is_not_archived(self):
        voucher = self.bring_to_branch(1)
        with self.assertRaisesRegex(UserError, voucher.number):
            self.team.action_archive()
