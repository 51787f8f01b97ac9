from odoo import fields, models


class CollectionVoucher(models.Model):
    """Pre-numbered receipt voucher: one row per number, each accounted for (R4.24)."""

    _name = "collection.voucher"
    _description = "Receipt Voucher"
    _inherit = ["collection.custody.mixin"]
    _order = "book_id, sequence"
    _rec_name = "number"

    _protected_fields = frozenset(
        {
            "number",
            "sequence",
            "book_id",
            "company_id",
            "state",
            "custody",
            "custody_team_id",
            "holder_id",
            "custody_since",
        }
    )

    number = fields.Char(required=True, readonly=True, index=True)
    sequence = fields.Integer(required=True, readonly=True)
    book_id = fields.Many2one(
        "collection.book",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    state = fields.Selection(
        [
            ("blank", "Blank"),
            ("branch", "At the Branch"),
            ("collector", "With a Collector"),
            ("used", "Used"),
            ("void", "Void"),
            ("returned", "Returned"),
            ("missing", "Missing"),
        ],
        required=True,
        default="blank",
        readonly=True,
        copy=False,
        index=True,
    )

    _number_company = models.UniqueIndex(
        "(company_id, number)", "This voucher number exists already."
    )
