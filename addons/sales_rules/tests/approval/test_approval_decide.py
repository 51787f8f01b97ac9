from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, warmup
from odoo.tests.common import freeze_time

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalDecide(ApprovalCommon):
    """Deciding by delegated authority (R1.1)."""

    def _ask_many(self, count, amount=500):
        requests = self.env["sales.fake.request"]
        for index in range(count):
            requests |= self.new_request(amount + index)
        requests.action_submit()
        return self.get_approvals(requests)

    @freeze_time("2026-03-02 10:00:00")
    def test_a_decision_names_who_when_and_why(self):
        approval = self.new_approval(500)
        approval.with_user(self.manager).action_approve(" Good customer ")
        self.assertRecordValues(
            approval,
            [
                {
                    "state": "approved",
                    "decision": "approved",
                    "decided_by_id": self.manager.id,
                    "on_behalf_of_id": False,
                    "reason": "Good customer",
                    "decided_at": self.env.cr.now().replace(2026, 3, 2, 10, 0, 0, 0),
                }
            ],
        )

    def test_a_rejection_needs_a_reason(self):
        approval = self.new_approval(500).with_user(self.manager)
        for reason in (None, "", "  \n", False):
            with self.assertRaisesRegex(UserError, "Say why"):
                approval.action_reject(reason)
        approval.action_reject("Too much")
        self.assertRecordValues(approval, [{"state": "rejected", "reason": "Too much"}])
        self.assertEqual(self.get_document(approval).state, "rejected")

    def test_many_are_decided_at_once(self):
        approvals = self._ask_many(20)
        approvals.with_user(self.manager).action_approve()
        self.assertEqual(set(approvals.mapped("state")), {"approved"})
        self.assertEqual(set(self._get_document_states(approvals)), {"approved"})

    def _get_document_states(self, approvals):
        return (
            self.env["sales.fake.request"]
            .browse(approvals.mapped("res_id"))
            .mapped("state")
        )

    def test_a_batch_is_decided_as_a_whole_or_refused_with_its_offenders(self):
        approvals = self._ask_many(3)
        foreign = self.new_approval(2000, name="For the director")
        with self.assertRaisesRegex(AccessError, "For the director"):
            (approvals | foreign).sudo().with_user(self.manager).sudo().action_approve()
        self.assertEqual(set(approvals.mapped("state")), {"pending"})
        self.assertEqual(set(self._get_document_states(approvals)), {"submitted"})

    def test_a_decided_approval_is_not_decided_again(self):
        approval = self.new_approval(500).with_user(self.manager)
        approval.action_approve()
        for decide in (approval.action_approve, lambda: approval.action_reject("No")):
            with self.assertRaisesRegex(UserError, "manager decided on it already"):
                decide()
        self.assertEqual(approval.state, "approved")

    def test_an_empty_selection_decides_nothing(self):
        self.assertTrue(self.env["sales.approval"].action_approve())

    def test_documents_of_one_model_hear_of_it_together(self):
        approvals = self._ask_many(3)
        heard = []

        def _approval_decided(documents, rows):
            heard.append((documents, rows, documents.env.su, documents.env.user))

        self.patch(
            self.registry["sales.fake.request"], "_approval_decided", _approval_decided
        )
        approvals.with_user(self.manager).action_approve()
        self.assertEqual(len(heard), 1)
        documents, rows, is_sudo, user = heard[0]
        self.assertEqual(set(documents.ids), set(approvals.mapped("res_id")))
        self.assertEqual(rows, approvals)
        self.assertTrue(is_sudo)
        self.assertEqual(user, self.manager)

    def test_a_document_that_is_gone_does_not_stop_the_decision(self):
        approval = self.new_approval(500)
        self.env.cr.execute(
            "DELETE FROM sales_fake_request WHERE id = %s", (approval.res_id,)
        )
        self.env.invalidate_all()
        approval.with_user(self.manager).action_approve()
        self.assertEqual(approval.state, "approved")

    def test_defaults_of_the_callers_view_do_not_reach_the_document(self):
        approval = self.new_approval(500).with_user(self.manager)
        approval.with_context(default_name="X", default_subject="Y").action_approve()
        self.assertEqual(self.get_document(approval).state, "approved")

    def test_a_row_opens_its_document_for_who_may_read_it(self):
        approval = self.new_approval(500)
        action = approval.with_user(self.manager).action_open_document()
        self.assertEqual(action["res_model"], "sales.fake.request")
        self.assertEqual(action["res_id"], approval.res_id)
        with self.assertRaises(AccessError):
            approval.with_user(self.clerk).action_open_document()

    def test_a_document_that_was_deleted_is_said_to_be(self):
        request = self.new_request(500)
        request.action_submit()
        request.action_withdraw()
        approval = self.get_approvals(request)
        request.unlink()
        with self.assertRaisesRegex(UserError, "does not exist any more"):
            approval.with_user(self.manager).action_open_document()

    @warmup
    def test_deciding_on_rows_takes_as_many_queries_as_on_one(self):
        approvals = self._ask_many(50).with_user(self.manager)
        self.patch(
            self.registry["sales.fake.request"],
            "_approval_decided",
            lambda documents, rows: None,
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            approvals.with_user(self.manager).action_approve()
            self.env.flush_all()
