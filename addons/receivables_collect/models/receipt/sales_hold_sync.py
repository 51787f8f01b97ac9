from odoo import api, models


class SalesHoldSync(models.AbstractModel):
    """New holds say whether they rest on money that nobody has counted (R4.27)."""

    _inherit = "sales.hold.sync"

    @api.model
    def _create_holds(self, findings, **vals):
        # EXTENDS 'sales_rules'
        holds = super()._create_holds(findings, **vals)
        holds._mark_uncounted()
        return holds
