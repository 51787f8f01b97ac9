from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestHandoverIssue(CustodyCommon):
    """Paper can be handed over by its holder to the next in line (R4.24, R4.25)."""

    def test_no_slip_goes_without_its_vouchers(self):
        slips = self.slip | self.new_slip()
        short = self.new_handover(slips=slips, vouchers=self.get_vouchers(1))
        with self.assertRaisesRegex(UserError, "2 slips.*there are 1"):
            short.action_issue()
        enough = self.hand("to_branch", slips, self.get_vouchers(2))
        vouchers = enough.line_ids.voucher_id.sudo()
        sheet = self.new_handover("to_collector", slips, vouchers[:1])
        with self.assertRaisesRegex(UserError, "2 slips"):
            sheet.action_issue()
        self.hand("to_collector", slips, vouchers)

    def test_vouchers_may_go_alone_and_slips_come_back_alone(self):
        self.bring_to_collector(1, self.slip)
        self.hand("to_branch", vouchers=self.get_vouchers(1))
        self.hand("to_branch_back", self.slip)
        self.assertEqual(self.slip.holder_id, self.manager)

    def test_an_empty_hand_over_is_refused(self):
        with self.assertRaisesRegex(UserError, "nothing"):
            self.new_handover().action_issue()

    def test_all_reasons_are_given_at_once(self):
        draft_slip = self.new_slip(state="draft")
        handover = self.new_handover(slips=draft_slip, receiver_id=self.seller.id)
        with self.assertRaises(UserError) as caught:
            handover.action_issue()
        for text in ("neither main collector", draft_slip.number, "without its"):
            self.assertIn(text, str(caught.exception))

    def test_finance_hands_to_the_main_collector_only(self):
        for user in (self.seller, self.other_manager, self.director):
            handover = self.new_handover(
                vouchers=self.get_vouchers(1), receiver_id=user.id
            )
            with self.subTest(user=user.login), self.assertRaises(UserError):
                handover.action_issue()

    def test_the_leader_signs_where_no_main_collector_is_named(self):
        self.team.main_collector_id = False
        handover = self.new_handover(vouchers=self.get_vouchers(1), receiver_id=False)
        handover.receiver_id = handover._get_default_receiver()
        handover.action_issue()
        self.assertEqual(handover.receiver_id, self.manager)

    def test_the_branch_hands_to_its_own_members_only(self):
        vouchers = self.bring_to_branch(1)
        for user in (self.other_seller, self.finance, self.clerk):
            handover = self.new_handover(
                "to_collector", vouchers=vouchers, receiver_id=user.id
            )
            with (
                self.subTest(user=user.login),
                self.assertRaisesRegex(UserError, "no member"),
            ):
                handover.action_issue()
        self.hand("to_collector", vouchers=vouchers, receiver_id=self.colleague.id)

    def test_only_finance_issues_to_the_branch(self):
        handover = self.new_handover(vouchers=self.get_vouchers(1))
        for user in (
            self.seller,
            self.manager,
            self.director,
            self.general,
            self.deputy,
            self.rules_admin,
            self.env.ref("base.user_root"),
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                handover.with_user(user).action_issue()
        self.assertEqual(handover.state, "draft")

    def test_only_the_own_branch_issues_to_its_people(self):
        vouchers = self.bring_to_branch(1)
        handover = self.new_handover("to_collector", vouchers=vouchers)
        for user in (
            self.seller,
            self.other_manager,
            self.finance,
            self.director,
            self.general,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                handover.with_user(user).action_issue()
        handover.action_issue()
        self.assertEqual(handover.giver_id, self.manager)

    def test_the_leader_hands_over_beside_the_main_collector(self):
        self.team.main_collector_id = self.colleague
        vouchers = self.get_vouchers(1)
        self.hand("to_branch", vouchers=vouchers, receiver_id=self.colleague.id)
        self.hand("to_collector", vouchers=vouchers)
        self.assertEqual(vouchers.holder_id, self.seller)

    def test_nobody_hands_over_to_themselves(self):
        vouchers = self.bring_to_branch(1)
        handover = self.new_handover(
            "to_collector", vouchers=vouchers, receiver_id=self.manager.id
        )
        with self.assertRaisesRegex(UserError, "themselves"):
            handover.action_issue()

    def test_a_collector_hands_back_the_own_bag_only(self):
        vouchers = self.bring_to_collector(1, user=self.colleague)
        with self.assertRaises(AccessError):  # seller does not see them (A10)
            self.new_handover("to_branch_back", vouchers=vouchers)
        handover = self.new_handover("to_branch_back")
        # sudo: a line that was there before the voucher went elsewhere
        handover.sudo().line_ids = [Command.create({"voucher_id": vouchers.id})]
        with self.assertRaisesRegex(UserError, vouchers.number):
            handover.action_issue()
        with self.assertRaises(AccessError):
            handover.with_user(self.manager).action_issue()

    def test_another_branch_cannot_give_what_is_not_there(self):
        vouchers = self.bring_to_branch(1)
        vals = {"team_id": self.other_team.id, "receiver_id": self.other_seller.id}
        with self.assertRaises(AccessError):  # the other branch does not see them (A10)
            self.new_handover(
                "to_collector", vouchers=vouchers, giver=self.other_manager, **vals
            )
        handover = self.new_handover("to_collector", giver=self.other_manager, **vals)
        # sudo: a line that was there before the voucher went elsewhere
        handover.sudo().line_ids = [Command.create({"voucher_id": vouchers.id})]
        with self.assertRaisesRegex(UserError, vouchers.number):
            handover.action_issue()

    def test_things_of_another_company_do_not_go_along(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.finance.company_ids |= other
        book = self.new_book(1, 2, company_id=other.id)
        handover = self.new_handover(vouchers=self.get_vouchers(1, book=book))
        with self.assertRaises(UserError):
            handover.action_issue()

    def test_an_issued_handover_is_fixed(self):
        handover = self.new_handover(vouchers=self.get_vouchers(2))
        handover.action_issue()
        line = handover.line_ids[:1]
        for change in (
            lambda: handover.write({"receiver_id": self.seller.id}),
            lambda: handover.sudo().write({"line_ids": [(5,)]}),
            lambda: line.unlink(),
            lambda: line.write({"voucher_id": self.get_vouchers(1).id}),
            lambda: line.copy(),
            lambda: handover.unlink(),
            lambda: handover.write({"state": "signed"}),
            lambda: handover.sudo().write({"signed_by_id": self.manager.id}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                change()

    def test_filling_proposes_slips_of_the_branch_and_a_voucher_each(self):
        slips = self.slip | self.new_slip()
        self.new_slip(team_id=self.other_team.id)
        handover = self.new_handover()
        handover.action_fill()
        self.assertEqual(handover.line_ids.slip_id, slips)
        self.assertEqual(
            handover.line_ids.voucher_id.mapped("number"), ["A000001", "A000002"]
        )
        handover.action_issue()
        handover.with_user(self.manager).action_sign()
        mine = self.new_slip(user_id=self.colleague.id)
        self.hand("to_branch", mine, self.get_vouchers(1))
        sheet = self.new_handover("to_collector")
        sheet.action_fill()
        self.assertEqual(sheet.line_ids.slip_id, slips)
        self.assertEqual(len(sheet.line_ids.voucher_id), 2)

    def test_filling_the_way_back_takes_the_whole_bag(self):
        vouchers = self.bring_to_collector(2, self.slip)
        back = self.new_handover("to_branch_back")
        back.action_fill()
        self.assertEqual(back.line_ids.slip_id, self.slip)
        self.assertEqual(back.line_ids.voucher_id, vouchers)

    def test_selected_slips_become_one_draft_per_branch(self):
        slips = self.slip | self.new_slip(team_id=self.other_team.id)
        action = slips.with_user(self.finance).action_hand_over()
        drafts = self.env["collection.handover"].with_user(self.finance)
        drafts = drafts.search(action["domain"])
        self.assertEqual(drafts.team_id, self.team | self.other_team)
        self.assertEqual(drafts.mapped("voucher_count"), [1, 1])
        numbers = drafts.line_ids.voucher_id.mapped("number")
        self.assertEqual(len(set(numbers)), 2)
        drafts.action_issue()
        self.assertEqual(drafts.mapped("state"), ["issued"] * 2)
