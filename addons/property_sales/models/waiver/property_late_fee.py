from odoo import api, models


class PropertyLateFee(models.AbstractModel):
    """Waived late fees are not claimed (R2.11)."""

    _inherit = "property.late.fee"

    @api.model
    def _get_waived(self, contract):
        """Return what applied amendments gave up of the late fees of a contract."""
        # sudo: whoever asks
        applied_sudo = contract.sudo().amendment_ids.filtered(
            lambda row: row.kind == "waiver" and row.state == "applied"
        )
        return contract.currency_id.round(sum(applied_sudo.mapped("amount")))

    @api.model
    def _get_left(self, contract, kind, day):
        # EXTENDS 'property_sales'
        left = super()._get_left(contract, kind, day)
        if kind != "late_fee":
            return left
        return contract.currency_id.round(left - self._get_waived(contract))
