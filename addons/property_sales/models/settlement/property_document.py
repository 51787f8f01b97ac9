from odoo import fields, models


class PropertyDocument(models.Model):
    """The settlement statement F39 (R2.9)."""

    _inherit = "property.document"

    _prefixes = {"settlement": "F39"}

    kind = fields.Selection(
        selection_add=[("settlement", "Settlement Statement F39")],
        ondelete={"settlement": "cascade"},
    )
