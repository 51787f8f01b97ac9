from odoo import api, fields, models

from .property_handover_step_defect import to_text


class PropertyHandoverStep(models.TransientModel):
    """Dialog of a step of a handover: the day, the inspection, the keys (R2.7).

    On a form an appointment of the building may be chosen in place of a day and a time.
    """

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
            ("reschedule", "Another Appointment"),
            ("inspect", "Inspection"),
            ("accept", "Keys Handed over"),
            ("refuse", "Refused"),
            ("deem", "Counts as Handed over"),
        ],
        required=True,
    )
    date = fields.Date(string="Handover Day")
    slot = fields.Char(string="Time")
    building_id = fields.Many2one("property.building", compute="_compute_building_id")
    first_day = fields.Date(compute="_compute_building_id")
    slot_id = fields.Many2one(
        "property.handover.slot",
        string="Appointment",
        domain="[('building_id', '=', building_id), ('date', '>=', first_day),"
        " ('free_places', '>', 0)]",
        ondelete="cascade",
    )
    defect_ids = fields.One2many(
        "property.handover.step.defect", "step_id", string="Defects"
    )
    keys = fields.Char(help="Which keys, and how many.")
    meters = fields.Char(help="Water, power and gas: what the meters show.")
    signature = fields.Image(string="Signature of the Buyer")
    reason = fields.Char()
    with_cause = fields.Boolean(help="The buyer has a cause: it is repaired first.")
    evidence = fields.Char(help="How it is proved that the buyer was told.")

    @api.depends("contract_id", "handover_id")
    def _compute_building_id(self):
        notices = self.env["property.handover.notice"]
        for step in self:
            contract = step.handover_id.contract_id or step.contract_id
            today = contract.company_id._get_today()
            told = step.handover_id.notice_date or today
            step.building_id = contract.building_id
            first = contract and notices._get_first_day(contract, told)
            step.first_day = first and max(first, today)

    @api.onchange("slot_id")
    def _onchange_slot_id(self):
        if self.slot_id:
            self.date = self.slot_id.date

    def _get_active(self, model):
        """Return the id of the record the dialog was opened on, of a model."""
        context = self.env.context
        is_active = context.get("active_model") == model
        # not 0: that is the id of a record that core cannot read
        return context.get("active_id") if is_active else False

    def action_apply(self):
        """Take the step; contract and handover check who may, and when."""
        self.ensure_one()
        getattr(self, f"_apply_{self.step}")()
        return {"type": "ir.actions.act_window_close"}

    def _apply_notify(self):
        slot = self.slot_id.id or self.slot
        self.contract_id.action_notify_handover(self.date, slot)

    def _apply_reschedule(self):
        self.handover_id.action_reschedule(self.slot_id, self.reason)

    def _apply_inspect(self):
        self.handover_id.action_inspect(
            [row._prepare_found() for row in self.defect_ids]
        )

    def _apply_accept(self):
        signature = to_text(self.signature)
        self.handover_id.action_accept(signature, self.keys, self.meters)

    def _apply_refuse(self):
        self.handover_id.action_refuse(self.reason, self.with_cause)

    def _apply_deem(self):
        self.handover_id.action_deem(self.evidence)
