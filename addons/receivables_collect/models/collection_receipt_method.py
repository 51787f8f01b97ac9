from odoo import fields, models


class CollectionReceiptMethod(models.Model):
    """How a part of a receipt was paid (R4.27): becomes one payment when verified."""

    _name = "collection.receipt.method"
    _description = "Method of a Receipt"
    _order = "receipt_id, id"

    receipt_id = fields.Many2one(
        "collection.receipt", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="receipt_id.currency_id")
    method = fields.Selection(
        [
            ("cash", "Cash"),
            ("cheque", "Cheque"),
            ("transfer", "Transfer"),
            ("draft", "Bank Draft"),
        ],
        required=True,
        default="cash",
    )
    amount = fields.Monetary(required=True)
    payment_id = fields.Many2one(
        "account.payment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
