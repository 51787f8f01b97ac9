from odoo import fields, models

from ..models.handover.property_warranty_term import PARTS


class PropertyHandoverStepDefect(models.TransientModel):
    """A defect that is found at the inspection."""

    _name = "property.handover.step.defect"
    _description = "Defect Found at the Inspection"

    step_id = fields.Many2one(
        "property.handover.step", required=True, ondelete="cascade"
    )
    part = fields.Selection(PARTS, required=True)
    text = fields.Char(string="Defect", required=True)
