from odoo import api, models
from odoo.fields import Domain


class PropertyContractMoney(models.AbstractModel):
    """Money of fees is none of the price (R2.10)."""

    _inherit = "property.contract.money"

    @api.model
    def _get_price_domain(self, model):
        # EXTENDS 'property_sales'
        domain = super()._get_price_domain(model)
        names = {
            "collection.receipt.method": "receipt_id.fee_id",
            "property.bank.credit": "fee_id",
        }
        if model in names:
            domain &= Domain(names[model], "=", False)
        return domain
