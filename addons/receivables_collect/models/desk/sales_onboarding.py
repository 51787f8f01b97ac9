from odoo import api, models


class SalesOnboarding(models.AbstractModel):
    """The steps of the checklist that set up the collection."""

    _inherit = "sales.onboarding"

    @api.model
    def _get_steps(self):
        # EXTENDS 'sales_rules'
        return [*super()._get_steps(), self._get_step_levels()]

    @api.model
    def _get_step_levels(self):
        levels = self.env["collection.level"]._get_in_force(self.env.company)
        return {
            "key": "collection_levels",
            "title": self.env._("Put the dunning levels in force"),
            "text": (
                self.env._("In force: %s.", ", ".join(levels.mapped("name")))
                if levels
                else self.env._(
                    "Enter them as drafts; the marketing director puts them in force."
                    " Until then no slips are prepared by themselves and nothing is"
                    " escalated."
                )
            ),
            "is_done": levels,
            "action": self._get_action(
                "receivables_collect.collection_level_action", "collection.level"
            ),
        }
