from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestMarketingPlanVersions(PropertyCommon):
    """A change of an approved plan is a new version, signed like the first (R2.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.new_approved_plan()

    def new_version(self, plan=None, user=None):
        plan = plan or self.plan
        new_id = plan.with_user(user or self.home_seller).action_new_version()
        return plan.browse(new_id)

    def test_the_older_one_holds_until_the_new_one_is_approved(self):
        second = self.new_version()
        self.assertRecordValues(second, [{"version": 2, "state": "draft"}])
        self.assertEqual(second.target_ids.mapped("amount"), [4000000])
        self.assertEqual(second.batch_ids.mapped("homes"), [4])
        second.with_user(self.home_seller).action_submit()
        self.assertEqual(self.development.plan_id, self.plan)
        second.with_user(self.general).action_approve()
        self.assertEqual(self.plan.state, "superseded")
        self.assertEqual(self.development.plan_id, second)

    def test_a_rejected_version_leaves_the_older_one(self):
        second = self.new_version()
        second.with_user(self.home_seller).action_submit()
        second.with_user(self.general).action_reject("No")
        self.assertEqual(self.plan.state, "approved")
        self.assertEqual(self.development.plan_id, self.plan)

    def test_one_version_is_in_the_works_at_a_time(self):
        second = self.new_version()
        words = "Riverside, version 2 is in the works"
        for step in (None, second.with_user(self.home_seller).action_submit):
            if step:
                step()
            with self.assertRaisesRegex(UserError, words):
                self.new_version()
            with self.assertRaisesRegex(UserError, words):
                self.new_plan()
            with self.assertRaisesRegex(UserError, words):
                self.plan.with_user(self.home_seller).copy()
        # another development has its own
        self.assertEqual(self.new_plan(self.new_development(code="R2")).version, 1)

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_one_in_the_works(self):
        plans = self.plan.browse()
        self.new_version()
        columns = "development_id, name, requester_id, company_id"
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                f"INSERT INTO {plans._table} ({columns}, state, version)"
                f" SELECT {columns}, 'draft', 9 FROM {plans._table} LIMIT 1"
            )

    def test_only_an_approved_plan_has_a_new_version(self):
        second = self.new_version()
        with self.assertRaisesRegex(UserError, "version 2 is “Draft”"):
            self.new_version(second)
        second.with_user(self.home_seller).action_submit()
        second.with_user(self.general).action_approve()
        with self.assertRaisesRegex(UserError, "version 1 is “Superseded”"):
            self.new_version(self.plan)
        self.assertEqual(self.new_version(second).version, 3)

    def test_a_version_that_was_overtaken_is_not_taken_up_again(self):
        second = self.new_version()
        own = second.with_user(self.home_seller)
        own.action_submit()
        second.with_user(self.general).action_reject("No")
        third = self.new_version()
        self.assertEqual(third.version, 3)
        with self.assertRaisesRegex(UserError, "version 3 is in the works"):
            own.action_draft()
        third.with_user(self.home_seller).action_submit()
        third.with_user(self.general).action_approve()
        with self.assertRaisesRegex(UserError, "overtaken by version 3"):
            own.action_draft()
        own.action_cancel()
        self.assertEqual(second.state, "cancelled")

    def test_a_development_on_sale_stays_so(self):
        self.development.sudo()._move("selling")
        second = self.new_version()
        second.with_user(self.home_seller).action_submit()
        second.with_user(self.general).action_approve()
        self.assertEqual(self.development.state, "selling")

    def test_others_begin_no_version(self):
        for user in (self.general, self.deputy, self.finance, self.investor):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.new_version(user=user)

    def test_the_inbox_shows_the_difference_from_the_version_before(self):
        second = self.new_version().with_user(self.home_seller)
        second.batch_ids.price = 9500
        second.batch_ids = [Command.create({"name": "Second", "homes": 2})]
        second.target_ids = [Command.clear()]
        second.content = "<p>Couples</p>"
        second.action_submit()
        summary = self.get_approvals(second).summary
        self.assertIn("2 batches of 6 homes", summary)
        self.assertIn("Since version 1:", summary)
        self.assertIn("The text was changed.", summary)
        self.assertRegex(summary, "Changed: First .*10,000.00.* → First .*9,500.00")
        self.assertRegex(summary, "Added: Second .*2 homes")
        self.assertRegex(summary, "Taken out: home_seller, .*4 homes")
        own = second.with_user(self.general)
        self.assertIn("Taken out: home_seller", own.changes)
        self.assertEqual(own.previous_id, self.plan)

    def test_a_rejected_version_in_between_is_no_version_to_compare_with(self):
        second = self.new_version()
        second.with_user(self.home_seller).action_submit()
        second.with_user(self.general).action_reject("No")
        third = self.new_version()
        self.assertEqual(third.previous_id, self.plan)
        self.assertEqual(third.changes, "Since version 1:\nNothing was changed.")

    def test_many_changes_are_counted_in_the_inbox(self):
        second = self.new_version().with_user(self.home_seller)
        second.batch_ids = [
            Command.create({"name": f"Batch {number}"}) for number in range(20)
        ]
        second.action_submit()
        self.assertIn("9 more changes.", self.get_approvals(second).summary)
        self.assertEqual(len(second.changes.splitlines()), 21)

    def test_the_development_shows_its_versions(self):
        second = self.new_version()
        action = self.development.with_user(self.general).action_show_plans()
        self.assertEqual(action["res_model"], self.plan._name)
        shown = self.plan.search(action["domain"])
        self.assertEqual(shown, second | self.plan)

    def test_the_button_opens_the_new_version(self):
        action = self.plan.with_user(self.director).action_show_new_version()
        second = self.plan.browse(action["res_id"])
        self.assertRecordValues(second, [{"version": 2, "state": "draft"}])
