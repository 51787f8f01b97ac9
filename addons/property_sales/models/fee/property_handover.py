from odoo import api, models


class PropertyHandover(models.Model):
    """No home is handed over before what is collected for others is paid (R2.7)."""

    _inherit = "property.handover"

    @api.model
    def _get_money_reasons(self, contract):
        # EXTENDS 'property_sales'
        reasons = super()._get_money_reasons(contract)
        fees_sudo = contract.sudo().fee_ids  # whoever hands over
        for fee in fees_sudo.filtered(lambda row: row.state == "due"):
            left = fee.currency_id.round(fee.amount - fee.amount_paid)
            reasons.append(
                self.env._(
                    "%(fee)s: %(amount)s are not paid.",
                    fee=fee.display_name,
                    amount=fee.currency_id.format(left),
                )
            )
        return reasons
