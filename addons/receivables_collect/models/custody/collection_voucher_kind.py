from odoo import fields, models


class CollectionVoucherKind(models.Model):
    """Kind of serial vouchers: receipts, cheques and the director's own (R4.24)."""

    _name = "collection.voucher.kind"
    _description = "Kind of Voucher"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
