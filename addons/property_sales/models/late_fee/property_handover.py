from odoo import api, models


class PropertyHandover(models.Model):
    """Late fees are claimed, and a penalty settled, before the keys (R2.11)."""

    _inherit = "property.handover"

    @api.model
    def _get_money_reasons(self, contract):
        # EXTENDS 'property_sales'
        reasons = super()._get_money_reasons(contract)
        return reasons + self.env["property.late.fee"]._get_handover_reasons(contract)
