from odoo.tests import tagged

from ..common_approval import GENERAL, MANAGER
from ..common_subject import SubjectCommon


@tagged("post_install", "-at_install")
class TestSubjectNone(SubjectCommon):
    """A decision by role alone shows no amount and climbs the roles (R1.1)."""

    def get_holders(self, approval):
        """The users asked, from the first row to the one that waits."""
        holders = [approval.candidate_ids]
        while approval.superseded_by_id:
            approval = approval.superseded_by_id
            holders.append(approval.candidate_ids)
        return holders

    def test_the_role_is_asked_without_an_amount(self):
        self.assertRecordValues(
            self.ask("role"),
            [
                {
                    "candidate_ids": self.director.ids,
                    "authority_id": False,
                    "amount": 0,
                    "compared": 0,
                    "limit": 0,
                    "over": 0,
                    "is_unlimited": False,
                    "amount_text": "",
                    "limit_text": False,
                    "over_text": False,
                }
            ],
        )

    def test_reminders_name_no_amount(self):
        line = self.env["sales.approval.notice"]._get_line(self.ask("role"))
        self.assertEqual(line, "Role · Thing")

    def test_a_decision_by_role_climbs_from_the_default_decider(self):
        approval = self.ask("role")
        self.run_after(days=3)
        self.run_after(days=6)
        holders = self.get_holders(approval)
        self.assertEqual(holders, [self.director, self.general])
        last = approval.superseded_by_id
        self.assertTrue(last.is_escalated)
        self.assertTrue(last.is_stuck)
        last.with_user(self.general).action_approve()
        self.assertEqual(self.get_document(last).state, "approved")

    def test_an_authority_of_the_regional_manager_climbs_all_three(self):
        authority = self.new_authority(0, MANAGER, "fake_role")
        approval = self.ask("role", team_id=self.team.id)
        self.assertEqual(approval.authority_id, authority)
        self.run_after(days=3)
        self.run_after(days=6)
        holders = self.get_holders(approval)
        self.assertEqual(holders, [self.manager, self.director, self.general])

    def test_a_document_without_a_leader_passes_to_the_director(self):
        self.new_authority(0, MANAGER, "fake_role")
        self.team.user_id = False
        approval = self.ask("role", team_id=self.team.id)
        self.assertEqual(approval.candidate_ids, self.director)

    def test_a_person_is_asked_before_the_roles(self):
        self.new_authority(0, self.clerk, "fake_role")
        self.new_authority(0, MANAGER, "fake_role")
        approval = self.ask("role", team_id=self.team.id)
        self.assertEqual(approval.candidate_ids, self.clerk)
        self.run_after(days=3)
        self.assertEqual(self.get_holders(approval), [self.clerk, self.director])

    def test_above_another_role_stands_the_general_manager(self):
        self.new_authority(0, "sales_rules.group_finance", "fake_role")
        approval = self.ask("role")
        self.run_after(days=3)
        self.assertEqual(self.get_holders(approval), [self.finance, self.general])

    def test_the_requester_above_is_passed_over(self):
        approval = self.ask("role", self.director)
        self.assertEqual(approval.candidate_ids, self.general)

    def test_an_authority_shows_no_limit(self):
        authority = self.new_authority(0, GENERAL, "fake_role")
        self.assertRecordValues(authority, [{"has_limit": False, "unit": False}])
        self.assertEqual(authority.display_name, f"Role: {self.env.ref(GENERAL).name}")
        self.assertTrue(self.level_general.has_limit)

    def test_the_missing_authority_is_told_without_an_amount(self):
        self.new_authority(0, GENERAL, "fake_role").active = False
        approval = self.ask("role")
        vals = self.env["sales.approval.notice"]._prepare_missing_vals(
            self.rules_admin, approval
        )
        self.assertEqual(
            vals["summary"], f"Authority missing: Role, {self.company.name}"
        )
