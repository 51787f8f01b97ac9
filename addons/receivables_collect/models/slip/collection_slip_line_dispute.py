from odoo import api, fields, models


class CollectionSlipLine(models.Model):
    _inherit = "collection.slip.line"

    dispute_ids = fields.One2many("collection.dispute", "slip_line_id")
    is_disputed = fields.Boolean(
        string="Disputed",
        compute="_compute_is_disputed",
        store=True,
        help="Left out of what is asked while a dispute is open or accepted.",
    )

    @api.depends("dispute_ids.state")
    def _compute_is_disputed(self):
        for line in self:
            states = line.dispute_ids.mapped("state")
            line.is_disputed = "open" in states or "accepted" in states

    def action_dispute(self):
        """Open the dialog that notes a dispute of this receivable."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Dispute"),
            "res_model": "collection.dispute",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_slip_line_id": self.id},
        }
