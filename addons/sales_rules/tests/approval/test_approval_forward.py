from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalForward(ApprovalCommon):
    """Forward and back, never past four eyes (R1.1)."""

    def test_a_forward_supersedes_by_a_row_with_the_same_figures(self):
        approval = self.new_approval(500)
        approval.with_user(self.manager).action_forward(self.deputy, "On holiday")
        successor = approval.superseded_by_id
        self.assertEqual(approval.state, "superseded")
        self.assertRecordValues(
            successor,
            [
                {
                    "state": "pending",
                    "amount": 500,
                    "subject": "expense",
                    "requester_id": self.seller.id,
                    "candidate_ids": self.deputy.ids,
                    "reader_ids": self.manager.ids,
                    "forwarded_by_id": self.manager.id,
                    "authority_id": self.level_manager.id,
                    "supersedes_ids": approval.ids,
                }
            ],
        )
        for row in approval | successor:
            self.assertIn("On holiday", row.note)
            self.assertIn("deputy", row.note)

    def test_the_other_decides_and_the_forwarder_no_more(self):
        approval = self.new_approval(500)
        approval.with_user(self.manager).action_forward(self.deputy, "Please")
        successor = approval.superseded_by_id
        with self.assertRaises(AccessError):
            successor.with_user(self.manager).action_approve()
        self.assertTrue(successor.with_user(self.manager).has_access("read"))
        successor.with_user(self.deputy).action_approve()
        document = self.get_document(successor)
        self.assertEqual(document.state, "approved")
        self.assertEqual(document.approval_state, "approved")

    def test_an_approval_can_be_forwarded_and_back(self):
        approval = self.new_approval(500)
        approval.with_user(self.manager).action_forward(self.deputy, "Please")
        second = approval.superseded_by_id
        second.with_user(self.deputy).action_forward(self.manager, "Yours")
        third = second.superseded_by_id
        third.with_user(self.manager).action_approve()
        self.assertEqual(
            (approval | second | third).mapped("state"),
            ["superseded", "superseded", "approved"],
        )

    def test_an_id_will_do_as_clients_send_it(self):
        approval = self.new_approval(500)
        approval.with_user(self.manager).action_forward(self.deputy.id, "Please")
        self.assertEqual(approval.superseded_by_id.candidate_ids, self.deputy)

    def test_many_are_forwarded_at_once(self):
        approvals = self.new_approval(500) | self.new_approval(600)
        approvals.with_user(self.manager).action_forward(self.deputy, "Please")
        self.assertEqual(
            approvals.superseded_by_id.mapped("candidate_ids"), self.deputy
        )
        self.assertEqual(len(approvals.superseded_by_id), 2)

    def test_only_staff_of_the_company_can_be_forwarded_to(self):
        approval = self.new_approval(500).with_user(self.manager)
        portal = self.new_user("portal", "base.group_portal")
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.new_user("stranger", "base.group_user", company_id=other.id)
        self.colleague.active = False
        nobody = self.env["res.users"]
        for user in (portal, self.colleague, stranger, nobody, 987654321):
            with self.assertRaises(UserError):
                approval.action_forward(user, "Please")
        self.assertEqual(approval.state, "pending")

    def test_a_forward_needs_a_reason_and_a_candidate(self):
        approval = self.new_approval(500)
        with self.assertRaisesRegex(UserError, "Say why"):
            approval.with_user(self.manager).action_forward(self.deputy, " ")
        with self.assertRaises(AccessError):
            approval.with_user(self.director).action_forward(self.deputy, "Please")

    def test_a_decided_approval_is_not_forwarded(self):
        approval = self.new_approval(500).with_user(self.manager)
        approval.action_approve()
        with self.assertRaises(UserError):
            approval.action_forward(self.deputy, "Please")

    def test_a_substitute_forwards_too(self):
        self.new_substitute(self.manager, self.clerk, "2000-01-01", "2100-01-01")
        approval = self.new_approval(500)
        approval.with_user(self.clerk).action_forward(self.deputy, "Please")
        successor = approval.superseded_by_id
        self.assertEqual(successor.reader_ids, self.manager | self.clerk)
