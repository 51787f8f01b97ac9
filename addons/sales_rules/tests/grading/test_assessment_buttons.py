from datetime import date

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_assessment import AssessmentCommon

COMPANY_WIDE = {"Compute again", "Change the Period", "Cancel"}


@tagged("post_install", "-at_install")
class TestAssessmentButtons(AssessmentCommon):
    """The assessment is the company's: one manager drops nobody's work (R4.13)."""

    def get_buttons(self, user):
        view = self.env["sales.tier.assessment"].with_user(user).get_view(None, "form")
        header = etree.fromstring(view["arch"]).find(".//header")
        return {button.get("string") for button in header.iter("button")}

    def test_a_manager_sees_what_is_of_the_own_teams_only(self):
        self.assertFalse(COMPANY_WIDE & self.get_buttons(self.manager))
        self.assertIn("My Teams Are Checked", self.get_buttons(self.manager))
        for user in (self.director, self.rules_admin):
            self.assertLessEqual(COMPANY_WIDE, self.get_buttons(user), user.name)

    def test_a_manager_begins_no_assessment(self):
        for user, may in (
            (self.manager, False),
            (self.director, True),
            (self.rules_admin, True),
        ):
            model = self.env["sales.tier.assessment"].with_user(user)
            self.assertEqual(model.has_access("create"), may, user.name)
            self.assertEqual(model.has_access("unlink"), may, user.name)

    def test_what_the_buttons_do_is_refused_over_rpc_too(self):
        assessment = self.new_assessment()
        for method in ("action_compute", "action_draft", "action_cancel"):
            with self.assertRaisesRegex(AccessError, "whole company's"):
                getattr(assessment.with_user(self.manager), method)()
        self.assertEqual(assessment.state, "computed")
        assessment.with_user(self.rules_admin).action_compute()
        assessment.with_user(self.director).action_draft()
        self.assertEqual(assessment.state, "draft")

    def test_a_manager_computes_the_draft_the_job_prepared(self):
        assessment = self.new_assessment(compute=False)
        assessment.with_user(self.manager).action_compute()
        self.assertEqual(assessment.state, "computed")

    def test_changed_customers_come_first_the_worse_before_the_better(self):
        self.new_graded("Same", self.tiers[-1])
        self.new_graded("Worse", self.tier_a)
        better = self.new_graded("Better", self.tier_b)
        self.sell(5000, better, due=date(2026, 5, 1))
        lines = self.new_assessment().sudo().line_ids
        moves = lines.mapped("move")
        order = ["down", "up", "new", "same"]
        self.assertEqual(moves, sorted(moves, key=order.index))
        self.assertLessEqual({"down", "up"}, set(moves))
