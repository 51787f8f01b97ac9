from odoo.tests import tagged

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApproversWhoLeft(ApprovalCommon):
    """A request whose approvers have all left is asked anew (R1.1)."""

    def test_a_request_of_which_all_approvers_left_is_asked_anew(self):
        approval = self.new_approval(500)
        self.assertEqual(approval.candidate_ids, self.manager)
        team = self.team
        self.manager.action_archive()
        team.user_id = self.new_user("new_leader", "group_regional_manager")
        self.run_cron("ir_cron_approval_deadline")
        self.env.invalidate_all()
        self.assertEqual(approval.state, "superseded")
        candidates = approval.superseded_by_id.candidate_ids
        self.assertTrue(candidates)
        self.assertTrue(all(candidates.mapped("active")))

    def test_one_who_is_still_there_is_not_asked_twice(self):
        approval = self.new_approval(500)
        self.run_cron("ir_cron_approval_deadline")
        self.assertEqual(approval.state, "pending")
