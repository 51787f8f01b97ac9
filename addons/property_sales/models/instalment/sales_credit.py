from odoo import api, models


class SalesCredit(models.AbstractModel):
    """Money on its way for contracts of homes pays no trade debt (R1.7)."""

    _inherit = "sales.credit"

    @api.model
    def _get_collected_domain(self):
        # EXTENDS 'property_sales'
        return [*super()._get_collected_domain(), ("contract_id", "=", False)]
