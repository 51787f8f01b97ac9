from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import freeze_time

from odoo.addons.sales_rules.tools.subject import Subject

from ..common_approval import DIRECTOR, GENERAL
from ..common_subject import START, SubjectCommon


@tagged("post_install", "-at_install")
class TestSubjectFixed(SubjectCommon):
    """One role decides the subject, whatever the administrator enters (R3.8)."""

    def test_the_role_decides_without_an_authority(self):
        approval = self.ask("fixed", amount=7)
        self.assertEqual(approval.candidate_ids, self.general)
        self.assertNotIn("fake_fixed", self.get_missing())
        approval.with_user(self.general).action_approve()
        self.assertEqual(approval.state, "approved")

    def test_no_authority_gives_it_to_another_role_or_a_person(self):
        name = self.env.ref(GENERAL).name
        for holder in (DIRECTOR, self.director, self.general):
            with self.assertRaisesRegex(ValidationError, f"role {name} alone"):
                self.new_authority(5, holder, "fake_fixed")

    def test_no_authority_is_changed_to_give_it_to_another(self):
        authority = self.new_authority(5, GENERAL, "fake_fixed")
        with self.assertRaises(ValidationError):
            authority.group_id = self.env.ref(DIRECTOR)
        with self.assertRaises(ValidationError):
            authority.write({"group_id": False, "user_id": self.director.id})
        with self.assertRaises(ValidationError):
            self.level_director.subject = "fake_fixed"

    def test_an_authority_of_the_role_neither_narrows_nor_widens_it(self):
        self.new_authority(5, GENERAL, "fake_fixed")
        approval = self.ask("fixed", amount=7)
        self.assertEqual(approval.candidate_ids, self.general)

    def test_an_authority_of_before_does_not_count(self):
        # as it stood before the subject was fixed
        self.level_director.flush_recordset()
        self.env.cr.execute(
            "UPDATE sales_authority SET subject = 'fake_fixed' WHERE id = %s",
            [self.level_director.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.ask("fixed", amount=7).candidate_ids, self.general)

    def test_a_fixed_subject_is_not_escalated_to_another(self):
        approval = self.ask("fixed", amount=7)
        self.run_after(days=3)
        self.assertRecordValues(approval, [{"state": "pending", "is_stuck": True}])

    def test_it_is_forwarded_within_the_role_only(self):
        approval = self.ask("fixed", amount=7).with_user(self.general)
        name = self.env.ref(GENERAL).name
        for user in (self.director, self.deputy, self.clerk):
            with self.assertRaisesRegex(UserError, f"role {name} alone"):
                approval.action_forward(user.id, "Please")
        self.assertEqual(approval.state, "pending")
        second = self.new_user("general2", "group_general_manager")
        approval.action_forward(second.id, "Please")
        self.assertEqual(approval.sudo().superseded_by_id.candidate_ids, second)

    def test_nobody_else_decides_it(self):
        approval = self.ask("fixed", amount=7)
        for user in (self.director, self.deputy, self.manager, self.rules_admin):
            with self.assertRaises(AccessError):
                approval.with_user(user).sudo().action_approve()

    @freeze_time(START)
    def test_a_substitute_signs_for_the_holder_of_the_role(self):
        self.new_substitute(self.general, self.clerk, "2026-03-01", "2026-03-31")
        approval = self.ask("fixed", amount=7)
        self.assertEqual(approval.candidate_ids, self.general)
        with self.assertRaisesRegex(UserError, "alone"):
            approval.with_user(self.clerk).action_forward(self.director.id, "Please")
        approval.with_user(self.clerk).action_approve()
        self.assertRecordValues(
            approval,
            [
                {
                    "state": "approved",
                    "decided_by_id": self.clerk.id,
                    "on_behalf_of_id": self.general.id,
                }
            ],
        )

    def test_the_general_managers_own_goes_to_nobody_below(self):
        self.assertFalse(self.ask("fixed", self.general, amount=7).candidate_ids)

    def test_a_fixed_subject_needs_a_decider(self):
        with self.assertRaises(ValueError):
            Subject("thing", "Thing", fixed=True)

    def test_a_unit_is_one_of_four(self):
        with self.assertRaises(ValueError):
            Subject("thing", "Thing", unit="hours")
