from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_assessment import TO, AssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentProposal(AssessmentCommon):
    """The best tier whose every threshold is met, within the bound (R1.6, R4.13)."""

    def propose(self, customer=None):
        return self.grade(customer).proposed_tier_id

    def test_the_best_tier_whose_every_threshold_is_met(self):
        self.sell(1000, due=date(2026, 5, 1))
        line = self.grade()
        self.assertRecordValues(
            line,
            [
                {
                    "old_tier_id": self.tier_b.id,
                    "formula_tier_id": self.tier_a.id,
                    "proposed_tier_id": self.tier_a.id,
                    "final_tier_id": self.tier_a.id,
                    "old_limit": 1000,
                    "new_limit": 3000,
                    "limit_change": 2000,
                    "move": "up",
                    "missed_tier_id": False,
                }
            ],
        )

    def test_a_cent_less_than_the_threshold_is_the_next_tier(self):
        self.sell(999.99, due=date(2026, 5, 1))
        line = self.grade()
        self.assertEqual((line.proposed_tier_id, line.move), (self.tier_b, "same"))
        self.assertEqual(line.missed_tier_id, self.tier_a)
        self.assertTrue(line.misses_turnover)
        self.assertFalse(line.misses_days_late or line.misses_overdue_ratio)

    def test_equal_to_each_threshold_passes_and_a_trifle_more_does_not(self):
        # 5 days late on 1,000, and 10 % of what is open is overdue
        paid = self.sell(900, day=date(2026, 3, 1), due=date(2026, 3, 10))
        self.receive(900, date(2026, 3, 15), paid)
        self.sell(100, day=date(2026, 3, 1), due=date(2026, 3, 26))
        self.sell(900, due=TO)
        line = self.grade()
        self.assert_figures(line, 1900, days_late=5, overdue_ratio=0.1)
        self.assertEqual(line.proposed_tier_id, self.tier_a)
        self.sell(1, day=date(2026, 3, 1), due=date(2026, 3, 30))
        line = self.recompute(line)
        self.assertEqual(line.proposed_tier_id, self.tier_b)
        self.assertTrue(line.misses_overdue_ratio)
        self.assertFalse(line.misses_turnover)

    def recompute(self, line):
        assessment, customer = line.sudo().assessment_id, line.sudo().partner_id
        assessment.with_user(self.director).action_compute()
        return self.line_of(assessment, customer)

    def test_the_standing_given_by_finance_counts(self):
        self.sell(1000, due=date(2026, 5, 1))
        self.good.sudo().credit_standing = 49
        line = self.grade()
        self.assertEqual(line.proposed_tier_id, self.tier_b)
        self.assertTrue(line.misses_credit_standing)

    def test_the_salespersons_class_stands_beside_and_decides_nothing(self):
        self.good.with_user(self.seller).sales_class = "A"
        line = self.grade()
        self.assertEqual((line.sales_class, line.proposed_tier_id), ("A", self.tier_c))

    def test_a_month_without_data_leaves_what_asks_nothing(self):
        line = self.grade()
        self.assertEqual((line.proposed_tier_id, line.move), (self.tier_c, "down"))
        self.assertEqual(line.limit_change, -900)

    def test_a_customer_without_a_tier_is_proposed_its_first(self):
        fresh = self.new_graded("Fresh")
        line = self.grade(fresh)
        self.assertEqual((line.move, line.old_limit), ("new", 0))
        self.assertEqual(line.proposed_tier_id, self.tier_c)

    def test_a_customer_no_tier_fits_keeps_its_tier_until_a_decision(self):
        self.tier_c.sudo().min_turnover = 1
        line = self.grade()
        self.assertFalse(line.formula_tier_id or line.proposed_tier_id)
        self.assertEqual((line.final_tier_id, line.move), (self.tier_b, "same"))
        self.assertTrue(line.misses_turnover)
        self.assertEqual(line.assessment_id.unfit_count, 1)

    def test_archived_tiers_are_not_proposed_and_not_a_bound(self):
        self.company.sudo().assessment_max_steps = 1
        best = self.new_tier(9000, name="S", sequence=0)
        star = self.new_graded("Star", best)
        best.sudo().active = False
        line = self.grade(star)
        self.assertEqual(line.old_tier_id, best)
        self.assertEqual((line.proposed_tier_id, line.move), (self.tier_c, "down"))

    def test_moves_are_bounded_both_ways(self):
        self.company.sudo().assessment_max_steps = 1
        top = self.new_graded("Top", self.tier_a)
        low = self.new_graded("Low", self.tier_c)
        self.sell(2000, low, due=date(2026, 5, 1))
        assessment = self.new_assessment()
        down, up = self.line_of(assessment, top), self.line_of(assessment, low)
        self.assertEqual(down.formula_tier_id, self.tier_c)
        self.assertEqual(up.formula_tier_id, self.tier_a)
        self.assertEqual((down | up).proposed_tier_id, self.tier_b)

    def test_a_company_without_a_standard_cannot_grade(self):
        self.tiers.sudo().active = False
        assessment = self.new_assessment(compute=False)
        with self.assertRaisesRegex(UserError, "no tier in force"):
            assessment.action_compute()

    def test_there_is_one_assessment_per_company_and_month(self):
        first = self.new_assessment()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.new_assessment(date_from=date(2026, 3, 15))
        first.action_cancel()
        self.assertTrue(self.new_assessment())

    def test_a_month_that_is_not_over_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "not over"):
            self.new_assessment(date_to=date(2026, 4, 30))


@tagged("post_install", "-at_install")
class TestAssessmentDeparture(AssessmentCommon):
    """Departures from the formula, with a reason, beside it (R4.13)."""

    def setUp(self):
        super().setUp()
        self.assessment = self.new_assessment()
        self.line = self.line_of(self.assessment)

    def depart(self, user, tier=None, reason="Pays in advance from now on"):
        vals = {"final_tier_id": (tier or self.tier_a).id}
        if reason:
            vals["override_reason"] = reason
        self.line.with_user(user).write(vals)

    def test_the_teams_leader_departs_with_a_reason(self):
        self.depart(self.manager)
        self.assertRecordValues(
            self.line,
            [
                {
                    "proposed_tier_id": self.tier_c.id,
                    "final_tier_id": self.tier_a.id,
                    "is_overridden": True,
                    "move": "up",
                    "new_limit": 3000,
                    "limit_change": 2000,
                }
            ],
        )
        self.line.with_user(self.manager).action_accept_proposal()
        self.assertFalse(self.line.is_overridden or self.line.override_reason)
        self.assertEqual(self.line.final_tier_id, self.tier_c)

    def test_without_a_reason_it_is_refused(self):
        for reason in (None, "  "):
            with self.assertRaisesRegex(ValidationError, "Say why"):
                self.depart(self.manager, reason=reason)

    def test_other_roles_do_not_depart(self):
        for user in (self.other_manager, self.seller, self.finance, self.rules_admin):
            with self.assertRaises(AccessError):
                self.depart(user)

    def test_a_departure_of_the_director_has_to_be_ticked_anew(self):
        self.line.with_user(self.manager).action_tick()
        self.depart(self.manager)
        self.assertEqual(self.line.checked_by_id, self.manager)
        self.depart(self.director, self.tier_b)
        self.assertFalse(self.line.checked_by_id)

    def test_a_draft_tier_is_no_choice(self):
        draft = self.new_tier(5, active=False)
        with self.assertRaisesRegex(ValidationError, "in force"):
            self.depart(self.director, draft)

    def test_figures_and_proposals_are_nobodys_to_write(self):
        vals = {"proposed_tier_id": self.tier_a.id}
        for line in (self.line.with_user(self.director), self.line.sudo()):
            for more in ({}, {"override_reason": "x"}, {"turnover": 5}):
                with self.assertRaises(UserError):
                    line.write(vals | more)
        with self.assertRaises(UserError):
            self.line.sudo().write({"checked_by_id": self.manager.id})

    def test_the_month_follows_from_the_dates(self):
        for user in (self.director, self.rules_admin):
            with self.subTest(user=user.name), self.assertRaises(UserError):
                self.assessment.with_user(user).month = "2026-01-01"

    def test_lines_come_and_go_with_computing(self):
        for context in ({}, {"_force_unlink": True}):
            with self.subTest(context), self.assertRaises(UserError):
                self.line.sudo().with_context(**context).unlink()
        self.depart(self.manager)
        self.assessment.action_compute()
        self.assertFalse(self.line_of(self.assessment).is_overridden)
        self.assertEqual(len(self.assessment.line_ids), 1)

    def test_after_submission_nothing_is_changed(self):
        self.tick_all(self.assessment)
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            self.depart(self.manager)
        with self.assertRaisesRegex(UserError, "cannot become"):
            self.assessment.action_compute()


@tagged("post_install", "-at_install")
class TestAssessmentReading(AssessmentCommon):
    """Each role sees its part of an assessment, and its sums."""

    def setUp(self):
        super().setUp()
        self.west = self.new_graded("West", self.tier_c, self.other_seller)
        self.assessment = self.new_assessment()

    def names(self, user):
        lines = self.env["sales.tier.assessment.line"].with_user(user).search([])
        return set(lines.sudo().partner_id.mapped("name"))

    def test_everybody_sees_the_lines_of_the_role(self):
        everything = {"Good", "West"}
        expected = {
            self.seller: {"Good"},
            self.colleague: set(),
            self.other_seller: {"West"},
            self.manager: {"Good"},
            self.other_manager: {"West"},
        } | dict.fromkeys(
            (self.director, self.finance, self.general, self.deputy, self.rules_admin),
            everything,
        )
        for user, names in expected.items():
            self.assertEqual(self.names(user), names, user.name)
        with self.assertRaises(AccessError):
            self.names(self.clerk)

    def test_other_companies_do_not_see_it(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user(
            "stranger",
            "group_marketing_director",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        for name in ("sales.tier.assessment", "sales.tier.assessment.line"):
            self.assertFalse(self.env[name].with_user(stranger).search([]))

    def test_salespeople_and_finance_make_none(self):
        for user in (self.seller, self.finance, self.general):
            with self.assertRaises(AccessError):
                self.new_assessment(user, date_from=date(2026, 2, 1))

    def test_the_sums_are_of_all_lines_whoever_looks(self):
        for user in (self.director, self.manager):
            seen = self.assessment.with_user(user)
            self.assertEqual((seen.line_count, seen.down_count), (2, 1))
            self.assertEqual((seen.same_count, seen.unticked_count), (1, 2))
            self.assertEqual((seen.granted_amount, seen.withdrawn_amount), (0, 900))

    def test_the_matrix_counts_and_opens_the_customers(self):
        matrix = self.assessment.matrix
        self.assertEqual([column["name"] for column in matrix["columns"]], ["C"])
        self.assertEqual([row["name"] for row in matrix["rows"]], ["B", "C"])
        cell = matrix["rows"][0]["cells"][0]
        self.assertEqual((cell["count"], cell["move"]), (1, "down"))
        action = self.assessment.action_view_cell(self.tier_b.id, self.tier_c.id)
        lines = self.env["sales.tier.assessment.line"].sudo()
        lines = lines.search(action["domain"])
        self.assertEqual(lines.partner_id, self.good)
