from odoo import fields, models


class PropertyAmendment(models.Model):
    """A late fee that is given up, wholly or in part (R2.7, R2.11)."""

    _inherit = "property.amendment"

    _services = {"waiver": "property.waiver"}

    kind = fields.Selection(
        selection_add=[("waiver", "Waiver of a Late Fee")],
        ondelete={"waiver": "cascade"},
    )
