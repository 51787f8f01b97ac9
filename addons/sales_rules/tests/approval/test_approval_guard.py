from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalGuard(ApprovalCommon):
    """Decisions are kept: nobody writes, makes or deletes them (R1.1)."""

    def _get_users(self):
        return (
            self.seller
            | self.manager
            | self.director
            | self.general
            | self.rules_admin
            | self.finance
            | self.clerk
        )

    def test_nobody_writes_a_row(self):
        approval = self.new_approval(500)
        changes = (
            {"state": "approved"},
            {"amount": 1},
            {"requester_id": self.clerk.id},
            {"candidate_ids": [Command.link(self.seller.id)]},
            {"reader_ids": [Command.link(self.clerk.id)]},
            {"note": "x"},
            {"reason": "x"},
            {"supersedes_ids": [Command.clear()]},
        )
        for vals in changes:
            for user in self._get_users():
                with self.assertRaises(AccessError):
                    approval.with_user(user).write(vals)
            with self.assertRaises(UserError):
                approval.sudo().write(vals)
            with self.assertRaises(UserError):
                approval.with_user(self.manager).sudo().write(vals)
        self.assertRecordValues(
            approval, [{"state": "pending", "candidate_ids": self.manager.ids}]
        )

    def test_a_context_opens_nothing(self):
        approval = self.new_approval(500)
        for key in ("sales_rules_gate", "sales_rules_watch", "_force_unlink"):
            for value in (True, 1, "x", {"fields": ["state"]}):
                row = approval.sudo().with_context(**{key: value})
                with self.assertRaises(UserError):
                    row.write({"state": "approved"})
                with self.assertRaises(UserError):
                    row.unlink()

    def test_nobody_makes_a_row(self):
        vals = {
            "res_model": "sales.fake.request",
            "res_id": self.new_request(500).id,
            "document_name": "Forged",
            "subject": "expense",
            "company_id": self.company.id,
            "requester_id": self.clerk.id,
            "asked_at": "2026-01-01",
            "candidate_ids": [Command.set(self.seller.ids)],
            "state": "approved",
        }
        for user in self._get_users():
            with self.assertRaises(AccessError):
                self.env["sales.approval"].with_user(user).create(vals)
        for forged in (vals, dict(vals, state="pending")):
            with self.assertRaises(UserError):
                self.env["sales.approval"].sudo().create(forged)

    @mute_logger("odoo.sql_db")
    def test_one_question_waits_once_whatever_asks(self):
        """The database itself refuses a second row that waits."""
        approval = self.new_approval(500).sudo()
        vals = approval._prepare_successor_vals() | approval._prepare_asked_vals(
            approval.company_id, approval.subject, approval.authority_id, self.manager
        )
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            approval._create_protected([vals])
        approval._supersede("Asked again")
        self.assertEqual(approval._create_protected([vals]).state, "pending")

    def test_a_row_is_not_copied(self):
        approval = self.new_approval(500)
        with self.assertRaises(UserError):
            approval.sudo().copy()

    def test_nobody_deletes_a_row(self):
        approval = self.new_approval(500)
        for user in self._get_users():
            with self.assertRaises(AccessError):
                approval.with_user(user).unlink()
        with self.assertRaisesRegex(UserError, "never deleted"):
            approval.sudo().unlink()
        self.assertTrue(approval.exists())

    def test_rows_are_not_reached_through_the_document(self):
        approval = self.new_approval(500)
        document = self.get_document(approval)
        for command in (
            Command.delete(approval.id),
            Command.unlink(approval.id),
            Command.update(approval.id, {"state": "approved"}),
            Command.clear(),
        ):
            for user in (self.seller, self.manager):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    document.with_user(user).write({"approval_ids": [command]})
            with self.assertRaises(UserError), self.env.cr.savepoint():
                document.sudo().write({"approval_ids": [command]})
        self.assertEqual(approval.state, "pending")

    def test_a_copy_of_the_document_brings_no_decision(self):
        approval = self.new_approval(500)
        approval.with_user(self.manager).action_approve()
        copy = self.get_document(approval).with_user(self.colleague).copy()
        self.assertRecordValues(
            copy,
            [
                {
                    "state": "draft",
                    "approval_state": "none",
                    "approval_ids": [],
                    "requester_id": self.colleague.id,
                }
            ],
        )

    def test_deleting_a_person_or_customer_of_a_decision_is_refused(self):
        approval = self.new_approval(500)
        approval.with_user(self.manager).action_approve()
        for record in (self.manager, self.seller, self.customer):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                record.sudo().unlink()

    def test_an_order_is_not_created_released(self):
        claims = {
            "default_credit_hold": "released",
            "default_credit_approved_total": 1e9,
            "default_remainder_closed": True,
        }
        orders = self.env["sale.order"].with_user(self.seller)
        order = orders.with_context(**claims).create({"partner_id": self.customer.id})
        self.assertRecordValues(
            order,
            [
                {
                    "credit_hold": "none",
                    "credit_approved_total": 0,
                    "remainder_closed": False,
                }
            ],
        )

    def test_a_row_is_read_by_those_it_concerns(self):
        approval = self.new_approval(500)
        readers = self.seller | self.manager
        readers |= self.director | self.general | self.deputy | self.finance
        readers |= self.rules_admin
        for user in readers | self.colleague | self.clerk | self.other_manager:
            visible = self.env["sales.approval"].with_user(user).search([])
            with self.subTest(user=user.name):
                self.assertEqual(approval in visible, user in readers)
                self.assertEqual(
                    approval.with_user(user).has_access("read"), user in readers
                )

    def test_rows_of_companies_not_ticked_are_not_read(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.director.company_ids += other
        approval = self.new_approval(500)
        for companies, visible in ((self.company, True), (other, False)):
            row = approval.with_user(self.director)
            row = row.with_context(allowed_company_ids=companies.ids)
            self.assertEqual(row.has_access("read"), visible)

    def test_a_refusal_tells_nothing_to_users_who_do_not_read_the_row(self):
        approval = self.new_approval(500)
        with self.assertRaises(AccessError) as refusal:
            approval.with_user(self.clerk).action_approve()
        self.assertNotIn("manager", str(refusal.exception))
        document = self.get_document(approval)
        rule = self.env["ir.rule"].create(
            {
                "name": "nobody",
                "model_id": self.env["ir.model"]._get_id(document._name),
                "domain_force": "[(0, '=', 1)]",
            }
        )
        with self.assertRaises(AccessError) as refusal:
            document.with_user(self.clerk).action_approve()
        self.assertNotIn("manager", str(refusal.exception))
        rule.active = False
