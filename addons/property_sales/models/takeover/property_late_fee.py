from odoo import api, models


class PropertyLateFee(models.AbstractModel):
    """Nothing is late before a take-over: that was settled (R2.11)."""

    _inherit = "property.late.fee"

    @api.model
    def _get_first_day(self, contract):
        # EXTENDS 'property_sales': on which day money came is not known
        first = super()._get_first_day(contract)
        line_sudo = contract.sudo().takeover_line_id  # what was imported
        return max(filter(None, (first, line_sudo.takeover_id.date)))
