from odoo import fields, models


class PropertyDocument(models.Model):
    """The paper of an amendment is one of its contract (R2.9)."""

    _inherit = "property.document"

    kind = fields.Selection(
        selection_add=[("amendment", "Amendment")], ondelete={"amendment": "cascade"}
    )
