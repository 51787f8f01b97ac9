import inspect

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .. import fake_models
from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalDocument(ApprovalCommon):
    """A fifth document under approval, in a few lines (R1.1, R5.10)."""

    def test_a_fifth_document_takes_under_thirty_lines(self):
        lines = inspect.getsource(fake_models.FakeRequest).splitlines()
        self.assertLess(len(lines), 30)
        request = self.new_request(500)
        request.action_submit()
        request.with_user(self.manager).action_approve("Fine")
        self.assertRecordValues(
            request, [{"state": "approved", "approval_state": "approved"}]
        )

    def test_a_document_passes_from_draft_to_approved(self):
        request = self.new_request(500)
        self.assertEqual(request.approval_state, "none")
        request.action_submit()
        self.assertEqual(
            (request.state, request.approval_state), ("submitted",) + ("pending",)
        )
        request.with_user(self.manager).action_reject("Too much")
        self.assertEqual((request.state, request.approval_state), ("rejected",) * 2)
        request.action_draft()
        request.amount = 400
        request.action_submit()
        self.assertEqual(request.approval_state, "pending")
        request.with_user(self.manager).action_approve()
        self.assertEqual((request.state, request.approval_state), ("approved",) * 2)
        self.assertEqual(
            self.get_approvals(request).mapped("state"), ["rejected", "approved"]
        )

    def test_withdrawing_cancels_what_waits(self):
        request = self.new_request(500)
        request.action_submit()
        request.action_withdraw()
        self.assertEqual((request.state, request.approval_state), ("draft", "none"))
        self.assertEqual(self.get_approvals(request).state, "cancelled")

    def test_cancelling_cancels_what_waits(self):
        request = self.new_request(500)
        request.action_submit()
        request.action_cancel()
        self.assertEqual(request.state, "cancelled")
        self.assertEqual(self.get_approvals(request).state, "cancelled")

    def test_moves_that_are_not_in_the_table_are_refused(self):
        request = self.new_request(500)
        for action in ("action_withdraw", "action_draft"):
            with self.assertRaisesRegex(UserError, "Request"):
                getattr(request, action)()
        request.action_submit()
        with self.assertRaisesRegex(UserError, "Submitted"):
            request.action_submit()
        request.with_user(self.manager).action_approve()
        for action in ("action_submit", "action_withdraw", "action_cancel"):
            with self.assertRaises(UserError):
                getattr(request, action)()
        with self.assertRaises(AccessError):
            request.with_user(self.manager).action_approve()
        self.assertEqual(request.state, "approved")

    def test_the_state_is_moved_by_methods_only(self):
        request = self.new_request(500)
        for record in (request, request.sudo(), request.with_user(self.rules_admin)):
            with self.assertRaises(UserError):
                record.write({"state": "approved"})
        with self.assertRaises(UserError):
            self.new_request(500, state="approved")
        self.assertEqual(request.state, "draft")

    def test_defaults_from_outside_move_no_state(self):
        model = self.env["sales.fake.request"].with_user(self.seller)
        vals = {"name": "Request", "amount": 500}
        claims = {"default_state": "approved", "default_requester_id": self.clerk.id}
        for record in (
            model.with_context(**claims).create(vals),
            model.with_context(**claims).sudo().create(vals),
            self.new_request(500).with_context(**claims).copy(),
        ):
            self.assertRecordValues(
                record, [{"state": "draft", "requester_id": self.seller.id}]
            )
        with self.assertRaises(UserError):
            model.with_context(**claims).create(dict(vals, state="approved"))
        defaults = self.env["ir.default"]
        defaults.set(model._name, "state", "approved", user_id=self.seller.id)
        self.assertEqual(model.create(vals).state, "draft")
        with self.assertRaises(UserError):
            model.create(dict(vals, state="approved"))

    def test_frozen_fields_refuse_changes_from_submission_on(self):
        request = self.new_request(500)
        request.write({"amount": 600, "note": "x"})
        request.action_submit()
        for record in (request, request.sudo(), request.with_user(self.manager)):
            for vals in ({"amount": 1}, {"amount": 1, "note": "y"}):
                with self.assertRaisesRegex(UserError, "cannot be changed"):
                    record.write(vals)
        request.write({"note": "y"})
        request.with_user(self.manager).action_approve()
        with self.assertRaises(UserError):
            request.sudo().write({"partner_id": False})
        self.assertEqual(request.amount, 600)

    def test_own_code_writes_frozen_fields_through_the_gate(self):
        request = self.new_request(500)
        request.action_submit()
        request._write_protected({"amount": 450})
        self.assertEqual(request.amount, 450)
        with self.assertRaises(UserError):
            request.write({"amount": 1})

    def test_lines_are_frozen_with_their_document(self):
        request = self.new_request(500, line_ids=[Command.create({"name": "a"})])
        line = request.line_ids
        line.write({"name": "b"})
        request.action_submit()
        for attempt in (
            lambda: line.write({"name": "c"}),
            lambda: line.sudo().write({"name": "c"}),
            lambda: line.unlink(),
            lambda: line.create({"request_id": request.id}),
            lambda: request.write({"line_ids": [Command.clear()]}),
            lambda: request.write({"line_ids": [Command.create({"name": "d"})]}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()
        self.assertEqual(request.line_ids.mapped("name"), ["b"])

    def test_only_drafts_are_deleted(self):
        draft, submitted = self.new_request(500), self.new_request(600)
        submitted.action_submit()
        for record in (
            submitted,
            submitted.sudo(),
            submitted.with_context(_force_unlink=True),
        ):
            with self.assertRaisesRegex(UserError, "Only drafts"):
                record.unlink()
        draft.unlink()
        self.assertFalse(draft.exists())

    def test_rejecting_one_question_ends_the_others(self):
        request = self.new_request(500)
        asked = [
            dict(request._get_approval_requests()[0], subject=subject, amount=100)
            for subject in ("expense", "contract")
        ]
        self.new_authority(1000, self.deputy, subject="contract")
        self.patch(
            self.registry["sales.fake.request"],
            "_get_approval_requests",
            lambda record: asked,
        )
        request.action_submit()
        self.assertEqual(len(self.get_approvals(request)), 2)
        request.with_user(self.manager).action_approve()
        self.assertEqual(
            (request.state, request.approval_state), ("submitted",) + ("pending",)
        )
        request.with_user(self.deputy).action_reject("No")
        self.assertEqual((request.state, request.approval_state), ("rejected",) * 2)
        request.action_draft()
        request.action_submit()
        request.with_user(self.deputy).action_reject("Still no")
        self.assertEqual(
            self.get_approvals(request).mapped("state"),
            ["approved", "rejected", "cancelled", "rejected"],
        )

    def test_nothing_to_ask_approves_by_itself(self):
        self.patch(
            self.registry["sales.fake.request"],
            "_get_approval_requests",
            lambda record: [],
        )
        request = self.new_request(500)
        request.action_submit()
        self.assertEqual(request.state, "approved")

    def test_approval_state_is_searched_as_it_is_computed(self):
        requests = self.env["sales.fake.request"]
        for amount in (100, 200, 300, 400):
            requests |= self.new_request(amount)
        requests[1:].action_submit()
        requests[2].with_user(self.manager).action_approve()
        requests[3].with_user(self.manager).action_reject("No")
        states = ["none", "pending", "approved", "rejected"]
        self.assertEqual(requests.mapped("approval_state"), states)
        for index, state in enumerate(states):
            for operator, expected in (
                ("=", requests[index]),
                ("!=", requests - requests[index]),
            ):
                domain = [("approval_state", operator, state)]
                found = requests.search([*domain, ("id", "in", requests.ids)])
                self.assertEqual(found, expected)
                self.assertEqual(requests.filtered_domain(domain), expected)
        found = requests.search(
            [("approval_state", "in", ["none", "rejected"]), ("id", "in", requests.ids)]
        )
        self.assertEqual(found, requests[0] | requests[3])

    def test_buttons_show_for_who_decides(self):
        request = self.new_request(500)
        request.action_submit()
        self.assertTrue(request.with_user(self.manager).can_decide_approval)
        for user in (self.seller, self.director, self.clerk):
            self.assertFalse(request.with_user(user).can_decide_approval)

    def test_deciding_through_documents_names_what_asks_nothing(self):
        asked, idle = self.new_request(500), self.new_request(600, name="Idle")
        asked.action_submit()
        with self.assertRaisesRegex(AccessError, "Idle"):
            (asked | idle).with_user(self.manager).action_approve()
        self.assertEqual(asked.state, "submitted")

    def test_the_requester_is_told_the_decision(self):
        request = self.new_request(500)
        request.action_submit()
        request.with_user(self.manager).action_reject("Far too much")
        message = request.message_ids.filtered(lambda m: "Far too much" in m.body)
        self.assertIn(self.seller.partner_id, message.notified_partner_ids)

    def test_a_cron_asks_in_the_name_of_who_wrote_it(self):
        request = self.new_request(500)
        request.with_user(self.env.ref("base.user_root")).action_submit()
        self.assertEqual(self.get_approvals(request).requester_id, self.seller)


@tagged("post_install", "-at_install")
class TestApprovalMixin(ApprovalCommon):
    """The mixin on a document with a life of its own, as sale.order (R1.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_authority(1000, cls.deputy, subject="contract")
        cls.plain = (
            cls.env["sales.fake.plain"]
            .with_user(cls.seller)
            .create({"name": "Plain", "amount": 500, "company_id": cls.company.id})
        )

    def test_a_document_without_states_is_asked_and_decided(self):
        self.plain.action_submit()
        self.assertEqual(self.plain.approval_state, "pending")
        self.plain.with_user(self.deputy).action_approve()
        self.assertEqual(self.plain.approval_state, "approved")
        self.assertFalse(self.plain.state)

    def test_a_pending_document_is_not_asked_twice(self):
        self.plain.action_submit()
        with self.assertRaisesRegex(UserError, "Plain"):
            self.plain.action_submit()
        self.plain.action_withdraw()
        self.assertEqual(self.plain.approval_state, "none")
        with self.assertRaisesRegex(UserError, "Plain"):
            self.plain.action_withdraw()

    def test_the_last_answer_to_a_question_counts(self):
        self.plain.action_submit()
        self.plain.with_user(self.deputy).action_reject("No")
        self.assertEqual(self.plain.approval_state, "rejected")
        self.plain.action_submit()
        self.assertEqual(self.plain.approval_state, "pending")
        self.plain.with_user(self.deputy).action_approve()
        self.assertEqual(self.plain.approval_state, "approved")

    def test_an_edit_supersedes_what_was_approved(self):
        self.plain.action_submit()
        self.plain.with_user(self.deputy).action_approve()
        self.get_approvals(self.plain)._supersede("Edited")
        self.assertEqual(self.plain.approval_state, "none")

    def test_writing_costs_nothing_where_nothing_is_frozen(self):
        self.plain.action_submit()
        self.env.flush_all()
        self.assertEqual(self.plain.amount, 500)  # in cache, as any write reads it
        with self.assertQueryCount(1):  # the UPDATE
            self.plain.write({"amount": 700})
            self.plain.flush_recordset()

    def test_other_users_cannot_submit_or_withdraw(self):
        access = self.env["ir.model.access"].search([("name", "=", self.plain._name)])
        access.perm_write = False
        for action in ("action_submit", "action_withdraw"):
            with self.assertRaises(AccessError):
                getattr(self.plain.with_user(self.colleague), action)()
