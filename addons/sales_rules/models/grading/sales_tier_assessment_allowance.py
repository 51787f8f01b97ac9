from odoo import models


class SalesTierAssessment(models.Model):
    _inherit = "sales.tier.assessment"

    def _check_allowances(self):
        """:raise UserError: when salespeople would grant more than they may"""
        self.ensure_one()
        # sudo: the lines of all teams
        lines = self.env["sales.tier.assessment.line"].sudo()
        growth = {}
        for user, old, tier, change in lines._read_group(
            [("assessment_id", "=", self.id), ("move", "!=", "same")],
            ["user_id", "old_tier_id", "final_tier_id"],
            ["limit_change:sum"],
        ):
            amount, unlimited = growth.get(user.id, (0.0, False))
            becomes = tier.unlimited and not old.unlimited
            growth[user.id] = (amount + change, unlimited or becomes)
        self.env["sales.credit.allowance"]._check_growth(self.company_id, growth)
