from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def action_view_deal_trace(self):
        """Open the deals that this invoice belongs to (R5.16)."""
        self.check_access("read")
        return self.line_ids.sale_line_ids.order_id.action_view_deal_trace()
