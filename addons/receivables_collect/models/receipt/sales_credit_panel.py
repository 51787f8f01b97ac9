from odoo import api, models
from odoo.tools.misc import formatLang


class SalesCreditPanel(models.AbstractModel):
    """The credit bar shows money collected and not verified yet (R4.27)."""

    _inherit = "sales.credit.panel"

    @api.model
    def _get_panel_notes(self, payer):
        # EXTENDS 'sales_rules': money in transit to finance
        notes = super()._get_panel_notes(payer)
        amount = payer.credit_collected
        if not amount:
            return notes
        currency = payer.env.company.currency_id
        text = self.env._(
            "%s collected, not verified",
            formatLang(self.env, amount, currency_obj=currency),
        )
        may_open = self.env(su=False)["collection.receipt"].has_access("read")
        figure = "collected" if may_open else ""
        return [
            *notes,
            {"key": "collected", "icon": "fa-road", "text": text, "figure": figure},
        ]
