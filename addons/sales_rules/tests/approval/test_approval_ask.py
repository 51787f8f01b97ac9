from odoo.exceptions import UserError
from odoo.tests import tagged, warmup

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalAsk(ApprovalCommon):
    """Approvals are asked before, on figures that stay (R1.1, R5.10)."""

    def _prepare_requests(self, requests):
        return [
            {
                "document": request,
                "subject": "expense",
                "amount": request.amount,
                "company": request.company_id,
                "requester": self.seller,
                "team": self.team,
                "partner": self.customer,
                "summary": "Because",
            }
            for request in requests
        ]

    def test_submitting_asks_the_lowest_authority(self):
        approval = self.new_approval(500)
        self.assertRecordValues(
            approval,
            [
                {
                    "state": "pending",
                    "subject": "expense",
                    "amount": 500,
                    "requester_id": self.seller.id,
                    "candidate_ids": self.manager.ids,
                    "authority_id": self.level_manager.id,
                    "partner_id": self.customer.id,
                    "document_name": "Request",
                    "company_id": self.company.id,
                    "team_id": self.team.id,
                }
            ],
        )

    def test_rows_come_back_in_the_order_asked(self):
        requests = self.new_request(500) | self.new_request(2000)
        asked = self._prepare_requests(requests)
        approvals = self.env["sales.approval"]._ask(asked[::-1])
        self.assertEqual(approvals.mapped("amount"), [2000, 500])
        self.assertEqual(approvals.mapped("res_id"), requests.ids[::-1])

    def test_asking_again_supersedes_what_waits(self):
        request = self.new_request(500)
        first = self.env["sales.approval"]._ask(self._prepare_requests(request))
        second = self.env["sales.approval"]._ask(self._prepare_requests(request))
        self.assertRecordValues(
            first | second,
            [
                {"state": "superseded", "superseded_by_id": second.id},
                {"state": "pending", "superseded_by_id": False},
            ],
        )
        self.assertEqual(second.supersedes_ids, first)

    def test_a_row_superseded_by_hand_is_linked_to_the_next(self):
        request = self.new_request(500)
        first = self.env["sales.approval"]._ask(self._prepare_requests(request))
        first._supersede("The amount changed")
        self.assertRecordValues(
            first, [{"state": "superseded", "note": "The amount changed"}]
        )
        second = self.env["sales.approval"]._ask(self._prepare_requests(request))
        self.assertEqual(first.superseded_by_id, second)

    def test_a_superseded_approval_keeps_its_decision(self):
        approval = self.new_approval(500)
        approval.with_user(self.manager).action_approve("Fine")
        approval._supersede("Edited")
        self.assertRecordValues(
            approval,
            [
                {
                    "state": "superseded",
                    "decision": "approved",
                    "decided_by_id": self.manager.id,
                    "reason": "Fine",
                    "note": "Edited",
                }
            ],
        )

    def test_cancelling_ends_only_what_waits(self):
        waiting, decided = self.new_approval(500), self.new_approval(501)
        decided.with_user(self.manager).action_approve()
        (waiting | decided)._cancel("Gone")
        self.assertEqual(waiting.state, "cancelled")
        self.assertEqual(decided.state, "approved")

    def test_a_cancelled_row_cannot_be_decided(self):
        approval = self.new_approval(500)
        approval._cancel("Gone")
        with self.assertRaisesRegex(UserError, "Gone"):
            approval.with_user(self.manager).action_approve()

    def test_other_subjects_of_the_document_go_on(self):
        request = self.new_request(500)
        asked = self._prepare_requests(request)
        other = dict(asked[0], subject="discount")
        approvals = self.env["sales.approval"]._ask([*asked, other])
        again = self.env["sales.approval"]._ask(asked)
        self.assertEqual(approvals.mapped("state"), ["superseded", "pending"])
        self.assertEqual(approvals[0].superseded_by_id, again)

    def test_figures_are_read_in_the_unit_of_the_subject(self):
        request = self._prepare_requests(self.new_request(1234.5))[0]
        days = dict(request, subject="overdue_release", amount=12, limit=10)
        percent = dict(request, subject="discount", amount=7.5, limit=5)
        endless = dict(request, subject="contract", amount=float("inf"))
        rows = self.env["sales.approval"]._ask([request, days, percent, endless])
        self.assertIn("1,234.50", rows[0].amount_text)
        self.assertEqual(rows[0].limit_text, False)
        self.assertEqual(rows[1].amount_text, "12 days")
        self.assertEqual(rows[1].limit_text, "10 days")
        self.assertEqual(rows[2].amount_text, "7.50 %")
        self.assertEqual(rows[3].amount_text, "Unlimited")
        self.assertEqual(rows[3].amount, 0)

    @warmup
    def test_a_hundred_rows_take_as_many_queries_as_one(self):
        requests = self.env["sales.fake.request"]
        for index in range(100):
            requests |= self.new_request(500 + index * 20)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            approvals = self.env["sales.approval"]._ask(
                self._prepare_requests(requests)
            )
            self.env.flush_all()
        self.assertEqual(len(approvals.candidate_ids), 2)
        self.assertEqual(approvals.mapped("state"), ["pending"] * 100)
