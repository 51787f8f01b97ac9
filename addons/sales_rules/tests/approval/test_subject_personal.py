from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import freeze_time

from ..common_approval import DIRECTOR
from ..common_subject import START, SubjectCommon


@tagged("post_install", "-at_install")
class TestSubjectPersonal(SubjectCommon):
    """A role decides in person: no forward, substitute, escalation or name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_substitute(cls.director, cls.clerk, "2026-03-01", "2026-03-31")
        cls.approval = cls.ask("personal")
        cls.usual = cls.ask("default", amount=1)  # as usual, beside it

    def as_substitute(self):
        return self.env["sales.approval"].with_user(self.clerk)

    @freeze_time(START)
    def test_a_substitute_sees_and_decides_the_usual_only(self):
        self.assertEqual(self.as_substitute().search([]), self.usual)
        self.assertEqual(self.as_substitute().get_inbox_count(), 1)
        self.assertFalse(self.approval.with_user(self.clerk).has_access("read"))

    @freeze_time(START)
    def test_a_substitute_does_not_decide_over_rpc(self):
        for row in (
            self.approval.with_user(self.clerk),
            self.approval.with_user(self.clerk).sudo(),
        ):
            with self.assertRaises(AccessError):
                row.action_approve()
            with self.assertRaises(AccessError):
                row.action_reject("No")
        document = self.get_document(self.approval).with_user(self.clerk)
        with self.assertRaises(AccessError):
            document.action_approve()
        self.assertFalse(document.can_decide_approval)

    @freeze_time(START)
    def test_computed_and_searched_flags_agree(self):
        for row, expected in ((self.approval, False), (self.usual, True)):
            row = row.with_user(self.clerk).sudo()
            self.assertEqual((row.can_decide, row.is_party), (expected, expected))
            for name in ("can_decide", "is_party"):
                found = self.as_substitute().sudo().search([(name, "=", True)])
                self.assertEqual(row in found, expected)

    @freeze_time(START)
    def test_a_substitute_gets_no_activity_for_it(self):
        counts = self.env["sales.approval.notice"]._get_waiting_counts()
        self.assertEqual((counts[self.director.id], counts[self.clerk.id]), (2, 1))

    @freeze_time(START)
    def test_the_role_decides_for_itself(self):
        row = self.approval.with_user(self.director)
        self.assertTrue(row.can_decide)
        row.action_approve()
        self.assertRecordValues(
            self.approval, [{"state": "approved", "on_behalf_of_id": False}]
        )

    @freeze_time(START)
    def test_a_personal_decision_is_not_forwarded(self):
        row = self.approval.with_user(self.director)
        self.assertFalse(row.can_forward)
        self.assertTrue(self.usual.with_user(self.director).can_forward)
        both = (self.approval | self.usual).with_user(self.director)
        for rows in (row, both):
            with self.assertRaisesRegex(UserError, "in person.*Thing"):
                rows.action_forward(self.general.id, "Please")
            with self.assertRaisesRegex(UserError, "in person.*Thing"):
                rows.action_ask_forward()
        self.assertEqual(self.approval.state, "pending")

    def test_a_personal_decision_is_not_escalated(self):
        self.assertFalse(self.approval.deadline)
        self.run_after(days=30)
        self.assertRecordValues(
            self.approval,
            [
                {
                    "state": "pending",
                    "candidate_ids": self.director.ids,
                    "is_stuck": False,
                    "superseded_by_id": False,
                }
            ],
        )

    def test_a_deadline_of_before_is_not_escalated_either(self):
        early = START + timedelta(days=1)
        self.approval._write_protected({"deadline": early, "next_check_at": early})
        self.run_after(days=2)
        self.run_after(days=4)
        self.assertEqual(self.approval.state, "pending")
        self.assertFalse(self.approval.superseded_by_id)

    def test_the_role_alone_is_reminded(self):
        self.usual._cancel("Not of this test")
        self.run_after(days=1)
        reminded = self.get_reminded(self.director, self.clerk)
        self.assertEqual(reminded, {self.director})

    def test_an_authority_that_names_a_person_does_not_count(self):
        self.new_authority(0, self.clerk, "fake_personal")
        self.assertEqual(self.ask("personal").candidate_ids, self.director)
        self.assertNotIn("fake_personal", self.get_missing())

    def test_a_person_with_an_authority_still_decides_by_the_role(self):
        self.new_authority(0, DIRECTOR, "fake_personal")
        self.new_authority(0, self.director, "fake_personal")
        approval = self.ask("personal")
        self.assertEqual(approval.candidate_ids, self.director)
        self.assertEqual(approval.authority_id.group_id, self.env.ref(DIRECTOR))

    def test_the_directors_own_is_not_passed_up(self):
        self.assertFalse(self.ask("personal", self.director).candidate_ids)
