from odoo import fields, models


class CollectionBounce(models.TransientModel):
    """Asks when and why the bank refused a cheque or draft (R4.27)."""

    _name = "collection.bounce"
    _description = "Refused by the Bank"

    method_id = fields.Many2one(
        "collection.receipt.method",
        string="Cheque or Draft",
        required=True,
        ondelete="cascade",
    )
    date = fields.Date(
        string="Refused on", required=True, default=fields.Date.context_today
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Book the refusal."""
        self.ensure_one()
        return self.method_id.action_bounce(self.date, self.reason)
