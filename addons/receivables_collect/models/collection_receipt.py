from odoo import fields, models


class CollectionReceipt(models.Model):
    """Money taken from a customer against one voucher (R4.27, R5.15).

    Amounts are in the receipt's currency. What is collected reduces what the customer
    owes when finance verifies it, not before.
    """

    _name = "collection.receipt"
    _description = "Collection Receipt"
    _inherit = ["sales.protected.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    _protected_fields = frozenset({"state", "report_id"})

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    voucher_id = fields.Many2one(
        "collection.voucher", index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
    )
    collector_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    method_ids = fields.One2many("collection.receipt.method", "receipt_id")
    allocation_ids = fields.One2many("collection.receipt.allocation", "receipt_id")
    report_id = fields.Many2one(
        "collection.day.report",
        string="Day Report",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("collected", "Collected"),
            ("reported", "Reported"),
            ("verified", "Verified"),
            ("rejected", "Rejected"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
