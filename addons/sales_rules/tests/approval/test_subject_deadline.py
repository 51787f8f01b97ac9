from datetime import timedelta

from odoo.tests import tagged

from ..common_approval import DIRECTOR, GENERAL
from ..common_subject import START, SubjectCommon


@tagged("post_install", "-at_install")
class TestSubjectDeadline(SubjectCommon):
    """A subject may have days of its own before it is escalated: here seven."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_authority(1000, DIRECTOR, "fake_timed")
        cls.new_authority(0, GENERAL, "fake_timed", unlimited=True)
        # zero is covered by every limit
        cls.approval = cls.ask("timed")

    def test_the_subject_has_its_own_deadline(self):
        self.assertEqual(self.approval.candidate_ids, self.director)
        self.assertEqual(self.approval.deadline, START + timedelta(days=7))

    def test_the_subject_waits_its_days_and_no_longer(self):
        self.run_after(days=6, hours=23)
        self.assertEqual(self.approval.state, "pending")
        self.run_after(days=7)
        successor = self.approval.superseded_by_id
        self.assertEqual(successor.candidate_ids, self.general)
        self.assertEqual(successor.deadline, START + timedelta(days=14))

    def test_the_subjects_days_hold_where_the_company_escalates_nothing(self):
        self.company.approval_escalation_days = 0
        approval = self.ask("timed")
        usual = self.ask("default", amount=1)
        self.run_after(days=7)
        self.assertEqual(approval.superseded_by_id.candidate_ids, self.general)
        self.assertRecordValues(usual, [{"state": "pending", "is_stuck": False}])

    def test_other_subjects_keep_the_days_of_the_company(self):
        usual = self.new_approval(1)
        self.assertEqual(usual.deadline, usual.asked_at + timedelta(days=3))

    def test_a_forward_begins_the_days_anew(self):
        approval = self.ask("timed")
        approval.with_user(self.director).action_forward(self.clerk, "Please")
        forwarded = approval.superseded_by_id
        self.assertEqual(forwarded.deadline, forwarded.asked_at + timedelta(days=7))

    def test_the_subject_is_reminded_as_all_others(self):
        self.run_after(days=1)
        self.assertEqual(self.get_reminded(self.director), {self.director})
        self.assertEqual(self.approval.state, "pending")
