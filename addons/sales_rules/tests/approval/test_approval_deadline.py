from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tests.common import freeze_time
from odoo.tools import mute_logger

from ..common_approval import ApprovalCommon

START = datetime(2026, 3, 2, 9, 0)


@tagged("post_install", "-at_install")
class TestApprovalDeadline(ApprovalCommon):
    """Reminder after a day, escalation after three, by default (R1.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"approval_reminder_days": 1, "approval_escalation_days": 3})
        cls.env["sales.approval"].search([])._cancel("Not of this test")

    def _run_after(self, **delta):
        with freeze_time(START + timedelta(**delta)):
            self.run_cron("ir_cron_approval_deadline")
        self.env.invalidate_all()

    def _ask_at_start(self, amount=500, **vals):
        with freeze_time(START):
            return self.new_approval(amount, **vals)

    def _get_reminders(self, user):
        notifications = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("mail_message_id.subject", "like", "Approvals:"),
            ]
        )
        return len(notifications)

    def test_an_approval_escalates_three_steps_up_the_authorities(self):
        first = self._ask_at_start()
        self.assertEqual(first.deadline, START + timedelta(days=3))
        self._run_after(days=3)
        second = first.superseded_by_id
        self._run_after(days=6)
        third = second.superseded_by_id
        self._run_after(days=9)
        self.assertRecordValues(
            first | second | third,
            [
                {
                    "state": "superseded",
                    "candidate_ids": self.manager.ids,
                    "is_escalated": False,
                    "superseded_by_id": second.id,
                    "is_stuck": False,
                },
                {
                    "state": "superseded",
                    "candidate_ids": self.director.ids,
                    "is_escalated": True,
                    "superseded_by_id": third.id,
                    "is_stuck": False,
                },
                {
                    "state": "pending",
                    "candidate_ids": self.general.ids,
                    "is_escalated": True,
                    "superseded_by_id": False,
                    "is_stuck": True,
                },
            ],
        )
        self.assertEqual(third.reader_ids, self.manager | self.director)
        self.assertTrue(third.with_user(self.manager).has_access("read"))
        third.with_user(self.general).action_approve()
        self.assertEqual(self.get_document(third).state, "approved")

    def test_the_decider_is_reminded_once_after_a_day(self):
        approval = self._ask_at_start()
        self._run_after(hours=23, minutes=59)
        self.assertEqual(self._get_reminders(self.manager), 0)
        self.assertFalse(approval.reminded_at)
        self._run_after(days=1)
        self.assertEqual(self._get_reminders(self.manager), 1)
        self.assertEqual(approval.reminded_at, START + timedelta(days=1))
        self._run_after(days=2)
        self.assertEqual(self._get_reminders(self.manager), 1)
        self.assertEqual(approval.state, "pending")

    def test_one_reminder_tells_of_many_rows(self):
        for amount in range(500, 505):
            self._ask_at_start(amount)
        self._run_after(days=1)
        self.assertEqual(self._get_reminders(self.manager), 1)

    def test_substitutes_are_reminded_too_but_not_the_requester(self):
        self.new_substitute(self.manager, self.clerk, "2026-03-03", "2026-03-03")
        self.new_substitute(self.manager, self.seller, "2026-03-03", "2026-03-03")
        self._ask_at_start()
        self._run_after(days=1)
        self.assertEqual(self._get_reminders(self.clerk), 1)
        self.assertEqual(self._get_reminders(self.seller), 0)

    def test_an_approval_is_not_escalated_a_minute_too_early(self):
        approval = self._ask_at_start()
        self._run_after(days=2, hours=23, minutes=59)
        self.assertEqual(approval.state, "pending")

    def test_a_decided_approval_is_left_alone(self):
        approval = self._ask_at_start()
        approval.with_user(self.manager).action_approve()
        self._run_after(days=10)
        self.assertEqual(approval.state, "approved")
        self.assertEqual(self._get_reminders(self.manager), 0)

    def test_administrators_are_reminded_daily_when_nobody_is_above(self):
        approval = self._ask_at_start(9000)
        self.assertEqual(approval.candidate_ids, self.general)
        for days, expected in ((2, 0), (3, 1), (3.5, 1), (4, 2), (5, 3)):
            self._run_after(days=days)
            self.assertEqual(self._get_reminders(self.rules_admin), expected)
        self.assertEqual(approval.state, "pending")
        self.assertTrue(approval.is_stuck)

    def test_the_requester_above_is_passed_over(self):
        with freeze_time(START):
            approval = self.new_approval(500, self.director)
        self.assertEqual(approval.candidate_ids, self.manager)
        self._run_after(days=3)
        self.assertEqual(approval.superseded_by_id.candidate_ids, self.general)

    def test_zero_days_switch_reminder_and_escalation_off(self):
        self.company.write({"approval_reminder_days": 0, "approval_escalation_days": 0})
        approval = self._ask_at_start()
        self._run_after(days=30)
        self.assertRecordValues(
            approval, [{"state": "pending", "reminded_at": False, "deadline": False}]
        )

    def test_each_company_has_its_own_days(self):
        other = self.env["res.company"].create({"name": "Other"})
        other.approval_escalation_days = 10
        self.new_authority(1000, self.clerk, company_id=other.id)
        self.clerk.company_ids += other
        self.seller.company_ids += other
        mine = self._ask_at_start()
        with freeze_time(START):
            request = self.new_request(500, company_id=other.id)
            request.action_submit()
        theirs = self.get_approvals(request)
        self._run_after(days=4)
        self.assertEqual((mine | theirs).mapped("state"), ["superseded", "pending"])

    def test_a_forwarded_row_escalates_above_the_forwarders_authority(self):
        with freeze_time(START):
            approval = self.new_approval(500)
            approval.with_user(self.manager).action_forward(self.clerk, "Please")
        forwarded = approval.superseded_by_id
        self._run_after(days=3)
        self.assertEqual(forwarded.superseded_by_id.candidate_ids, self.director)
        self.assertEqual(
            forwarded.superseded_by_id.reader_ids, self.manager | self.clerk
        )

    def test_a_new_authority_is_asked_for_approvals_that_nobody_covered(self):
        self.level_general.active = False
        approval = self._ask_at_start(9000)
        self.assertFalse(approval.candidate_ids)
        self._run_after(hours=1)
        self.assertEqual(approval.state, "pending")
        self.level_general.active = True
        self._run_after(hours=2)
        successor = approval.superseded_by_id
        self.assertEqual(successor.candidate_ids, self.general)
        self.assertFalse(successor.is_escalated)

    @mute_logger("odoo.addons.sales_rules.models.base.ir_cron")
    def test_one_chunk_that_fails_does_not_stop_the_others(self):
        approvals = self._ask_at_start(500) | self._ask_at_start(501)
        model = type(self.env["sales.approval.deadline"])
        process = model._process

        def fail_first(deadline, rows):
            if approvals[0] in rows:
                raise ValueError("broken")
            return process(deadline, rows)

        run = model._run
        with (
            patch.object(model, "_process", fail_first),
            patch.object(model, "_run", lambda deadline: run(deadline, batch=1)),
        ):
            self._run_after(days=3)
        self.assertEqual(approvals.mapped("state"), ["pending", "superseded"])
        self._run_after(days=3, hours=1)
        self.assertEqual(set(approvals.mapped("state")), {"superseded"})

    def test_the_crons_note_is_in_the_companys_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        asked = self._ask_at_start()
        self._run_after(days=3)
        self.assertEqual(asked.note, "逾期未审批，已升级上报。")
