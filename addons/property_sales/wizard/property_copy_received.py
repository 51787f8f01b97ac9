from odoo import fields, models


class PropertyCopyReceived(models.TransientModel):
    """Dialog in which the buyer signs for the copy of a paper (R2.7)."""

    _name = "property.copy.received"
    _description = "Copy of a Paper Received"

    document_id = fields.Many2one(
        "property.document",
        string="Paper",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    date = fields.Date(
        string="Received on",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    signature = fields.Image(string="Signature of the Buyer", required=True)

    def action_apply(self):
        """Note it; the paper checks who may, and when."""
        self.ensure_one()
        signature = self.signature
        if isinstance(signature, bytes):
            signature = signature.decode()
        self.document_id.action_receive(signature, self.date)
        return {"type": "ir.actions.act_window_close"}
