from odoo import fields, models


class PropertyContract(models.Model):
    """The loans of a contract (R2.11)."""

    _inherit = "property.contract"

    _protected_fields = frozenset({"mortgage_ids"})

    mortgage_ids = fields.One2many("property.mortgage", "contract_id", string="Loans")
