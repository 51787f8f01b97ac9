from odoo import api, models


class PropertyRescissionMoney(models.AbstractModel):
    """Money from before a take-over goes back as well, with interest from then on
    (R2.7, R2.8).
    """

    _inherit = "property.rescission.money"

    @api.model
    def _get_payments(self, contract):
        # EXTENDS 'property_sales': when it came before the take-over is not known
        payments = super()._get_payments(contract)
        line_sudo = contract.sudo().takeover_line_id  # what was imported
        if line_sudo.amount_paid:
            date = line_sudo.takeover_id.date
            payments.append((date, line_sudo.amount_paid, False))
        return payments
