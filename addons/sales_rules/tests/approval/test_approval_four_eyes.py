from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalFourEyes(ApprovalCommon):
    """The user who asked never decides, whatever the way (R1.1)."""

    def _assert_refused(self, approval, user):
        for decide in (
            lambda row: row.action_approve(),
            lambda row: row.action_reject("No"),
            lambda row: row.action_forward(self.deputy, "You do it"),
        ):
            for row in (approval.with_user(user), approval.with_user(user).sudo()):
                with self.assertRaises(AccessError):
                    decide(row)
        self.assertFalse(approval.with_user(user).sudo().can_decide)
        self.assertEqual(approval.state, "pending")

    def test_the_requester_does_not_decide(self):
        self._assert_refused(self.new_approval(500), self.seller)

    def test_a_requester_with_authority_does_not_decide(self):
        approval = self.new_approval(500, self.manager)
        self.assertEqual(approval.candidate_ids, self.director)
        self._assert_refused(approval, self.manager)

    def test_a_requester_among_the_candidates_does_not_decide(self):
        approval = self.new_approval(2000)
        # as an escalation or an import could never make it: straight in the table
        self.env.cr.execute(
            "INSERT INTO sales_approval_candidate_rel VALUES (%s, %s)",
            (approval.id, self.seller.id),
        )
        approval.invalidate_recordset()
        self.assertIn(self.seller, approval.candidate_ids)
        self._assert_refused(approval, self.seller)
        inbox = self.env["sales.approval"].with_user(self.seller)
        self.assertEqual(inbox.get_inbox_count(), 0)

    def test_the_requester_does_not_decide_as_a_substitute(self):
        approval = self.new_approval(500)
        self.new_substitute(self.manager, self.seller, "2000-01-01", "2100-01-01")
        self._assert_refused(approval, self.seller)

    def test_nothing_is_forwarded_to_the_requester(self):
        approval = self.new_approval(500)
        with self.assertRaisesRegex(UserError, "seller"):
            approval.with_user(self.manager).action_forward(self.seller, "Yours")

    def test_the_requester_does_not_decide_what_was_forwarded(self):
        approval = self.new_approval(500)
        approval.with_user(self.manager).action_forward(self.director, "Please")
        self._assert_refused(approval.superseded_by_id, self.seller)

    def test_an_administrator_who_is_no_candidate_does_not_decide(self):
        approval = self.new_approval(500)
        system = self.new_user("system", "base.group_system", "base.group_erp_manager")
        for user in (self.rules_admin, system, self.env.ref("base.user_admin")):
            self._assert_refused(approval, user)

    def test_the_superuser_does_not_decide(self):
        self._assert_refused(self.new_approval(500), self.env.ref("base.user_root"))

    def test_a_candidate_of_another_row_does_not_decide(self):
        approval = self.new_approval(500)
        for user in (self.director, self.other_manager, self.general, self.finance):
            self._assert_refused(approval, user)

    def test_the_user_who_asked_through_the_document_does_not_decide(self):
        document = self.get_document(self.new_approval(500))
        with self.assertRaises(AccessError):
            document.with_user(self.seller).action_approve()
        with self.assertRaises(AccessError):
            document.with_user(self.seller).sudo().action_reject("No")
        self.assertEqual(document.state, "submitted")

    def test_the_submitter_is_the_requester_whoever_wrote_the_document(self):
        request = self.new_request(500, self.colleague)
        request.with_user(self.manager).action_submit()
        approval = self.get_approvals(request)
        self.assertEqual(approval.requester_id, self.manager)
        self.assertEqual(approval.candidate_ids, self.director)

    def test_another_user_cannot_be_named_as_requester(self):
        with self.assertRaises(UserError):
            self.new_request(500, self.manager, requester_id=self.seller.id)
        request = self.new_request(500, self.manager)
        with self.assertRaises(UserError):
            request.write({"requester_id": self.seller.id})
