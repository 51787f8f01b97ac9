from odoo import fields, models


class PropertyContract(models.Model):
    """Signed contracts change by amendments only (R2.7)."""

    _inherit = "property.contract"

    amendment_ids = fields.One2many(
        "property.amendment", "contract_id", string="Amendments"
    )

    _protected_fields = frozenset({"amendment_ids"})
