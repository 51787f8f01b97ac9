from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestLevelStandard(CollectionCommon):
    """The dunning system is put in force by the director (R1.8)."""

    def new_draft(self, **vals):
        vals = {"name": "First", "days_overdue": 5, "company_id": self.company.id}
        return self.env["collection.level"].with_user(self.rules_admin).create(vals)

    def test_administrators_key_in_drafts(self):
        level = self.new_draft()
        self.assertFalse(level.active)
        level.days_overdue = 6
        with self.assertRaises(AccessError):
            level.active = True

    def test_the_director_puts_in_force_with_its_date(self):
        level = self.new_draft()
        level.with_user(self.director).action_put_in_force()
        self.assertRecordValues(level, [{"active": True, "in_force_since": self.today}])
        with self.assertRaises(AccessError):
            level.days_overdue = 7

    def test_finance_and_salespeople_change_no_level(self):
        level = self.new_draft()
        for user in (self.finance, self.seller, self.manager):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                level.with_user(user).write({"name": "Mine"})

    def test_a_level_at_which_slips_stand_is_not_deleted(self):
        level = self.new_level(0)
        self.new_issued_slip()
        with self.assertRaisesRegex(UserError, "stand at level"):
            level.unlink()

    def test_legal_is_a_person(self):
        with self.assertRaises(ValidationError):
            self.new_level(0, responsible="legal")
        self.new_level(0, responsible="legal", user_id=self.clerk.id)

    def test_a_copy_is_a_draft(self):
        self.assertFalse(self.new_level(0).copy().active)

    def test_the_checklist_asks_for_levels_until_one_is_in_force(self):
        checklist = self.env["sales.onboarding"].with_user(self.rules_admin)

        def is_done():
            steps = checklist.with_company(self.company).get_checklist()["steps"]
            return {step["key"]: step["is_done"] for step in steps}["collection_levels"]

        self.assertFalse(is_done())
        self.new_level(0)
        self.assertTrue(is_done())


@tagged("post_install", "-at_install")
class TestLevelEscalation(CollectionCommon):
    """The responsible follows from the days overdue, level by level (R1.8)."""

    def setUp(self):
        super().setUp()
        self.first = self.new_level(0, interval_days=10)
        self.second = self.new_level(30, responsible="regional_manager")
        self.third = self.new_level(60, responsible="director")

    def slip_of(self, days):
        self.new_overdue(100, days=days)
        slip = self.get_slip(self.new_generated())
        slip.run_id.with_user(self.finance).action_issue()
        return slip

    def escalate(self, slip, days_since_letter=None):
        if days_since_letter is not None:
            slip._write_protected({"letter_date": self.day(-days_since_letter)})
        self.env["collection.slip"].sudo()._cron_escalate()
        return slip.level_id

    def test_a_new_slip_begins_at_the_lowest_level_however_old(self):
        slip = self.slip_of(200)
        self.assertEqual(slip.level_id, self.first)
        self.assertEqual(slip.responsible_id, self.seller)

    def test_below_the_lowest_level_there_is_none(self):
        self.first.with_user(self.director).days_overdue = 11
        self.assertFalse(self.slip_of(10).level_id)

    def test_a_slip_has_a_level_from_the_levels_day_on(self):
        self.first.with_user(self.director).days_overdue = 10
        self.assertEqual(self.slip_of(10).level_id, self.first)

    def test_a_level_that_may_be_jumped_to_is(self):
        self.second.with_user(self.director).can_skip = True
        slip = self.slip_of(200)
        self.assertEqual(slip.level_id, self.second)
        self.assertEqual(slip.responsible_id, self.manager)

    def test_the_next_level_waits_for_the_interval(self):
        slip = self.slip_of(200)
        self.assertEqual(self.escalate(slip, 9), self.first)
        self.assertEqual(self.escalate(slip, 10), self.second)
        self.assertEqual(slip.responsible_id, self.manager)

    def test_a_slip_rises_only_one_level_at_a_time(self):
        slip = self.slip_of(200)
        self.escalate(slip, 100)
        self.assertEqual(self.escalate(slip), self.second)
        self.assertEqual(self.escalate(slip, 15), self.third)
        self.assertEqual(slip.responsible_id, self.director)

    def test_the_days_of_the_next_level_have_to_be_reached(self):
        self.assertEqual(self.escalate(self.slip_of(29), 100), self.first)
        self.customer = self.new_customer()
        self.assertEqual(self.escalate(self.slip_of(30), 100), self.second)

    def test_a_level_whose_letter_was_not_sent_is_not_left(self):
        template = (
            self.env["mail.template"]
            .sudo()
            .create(
                {
                    "name": "Letter",
                    "model_id": self.env["ir.model"]._get("collection.slip").id,
                }
            )
        )
        self.first.with_user(self.director).mail_template_id = template
        slip = self.slip_of(200)
        self.assertFalse(slip.letter_level_id)
        self.assertEqual(self.escalate(slip, 100), self.first)
        slip.with_user(self.finance).action_letter_sent()
        self.assertEqual(self.escalate(slip, 100), self.second)

    def test_a_settled_slip_is_not_raised(self):
        slip = self.slip_of(200)
        self.pay_slip(slip)
        self.assertEqual(self.escalate(slip, 100), self.first)

    def test_the_new_responsible_is_told_once_for_all_slips(self):
        slips = self.slip_of(200)
        self.customer = self.new_customer(name="Other")
        slips |= self.slip_of(100)
        slips._write_protected({"letter_date": self.day(-50)})
        self.env["collection.slip"].sudo()._cron_escalate()
        activities = slips.activity_ids.filtered(
            lambda activity: activity.user_id == self.manager
        )
        self.assertEqual(activities.summary, "2 slips have reached your level")
