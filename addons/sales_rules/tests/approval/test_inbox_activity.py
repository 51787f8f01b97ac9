from odoo.tests import tagged
from odoo.tests.common import freeze_time

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestInboxActivity(ApprovalCommon):
    """One activity per user, whatever the number of rows (R1.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sales.approval"].search([])._cancel("Not of this test")

    def _get_activities(self, user, name="approval"):
        return self.env["mail.activity"].search(
            [
                ("user_id", "=", user.id),
                (
                    "activity_type_id",
                    "=",
                    self.env.ref(f"sales_rules.mail_activity_type_{name}").id,
                ),
            ]
        )

    def _sync(self):
        self.run_cron("ir_cron_approval_activity")
        self.env.invalidate_all()

    def test_one_activity_says_how_many_wait(self):
        for amount in (500, 501, 502):
            self.new_approval(amount)
        self._sync()
        activity = self._get_activities(self.manager)
        self.assertRecordValues(
            activity,
            [{"summary": "3 documents wait for your decision", "res_model": False}],
        )
        self.assertIn("sales_approval_action_inbox", activity.note)

    def test_the_activity_follows_the_inbox_and_ends_with_the_last_row(self):
        approvals = self.new_approval(500) | self.new_approval(501)
        self._sync()
        activity = self._get_activities(self.manager)
        approvals[0].with_user(self.manager).action_approve()
        self._sync()
        self.assertEqual(self._get_activities(self.manager), activity)
        self.assertEqual(activity.summary, "1 document waits for your decision")
        approvals[1].with_user(self.manager).action_approve()
        self._sync()
        self.assertFalse(self._get_activities(self.manager))
        self.assertFalse(activity.active)

    def test_asking_and_deciding_wake_the_cron(self):
        cron = self.env.ref("sales_rules.ir_cron_approval_activity")
        triggers = self.env["ir.cron.trigger"]
        for step in (
            lambda: self.new_approval(500),
            lambda: (
                self.env["sales.approval"]
                .search([("state", "=", "pending")])
                .with_user(self.manager)
                .action_approve()
            ),
        ):
            triggers.search([("cron_id", "=", cron.id)]).unlink()
            step()
            self.assertTrue(triggers.search([("cron_id", "=", cron.id)]))

    @freeze_time("2026-03-02 12:00:00")
    def test_each_user_is_told_what_their_inbox_lists(self):
        self.new_substitute(self.manager, self.clerk, "2026-03-01", "2026-03-02")
        self.new_substitute(self.manager, self.seller, "2026-03-01", "2026-03-02")
        self.new_substitute(self.director, self.manager, "2026-03-01", "2026-03-02")
        self.new_approval(500)
        self.new_approval(600, self.colleague)
        self.new_approval(2000)
        self.new_approval(9000, self.director)
        counts = self.env["sales.approval.notice"]._get_waiting_counts()
        users = self.env["res.users"].search([("share", "=", False)])
        for user in users:
            inbox = self.env["sales.approval"].with_user(user)
            self.assertEqual(inbox.get_inbox_count(), counts.get(user.id, 0))
        self.assertEqual(counts[self.manager.id], 3)
        self.assertEqual(counts[self.seller.id], 1)

    def test_a_second_activity_by_mistake_is_closed(self):
        self.new_approval(500)
        self._sync()
        self._get_activities(self.manager).copy()
        self.new_approval(501)
        self._sync()
        self.assertEqual(len(self._get_activities(self.manager)), 1)

    def test_a_missing_authority_is_told_once_to_requester_and_administrators(self):
        self.level_general.active = False
        self.new_approval(9000)
        self.new_approval(12000)
        for user in (self.seller, self.rules_admin):
            activity = self._get_activities(user, "missing_authority")
            self.assertEqual(len(activity), 1)
            for part in ("Expense", "12,000.00", self.company.name):
                self.assertIn(part, activity.summary)
        self.assertFalse(self._get_activities(self.director, "missing_authority"))

    def test_the_activity_is_done_once_somebody_has_the_authority(self):
        self.level_general.active = False
        self.new_approval(9000)
        self.level_general.active = True
        self.run_cron("ir_cron_approval_deadline")
        self._sync()
        for user in (self.seller, self.rules_admin):
            self.assertFalse(self._get_activities(user, "missing_authority"))
        self.assertEqual(len(self._get_activities(self.general)), 1)

    def test_administrators_of_other_companies_are_not_told(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.rules_admin.write(
            {"company_id": other.id, "company_ids": [(6, 0, other.ids)]}
        )
        self.level_general.active = False
        self.new_approval(9000)
        self.assertFalse(self._get_activities(self.rules_admin, "missing_authority"))

    def test_a_hundred_rows_make_few_queries(self):
        requests = self.env["sales.fake.request"]
        for index in range(100):
            requests |= self.new_request(index + 1)
        requests.action_submit()
        self.env.flush_all()
        self.env.invalidate_all()
        model = self.env["sales.approval.notice"]
        counts = model._get_waiting_counts()
        self.assertEqual(counts, {self.manager.id: 100})
        with self.assertQueryCount(40):
            model._sync_waiting_activities(self.manager, counts)
            self.env.flush_all()
