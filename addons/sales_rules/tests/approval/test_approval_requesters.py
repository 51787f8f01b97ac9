from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import freeze_time

from ..common_approval import MANAGER, ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalRequesters(ApprovalCommon):
    """Users who caused a request or own its document do not decide on it (A7)."""

    def assert_not_his(self, approval, user):
        """`user` decides on a row by no way."""
        row = approval.with_user(user)
        self.assertFalse(row.sudo().can_decide)
        for given in (row, row.sudo()):
            with self.assertRaises(AccessError):
                given.action_approve()
        self.assertEqual(row.sudo().get_inbox_count(), 0)
        counts = self.env["sales.approval.notice"]._get_waiting_counts()
        self.assertNotIn(user.id, counts)
        self.assertEqual(approval.state, "pending")

    def test_creator_and_submitter_are_both_requesters(self):
        request = self.new_request(500, user=self.manager)
        request.with_user(self.director).action_submit()
        approval = self.get_approvals(request)
        self.assertEqual(approval.requester_ids, self.manager | self.director)
        self.assertEqual(approval.candidate_ids, self.general)
        self.assert_not_his(approval, self.manager)

    def test_a_request_made_again_by_another_keeps_its_requesters(self):
        request = self.new_request(500)
        request.with_user(self.manager).action_submit()
        request.with_user(self.manager).action_withdraw()
        request.with_user(self.seller).action_submit()
        approval = self.get_approvals(request, "pending")
        self.assertIn(self.manager, approval.requester_ids)
        self.assertEqual(approval.candidate_ids, self.director)
        self.assert_not_his(approval, self.manager)

    def test_a_request_made_again_by_a_job_keeps_its_requesters(self):
        request = self.new_request(500)
        request.with_user(self.manager).action_submit()
        model = self.env["sales.approval"].sudo()
        model._ask(request.with_user(self.env.ref("base.user_root")).sudo()
                   ._get_approval_requests())  # fmt: skip
        approval = self.get_approvals(request, "pending")
        self.assertEqual(approval.candidate_ids, self.director)
        self.assert_not_his(approval, self.manager)

    def test_a_forwarded_row_keeps_its_requesters(self):
        request = self.new_request(500, user=self.colleague)
        request.with_user(self.seller).action_submit()
        approval = self.get_approvals(request).with_user(self.manager)
        for user in (self.colleague, self.seller):
            with self.assertRaises(UserError):
                approval.action_forward(user, "Please")
        approval.action_forward(self.clerk, "Please")
        forwarded = self.get_approvals(request, "pending")
        self.assertEqual(forwarded.requester_ids, self.colleague | self.seller)
        with self.assertRaises(UserError):
            forwarded.with_user(self.clerk).action_forward(self.colleague, "Please")

    def test_an_escalation_keeps_its_requesters_out(self):
        self.director.group_ids |= self.env.ref(MANAGER)
        with freeze_time("2026-03-02 08:00:00"):
            request = self.new_request(500, user=self.director)
            request.with_user(self.seller).action_submit()
            approval = self.get_approvals(request)
            self.assertEqual(approval.candidate_ids, self.manager)
        with freeze_time("2026-03-09 08:00:00"):
            self.run_cron("ir_cron_approval_deadline")
        escalated = self.get_approvals(request, "pending")
        self.assertEqual(escalated.candidate_ids, self.general)
        self.assert_not_his(escalated, self.director)

    @freeze_time("2026-03-02 12:00:00")
    def test_a_requester_is_nobodys_substitute(self):
        request = self.new_request(500, user=self.colleague)
        request.with_user(self.seller).action_submit()
        self.new_substitute(self.manager, self.colleague, "2026-03-02", "2026-03-04")
        self.assert_not_his(self.get_approvals(request), self.colleague)

    @freeze_time("2026-03-02 12:00:00")
    def test_a_substitute_of_a_requester_decides_nothing_for_them(self):
        self.new_substitute(self.manager, self.clerk, "2026-03-02", "2026-03-04")
        request = self.new_request(500, user=self.manager)
        request.with_user(self.seller).action_submit()
        self.assert_not_his(self.get_approvals(request), self.clerk)

    def test_an_approver_who_becomes_a_requester_is_asked_no_more(self):
        approval = self.new_approval(500)
        approval._add_requesters(self.manager)
        self.assertFalse(approval.candidate_ids)
        self.assert_not_his(approval, self.manager)
        self.run_cron("ir_cron_approval_deadline")
        document = self.get_document(approval)
        again = self.get_approvals(document, "pending")
        self.assertEqual(again.candidate_ids, self.director)
        self.assertIn(self.manager, again.requester_ids)

    def test_requesters_are_written_by_the_module_only(self):
        approval = self.new_approval(500)
        for user in (self.manager, self.rules_admin):
            with self.assertRaises(UserError):
                approval.with_user(user).write({"requester_ids": [(5,)]})
        with self.assertRaises(UserError):
            approval.sudo().write({"requester_ids": [(5,)]})
