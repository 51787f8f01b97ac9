from odoo import fields, models


class PropertyDocument(models.Model):
    """House manual F46 and quality warranty F47, issued with the keys (R2.7)."""

    _inherit = "property.document"

    _prefixes = {"manual": "F46", "warranty": "F47"}

    kind = fields.Selection(
        selection_add=[
            ("manual", "House Manual F46"),
            ("warranty", "Quality Warranty F47"),
        ],
        ondelete={"manual": "cascade", "warranty": "cascade"},
    )
