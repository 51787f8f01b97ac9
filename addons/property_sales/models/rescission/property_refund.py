from odoo import fields, models


class PropertyRefund(models.Model):
    """Refunds after a rescission: lenders get what they paid, the buyer the rest."""

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
