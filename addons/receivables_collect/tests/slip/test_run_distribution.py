from odoo import fields
from odoo.tests import freeze_time, tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestRunDistribution(CollectionCommon):
    """An issued run goes to its distribution list (R4.23, R1.8)."""

    def activities(self, run, user=None):
        domain = [("res_model", "=", run._name), ("res_id", "=", run.id)]
        activities = self.env["mail.activity"].sudo().search(domain)
        return activities.filtered(lambda row: not user or row.user_id == user)

    def new_told(self, times=1):
        """An issued run, in sudo, of which the cron has told."""
        run = self.new_issued().sudo()
        for _time in range(times):
            self.run_cron("receivables_collect.ir_cron_run_tell")
        return run

    def test_branch_heads_persons_concerned_and_director_are_told_once(self):
        self.new_overdue()
        run = self.new_told(times=2)
        self.assertLessEqual(
            self.seller | self.manager | self.director, run.recipient_ids
        )
        self.assertFalse(run.recipient_ids & (self.other_seller | self.other_manager))
        notices = (
            self.env["mail.notification"]
            .sudo()
            .search(
                [
                    ("mail_message_id.model", "=", run._name),
                    ("mail_message_id.res_id", "=", run.id),
                ]
            )
        )
        self.assertEqual(notices.res_partner_id, run.recipient_ids.partner_id)
        self.assertEqual(len(notices), len(run.recipient_ids))

    def test_issuing_has_the_cron_tell_at_once(self):
        cron = self.env.ref("receivables_collect.ir_cron_run_tell").sudo()
        triggers = self.env["ir.cron.trigger"].sudo()
        self.new_overdue()
        before = triggers.search_count([("cron_id", "=", cron.id)])
        self.new_issued()
        after = triggers.search_count([("cron_id", "=", cron.id)])
        self.assertEqual(after, before + 1)

    def test_watchers_of_the_settings_are_told_too(self):
        self.company.collection_watcher_ids = self.deputy
        self.new_overdue()
        self.assertIn(self.deputy, self.new_told().recipient_ids)

    def test_the_message_names_the_numbers_and_the_sum(self):
        self.new_overdue(100)
        self.new_overdue(50, self.new_customer(name="Other"))
        message = self.new_told().message_ids[0]
        self.assertEqual(message.author_id, self.finance.partner_id)
        for text in ("/00001", "/00002", "150.00"):
            self.assertIn(text, message.body)

    def test_one_activity_per_person_and_run(self):
        for name in ("A", "B"):
            self.new_overdue(10, self.new_customer(name=name))
        activity = self.activities(self.new_issued(), self.seller)
        self.assertEqual(activity.summary, "2 collection slips to follow up")

    def test_persons_with_an_activity_do_not_follow_the_run(self):
        self.new_overdue()
        run = self.new_issued().sudo()
        self.assertTrue(self.activities(run, self.seller))
        self.assertNotIn(self.seller.partner_id, run.message_partner_ids)

    def test_no_context_of_a_client_keeps_anybody_from_following(self):
        run = self.new_run()
        client = run.with_context(collection_run_planning=True)
        client.message_subscribe(self.seller.partner_id.ids)
        self.assertIn(self.seller.partner_id, run.sudo().message_partner_ids)


@tagged("post_install", "-at_install")
class TestRunCron(CollectionCommon):
    """The month's run is prepared by itself on the company's day (R4.23)."""

    def setUp(self):
        super().setUp()
        self.env["res.company"].sudo().search([]).collection_run_day = 0
        self.company.sudo().collection_run_day = 10
        self.new_overdue(100, days=400)

    def make_run(self, day, times=1):
        with freeze_time(day):
            for _time in range(times):
                self.run_cron("receivables_collect.ir_cron_run_generate")
        return self.env["collection.run"].sudo().search([("is_automatic", "=", True)])

    def test_without_levels_in_force_nothing_is_made(self):
        self.new_level(0).active = False
        self.assertFalse(self.make_run(fields.Date.to_string(self.today)[:8] + "28"))

    def test_a_run_is_made_on_the_companys_day_and_once_a_month(self):
        self.new_level(0)
        month = f"{self.today.year + 1}-03"
        self.assertFalse(self.make_run(f"{month}-09"))
        runs = self.make_run(f"{month}-10", times=2)
        self.assertEqual(len(runs), 1)
        self.assertRecordValues(runs, [{"state": "draft", "slip_count": 1}])
        self.assertEqual(len(self.make_run(f"{month}-31")), 1)
        self.assertEqual(len(self.make_run(f"{self.today.year + 1}-04-11")), 2)

    def test_finance_is_asked_to_issue_it(self):
        self.new_level(0)
        run = self.make_run(f"{self.today.year + 1}-03-10").sudo()
        self.assertIn(self.finance, run.activity_ids.user_id)
