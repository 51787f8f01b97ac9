from odoo import fields, models


class PropertyHandoverStep(models.TransientModel):
    """Dialog of a step of a handover: the day, the inspection, the keys (R2.7)."""

    _name = "property.handover.step"
    _description = "Step of a Handover"

    contract_id = fields.Many2one(
        "property.contract",
        ondelete="cascade",
        default=lambda self: self._get_active("property.contract"),
    )
    handover_id = fields.Many2one(
        "property.handover",
        ondelete="cascade",
        default=lambda self: self._get_active("property.handover"),
    )
    step = fields.Selection(
        [
            ("notify", "Tell the Buyer"),
            ("inspect", "Inspection"),
            ("accept", "Keys Handed over"),
            ("refuse", "Refused"),
            ("deem", "Counts as Handed over"),
        ],
        required=True,
    )
    date = fields.Date(string="Handover Day")
    slot = fields.Char(string="Time")
    defect_ids = fields.One2many(
        "property.handover.step.defect", "step_id", string="Defects"
    )
    keys = fields.Char(help="Which keys, and how many.")
    meters = fields.Char(help="Water, power and gas: what the meters show.")
    signature = fields.Image(string="Signature of the Buyer")
    reason = fields.Char()
    with_cause = fields.Boolean(help="The buyer has a cause: it is repaired first.")
    evidence = fields.Char(help="How it is proved that the buyer was told.")

    def _get_active(self, model):
        """Return the id of the record the dialog was opened on, of a model."""
        context = self.env.context
        is_active = context.get("active_model") == model
        return context.get("active_id") if is_active else False

    def action_apply(self):
        """Take the step; contract and handover check who may, and when."""
        self.ensure_one()
        getattr(self, f"_apply_{self.step}")()
        return {"type": "ir.actions.act_window_close"}

    def _apply_notify(self):
        self.contract_id.action_notify_handover(self.date, self.slot)

    def _apply_inspect(self):
        self.handover_id.action_inspect(
            [{"part": row.part, "text": row.text} for row in self.defect_ids]
        )

    def _apply_accept(self):
        signature = self.signature
        if isinstance(signature, bytes):
            signature = signature.decode()
        self.handover_id.action_accept(signature, self.keys, self.meters)

    def _apply_refuse(self):
        self.handover_id.action_refuse(self.reason, self.with_cause)

    def _apply_deem(self):
        self.handover_id.action_deem(self.evidence)
