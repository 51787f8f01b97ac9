from odoo import models


class AccountMove(models.Model):
    """Invoices that take what they say of an order, beyond doubt (R1.7)."""

    _inherit = "account.move"

    def _is_plain_invoice(self, currency):
        """Return whether the invoice is posted, stands, and is in `currency`."""
        self.ensure_one()
        return (
            self.state == "posted"
            and self.move_type == "out_invoice"
            and not self.reversal_move_ids
            and self.currency_id == currency
        )
