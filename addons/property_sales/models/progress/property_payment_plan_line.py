from odoo import api, fields, models


class PropertyPaymentPlanLine(models.Model):
    """The stage of the building that a part of the price waits for (R2.4, R2.10)."""

    _inherit = "property.payment.plan.line"

    stage_id = fields.Many2one(
        "property.progress.stage",
        index="btree_not_null",
        ondelete="restrict",
        help="Of payments by the progress of the building.",
    )

    @api.onchange("anchor")
    def _onchange_anchor(self):
        if self.anchor != "progress":
            self.stage_id = False
