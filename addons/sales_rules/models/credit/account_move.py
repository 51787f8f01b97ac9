from odoo import fields, models


class AccountMove(models.Model):
    """Invoices that take what they say of an order, and those made anew (R1.7)."""

    _inherit = "account.move"

    reissue_of_id = fields.Many2one(
        "account.move",
        string="Reissue of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The invoice that was reversed and made anew as this one.",
    )

    def _is_plain_invoice(self, currency):
        """Return whether the invoice is posted, stands, and is in `currency`."""
        self.ensure_one()
        return (
            self.state == "posted"
            and self.move_type == "out_invoice"
            and not self.reversal_move_ids
            and self.currency_id == currency
        )
