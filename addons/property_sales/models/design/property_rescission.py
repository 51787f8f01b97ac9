from odoo import api, models


class PropertyRescission(models.AbstractModel):
    """Buyers leave for a change of the design that they did not accept (R2.7)."""

    _inherit = "property.rescission"

    @api.model
    def _get_ground_reasons(self, amendment):
        # EXTENDS 'property_sales'
        reasons = super()._get_ground_reasons(amendment)
        if amendment.ground == "design":
            designs = self.env["property.design"]
            reasons.append(designs._get_leave_reason(amendment.contract_id))
        return list(filter(None, reasons))
