from odoo import models


class PropertyContract(models.Model):
    """Instalments by the progress of the building name its stage (R2.10)."""

    _inherit = "property.contract"

    def _get_term_reasons(self):
        # EXTENDS 'property_sales': a buyer knows what each payment waits for
        reasons = super()._get_term_reasons()
        unnamed = self.instalment_ids.filtered(
            lambda row: row.anchor == "progress" and not row.stage_id
        )
        if unnamed:
            reasons.append(
                self.env._(
                    "Choose the stage of the building for: %s",
                    ", ".join(unnamed.mapped("name")),
                )
            )
        return reasons
