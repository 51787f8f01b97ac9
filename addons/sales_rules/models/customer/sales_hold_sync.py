from odoo import api, models


class SalesHoldSync(models.AbstractModel):
    """Prospects whose orders are held are submitted for approval."""

    _inherit = "sales.hold.sync"

    @api.model
    def _create_holds(self, findings, **vals):
        # EXTENDS 'sales.hold.sync' of hold: a prospect who orders asks to be approved
        holds = super()._create_holds(findings, **vals)
        pending = holds.filtered(lambda hold: hold.reason == "customer_pending")
        for company, company_holds in pending.grouped("company_id").items():
            company_holds.partner_id.with_company(company)._want_customers()
        return holds
