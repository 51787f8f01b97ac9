from datetime import datetime, timedelta

from odoo.tests.common import freeze_time

from . import fake_models
from .common_approval import ApprovalCommon

START = datetime(2026, 3, 2, 9, 0)


class SubjectCommon(ApprovalCommon):
    """Documents whose subjects say more than key, label and unit.

    Asked on 2 March 2026 at 9; the company reminds after one day and escalates after
    three.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        fake_models.load(cls, fake_models.SUBJECT_DEFINITIONS)
        cls.company.write({"approval_reminder_days": 1, "approval_escalation_days": 3})
        cls.env["sales.approval"].search([])._cancel("Not of this test")

    @classmethod
    def ask(cls, model, user=None, **vals):
        """The approval that a submitted document asks for."""
        documents = cls.env[f"sales.fake.{model}"].with_user(user or cls.seller)
        with freeze_time(START):
            document = documents.create({"name": "Thing"} | vals)
            document.action_submit()
        return cls.get_approvals(document)

    def run_after(self, **delta):
        with freeze_time(START + timedelta(**delta)):
            self.run_cron("ir_cron_approval_deadline")
        self.env.invalidate_all()

    @classmethod
    def get_missing(cls):
        """The subjects that the checklist finds nobody for."""
        return cls.env["sales.authority"]._get_missing_subjects(cls.company)

    def get_reminded(self, *users):
        """Which of these users were reminded of approvals."""
        notifications = self.env["mail.notification"].search(
            [("mail_message_id.subject", "like", "Approvals:")]
        )
        partners = notifications.res_partner_id
        return {user for user in users if user.partner_id in partners}
