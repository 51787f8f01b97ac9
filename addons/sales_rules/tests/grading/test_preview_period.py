from datetime import date

from odoo.tests import tagged
from odoo.tests.common import freeze_time

from ..common_assessment import AssessmentCommon


@tagged("post_install", "-at_install")
class TestPreviewPeriod(AssessmentCommon):
    """What-if: with nothing changed, nothing but the assessment changes (R1.6)."""

    def new_preview(self):
        return self.env["sales.tier.preview"].with_user(self.director).create({})

    def test_without_an_assessment_it_is_the_month_that_is_over(self):
        self.env["sales.tier.assessment"].sudo().search([]).action_cancel()
        with freeze_time("2025-07-15"):
            preview = self.new_preview()
        self.assertEqual(preview.date_from, date(2025, 6, 1))
        self.assertEqual(preview.date_to, date(2025, 6, 30))

    def test_the_period_is_the_last_assessment_s(self):
        self.new_assessment(date_from=date(2025, 1, 1), date_to=date(2025, 6, 30))
        with freeze_time("2025-08-15"):
            self.new_assessment(
                compute=False, date_from=date(2025, 7, 1), date_to=date(2025, 7, 31)
            )
            preview = self.new_preview()
        self.assertEqual(preview.date_from, date(2025, 1, 1))
        self.assertEqual(preview.date_to, date(2025, 6, 30))

    def test_cancelled_assessments_and_other_companies_say_nothing(self):
        self.new_assessment(
            date_from=date(2025, 1, 1), date_to=date(2025, 6, 30)
        ).action_cancel()
        with freeze_time("2025-08-15"):
            self.assertEqual(self.new_preview().date_from, date(2025, 7, 1))

    def test_the_next_assessment_takes_as_many_months_as_the_last(self):
        self.new_assessment(date_from=date(2025, 1, 1), date_to=date(2025, 6, 30))
        assessments = self.env["sales.tier.assessment"].with_company(self.company)
        window = assessments._get_default_window(date(2025, 8, 15))
        self.assertEqual(window, (date(2025, 2, 1), date(2025, 7, 31)))

    def test_a_period_of_odd_days_is_followed_by_a_month(self):
        self.new_assessment(date_from=date(2025, 1, 15), date_to=date(2025, 6, 20))
        assessments = self.env["sales.tier.assessment"].with_company(self.company)
        window = assessments._get_default_window(date(2025, 8, 15))
        self.assertEqual(window, (date(2025, 7, 1), date(2025, 7, 31)))

    def test_with_nothing_changed_the_baseline_says_the_same(self):
        self.sell(800, due=date(2026, 5, 1))
        self.new_graded("Weak", self.tier_b)
        preview = self.new_preview()
        preview.action_preview()
        for name in ("up_count", "down_count", "granted_amount", "withdrawn_amount"):
            self.assertEqual(preview[f"baseline_{name}"], preview[name], name)

    def test_a_changed_value_is_the_difference_from_the_baseline(self):
        preview = self.env["sales.tier.preview"].with_user(self.director)
        preview = preview.create(
            {"date_from": date(2026, 3, 1), "date_to": date(2026, 3, 31)}
        )
        weak = self.new_graded("Weak", self.tier_b)
        before = preview.tier_ids.filtered(lambda row: row.tier_id == self.tier_b)
        before.min_turnover = 0
        before.credit_limit = 123456
        preview.action_preview()
        line = preview.sudo().line_ids.filtered(lambda row: row.partner_id == weak)
        same = preview.sudo().baseline_id.line_ids
        same = same.filtered(lambda row: row.partner_id == weak)
        self.assertEqual(line.final_tier_id, self.tier_b)
        self.assertNotEqual(line.new_limit, same.new_limit)
        self.assertNotEqual(preview.granted_amount, preview.baseline_granted_amount)
