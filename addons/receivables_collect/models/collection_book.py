from odoo import fields, models


class CollectionBook(models.Model):
    """Book of pre-numbered receipt vouchers of one kind (R4.24)."""

    _name = "collection.book"
    _description = "Voucher Book"
    _inherit = ["sales.protected.mixin", "mail.thread"]
    _order = "company_id, prefix, number_from"

    _protected_fields = frozenset({"voucher_ids"})

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    prefix = fields.Char()
    number_from = fields.Integer(string="From", required=True)
    number_to = fields.Integer(string="To", required=True)
    voucher_ids = fields.One2many("collection.voucher", "book_id", string="Vouchers")
