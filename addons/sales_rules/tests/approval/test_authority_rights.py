from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_approval import MANAGER, ApprovalCommon


@tagged("post_install", "-at_install")
class TestAuthorityRights(ApprovalCommon):
    """Some roles delegate authority, others only read it (R1.6)."""

    def test_only_the_rules_administrator_proposes_authorities(self):
        users = (self.seller, self.manager, self.director, self.general, self.finance)
        for user in users:
            authority = self.level_manager.with_user(user)
            with self.subTest(user=user.name):
                with self.assertRaises(AccessError):
                    authority.write({"limit": 99})
                with self.assertRaises(AccessError):
                    authority.create(
                        {"subject": "discount", "user_id": user.id, "limit": 9}
                    )
        vals = {"subject": "discount", "user_id": self.clerk.id, "limit": 9}
        proposal = self.level_manager.with_user(self.rules_admin).create(vals)
        proposal.limit = 99
        self.assertEqual((proposal.limit, proposal.state), (99, "draft"))

    def test_nobody_deletes_an_authority(self):
        with self.assertRaises(AccessError):
            self.level_manager.with_user(self.rules_admin).unlink()

    def test_everybody_of_the_company_reads_who_decides(self):
        self.assertEqual(self.level_manager.with_user(self.clerk).limit, 1000)

    def test_authorities_of_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.level_manager.company_id = other
        visible = self.env["sales.authority"].with_user(self.rules_admin).search([])
        self.assertNotIn(self.level_manager, visible)

    def test_a_change_is_tracked(self):
        vals = {"subject": "discount", "user_id": self.clerk.id, "limit": 1000}
        authority = self.env["sales.authority"].with_user(self.rules_admin).create(vals)
        self.env.cr.flush()  # the row is not new any more
        authority.with_context(tracking_disable=False, mail_notrack=False).limit = 750
        self.env.cr.flush()
        values = authority.sudo().message_ids.tracking_value_ids
        self.assertRecordValues(
            values, [{"old_value_float": 1000, "new_value_float": 750}]
        )

    def test_a_change_leaves_running_approvals_alone(self):
        approval = self.new_approval(500)
        self.level_manager.limit = 100
        self.run_cron("ir_cron_approval_deadline")
        self.assertRecordValues(
            approval, [{"state": "pending", "candidate_ids": self.manager.ids}]
        )
        approval.with_user(self.manager).action_approve()
        self.assertEqual(approval.state, "approved")

    @mute_logger("odoo.sql_db")
    def test_a_role_or_person_has_one_authority_per_subject(self):
        self.new_authority(10, self.clerk)
        for holder in (MANAGER, self.clerk):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.new_authority(20, holder)

    def test_an_archived_row_makes_room(self):
        self.level_manager.active = False
        self.level_manager.flush_recordset()
        self.assertTrue(self.new_authority(20, MANAGER))

    @mute_logger("odoo.sql_db")
    def test_a_row_names_either_a_role_or_a_person(self):
        both = {"group_id": self.env.ref(MANAGER).id, "user_id": self.clerk.id}
        for holder in (both, {}):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.env["sales.authority"].create(
                    {"subject": "discount", "limit": 5, **holder}
                )

    @mute_logger("odoo.sql_db")
    def test_a_limit_is_not_negative(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.level_manager.limit = -1
            self.level_manager.flush_recordset()

    def test_subjects_are_those_of_the_contract(self):
        keys = [key for key, _label in self.env["sales.authority"]._get_subjects()]
        self.assertEqual(
            keys[:7],
            [
                "credit_release",
                "overdue_release",
                "payment_term",
                "discount",
                "contract",
                "expense",
                "tier_change",
            ],
        )
        selection = self.env["sales.approval"].fields_get(["subject"])["subject"]
        self.assertEqual([key for key, _label in selection["selection"]], keys)
