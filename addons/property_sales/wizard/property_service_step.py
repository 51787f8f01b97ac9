from odoo import fields, models


class PropertyServiceStep(models.TransientModel):
    """Dialog of a step of a service request: assign, answer, done, confirmed (R2.7)."""

    _name = "property.service.step"
    _description = "Step of a Service Request"

    request_id = fields.Many2one(
        "property.service.request",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    company_id = fields.Many2one(related="request_id.company_id")
    currency_id = fields.Many2one(related="request_id.currency_id")
    in_warranty = fields.Boolean(related="request_id.in_warranty")
    step = fields.Selection(
        [
            ("assign", "Assign"),
            ("answer", "Answer"),
            ("done", "Done"),
            ("confirm", "Confirmed"),
        ],
        required=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Assign to",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    text = fields.Text(help="It stays in the register.")
    cost = fields.Monetary()
    borne_by = fields.Selection(
        [("developer", "Developer"), ("owner", "Owner"), ("builder", "Builder")],
        help="Empty: the developer in warranty, the owner outside it.",
    )
    signature = fields.Image(string="Signature of the Owner")

    def action_apply(self):
        """Take the step; the request checks who may, and when."""
        self.ensure_one()
        getattr(self, f"_apply_{self.step}")()
        return {"type": "ir.actions.act_window_close"}

    def _apply_assign(self):
        self.request_id.action_assign(self.user_id)

    def _apply_answer(self):
        self.request_id.action_answer(self.text)

    def _apply_done(self):
        self.request_id.action_done(self.text, self.cost, self.borne_by)

    def _apply_confirm(self):
        signature = self.signature
        if isinstance(signature, bytes):
            signature = signature.decode()
        self.request_id.action_confirm(signature, self.text)
