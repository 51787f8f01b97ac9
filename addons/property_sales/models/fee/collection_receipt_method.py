from odoo import models


class CollectionReceiptMethod(models.Model):
    """Money of fees stands on the account of what is collected for others (R2.10)."""

    _inherit = "collection.receipt.method"

    def _get_destination_account(self):
        # EXTENDS 'property_sales'
        if self.receipt_id.sudo().fee_id:  # whoever verifies
            return self.env["property.fee.money"]._get_account(self.company_id)
        return super()._get_destination_account()

    def action_bounce(self, date=None, reason=None):
        # EXTENDS 'property_sales': what the bank refused is due again
        res = super().action_bounce(date, reason)
        self.sudo().receipt_id.fee_id._follow_money()  # whoever notes it
        return res
