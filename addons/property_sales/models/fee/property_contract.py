from odoo import fields, models


class PropertyContract(models.Model):
    """Fees collected for others beside the price of a home (R2.7, R2.10)."""

    _inherit = "property.contract"

    _protected_fields = frozenset({"fee_ids"})

    fee_ids = fields.One2many(
        "property.fee", "contract_id", string="Fees Collected for Others"
    )
