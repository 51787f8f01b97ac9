from datetime import date

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ..common_assessment import AssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentActivity(AssessmentCommon):
    """Each one whose turn it is in the grading finds an activity (R4.13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # no draft of companies that the tests know nothing of
        cls.others = cls.env["sales.tier"].sudo().search([]) - cls.tiers
        cls.others.active = False
        cls.west = cls.new_graded("West", cls.tier_c, cls.other_seller)
        cls.tiers._write_protected({"in_force_since": date(2026, 1, 1)})

    def prepare(self):
        """Run the cron; return the draft of the company."""
        model = self.env["sales.tier.assessment"].sudo()
        self.run_cron("ir_cron_tier_assessment")
        return model.search([("company_id", "=", self.company.id)], limit=1)

    def compute(self, assessment):
        """Compute, and run the job that this wakes."""
        cron = self.env.ref("sales_rules.ir_cron_tier_assessment")
        triggers = self.env["ir.cron.trigger"].sudo()
        known = triggers.search_count([("cron_id", "=", cron.id)])
        assessment.with_user(self.director).action_compute()
        woken = triggers.search_count([("cron_id", "=", cron.id)])
        self.assertEqual(woken, known + 1)
        self.prepare()

    def get_activities(self, assessment):
        assessment.sudo().invalidate_recordset(["activity_ids"])
        return assessment.sudo().activity_ids

    def assert_turn(self, assessment, users, text=""):
        """Only these users have an activity, one each and of our type."""
        activities = self.get_activities(assessment)
        self.assertEqual(activities.user_id, users)
        self.assertEqual(len(activities), len(users))
        for activity in activities:
            self.assertIn(text, activity.summary)

    def test_the_draft_tells_every_manager_with_customers_once(self):
        draft = self.prepare()
        self.assertEqual(draft.state, "draft")
        self.assert_turn(
            draft, self.manager | self.other_manager, "review the customers"
        )
        told = self.get_activities(draft)
        self.assertEqual(
            told.activity_type_id,
            self.env.ref("sales_rules.mail_activity_type_assessment"),
        )
        self.assertEqual(set(told.mapped("date_deadline")), {date(2026, 4, 7)})

    def test_a_second_run_makes_no_second_activity(self):
        told = self.get_activities(self.prepare())
        self.assertEqual(self.get_activities(self.prepare()), told)

    def test_marked_as_done_but_not_ticked_it_comes_back(self):
        draft = self.prepare()
        mine = self.get_activities(draft).filtered(
            lambda activity: activity.user_id == self.manager
        )
        mine.with_user(self.manager).action_feedback("I know")
        self.assert_turn(draft, self.other_manager)
        self.prepare()
        self.assert_turn(draft, self.manager | self.other_manager)

    def test_a_manager_without_customers_is_not_told(self):
        self.west.sudo().active = False
        self.assert_turn(self.prepare(), self.manager)

    def test_the_text_is_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.manager.lang = "fr_FR"
        texts = {
            activity.user_id: activity.summary
            for activity in self.get_activities(self.prepare())
        }
        self.assertIn("mars 2026", texts[self.manager])
        self.assertIn("March 2026", texts[self.other_manager])

    def test_a_manager_is_done_by_ticking_and_the_last_calls_the_director(self):
        draft = self.prepare()
        self.compute(draft)
        draft.with_user(self.manager).action_submit()
        self.assert_turn(draft, self.other_manager)
        draft.with_user(self.other_manager).action_submit()
        directors = self.director | self.second_director
        self.assert_turn(draft, directors, "decide on it")
        draft.with_user(self.director).action_approve()
        self.assert_turn(draft, self.env["res.users"])
        draft.with_user(self.director).action_apply()
        self.prepare()
        self.assert_turn(draft, self.env["res.users"])

    def test_ticking_line_by_line_ends_with_the_last_line(self):
        self.new_graded("Second", self.tier_c)
        draft = self.prepare()
        self.compute(draft)
        lines = draft.line_ids.with_user(self.manager).filtered("can_tick")
        lines[0].action_tick()
        self.assert_turn(draft, self.manager | self.other_manager)
        lines[1].action_tick()
        self.assert_turn(draft, self.other_manager)
        self.line_of(draft, self.west).with_user(self.other_manager).action_tick()
        directors = self.director | self.second_director
        self.assert_turn(draft, directors, "submit it")

    def test_a_tick_that_a_departure_takes_away_brings_it_back(self):
        draft = self.prepare()
        self.compute(draft)
        draft.with_user(self.manager).action_submit()
        vals = {"final_tier_id": self.tier_a.id, "override_reason": "New plant"}
        self.line_of(draft).with_user(self.director).write(vals)
        self.assert_turn(draft, self.manager | self.other_manager)

    def test_rejected_nobody_is_asked_until_it_is_worked_on(self):
        draft = self.prepare()
        self.compute(draft)
        self.tick_all(draft)
        draft.with_user(self.director).action_reject("Look again")
        self.assert_turn(draft, self.env["res.users"])
        draft.with_user(self.manager).action_draft()
        self.assert_turn(draft, self.director | self.second_director, "submit it")

    def test_withdrawn_it_is_submitted_again(self):
        draft = self.prepare()
        self.compute(draft)
        self.tick_all(draft)
        draft.with_user(self.other_manager).action_withdraw()
        self.assert_turn(draft, self.director | self.second_director, "submit it")

    def test_cancelled_and_deleted_it_asks_nobody(self):
        draft = self.prepare()
        draft.action_cancel()
        self.assert_turn(draft, self.env["res.users"])
        self.assert_turn(self.prepare(), self.env["res.users"])

    def test_without_any_manager_it_is_the_directors_turn_at_once(self):
        (self.team | self.other_team).user_id = False
        draft = self.prepare()
        directors = self.director | self.second_director
        self.assert_turn(draft, directors, "compute it and submit it")
        self.compute(draft)
        self.assert_turn(draft, directors, "submit it")

    def test_the_lines_of_an_archived_manager_are_the_directors_alone(self):
        self.manager.sudo().active = False
        draft = self.prepare()
        self.assert_turn(draft, self.other_manager)
        self.compute(draft)
        self.assertEqual(draft.waiting_names, "other_manager")
        self.assertEqual(draft.unticked_count, 1)
        draft.with_user(self.other_manager).action_submit()
        self.assertEqual(draft.state, "submitted")
        self.assertFalse(self.line_of(draft).checked_by_id)

    def test_the_next_leader_of_a_team_takes_over(self):
        draft = self.prepare()
        self.team.user_id = self.second_director
        self.prepare()
        self.assert_turn(draft, self.second_director | self.other_manager)

    def test_each_company_asks_those_who_work_in_it(self):
        other = self.new_company()["company"]
        other_tier = self.new_tier(50, company_id=other.id)
        other_tier._write_protected({"in_force_since": date(2026, 1, 1)})
        draft = self.prepare()
        self.assert_turn(draft, self.manager | self.other_manager)
        abroad = draft.search([("company_id", "=", other.id)])
        # of the managers, `manager` alone works there
        self.assert_turn(abroad, self.manager)
        self.compute(abroad.with_company(other))
        self.assert_turn(abroad, self.manager)
        abroad.with_user(self.manager).with_company(other).action_submit()
        self.assertEqual(abroad.state, "submitted")
        self.assert_turn(abroad, self.director)
        self.assert_turn(draft, self.manager | self.other_manager)

    def test_a_director_who_ticked_is_not_asked_to_decide(self):
        self.team.user_id = self.director
        draft = self.prepare()
        self.assert_turn(draft, self.director | self.other_manager)
        self.compute(draft)
        draft.with_user(self.director).action_submit()
        draft.with_user(self.other_manager).action_submit()
        self.assert_turn(draft, self.second_director, "decide on it")

    def test_an_assessment_made_by_hand_asks_when_it_is_computed(self):
        assessment = self.new_assessment(compute=False)
        self.assert_turn(assessment, self.env["res.users"])
        self.compute(assessment)
        self.assert_turn(assessment, self.manager | self.other_manager)

    def test_next_month_is_asked_apart(self):
        march = self.prepare()
        with freeze_time("2026-05-01 10:00:00"):
            april = self.prepare()
        self.assertNotEqual(march, april)
        for assessment in (march, april):
            self.assert_turn(assessment, self.manager | self.other_manager)

    def test_many_customers_and_managers_take_no_query_each(self):
        draft = self.prepare()
        self.compute(draft)
        few = self.count_syncing(draft)
        for number in range(10):
            leader = self.new_user(f"leader{number}", "group_regional_manager")
            seller = self.new_user(f"seller{number}", "group_salesperson")
            self.new_team(f"Team {number}", leader, seller)
            self.new_graded(f"Customer {number}", self.tier_c, seller)
        self.compute(draft)
        self.assertEqual(len(self.get_activities(draft)), 12)
        self.assertLessEqual(self.count_syncing(draft), few)

    def count_syncing(self, assessment):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        assessment._sync_activities()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestAssessmentOfBranch(AssessmentCommon):
    """A leader who may not work in the company is waited for by nobody."""

    def test_customers_of_a_foreign_leader_are_the_directors_alone(self):
        foreign = self.new_company("Elsewhere")["company"]
        self.manager.sudo().write(
            {
                "company_id": foreign.id,
                "company_ids": [Command.set(foreign.ids)],
            }
        )
        assessment = self.new_assessment()
        self.assertFalse(assessment.waiting_names)
        assessment.with_user(self.director).action_submit()
        self.assertEqual(assessment.state, "submitted")
