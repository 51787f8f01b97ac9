from odoo import api, models


class PropertyTakeoverCheck(models.AbstractModel):
    """Contracts taken over name the stages of buildings that they wait for (R2.10)."""

    _inherit = "property.takeover.check"

    @api.model
    def _get_money_reasons(self, line):
        # EXTENDS 'property_sales'
        reasons = super()._get_money_reasons(line)
        unnamed = line.instalment_ids.filtered(
            lambda row: (
                row.anchor == "progress" and not row.stage_id and not row.date_due
            )
        )
        if unnamed:
            reasons.append(
                self.env._(
                    "Choose the stage of the building for: %s",
                    ", ".join(unnamed.mapped("name")),
                )
            )
        return reasons
