from odoo import fields, models

# step: method of the amendment, and its arguments: fields of the dialog, or values
STEPS = {
    "notify": ("action_notify", lambda row: [row.date]),
    "accept": ("action_answer", lambda row: ["accept", row.date]),
    "rescind": ("action_answer", lambda row: ["rescind", row.date]),
    "filing": ("action_note_filing", lambda row: [row.number, row.date]),
}


class PropertyAmendmentStep(models.TransientModel):
    """Dialog of a step of an amendment: its day, and the bureau's number (R2.7)."""

    _name = "property.amendment.step"
    _description = "Step of an Amendment"

    amendment_id = fields.Many2one(
        "property.amendment",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    step = fields.Selection(
        [
            ("notify", "Notice Arrived"),
            ("accept", "Buyer Accepts"),
            ("rescind", "Buyer Leaves"),
            ("filing", "Filing Changed"),
        ],
        required=True,
    )
    date = fields.Date(
        required=True, default=lambda self: self.env.company._get_today()
    )
    number = fields.Char(string="New Filing Number")

    def action_apply(self):
        """Take the step; the amendment checks who may, and when."""
        self.ensure_one()
        method, get_arguments = STEPS[self.step]
        getattr(self.amendment_id, method)(*get_arguments(self))
        return {"type": "ir.actions.act_window_close"}
