from odoo import models


class AccountMove(models.Model):
    """Posted documents have held orders examined again."""

    _inherit = "account.move"

    def _post(self, soft=True):
        # EXTENDS 'account': money on account and credit notes free credit, and a
        # posted invoice turns what is ordered into what is owed
        posted = super()._post(soft)
        posted._push_credit()
        return posted

    def button_draft(self):
        # EXTENDS 'account'
        res = super().button_draft()
        self._push_credit()
        return res

    def action_view_deal_trace(self):
        """Open the deals that this invoice belongs to (R5.16)."""
        self.check_access("read")
        return self.line_ids.sale_line_ids.order_id.action_view_deal_trace()

    def _push_credit(self):
        """Have held orders of the partners with items of credit examined again."""
        lines = self.line_ids.filtered(self.env["sales.credit"]._is_credit)
        # sudo: the queue is the module's own
        queue = self.env["sales.credit.queue"].sudo()
        queue._push(lines.partner_id.commercial_partner_id)
