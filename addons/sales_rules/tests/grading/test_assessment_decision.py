from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_assessment import AssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentDecision(AssessmentCommon):
    """Managers tick their teams, the last one submits, a director decides (R1.6)."""

    def setUp(self):
        super().setUp()
        self.west = self.new_graded("West", self.tier_c, self.other_seller)
        self.assessment = self.new_assessment()

    def test_the_last_manager_submits(self):
        message = self.assessment.with_user(self.manager).action_submit()
        self.assertIn("other_manager", message["params"]["message"])
        self.assertEqual(self.assessment.state, "computed")
        self.assertEqual(self.line_of(self.assessment).checked_by_id, self.manager)
        self.assertFalse(self.line_of(self.assessment, self.west).checked_by_id)
        self.assessment.with_user(self.other_manager).action_submit()
        self.assertEqual(self.assessment.state, "submitted")
        self.assertEqual(self.assessment.requester_id, self.other_manager)

    def test_users_with_nothing_to_tick_wait_for_the_others(self):
        for user in (self.director, self.rules_admin):
            with self.assertRaisesRegex(UserError, "waits for manager, other_manager"):
                self.assessment.with_user(user).action_submit()
        self.assessment.with_user(self.manager).action_submit()
        with self.assertRaisesRegex(UserError, "waits for other_manager"):
            self.assessment.with_user(self.manager).action_submit()

    def test_lines_are_ticked_one_by_one_by_their_leader_only(self):
        line = self.line_of(self.assessment)
        with self.assertRaises(AccessError):
            line.with_user(self.other_manager).action_tick()
        with self.assertRaises(AccessError):
            line.with_user(self.director).action_tick()
        line.with_user(self.manager).action_tick()
        self.assertEqual(line.checked_by_id, self.manager)

    def test_customers_without_a_team_are_the_directors_alone(self):
        self.new_graded("Nobody's", seller=self.finance)
        self.assessment.action_compute()
        self.tick_all(self.assessment)
        self.assertEqual(self.assessment.state, "submitted")

    def test_a_director_decides_and_the_managers_do_not(self):
        self.tick_all(self.assessment)
        approval = self.assessment.sudo().approval_ids
        self.assertEqual(approval.candidate_ids, self.director | self.second_director)
        self.assertIn("2 customers", approval.summary)
        for user in (self.manager, self.other_manager, self.general):
            with self.assertRaises(AccessError):
                self.assessment.with_user(user).action_approve()
        self.assessment.with_user(self.director).action_approve("Fine")
        self.assertEqual(self.assessment.state, "approved")

    def test_a_director_who_ticked_a_team_does_not_decide(self):
        self.team.user_id = self.director
        self.assessment.with_user(self.director).action_submit()
        self.assessment.with_user(self.other_manager).action_submit()
        approval = self.assessment.sudo().approval_ids
        self.assertEqual(approval.candidate_ids, self.second_director)
        with self.assertRaisesRegex(UserError, "cannot decide"):
            approval.with_user(self.second_director).action_forward(
                self.director, "You know them"
            )
        with self.assertRaises(AccessError):
            self.assessment.with_user(self.director).action_approve()

    def test_rejected_and_withdrawn_it_is_worked_on_with_its_lines(self):
        self.tick_all(self.assessment)
        self.assessment.with_user(self.director).action_reject("Look again at Good")
        self.assertEqual(self.assessment.state, "rejected")
        self.assessment.with_user(self.manager).action_draft()
        self.assertEqual(self.assessment.state, "computed")
        self.assertTrue(self.line_of(self.assessment).checked_by_id)
        self.assessment.with_user(self.manager).action_submit()
        self.assessment.with_user(self.manager).action_withdraw()
        self.assertEqual(self.assessment.state, "computed")

    def test_the_period_is_changed_in_the_draft_only(self):
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            self.assessment.date_from = date(2026, 2, 1)
        self.assessment.action_draft()
        self.assessment.date_from = date(2026, 2, 1)
        self.assessment.action_compute()
        self.assertEqual(self.assessment.state, "computed")

    def test_a_standard_changed_meanwhile_is_computed_again_first(self):
        self.tier_b.with_user(self.director).min_turnover = 400
        with self.assertRaisesRegex(UserError, "standard was changed by director"):
            self.assessment.with_user(self.manager).action_submit()
        self.assessment.action_compute()
        self.tick_all(self.assessment)

    def test_nobody_moves_its_state_directly(self):
        for user in (self.director, self.manager, self.env.ref("base.user_root")):
            with self.assertRaises(UserError):
                self.assessment.with_user(user).write({"state": "approved"})

    def test_an_assessment_without_customers_is_not_submitted(self):
        (self.good | self.west).sudo().active = False
        self.assessment.action_compute()
        with self.assertRaisesRegex(UserError, "grades no customer"):
            self.assessment.with_user(self.director).action_submit()


@tagged("post_install", "-at_install")
class TestAssessmentCron(AssessmentCommon):
    """On the first of the month the draft is there (R4.13)."""

    def prepare(self, day):
        self.tiers._write_protected({"in_force_since": date(2026, 1, 1)})
        model = self.env["sales.tier.assessment"].sudo()
        return model._prepare_draft(self.company, day)

    def test_the_draft_is_of_the_month_before(self):
        draft = self.prepare(date(2026, 4, 1))
        self.assertRecordValues(
            draft,
            [
                {
                    "state": "draft",
                    "date_from": date(2026, 3, 1),
                    "date_to": date(2026, 3, 31),
                    "month": date(2026, 3, 1),
                    "name": "Assessment March 2026",
                }
            ],
        )

    def test_the_name_has_the_month_as_the_language_writes_it(self):
        draft = self.prepare(date(2026, 4, 1))
        for lang, month in (("en_US", "March 2026"), ("zh_CN", "2026年3月")):
            self.env["res.lang"]._activate_lang(lang)
            self.assertIn(month, draft.with_context(lang=lang).name)

    def test_there_is_one_a_month_and_a_cancelled_one_stays_cancelled(self):
        self.prepare(date(2026, 4, 1)).action_cancel()
        self.assertFalse(self.prepare(date(2026, 4, 2)))

    def test_a_period_of_several_months_is_prepared_once(self):
        self.new_assessment(date_from=date(2026, 1, 1), date_to=date(2026, 2, 28))
        draft = self.prepare(date(2026, 4, 1))
        self.assertEqual(
            (draft.date_from, draft.month), (date(2026, 2, 1), date(2026, 3, 1))
        )
        self.assertFalse(self.prepare(date(2026, 4, 2)))

    def test_a_standard_of_this_month_waits_for_the_next(self):
        self.tiers._write_protected({"in_force_since": date(2026, 4, 1)})
        model = self.env["sales.tier.assessment"].sudo()
        self.assertFalse(model._prepare_draft(self.company, date(2026, 4, 2)))

    def test_the_day_is_the_companys(self):
        from freezegun import freeze_time

        self.tiers._write_protected({"in_force_since": date(2026, 1, 1)})
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        model = self.env["sales.tier.assessment"].sudo()
        with freeze_time("2026-04-30 15:59:00"):
            self.run_cron("ir_cron_tier_assessment")
        march = model.search([("company_id", "=", self.company.id)])
        self.assertEqual(march.mapped("month"), [date(2026, 3, 1)])
        with freeze_time("2026-04-30 16:00:00"):
            self.run_cron("ir_cron_tier_assessment")
        both = model.search([("company_id", "=", self.company.id)])
        self.assertEqual(both.mapped("month"), [date(2026, 4, 1), date(2026, 3, 1)])
