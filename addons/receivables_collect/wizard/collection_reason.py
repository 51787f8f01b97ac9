from odoo import fields, models


class CollectionReason(models.TransientModel):
    """Asks why slips are voided or returned, or how a dispute is decided."""

    _name = "collection.reason"
    _description = "Reason of a Decision"

    decision = fields.Selection(
        [
            ("void", "Void"),
            ("return", "Returned"),
            ("accept", "Accept"),
            ("refuse", "Refuse"),
        ],
        required=True,
        readonly=True,
    )
    slip_ids = fields.Many2many(
        "collection.slip",
        readonly=True,
        default=lambda self: self._default_slip_ids(),
    )
    dispute_ids = fields.Many2many("collection.dispute", readonly=True)
    reason = fields.Char(required=True)

    def _default_slip_ids(self):
        """Return the slips that were selected in their list."""
        if self.env.context.get("active_model") != "collection.slip":
            return self.slip_ids
        return self.slip_ids.browse(self.env.context.get("active_ids", ()))

    def action_confirm(self):
        """Do what was decided, with the reason; the document checks who may."""
        self.ensure_one()
        decide = {
            "void": self.slip_ids.action_void,
            "return": self.slip_ids.action_return,
            "accept": self.dispute_ids.action_accept,
            "refuse": self.dispute_ids.action_refuse,
        }[self.decision]
        decide(self.reason)
        return {"type": "ir.actions.act_window_close"}
