from odoo import fields, models


class CollectionCustodyReason(models.TransientModel):
    """Asks why a hand-over is sent back or a voucher becomes void."""

    _name = "collection.custody.reason"
    _description = "Reason"

    decision = fields.Selection(
        [("refuse", "Refuse"), ("withdraw", "Withdraw"), ("void", "Make Void")],
        required=True,
        readonly=True,
    )
    handover_id = fields.Many2one("collection.handover", readonly=True)
    voucher_ids = fields.Many2many("collection.voucher", readonly=True)
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Do what was decided, with the reason; the document checks who may."""
        self.ensure_one()
        if self.decision == "refuse":
            self.handover_id.action_refuse(self.reason)
        elif self.decision == "withdraw":
            self.handover_id.action_withdraw(self.reason)
        else:
            self.voucher_ids.action_void(self.reason)
        return {"type": "ir.actions.act_window_close"}
