from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.sales_rules.tools.subject import Subject

from ..common_approval import DIRECTOR, GENERAL
from ..common_subject import SubjectCommon


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

    def test_a_fixed_subject_needs_a_decider(self):
        with self.assertRaises(ValueError):
            Subject("thing", "Thing", fixed=True)

    def test_a_unit_is_one_of_four(self):
        with self.assertRaises(ValueError):
            Subject("thing", "Thing", unit="hours")
