from odoo import api, fields, models


class SalesTier(models.Model):
    _inherit = "sales.tier"

    is_fixed = fields.Boolean(
        compute="_compute_is_fixed",
        help="In force: only the marketing director changes what it says.",
    )

    @api.depends_context("uid")
    def _compute_is_fixed(self):
        may_change = self._may_put_in_force()
        for tier in self:
            tier.is_fixed = tier._origin.active and not may_change
