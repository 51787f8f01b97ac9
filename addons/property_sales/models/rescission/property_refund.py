from odoo import fields, models


class PropertyRefund(models.Model):
    """Refunds after a rescission: to the buyer, and to lenders what they paid (R2.10)."""

    _inherit = "property.refund"

    _protected_fields = frozenset({"amendment_id", "payee"})

    amendment_id = fields.Many2one(
        "property.amendment",
        string="Rescission",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    payee = fields.Char(
        readonly=True, help="A lender, where the money was not the buyer's."
    )
