from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..common_race import RaceCase


@tagged("post_install", "-at_install")
class TestAssessmentRace(RaceCase):
    """Two transactions at one moment: what was approved is applied once (R1.7)."""

    def setUp(self):
        super().setUp()
        self.partner_id = self.new_customer(100)
        self.best_id = self._make(
            "sales.tier", name="Race best", credit_limit=500, sequence=-1
        )
        self.assessment_id = self.call(self._approve)
        self.addCleanup(self._remove_assessment)

    def _approve(self, env):
        """An approved assessment of this one customer only."""
        assessment = env["sales.tier.assessment"].create(
            {"date_from": "2019-01-01", "date_to": "2019-01-31"}
        )
        assessment.action_compute()
        env.cr.execute(
            SQL(
                "DELETE FROM sales_tier_assessment_line WHERE assessment_id = %s"
                " AND partner_id <> %s",
                assessment.id,
                self.partner_id,
            )
        )
        assessment._write_protected({"state": "approved"})
        return assessment.id

    def _remove_assessment(self):
        def remove(env):
            env.cr.execute(
                SQL(
                    "DELETE FROM sales_tier_assessment WHERE id = %s",
                    self.assessment_id,
                )
            )

        self.call(remove)

    def _apply(self, env):
        assessment = env["sales.tier.assessment"].sudo().browse(self.assessment_id)
        try:
            return assessment.action_apply()
        except UserError:
            return False

    def test_applying_at_once_happens_once(self):
        results = self.race(self._apply, self._apply)
        self.assertEqual(sorted(results), [False, True])
        tier_id = self.call(
            lambda env: env["res.partner"].browse(self.partner_id).tier_id.id
        )
        self.assertEqual(tier_id, self.best_id)
        domain = [("partner_id", "=", self.partner_id), ("old_tier_id", "!=", False)]
        changes = self.call(lambda env: env["sales.tier.history"].search_count(domain))
        self.assertEqual(changes, 1)
