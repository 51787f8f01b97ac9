from odoo import fields, models


class CollectionReceiptAllocation(models.Model):
    """What of a receipt is for which line of a slip (R4.27); the rest is on account."""

    _name = "collection.receipt.allocation"
    _description = "Allocation of a Receipt"
    _order = "receipt_id, id"

    receipt_id = fields.Many2one(
        "collection.receipt", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="receipt_id.currency_id")
    slip_line_id = fields.Many2one(
        "collection.slip.line", required=True, index=True, ondelete="restrict"
    )
    amount = fields.Monetary(required=True)
