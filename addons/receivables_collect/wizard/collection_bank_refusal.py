from odoo import fields, models


class CollectionBankRefusal(models.TransientModel):
    """Asks why a bank collection order was refused (R3.14)."""

    _name = "collection.bank.refusal"
    _description = "Refusal of a Bank Collection Order"

    order_id = fields.Many2one(
        "collection.bank.order", required=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Book the refusal."""
        self.ensure_one()
        return self.order_id.action_refuse(self.reason)
