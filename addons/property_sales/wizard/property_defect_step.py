from odoo import fields, models

from .property_handover_step_defect import to_text


class PropertyDefectStep(models.TransientModel):
    """Dialog of a step of a defect: mended, or opened again (R2.7)."""

    _name = "property.defect.step"
    _description = "Step of a Defect"

    defect_id = fields.Many2one(
        "property.defect",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    step = fields.Selection(
        [("mend", "Mended"), ("reopen", "Open Again")], required=True
    )
    text = fields.Char(string="Note", required=True, help="It stays on record.")
    photo = fields.Image(max_width=1920, max_height=1920)

    def action_apply(self):
        """Take the step; the defect checks who may, and when."""
        self.ensure_one()
        getattr(self, f"_apply_{self.step}")()
        return {"type": "ir.actions.act_window_close"}

    def _apply_mend(self):
        self.defect_id.action_mend(self.text, to_text(self.photo))

    def _apply_reopen(self):
        self.defect_id.action_reopen(self.text, to_text(self.photo))
