from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_view_collected(self):
        """Open the payer's receipts that are on the road."""
        self.ensure_one()
        return self._get_payer().action_view_collected()
