from odoo import api, models


class PropertyRescission(models.AbstractModel):
    """Fees collected for others go back, or on, before a contract ends (R2.7)."""

    _inherit = "property.rescission"

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property_sales'
        reasons = super()._get_reasons(amendment)
        fees_sudo = amendment.contract_id.sudo().fee_ids  # whoever asks
        held = fees_sudo.filtered(
            lambda fee: (
                fee.state in ("due", "paid")
                and not fee.currency_id.is_zero(fee.amount_collected)
            )
        )
        reasons += [
            self.env._(
                "%s: its money is held. Have finance return it, or pay it on, first.",
                fee.display_name,
            )
            for fee in held
        ]
        return reasons

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property_sales': what was only asked for is not any more
        res = super()._apply(amendment, figures)
        fees = amendment.contract_id.fee_ids
        fees.filtered(lambda fee: fee.state == "due")._move("cancelled")
        return res
