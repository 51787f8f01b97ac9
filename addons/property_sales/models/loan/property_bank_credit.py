from odoo import fields, models


class PropertyBankCredit(models.Model):
    """A payout is a bank credit of its loan (R2.10)."""

    _inherit = "property.bank.credit"

    _protected_fields = frozenset({"mortgage_id"})

    mortgage_id = fields.Many2one(
        "property.mortgage",
        string="Loan",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
